r"""A text has a command of LaTeX outside of formulas.

A `$` opens a formula at the start of a word and closes it at the end of one, on the same line, so that
prices stay prices. To show `$` or a backslash as it is, write a backslash before it.

Fails:

    - id: beam
      type: basic
      prompt: 'How far does the light reach, by $ \sqrt{h} $?'
      answer: Far out to sea.
      passages: [{quote: PASSAGE}]

Passes:

    - id: beam
      type: basic
      prompt: 'How far does the light reach, by $\sqrt{h}$, for $5?'
      answer: Far out to sea.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.rich import rich_texts
from ..diagnostics import Finding, Severity
from ..mathematics.in_text import without_formulas
from ..regex import regex

CODE = "formula-not-read"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_COMMAND = regex(r"(?<!\\)\\[A-Za-z]{2,}")


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, at, text in rich_texts(course):
        if "\\" not in text:
            continue
        if found := _COMMAND.search(without_formulas(text)):
            place = entry.file.part(at, text, *found.span())
            message = f"`{found[0]}` is outside of formulas, and is shown as typed"
            help = "write `$…$` without spaces inside the signs, on one line; `code` for code"
            yield Finding(message, place, at, help)
