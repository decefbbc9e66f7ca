"""The language of a block of code is unknown, so the code has no colours.

Fails:

    - id: noise
      type: basic
      prompt: |
        What did Marlow hear?
        ```pyton
        print("bell")
        ```
      answer: A shutter.
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: |
        What did Marlow hear?
        ```python
        print("bell")
        ```
      answer: A shutter.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.markup import fenced_code
from ..bank.rich import rich_texts
from ..diagnostics import Finding, Severity

CODE = "unknown-language"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, at, text in rich_texts(course):
        for code in fenced_code(text):
            if problem := _problem(code.language):
                message, help = problem
                start = max(0, text.find(code.opening))
                place = entry.file.part(at, text, start, start + len(code.opening))
                yield Finding(message, place, at, help)


def _problem(language: str) -> tuple[str, str] | None:
    from ..bank.code import NO_LANGUAGE, lexer, similar_language

    if language.casefold() in NO_LANGUAGE or lexer(language) is not None:
        return None
    similar = similar_language(language)
    help = f"did you mean `{similar}`?" if similar else "write `text` for code in no language"
    return f"unknown language `{language}`", help
