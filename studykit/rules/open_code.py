"""A block of code is not closed.

A block begins with a line of three backticks and ends with another. Without it, the rest of the text
would be code.

Fails:

    - id: noise
      type: basic
      prompt: |
        What did Marlow hear, by this log?
        ```
        06:10 bell
      answer: A shutter.
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: |
        What did Marlow hear, by this log?
        ```
        06:10 bell
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

CODE = "open-code"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, at, text in rich_texts(course):
        for code in fenced_code(text):
            if not code.closed:
                start = max(0, text.rfind(code.opening))
                place = entry.file.part(at, text, start, start + len(code.opening))
                message = "the block of code is not closed"
                yield Finding(message, place, at, "end it with a line of its own: ```")
