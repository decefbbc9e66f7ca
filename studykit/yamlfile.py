"""YAML to plain data, and the way back from any value to its line and column.

The YAML is a strict part of YAML 1.2: only `true`, `false`, `null`, integers and decimals are not
text, so that `no`, `12:30`, `010` and `1e5` stay what was typed.  Duplicate keys, tags, several
documents and keys that are not text are refused.

The parser is libyaml's, read as events: PyYAML's composer recurses in C, and 100,000 opening
brackets end the process there.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

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

_BREAKS = "\n\r\x85\u2028\u2029"
_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}


class _Node:
    """A list or mapping, and where its parts stand: offsets into the text, the end exclusive.

    `marks` has two for each part, in a mapping those of a key before those of its value; `nodes`
    are its parts that are lists or mappings, by the first of their marks.
    """

    __slots__ = ("anchor", "before", "key", "marks", "nodes", "start", "value")

    def __init__(self, value: Any, start: int = 0, anchor: str | None = None, before: int = 0):
        self.value = value
        self.marks = array("I")
        self.nodes: dict[int, _Node] = {}
        # of one that is being read: where it begins, its name, how many values were read before it,
        # and in a mapping the key whose value comes next
        self.start, self.anchor, self.before = start, anchor, before
        self.key: str | None = None

    def find(self, step: str | int) -> int | None:
        """Where among the marks those of a part stand; None where there is no such part."""
        if isinstance(self.value, dict):
            return 4 * list(self.value).index(step) + 2 if step in self.value else None
        return 2 * step if isinstance(step, int) and step < len(self.value) else None


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
        self._root: _Node | None = None  # a list of what the file holds
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
        """A line of the text, counted from 1, without its end; "" where there is none."""
        if not 0 < number < len(self._starts):
            return ""
        return self.text[self._starts[number - 1] : self._starts[number]].rstrip(_BREAKS)

    def _place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset into the text, from 1."""
        line = bisect_right(self._starts, offset, 0, len(self._starts) - 1)
        return line, offset - self._starts[line - 1] + 1

    @cached_property
    def _starts(self) -> array[int]:
        """Where each line begins, and last where one more would."""
        if any(sign in self.text for sign in _BREAKS[1:]):
            starts = [0, *(found.end() for found in _BREAK.finditer(self.text))]
        else:
            starts = [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))][:-1]
        return array("I", [*starts, len(self.text) + 1])

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


def _mark(event: Any) -> tuple[int, int, int, int]:
    """Line and column where an event begins, and where it ends, from 1."""
    start, end = event.start_mark, event.end_mark
    return start.line + 1, start.column + 1, end.line + 1, end.column + 1


def _sentence(error: yaml.MarkedYAMLError) -> str:
    context = f" {error.context}" if error.context else ""
    return f"this is not YAML: {error.problem}{context}"


def _plain(text: str) -> Value:
    """The value of a text without quotation marks."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if (number := _NUMBER.fullmatch(text)) and len(text) < 100:
        value = Decimal(text) if number[1] else int(text)
        if str(value) == text:  # -0 and 0.0000001 would come back as 0 and 1E-7
            return value
    return text


def _build(text: str) -> tuple[Value, _Node | None]:
    """Data and places of a text; raises `_Refused` and PyYAML's own errors."""
    next_event: Callable[[], Any] = _Parser(text).get_event
    scalar = yaml.ScalarEvent
    anchors: dict[str, tuple[Value, int, int, _Node | None, int]] = {}
    stack = [_Node([])]
    node = stack[0]  # what is being read, and its value and marks
    into, marks, mapping = node.value, node.marks, False
    values = aliased = 0
    done: _Node | None
    while True:
        event = next_event()
        kind = type(event)
        if kind is scalar:
            if event.tag:
                _refuse_tag(event)
            values += 1
            value = event.value
            start, end, done = event.start_mark.index, event.end_mark.index, None
            if mapping and node.key is None:
                if value in into:
                    raise _twice(text, value, node, event)
                node.key = value
                marks.append(start)
                marks.append(end)
                if event.anchor:
                    anchors[event.anchor] = value, start, end, None, 1
                continue
            # few words, and no quotation marks, make a constant; a number begins with a digit
            if not event.style and (len(value) < 6 or value < ":"):
                value = _plain(value)
            if event.anchor:
                anchors[event.anchor] = value, start, end, None, 1
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if len(stack) > MAX_DEPTH:
                raise _Refused("yaml-syntax", f"nested more than {MAX_DEPTH} deep", event)
            if mapping and node.key is None:
                cure = "a text that begins with { or [ wants quotation marks"
                raise _Refused("yaml-syntax", "a key must be plain text", event, cure)
            _refuse_tag(event)
            mapping = kind is yaml.MappingStartEvent
            began = event.start_mark.index
            node = _Node({} if mapping else [], began, event.anchor, values)
            values += 1
            into, marks = node.value, node.marks
            stack.append(node)
            continue
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            done = stack.pop()
            value, start, end = done.value, done.start, event.end_mark.index
            if done.anchor:
                anchors[done.anchor] = value, start, end, done, values - done.before
            node = stack[-1]
            into, marks, mapping = node.value, node.marks, type(node.value) is dict
        elif kind is yaml.AliasEvent:
            if event.anchor not in anchors:
                inside = any(o.anchor == event.anchor for o in stack)
                what = "stands inside what it repeats" if inside else "repeats nothing"
                help = None if inside else "a text that begins with * wants quotation marks"
                raise _Refused("yaml-syntax", f"the alias *{event.anchor} {what}", event, help)
            if mapping and node.key is None:
                raise _Refused("yaml-syntax", "a key must be plain text", event)
            value, start, end, done, weight = anchors[event.anchor]
            values += weight
            aliased += weight
            if aliased > MAX_ALIASED:
                message = f"aliases repeat more than {MAX_ALIASED:,} values"
                raise _Refused("yaml-syntax", message, event)
        elif kind is yaml.DocumentStartEvent:
            if into:
                raise _Refused("yaml-syntax", "a second document begins here", event)
            continue
        elif kind is yaml.StreamEndEvent:
            return (into[0], node) if into else (None, None)
        else:
            continue
        if done is not None:
            node.nodes[len(marks)] = done
        marks.append(start)
        marks.append(end)
        if mapping:
            into[node.key] = value
            node.key = None
        else:
            into.append(value)


def _twice(text: str, key: str, node: _Node, event: Any) -> _Refused:
    first = node.marks[4 * list(node.value).index(key)]
    line = len(_BREAK.findall(text, 0, first)) + 1
    message = f"the key `{key}` is here twice; the first is in line {line}"
    return _Refused("duplicate-key", message, event)


def _refuse_tag(event: Any) -> None:
    if event.tag and event.tag != "!":
        message = f"the tag {event.tag} has no meaning here"
        raise _Refused("yaml-syntax", message, event, "a text that begins with ! wants quotes")
