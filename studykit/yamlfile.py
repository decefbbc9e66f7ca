"""YAML to plain data, and the way back from any value to its line and column.

The YAML is a strict part of YAML 1.2: only `true`, `false`, `null`, integers and decimals are not
text, so that `no`, `12:30`, `010` and `1e5` stay what was typed.  Duplicate keys, tags, several
documents and keys that are not text are refused.

The parser is libyaml's, read as events: PyYAML's composer recurses in C, and 100,000 opening
brackets end the process there.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from .diagnostics import Finding, KeyPath, Report, Span

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML built without libyaml: slower, otherwise the same
    from yaml.loader import BaseLoader as _Parser  # type: ignore[assignment]

Value = str | int | Decimal | bool | None | list["Value"] | dict[str, "Value"]

MAX_BYTES = 50_000_000
MAX_DEPTH = 64
MAX_ALIASED = 100_000  # values that aliases may repeat, in all

KEY = "\0key"
"""Ends a key path that means the key itself and not its value."""

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}


_Mark = tuple[int, int, int, int]
"""A place: line and column where it begins, line and column where it ends, from 1."""


class _Node(NamedTuple):
    """Where a list or mapping stands, and where its parts do; of other values a mark is all."""

    mark: _Mark
    parts: dict[str, tuple[_Mark, _Place]] | list[_Place]


_Place = _Node | _Mark


class _Refused(Exception):
    """What studykit's YAML leaves out; carries the event at which it was met."""

    def __init__(self, code: str, message: str, event: Any, help: str | None = None) -> None:
        super().__init__(message)
        self.code, self.event, self.help = code, event, help


class YamlFile:
    """One YAML file: its text, its data, and the places of its values.

    `path` is how messages name the file.  `data` is None where the file could not be read;
    then the report given to `read` says why.
    """

    def __init__(self, path: str, text: str = "") -> None:
        self.path = path
        self.text = text
        self.data: Value = None
        self._lines: list[str] | None = None
        self._root: _Place | None = None
        self._fault: Span | None = None

    @classmethod
    def read(cls, file: Path, report: Report, path: str | None = None) -> YamlFile:
        """Read a file; what is wrong with it goes into the report."""
        new = cls(path or str(file))
        new._fault = Span(new.path)
        try:
            size = file.stat().st_size
            if size > MAX_BYTES:
                message = f"the file is {size:,} bytes large; at most {MAX_BYTES:,} are read"
                report.add("unreadable-file", Finding(message, new))
                return new
            raw = file.read_bytes()
        except OSError as error:
            report.add("unreadable-file", Finding(f"cannot be read: {error.strerror}", new))
            return new
        try:
            new.text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            new._fault = _behind(new.path, raw[: error.start].decode("utf-8-sig", "replace"))
            message = f"the file is not UTF-8 text: byte {raw[error.start]:#04x} cannot stand here"
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
        """Turn `text` into `data`; what is wrong with it goes into the report."""
        try:
            self.data, self._root = _build(self.text)
        except _Refused as error:
            mark = _mark(error.event)
            self._fault = Span(self.path, *mark)
            report.add(error.code, Finding(str(error), self, (), error.help))
        except yaml.MarkedYAMLError as error:
            at = error.problem_mark or error.context_mark
            if at and not self.text[at.index :].strip():  # the end, where there is nothing to see
                at = error.context_mark or at
            line, column = (at.line + 1, at.column + 1) if at else (1, 1)
            self._fault = Span(self.path, line, column, line, column + 1)
            report.add("yaml-syntax", Finding(_sentence(error), self, (), self._cure(error, at)))
        except yaml.reader.ReaderError as error:
            # its position counts bytes, or characters where there is no libyaml
            character = chr(error.character)
            self._fault = _behind(self.path, self.text[: self.text.find(character)])
            message = f"the control character U+{error.character:04X} cannot stand in YAML"
            report.add("yaml-syntax", Finding(message, self))

    def span(self, path: KeyPath) -> Span:
        """Where the value at a key path stands, or the nearest thing above it that is there."""
        if self._root is None:
            return self._fault or Span(self.path)
        place, key = self._root, None
        for step in path:
            parts = place.parts if isinstance(place, _Node) else None
            if isinstance(parts, dict) and step in parts:
                key, place = parts[str(step)]
            elif isinstance(parts, list) and isinstance(step, int) and step < len(parts):
                key, place = None, parts[step]
            else:
                break
        mark = place.mark if isinstance(place, _Node) else place
        line, column, end_line, end_column = key if key and path[-1] == KEY else mark
        if end_line > line and isinstance(place, _Node):
            end_line, end_column = line, len(self.line(line)) + 1
        return Span(self.path, line, column, end_line, end_column)

    def line(self, number: int) -> str:
        """A line of the text, counted from 1, without its end; "" where there is none."""
        if self._lines is None:
            odd = any(sign in self.text for sign in "\r\x85\u2028\u2029")
            self._lines = _BREAK.split(self.text) if odd else self.text.split("\n")
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def _cure(self, error: yaml.MarkedYAMLError, at: yaml.Mark | None) -> str | None:
        problem, context = error.problem or "", error.context or ""
        if "mapping values are not allowed" in problem:
            return 'a text that holds ": " wants quotation marks: "like: this"'
        if "cannot start any token" in problem:
            if at and "\t" in self.line(at.line + 1)[: at.column + 1]:
                return "indent with spaces, not with tabs"
            return "a text that begins with @, `, % or another sign of YAML's wants quotation marks"
        if "expected key" in problem or "expected '-' indicator" in problem:
            return "look at the indentation, and at quotation marks inside of quotation marks"
        if "scanning an alias" in context or "scanning an anchor" in context:
            return "a text that begins with * or & wants quotation marks"
        if "expected ':'" in problem:
            return "a key wants a colon and a space behind it: `key: value`"
        if at == error.context_mark and ("end of stream" in problem or "expected ','" in problem):
            return "what is opened here is not closed"
        return None


