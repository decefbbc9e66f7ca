"""Lines of a YAML file, and pieces of them that start with a key or a dash."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from ..regex import regex
from .data import BREAKS, LINE_BREAK

LinePlace = tuple[int, int]
"""A line of the file and a column in it, both from 0."""

_LINE = regex(rf".*?(?:{LINE_BREAK.pattern}|\Z)", re.DOTALL)
_KEY = regex(r"""("[^"\n]{1,80}"|'[^'\n]{1,80}'|[\w<][\w<.\- ]{0,80}?)[ \t]*:(?=\s|\Z)[ \t]*""")
_DASH = regex(r"-(?=\s|\Z)\s*")
_LIKE_DASH = regex(r"[-–—•*]\s*(?=[\w\"'])")
_DASHES = regex(r"(?:-\s+)*")
_BLOCK_SCALAR = regex(r"[:-]\s+[|>][-+\d]*\s*\Z")


class Piece(NamedTuple):
    """Lines of a file, the last exclusive, without what is before a column of the first."""

    first: int
    last: int
    column: int = 0

    def cut(self, lines: list[int]) -> Iterator[Piece]:
        """Yield the pieces from each of the lines to the next; the first line must be its own."""
        for first, last in zip(lines, [*lines[1:], self.last], strict=True):
            yield Piece(first, last, self.column if first == self.first else 0)


class Lines:
    """The lines of a text, from which lines and tabs can be removed without moving the others.

    `sound` are the lines without the pieces that were blanked.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = _LINE.findall(text)
        self.sound = list(self.lines)
        self.starts = [0, *accumulate(map(len, self.lines))]
        self._original = tuple(self.lines)
        self._columns = list(_columns(self.lines))

    def content(self, piece: Piece) -> list[LinePlace]:
        """Return the places at which lines start, without comments and lines of block scalars."""
        places = [(n, self._columns[n]) for n in range(piece.first, piece.last)]
        if places and piece.column:
            line = self.lines[piece.first]
            rest = line[piece.column :]
            places[0] = piece.first, piece.column + len(rest) - len(rest.lstrip())
            if not rest.strip():
                places[0] = piece.first, -1
        return [place for place in places if place[1] >= 0]

    def key(self, place: LinePlace) -> re.Match[str] | None:
        n, column = place
        return _KEY.match(self.lines[n], column)

    def dash(self, place: LinePlace) -> re.Match[str] | None:
        n, column = place
        return _DASH.match(self.lines[n], column)

    def behind_dash(self, place: LinePlace) -> LinePlace:
        """Return the place behind a dash, or behind a character that was meant as one."""
        n, column = place
        dash = self.dash(place) or _LIKE_DASH.match(self.lines[n], column)
        return n, dash.end() if dash else column

    def first_name(self, place: LinePlace) -> str:
        """Return the first key of an item of a list, or ""."""
        key = self.key(self.behind_dash(place))
        return key[1].strip("\"'") if key else ""

    def indent(self, place: LinePlace) -> str:
        """Return what is before a place in its line, with only its tabs."""
        n, column = place
        return re.sub(r"[^\t]", " ", self._original[n][:column])

    def end(self, n: int) -> int:
        """Return the column after the last character of a line."""
        return len(self.lines[n].rstrip())

    def line_of(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def joined(self, piece: Piece, sound: bool = False) -> str:
        """Return the text of a piece, with spaces for what is before its column."""
        lines = self.sound if sound else self.lines
        first = lines[piece.first][piece.column :] if piece.first < piece.last else ""
        return "".join([" " * piece.column, first, *lines[piece.first + 1 : piece.last]])

    def blank(self, piece: Piece) -> None:
        """Replace a piece by spaces in the sound lines."""
        for n in range(piece.first, piece.last):
            line = self.lines[n]
            content = line.rstrip(BREAKS)
            kept = line[: piece.column] if n == piece.first else ""
            self.sound[n] = f"{kept:{len(content)}}{line[len(content) :]}"

    def remove(self, n: int) -> None:
        """Replace a line by spaces."""
        self.blank(Piece(n, n + 1))
        self.lines[n] = self.sound[n]
        self._columns[n] = -1

    def replace_tabs(self, piece: Piece) -> None:
        """Replace each tab in the indentation of a piece by a space."""
        for n in range(piece.first, piece.last):
            line = self.lines[n]
            content = line.lstrip(" \t")
            indent = line[: len(line) - len(content)].replace("\t", " ")
            self.lines[n] = self.sound[n] = indent + content


def _columns(lines: list[str]) -> Iterator[int]:
    """Yield the column at which each line starts, -1 if it is empty or a comment, or part of a text."""
    text_in = -1  # the column of the key whose value is a block scalar
    for line in lines:
        content = line.strip()
        column = len(line) - len(line.lstrip())
        if text_in >= 0 and (not content or column > text_in):
            yield -1
            continue
        text_in = -1
        if _BLOCK_SCALAR.search(content):
            dashes = _DASHES.match(line, column)
            text_in = dashes.end() if dashes else column
        yield column if content and content[0] != "#" else -1
