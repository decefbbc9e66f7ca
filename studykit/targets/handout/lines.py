"""Breaking passages into numbered lines, once for all formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from unicodedata import category, combining

from ...diagnostics import wide
from ...mathematics.in_text import Hidden, readable, shown_in_line
from ...source.claims import ClaimKind
from .model import LineRun, NumberedLine

MEASURE = 60
"""Columns of a line; East Asian wide characters take two."""

SIDE_MEASURE = 34
"""Columns of a line of two passages side by side."""

Marks = Sequence[tuple[ClaimKind, int, int]]
"""Differences to mark: kind, start and end (exclusive) in the text."""


class Numbering:
    """Numbers the lines of one part consecutively."""

    def __init__(self) -> None:
        self.last = 0

    def take(self, text: str) -> tuple[NumberedLine, ...]:
        """Break a text into the next lines; paragraphs are separated by line feeds."""
        lines = break_lines(text, first=self.last + 1)
        self.last += len(lines)
        return lines

    def take_both(
        self, left: str, right: str, left_marks: Marks = (), right_marks: Marks = ()
    ) -> tuple[tuple[NumberedLine, ...], tuple[NumberedLine, ...]]:
        """Break two texts into lines for two columns that start at the same number."""
        first = self.last + 1
        sides = (
            break_lines(left, SIDE_MEASURE, left_marks, first),
            break_lines(right, SIDE_MEASURE, right_marks, first),
        )
        self.last += max(map(len, sides))
        return sides


def break_lines(
    text: str, measure: int = MEASURE, marks: Marks = (), first: int = 1
) -> tuple[NumberedLine, ...]:
    """Break a text into lines of at most `measure` columns, numbered from `first`.

    Lines break at spaces, after dashes, and between characters of scripts without spaces; a word
    wider than a line is cut.  A formula is not broken.  A line feed starts a paragraph.  There is
    always at least one line.
    """
    formulas = tuple(readable(text))
    shown, original = _with_stand_ins(text, formulas, measure)
    lines: list[NumberedLine] = []
    offset = 0
    for paragraph in shown.split("\n"):
        for n, (start, end) in enumerate(_lines_of_paragraph(paragraph, measure)):
            span = original(offset + start), original(offset + end)
            runs = tuple(_runs(text, *span, marks, formulas))
            lines.append(NumberedLine(first + len(lines), runs, starts_paragraph=n == 0))
        offset += len(paragraph) + 1
    return tuple(lines) or (NumberedLine(first, (), True),)


def _with_stand_ins(
    text: str, formulas: Sequence[Hidden], measure: int
) -> tuple[str, Callable[[int], int]]:
    """Return a text with a word as wide as each formula in its place, and a function from its offsets
    to those of `text`."""
    shown, done = "", 0
    moved: list[
        tuple[int, int]
    ] = []  # where a stand-in ends, and how far its formula's end is from there
    for formula in formulas:
        width = wide(shown_in_line(formula.latex))
        shown += text[done : formula.start] + "x" * max(1, min(width, measure))
        done = formula.end
        moved.append((len(shown), done - len(shown)))

    def original(offset: int) -> int:
        return offset + next((by for end, by in reversed(moved) if end <= offset), 0)

    return shown + text[done:], original


def _lines_of_paragraph(text: str, measure: int) -> Iterator[tuple[int, int]]:
    """The start and end of each line, without the spaces between lines."""
    start = end = 0  # of the current line
    columns = 0
    for begin, stop in _words(text):
        size = wide(text[begin:stop])
        between = wide(text[end:begin]) if end > start else 0
        if end > start and columns + between + size > measure:
            yield start, end
            start = end = begin
            columns = between = 0
        if end == start:
            start = begin
        while size > measure:  # a word wider than a line
            cut = _cut(text, begin, stop, measure)
            yield begin, cut
            start = end = begin = cut
            size = wide(text[begin:stop])
        if begin < stop:
            columns += between + size
            end = stop
    if end > start:
        yield start, end


_NO_START = "、。，．・：；？！）」』】〕〉》’”…,.;:?!)]}%"
"""Characters that do not start a line."""
_NO_END = "（「『【〔〈《‘“([{"
"""Characters that do not end a line."""
_NO_BREAK_SPACES = "\u00a0\u202f\u2007"


def _words(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text between the places where a line may break, without spaces."""
    begin: int | None = None
    for n, c in enumerate(text):
        if c.isspace() and c not in _NO_BREAK_SPACES:
            if begin is not None:
                yield begin, n
            begin = None
            continue
        if begin is None:
            begin = n
        elif _may_break(text[n - 1], c):
            yield begin, n
            begin = n
    if begin is not None:
        yield begin, len(text)


def _may_break(before: str, after: str) -> bool:
    if _clings(after) or after in _NO_START or before in _NO_END:
        return False
    if before in "—–" and after.isalpha():
        return True
    return wide(before) == 2 or wide(after) == 2


def _clings(c: str) -> bool:
    """Whether a character belongs to the one before it: a combining mark, a skin tone."""
    if combining(c) or category(c) in ("Mn", "Me", "Cf"):
        return True
    return "\U0001f3fb" <= c <= "\U0001f3ff"


def _cut(text: str, begin: int, stop: int, measure: int) -> int:
    """The end of the part of a word that fits a line: at least one character with its marks."""
    end, columns = begin, 0
    while end < stop and columns + wide(text[end]) <= measure:
        columns += wide(text[end])
        end += 1
    while end > begin + 1 and end < stop and _clings(text[end]):
        end -= 1
    return max(end, begin + 1)


def _runs(
    text: str, start: int, end: int, marks: Marks, formulas: Sequence[Hidden]
) -> Iterator[LineRun]:
    at = start
    for formula in formulas:
        if start <= formula.start and formula.end <= end:
            yield from _marked_runs(text, at, formula.start, marks)
            touching = (kind for kind, a, b in marks if a < formula.end and formula.start < b)
            yield LineRun(text[formula.start : formula.end], next(touching, None), formula.latex)
            at = formula.end
    yield from _marked_runs(text, at, end, marks)


def _marked_runs(text: str, start: int, end: int, marks: Marks) -> Iterator[LineRun]:
    at = start
    for kind, first, last in sorted(marks, key=lambda mark: mark[1:]):
        first, last = max(first, at), min(last, end)
        if first < last:
            if at < first:
                yield LineRun(text[at:first])
            yield LineRun(text[first:last], kind)
            at = last
    if at < end:
        yield LineRun(text[at:end])