def _behind(path: str, before: str) -> Span:
    """The place of the character that follows on the beginning of a file."""
    lines = _BREAK.split(before)
    line, column = len(lines), len(lines[-1]) + 1
    return Span(path, line, column, line, column + 1)


def _mark(event: Any) -> _Mark:
    start, end = event.start_mark, event.end_mark
    return start.line + 1, start.column + 1, end.line + 1, end.column + 1


def _sentence(error: yaml.MarkedYAMLError) -> str:
    context = f" {error.context}" if error.context else ""
    return f"this is not YAML: {error.problem}{context}"


def _scalar(event: Any) -> Value:
    text: str = event.value
    if event.style:  # quoted, or a block: always text
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] > "9":  # no number begins so
        return text
    if (number := _NUMBER.fullmatch(text)) and len(text) < 100:
        value = Decimal(text) if number[1] else int(text)
        if str(value) == text:  # -0 and 0.0000001 would come back as 0 and 1E-7
            return value
    return text


class _Open:
    """A list or mapping that is being read."""

    __slots__ = ("anchor", "event", "key", "key_mark", "parts", "value")

    def __init__(self, event: Any) -> None:
        mapping = type(event) is yaml.MappingStartEvent
        self.event = event
        self.anchor: str | None = event.anchor
        self.value: Any = {} if mapping else []
        self.parts: Any = {} if mapping else []
        self.key: str | None = None
        self.key_mark = (0, 0, 0, 0)


def _build(text: str) -> tuple[Value, _Place | None]:
    """Data and places of a text; raises `_Refused` and PyYAML's own errors."""
    parser = _Parser(text)
    next_event: Callable[[], Any] = parser.get_event
    scalar = yaml.ScalarEvent
    anchors: dict[str, tuple[Value, _Place, int]] = {}
    stack: list[_Open] = []
    counts: list[int] = []  # values in each open list or mapping, for the bound on aliases
    aliased = 0
    node: _Place
    result: tuple[Value, _Place] | None = None
    while True:
        event = next_event()
        kind = type(event)
        weight = 1
        if kind is scalar:
            if event.tag:
                _refuse_tag(event)
            start, end = event.start_mark, event.end_mark
            mark = start.line + 1, start.column + 1, end.line + 1, end.column + 1
            if stack and event.anchor is None:
                top = stack[-1]
                if top.key is None and type(top.value) is dict:  # half of all: the keys
                    _open_key(top, event, mark)
                    counts[-1] += 1
                    continue
            value = _scalar(event)
            node = mark
            if event.anchor:
                anchors[event.anchor] = value, node, 1
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if len(stack) >= MAX_DEPTH:
                raise _Refused("yaml-syntax", f"nested more than {MAX_DEPTH} deep", event)
            if stack and type(stack[-1].value) is dict and stack[-1].key is None:
                cure = "a text that begins with { or [ wants quotation marks"
                raise _Refused("yaml-syntax", "a key must be plain text", event, cure)
            _refuse_tag(event)
            stack.append(_Open(event))
            counts.append(1)
            continue
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            done = stack.pop()
            weight = counts.pop()
            value = done.value
            start, end = done.event.start_mark, event.end_mark
            mark = start.line + 1, start.column + 1, end.line + 1, end.column + 1
            node = _Node(mark, done.parts)
            if done.anchor:
                anchors[done.anchor] = value, node, weight
        elif kind is yaml.AliasEvent:
            if event.anchor not in anchors:
                inside = any(o.anchor == event.anchor for o in stack)
                what = "stands inside what it repeats" if inside else "repeats nothing"
                help = None if inside else "a text that begins with * wants quotation marks"
                raise _Refused("yaml-syntax", f"the alias *{event.anchor} {what}", event, help)
            value, node, weight = anchors[event.anchor]
            mark = _mark(event)
            aliased += weight
            if aliased > MAX_ALIASED:
                message = f"aliases repeat more than {MAX_ALIASED:,} values"
                raise _Refused("yaml-syntax", message, event)
        elif kind is yaml.DocumentStartEvent:
            if result is not None:
                raise _Refused("yaml-syntax", "a second document begins here", event)
            continue
        elif kind is yaml.StreamEndEvent:
            return result if result is not None else (None, None)
        else:
            continue
        if not stack:
            result = value, node
            continue
        top = stack[-1]
        counts[-1] += weight
        if type(top.value) is list:
            top.value.append(value)
            top.parts.append(node)
        elif top.key is None:
            if kind is not scalar:
                raise _Refused("yaml-syntax", "a key must be plain text", event)
            _open_key(top, event, mark)
        else:
            top.value[top.key] = value
            top.parts[top.key] = top.key_mark, node
            top.key = None


def _open_key(top: _Open, event: Any, mark: _Mark) -> None:
    """Take a key of a mapping that is being read; its value comes next."""
    top.key, top.key_mark = event.value, mark
    if top.key in top.value:
        first = top.parts[top.key][0][0]
        message = f"the key `{top.key}` is here twice; the first is in line {first}"
        raise _Refused("duplicate-key", message, event)


def _refuse_tag(event: Any) -> None:
    if event.tag and event.tag != "!":
        message = f"the tag {event.tag} has no meaning here"
        raise _Refused("yaml-syntax", message, event, "a text that begins with ! wants quotes")
