"""YAML as plain data, and from any value back to its line and column.

The YAML is a strict subset of YAML 1.2: everything but `true`, `false`, `null`, integers and decimals
is text, so that `no`, `12:30`, `010` and `1e5` stay as typed.  Duplicate keys, tags, several
documents and keys that are not text are errors.

The data is built from libyaml's events, not by PyYAML's composer: that one recurses in C, and
100,000 opening brackets crash the process.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from .diagnostics import Finding, KeyPath, Report, Span
from .files import read_bytes

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML built without libyaml: slower, same results
    from yaml.loader import BaseLoader as _Parser  # type: ignore[assignment]

Value = str | int | Decimal | bool | None | list["Value"] | dict[str, "Value"]

MAX_DEPTH = 64
MAX_ALIASED = 100_000  # values repeated by aliases, in a file

KEY = "\0key"
"""The last step of a key path to a key itself instead of its value."""

_BREAKS = "\n\r\x85\u2028\u2029"
_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}


class _Node:
    """A list or mapping and the places of its parts: offsets into the text, the end exclusive.

    `marks` has a start and an end for each part; in a mapping, those of a key come before those of
    its value.  `nodes` are the parts that are lists or mappings themselves, by the index of their
    first mark.
    """

    __slots__ = ("marks", "nodes", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.marks = array("I")
        self.nodes: dict[int, _Node] = {}

    def find(self, step: str | int) -> int | None:
        """The index of a part's first mark, or None if there is no such part."""
        if isinstance(self.value, dict):
            return 4 * list(self.value).index(step) + 2 if step in self.value else None
        return 2 * step if isinstance(step, int) and step < len(self.value) else None


class _Anchored(NamedTuple):
    """A value with an anchor: its place, its node if it is a list or mapping, its size in values."""

    value: Any
    start: int
    end: int
    node: _Node | None
    size: int


class _Open:
    """A list or mapping that is being read; `key` is that of the value to come."""

    __slots__ = ("anchor", "expects_key", "first", "is_mapping", "key", "node", "start")

    def __init__(self, value: Any, start: int, anchor: str | None, first: int) -> None:
        self.node = _Node(value)
        self.start, self.anchor = start, anchor
        self.first = first  # how many values were read before it
        self.is_mapping = self.expects_key = isinstance(value, dict)
        self.key = ""


class _Refused(Exception):
    """YAML that studykit does not accept, with the event at which it was found."""

    def __init__(self, code: str, message: str, event: Any, help: str | None = None) -> None:
        super().__init__(message)
        self.code, self.event, self.help = code, event, help


