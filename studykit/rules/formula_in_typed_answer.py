r"""A formula is in an answer that learners type, or in its unit.

Learners type letters, and programs compare them. Write the answer in words or signs: m/s², µm, H₂O.

Fails:

    - id: noise
      type: short_answer
      prompt: What was banging?
      answer: A $\mathrm{shutter}$
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: short_answer
      prompt: What was banging at $2\,\mathrm{m/s}$?
      answer: A shutter
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.kinds.numeric import Numeric
from ..bank.kinds.short_answer import ShortAnswer
from ..bank.load import Course
from ..diagnostics import Finding, KeyPath, Severity
from ..mathematics.in_text import formulas

CODE = "formula-in-typed-answer"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        for path, text in _typed(entry.question):
            for formula in formulas(text):
                at = (*entry.path, *path)
                place = entry.file.part(at, text, formula.start, formula.end)
                message = "a formula cannot be typed, so it cannot be an answer or its unit"
                yield Finding(message, place, at, "write it in words or signs, such as m/s² or µm")


def _typed(question: object) -> Iterator[tuple[KeyPath, str]]:
    match question:
        case ShortAnswer(answer=answer, accept=accept):
            yield ("answer",), answer
            yield from ((("accept", n), text) for n, text in enumerate(accept))
        case Numeric(unit=str(unit)):
            yield ("unit",), unit
