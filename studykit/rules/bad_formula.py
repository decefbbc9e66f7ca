r"""A formula cannot be read, or not every target can print it.

LaTeX is in `$…$` in a line, or `$$…$$` on lines of its own; docs/formulas.md says what is understood.

Fails:

    - id: beam
      type: basic
      prompt: 'How far does the light reach, by $d = \fraq{h}{2}$?'
      answer: Far out to sea.
      passages: [{quote: PASSAGE}]

Passes:

    - id: beam
      type: basic
      prompt: 'How far does the light reach, by $d = \frac{h}{2}$, for $5 or $10 of oil?'
      answer: Far out to sea.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..bank.evidence import Verified
from ..bank.kinds.cloze import Cloze
from ..bank.load import Course, Entry
from ..bank.model import Blank
from ..bank.rich import rich_texts
from ..diagnostics import Finding, KeyPath, Severity
from ..mathematics.in_text import Hidden, formulas

if TYPE_CHECKING:
    from ..mathematics.mistake import BadFormula

CODE = "bad-formula"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, path, text in rich_texts(course):
        if "$" in text or "\\(" in text or "\\[" in text:
            yield from _in_text(entry, path, text)


def _in_text(entry: Entry, path: KeyPath, text: str) -> Iterator[Finding]:
    is_cloze = isinstance(entry.question, Cloze) and path[-1] == "text"
    parts = entry.question.parts if isinstance(entry.question, Cloze) and is_cloze else (text,)
    places = _Places(text, parts)
    for formula in formulas(places.filled):
        if error := _mistake(formula, places):
            last = max(error.start, error.end - 1)
            start, end = (places.in_text(formula.offset + at) for at in (error.start, last))
            place = entry.file.part(path, text, start, end + 1)
            yield Finding(error.message, place, path, error.help)


def _mistake(formula: Hidden, places: _Places) -> BadFormula | None:
    from ..mathematics.mistake import BadFormula  # most courses have no formula
    from ..mathematics.tree import tree

    try:
        _check_ends(formula, places)
        tree(formula.latex, formula.display)
        _check_blanks(formula, places)
    except BadFormula as error:
        return error
    return None


class _Places:
    """A text with its blanks filled, and where its characters are in the text as typed."""

    def __init__(self, text: str, parts: Sequence[str | Blank]) -> None:
        self.filled = ""
        self.blanks: list[tuple[int, int]] = []
        self._starts: list[tuple[int, int]] = []
        at = 0
        for part in parts:
            words = part.answer if isinstance(part, Blank) else part
            at = text.index(words, at)
            self._starts.append((len(self.filled), at))
            if isinstance(part, Blank):
                self.blanks.append((len(self.filled), len(self.filled) + len(words)))
            self.filled += words
            at += len(words)

    def in_text(self, offset: int) -> int:
        """Return the place in the text as typed of an offset in the filled text."""
        start, at = next(pair for pair in reversed(self._starts) if pair[0] <= max(0, offset))
        return at + offset - start


def _check_ends(formula: Hidden, places: _Places) -> None:
    """Raise BadFormula for a blank that begins outside a formula and ends in it, or the reverse."""
    from ..mathematics.mistake import BadFormula

    for start, end in places.blanks:
        starts_inside, ends_inside = (formula.start < at < formula.end for at in (start, end))
        if starts_inside != ends_inside and start < formula.end and formula.start < end:
            is_whole = start <= formula.start and formula.end <= end
            if not is_whole:
                message = "a blank must be wholly inside the formula, or contain it"
                raise BadFormula(message, 0, len(formula.latex))


def _check_blanks(formula: Hidden, places: _Places) -> None:
    """Raise BadFormula for a blank that is not a complete part of its formula."""
    from ..mathematics.mistake import BadFormula
    from ..mathematics.tree import tree

    for start, end in places.blanks:
        if not (formula.start < start and end < formula.end):
            continue
        first = start - formula.offset
        last = end - formula.offset
        try:
            tree(formula.latex[first:last])
            tree(rf"{formula.latex[:first]}\boxed{{?}}{formula.latex[last:]}")
        except BadFormula as error:
            message = f"a blank must be a complete part of its formula: {error.message}"
            raise BadFormula(
                message, first, last, "write `x_{ {{c1::2}} }`, with the braces outside"
            ) from None
