"""The numbers to calculate with are in the prompt.

The answer is the sum, difference, product or quotient of two numbers in the prompt, so learners need neither
the text nor an idea, only arithmetic.  Leave out a number that they should know, or ask for the step that
leads to the calculation.  A question of a level below “apply” may repeat numbers.  For numeric questions
and short answers that are numbers.

Fails:

    - id: turns
      type: numeric
      level: apply
      prompt: It takes 212 turns, and Marlow stopped at 208. How many were left?
      answer: 4
      passages: [{quote: last week she caught me stopping at 208}]
      allow: {answer-beyond-evidence: the difference of two numbers}

Passes:

    - id: turns
      type: numeric
      level: apply
      prompt: How many turns were left when Marlow stopped last week?
      answer: 4
      passages: [{quote: "It takes 212 turns to bring the weight up"}]
      allow: {answer-beyond-evidence: the difference of two numbers}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple, get_args

from ..bank.evidence import Verified
from ..bank.kinds.numeric import Numeric
from ..bank.kinds.short_answer import ShortAnswer
from ..bank.load import Course, Entry
from ..bank.markup import without_figures
from ..bank.model import Level, Number
from ..bank.prose import plain
from ..diagnostics import Finding, Severity
from ..format import listed
from ..source.claims import numbers

CODE = "operands-in-prompt"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_LEVELS: tuple[Level, ...] = get_args(Level)
_APPLYING = _LEVELS[_LEVELS.index("apply") :]

MOST = 12
"""The most numbers in a prompt that are paired."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        bounds = _bounds(entry, course) if entry.level in _APPLYING else None
        if bounds is None:
            continue
        low, high = bounds
        operands = _operands(plain(without_figures(entry.question.asks)))
        for a, b in combinations(operands[:MOST], 2):
            if any(low <= result <= high for result in _results(a, b)):
                written = dict.fromkeys(one.written for one in (a, b) if one.written)
                given = listed([f"“{words}”" for words in written])
                message = f"the answer can be calculated from {given} in the prompt"
                help = "leave out a number that learners should know, or lower the level"
                yield Finding(message, entry.file, (*entry.path, "prompt"), help)
                break


class _Operand(NamedTuple):
    """A number and how it is written; "" for the 100 that a percentage implies."""

    value: Fraction
    written: str


def _operands(text: str) -> list[_Operand]:
    """Return the numbers in a text; a range is two."""
    found = []
    for claim in numbers(text):
        written = text[claim.start : claim.end]
        bounds = re.findall(r"(?:^-)?[^-]+", claim.value)
        found += [_Operand(Fraction(bound), written) for bound in bounds]
    if "%" in text or "percent" in text:
        found.append(_Operand(Fraction(100), ""))
    return found


def _bounds(entry: Entry, course: Course) -> tuple[Fraction, Fraction] | None:
    """Return the lowest and the highest right number, if the answer is a number."""
    question = entry.question
    if isinstance(question, Numeric):
        response = question.response((), course.info)
        assert isinstance(response, Number)
        return response.low, response.high
    if isinstance(question, ShortAnswer):
        values = {operand.value for operand in _operands(plain(question.answer)) if operand.written}
        if len(values) == 1:
            return min(values), max(values)
    return None


def _results(one: _Operand, other: _Operand) -> Iterator[Fraction]:
    """Yield what one operation makes of two numbers; from an implied 100, only the rest of it."""
    a, b = one.value, other.value
    yield abs(a - b)
    if one.written and other.written:
        yield a + b
        yield a * b
        if a and b:
            yield a / b
            yield b / a
