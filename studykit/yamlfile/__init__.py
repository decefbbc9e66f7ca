"""YAML files: their text, their data, and from any value back to its line and column.

Whole files are parsed at once.  A file with an error can be read piece by piece instead, so that
the rest of it is not lost.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from ..diagnostics import Finding, KeyPath, Locator, Report, Span
from ..files import read_bytes
from .data import BREAKS, LINE_BREAK, Node, Value, parse
from .recovery import recover
from .unread import Unread

KEY = "\0key"
"""The last step of a key path to a key itself instead of its value."""


class _Spot(NamedTuple):
    """A place in a file that belongs to no value."""

    file: YamlFile
    place: Span

    def span(self, path: KeyPath) -> Span:
        return self.place

    def is_cut_off(self, path: KeyPath) -> bool:
        """Whether what was read as a key is the rest of a text after a comma, inside { }."""
        span = self.span((*path, KEY))
        following = self.line(span.end_line)[span.end_column - 1 :].lstrip()
        return following[:1] in (",", "}")

    def line(self, number: int) -> str:
        return self.file.line(number)


class YamlFile:
    """A YAML file: its text, its data, and the places of its values.

    `path` is the file's name in messages.  `data` is None if the file could not be read; the report
    given to `read` then says why, and `is_readable` is false.  `has_errors` says whether there was an
    error in the YAML.
    """

    def __init__(self, path: str, text: str = "") -> None:
        self.path = path
        self.text = text
        self.data: Value = None
        self.is_readable = True
        self.has_errors = False
        self._root: Node | None = None  # its only part is the data

    @classmethod
    def read(
        cls, file: Path, report: Report, path: str | None = None, in_pieces: bool = False
    ) -> YamlFile:
        """Read a file; add its problems to the report.  `in_pieces` as in `parse`."""
        new = cls(path or str(file))
        new.is_readable = False
        try:
            raw = read_bytes(file)
        except OSError as error:
            report.add("unreadable-file", Finding(f"cannot be read: {error.strerror}", new))
            return new
        try:
            new.text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            place = _behind(new.path, raw[: error.start].decode("utf-8-sig", "replace"))
            message = f"the file is not UTF-8 text: invalid byte {raw[error.start]:#04x}"
            help = encoding_help(raw)
            report.add("unreadable-file", Finding(message, _Spot(new, place), (), help))
            return new
        new.parse(report, in_pieces)
        return new

    def parse(self, report: Report, in_pieces: bool = False) -> None:
        """Parse `text` into `data`; add its problems to the report.

        If `in_pieces`, a text with an error is read piece by piece, and `data` has all that could be
        read; see `recovery`.
        """
        part, problem = parse(self.text)
        problems = [problem] if problem else []
        if problem and in_pieces:
            part, problems = recover(self.text, problem)
        if part is not None:
            self.data, self._root = part.value, Node([])
            self._root.append(part)
        self.has_errors = bool(problems)
        self.is_readable = not problems or (part is not None and not isinstance(part.value, Unread))
        for found in problems:
            spot = _Spot(self, Span(self.path, *found.start, *found.end))
            report.add(found.code, Finding(found.message, spot, (), found.help))

    def span(self, path: KeyPath) -> Span:
        """Return the place of the value at a key path, or of the nearest parent that exists."""
        if self._root is None:
            return Span(self.path)
        node, at = self._find(self._root, path)
        line, column = self._place(node.marks[at])
        end_line, end_column = self._place(node.marks[at + 1])
        if end_line > line and at in node.nodes:
            end_line, end_column = line, len(self.line(line)) + 1
        return Span(self.path, line, column, end_line, end_column)

    def offsets(self, path: KeyPath) -> tuple[int, int]:
        """Return where the value at a key path is in `text`; its parent if there is no such value.

        A list or mapping in block style ends where the next value begins.
        """
        if self._root is None:
            return 0, len(self.text)
        node, at = self._find(self._root, path)
        return node.marks[at], node.marks[at + 1]

    def part(self, path: KeyPath, value: str, start: int, end: int) -> Locator:
        """Return a locator of `value[start:end]`, where `value` is the text at a key path."""
        from .scalars import character_places  # only for findings

        first, last = self.offsets(path)
        places = character_places(self.text[first:last], first, value)
        return self.place(places[start], places[end - 1] + 1)

    def place(self, start: int, end: int) -> Locator:
        """Return a locator of `text[start:end]`."""
        line, column = self._place(start)
        end_line, end_column = self._place(end)
        return _Spot(self, Span(self.path, line, column, end_line, end_column))

    @staticmethod
    def _find(root: Node, path: KeyPath) -> tuple[Node, int]:
        """Return the node that contains the value at a key path, and the index of its first mark."""
        node, at, key = root, 0, None
        for step in path:
            inner = node.nodes.get(at)
            found = inner.find(step) if inner else None
            if inner is None or found is None:
                break
            node, at = inner, found
            key = at - 2 if isinstance(step, str) else None
        return node, key if key is not None and path[-1] == KEY else at

    def is_cut_off(self, path: KeyPath) -> bool:
        """Whether what was read as a key is the rest of a text after a comma, inside { }."""
        span = self.span((*path, KEY))
        following = self.line(span.end_line)[span.end_column - 1 :].lstrip()
        return following[:1] in (",", "}")

    def line(self, number: int) -> str:
        """Return a line of the text by its number from 1, without its line end; "" past the end."""
        if not 0 < number < len(self._starts):
            return ""
        return self.text[self._starts[number - 1] : self._starts[number]].rstrip(BREAKS)

    def _place(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1, of an offset into the text."""
        line = bisect_right(self._starts, offset, 0, len(self._starts) - 1)
        return line, offset - self._starts[line - 1] + 1

    @cached_property
    def _starts(self) -> array[int]:
        """The offset of each line, and at the end that of a line after the last."""
        if any(sign in self.text for sign in BREAKS[1:]):
            ends = [found.end() for found in LINE_BREAK.finditer(self.text)]
            return array("I", [0, *ends, len(self.text) + 1])
        lengths = map(len, self.text.split("\n"))
        return array("I", accumulate((length + 1 for length in lengths), initial=0))


def encoding_help(raw: bytes) -> str:
    """Say what to do with a file that is not UTF-8."""
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "this looks like UTF-16; save the file as UTF-8"
    return "this looks like a binary file" if b"\0" in raw else "save the file as UTF-8"


def _behind(path: str, before: str) -> Span:
    """Return the place of the character after the beginning of a file."""
    lines = LINE_BREAK.split(before)
    line, column = len(lines), len(lines[-1]) + 1
    return Span(path, line, column, line, column + 1)