class YamlFile:
    """A YAML file: its text, its data, and the places of its values.

    `path` is the file's name in messages.  `data` is None if the file could not be read; the report
    given to `read` then says why.
    """

    def __init__(self, path: str, text: str = "") -> None:
        self.path = path
        self.text = text
        self.data: Value = None
        self._root: _Node | None = None  # its only part is the data
        self._fault: Span | None = None

    @classmethod
    def read(cls, file: Path, report: Report, path: str | None = None) -> YamlFile:
        """Read a file; add its problems to the report."""
        new = cls(path or str(file))
        new._fault = Span(new.path)
        try:
            raw = read_bytes(file)
        except OSError as error:
            report.add("unreadable-file", Finding(f"cannot be read: {error.strerror}", new))
            return new
        try:
            new.text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            new._fault = _behind(new.path, raw[: error.start].decode("utf-8-sig", "replace"))
            message = f"the file is not UTF-8 text: invalid byte {raw[error.start]:#04x}"
            help = "save the file as UTF-8"
            if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
                help = f"this looks like UTF-16; {help}"
            elif b"\0" in raw:
                help = "this looks like a binary file"
            report.add("unreadable-file", Finding(message, new, (), help))
            return new
        new.parse(report)
        return new

    def parse(self, report: Report) -> None:
        """Parse `text` into `data`; add its problems to the report."""
        try:
            self.data, self._root = _TreeBuilder(self.text).build()
        except _Refused as error:
            mark = _mark(error.event)
            self._fault = Span(self.path, *mark)
            report.add(error.code, Finding(str(error), self, (), error.help))
        except yaml.MarkedYAMLError as error:
            at = error.problem_mark or error.context_mark
            if at and not self.text[at.index :].strip():  # the end of the file has nothing to show
                at = error.context_mark or at
            line, column = (at.line + 1, at.column + 1) if at else (1, 1)
            self._fault = Span(self.path, line, column, line, column + 1)
            report.add("yaml-syntax", Finding(_sentence(error), self, (), self._help(error, at)))
        except yaml.reader.ReaderError as error:
            # its position counts bytes with libyaml, characters without
            character = chr(error.character)
            self._fault = _behind(self.path, self.text[: self.text.find(character)])
            message = f"YAML does not allow the control character U+{error.character:04X}"
            report.add("yaml-syntax", Finding(message, self))

    def span(self, path: KeyPath) -> Span:
        """Return the place of the value at a key path, or of the nearest parent that exists."""
        if self._root is None:
            return self._fault or Span(self.path)
        node, at, key = self._root, 0, None
        for step in path:
            inner = node.nodes.get(at)
            found = inner.find(step) if inner else None
            if inner is None or found is None:
                break
            node, at = inner, found
            key = at - 2 if isinstance(step, str) else None
        if key is not None and path[-1] == KEY:
            at = key
        line, column = self._place(node.marks[at])
        end_line, end_column = self._place(node.marks[at + 1])
        if end_line > line and at in node.nodes:
            end_line, end_column = line, len(self.line(line)) + 1
        return Span(self.path, line, column, end_line, end_column)

    def line(self, number: int) -> str:
        """Return a line of the text by its number from 1, without its line end; "" past the end."""
        if not 0 < number < len(self._starts):
            return ""
        return self.text[self._starts[number - 1] : self._starts[number]].rstrip(_BREAKS)

    def _place(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1, of an offset into the text."""
        line = bisect_right(self._starts, offset, 0, len(self._starts) - 1)
        return line, offset - self._starts[line - 1] + 1

    @cached_property
    def _starts(self) -> array[int]:
        """The offset of each line, and at the end that of a line after the last."""
        starts = [0, *(found.end() for found in _BREAK.finditer(self.text))]
        return array("I", [*starts, len(self.text) + 1])

    def _help(self, error: yaml.MarkedYAMLError, at: yaml.Mark | None) -> str | None:
        problem, context = error.problem or "", error.context or ""
        if "mapping values are not allowed" in problem:
            return 'quote a text that contains ": ", as in "like: this"'
        if "cannot start any token" in problem:
            if at and "\t" in self.line(at.line + 1)[: at.column + 1]:
                return "indent with spaces, not with tabs"
            return "quote a text that begins with @, `, % or another special character of YAML"
        if "expected key" in problem or "expected '-' indicator" in problem:
            return "check the indentation, and quotation marks inside quotation marks"
        if "scanning an alias" in context or "scanning an anchor" in context:
            return "quote a text that begins with * or &"
        if "expected ':'" in problem:
            return "a key needs a colon and a space after it: `key: value`"
        if at == error.context_mark and ("end of stream" in problem or "expected ','" in problem):
            return "what is opened here is not closed"
        return None


def _behind(path: str, before: str) -> Span:
    """Return the place of the character after the beginning of a file."""
    lines = _BREAK.split(before)
    line, column = len(lines), len(lines[-1]) + 1
    return Span(path, line, column, line, column + 1)


def _mark(event: Any) -> tuple[int, int, int, int]:
    """Return the first line and column of an event, and the last, from 1."""
    start, end = event.start_mark, event.end_mark
    return start.line + 1, start.column + 1, end.line + 1, end.column + 1


def _sentence(error: yaml.MarkedYAMLError) -> str:
    context = f" {error.context}" if error.context else ""
    return f"invalid YAML: {error.problem}{context}"


def _plain(text: str) -> Value:
    """Return the value of an unquoted text."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if (number := _NUMBER.fullmatch(text)) and len(text) < 100:
        value = Decimal(text) if number[1] else int(text)
        if str(value) == text:  # not -0 and 0.0000001, which would read back as 0 and 1E-7
            return value
    return text


class _TreeBuilder:
    """Data and places of a text, built from the parser's events."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._anchors: dict[str, _Anchored] = {}
        self._open = [_Open([], 0, None, 0)]
        self._values = 0
        self._repeated = 0

    def build(self) -> tuple[Value, _Node | None]:
        """Return the data and a node whose only part is the data; None for an empty text.

        Raises `_Refused` and PyYAML's own errors.
        """
        next_event: Callable[[], Any] = _Parser(self._text).get_event
        take: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
            yaml.DocumentEndEvent: lambda event: None,
            yaml.StreamStartEvent: lambda event: None,
        }
        while not isinstance(event := next_event(), yaml.StreamEndEvent):
            take[type(event)](event)
        root = self._open[0].node
        return (root.value[0], root) if root.value else (None, None)

    def _scalar(self, event: Any) -> None:
        _refuse_tag(event)
        self._values += 1
        value, start, end = event.value, event.start_mark.index, event.end_mark.index
        if self._open[-1].expects_key:
            self._key(value, start, end, event)
        else:
            if not event.style:
                value = _plain(value)
            self._add(value, start, end)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(value, start, end, None, 1)

    def _key(self, key: str, start: int, end: int, event: Any) -> None:
        parent = self._open[-1]
        marks = parent.node.marks
        if key in parent.node.value:
            first = marks[4 * list(parent.node.value).index(key)]
            line = len(_BREAK.findall(self._text, 0, first)) + 1
            message = f"duplicate key `{key}`; the first is in line {line}"
            raise _Refused("duplicate-key", message, event)
        parent.key, parent.expects_key = key, False
        marks.append(start)
        marks.append(end)

    def _start(self, event: Any) -> None:
        if len(self._open) > MAX_DEPTH:
            raise _Refused("yaml-syntax", f"nested more than {MAX_DEPTH} levels deep", event)
        if self._open[-1].expects_key:
            help = "quote a text that begins with { or ["
            raise _Refused("yaml-syntax", "a key must be plain text", event, help)
        _refuse_tag(event)
        value: Value = {} if type(event) is yaml.MappingStartEvent else []
        self._open.append(_Open(value, event.start_mark.index, event.anchor, self._values))
        self._values += 1

    def _end(self, event: Any) -> None:
        done = self._open.pop()
        value, end = done.node.value, event.end_mark.index
        if done.anchor:
            size = self._values - done.first
            self._anchors[done.anchor] = _Anchored(value, done.start, end, done.node, size)
        self._add(value, done.start, end, done.node)

    def _alias(self, event: Any) -> None:
        found = self._anchors.get(event.anchor)
        if found is None and any(parent.anchor == event.anchor for parent in self._open):
            message = f"alias *{event.anchor} refers to a value that contains it"
            raise _Refused("yaml-syntax", message, event)
        if found is None:
            message = f"undefined alias *{event.anchor}"
            raise _Refused("yaml-syntax", message, event, "quote a text that begins with *")
        if self._open[-1].expects_key:
            raise _Refused("yaml-syntax", "a key must be plain text", event)
        self._values += found.size
        self._repeated += found.size
        if self._repeated > MAX_ALIASED:
            message = f"aliases repeat more than {MAX_ALIASED:,} values"
            raise _Refused("yaml-syntax", message, event)
        self._add(found.value, found.start, found.end, found.node)

    def _document(self, event: Any) -> None:
        if self._open[0].node.value:
            raise _Refused("yaml-syntax", "a second document starts here", event)

    def _add(self, value: Any, start: int, end: int, node: _Node | None = None) -> None:
        """Append a value to the list that is being read, or to the mapping under its last key."""
        parent = self._open[-1]
        into, marks = parent.node.value, parent.node.marks
        if node is not None:
            parent.node.nodes[len(marks)] = node
        marks.append(start)
        marks.append(end)
        if parent.is_mapping:
            into[parent.key] = value
            parent.expects_key = True
        else:
            into.append(value)


def _refuse_tag(event: Any) -> None:
    if event.tag and event.tag != "!":
        message = f"unsupported tag {event.tag}"
        raise _Refused("yaml-syntax", message, event, "quote a text that begins with !")
