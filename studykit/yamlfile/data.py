"""Data from YAML text, with the place of every value.

The YAML is a strict subset of YAML 1.2: everything but `true`, `false`, `null`, integers and decimals
is text, so that `no`, `12:30`, `010` and `1e5` stay as typed.  Duplicate keys, tags, several
documents and keys that are not text are errors.

The data is built from libyaml's events, not by PyYAML's composer: that one recurses in C, and
100,000 opening brackets crash the process.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

import yaml

from ..regex import regex

try:
    from yaml._yaml import CParser as Parser
except ImportError:  # PyYAML built without libyaml: slower, same results
    from yaml.loader import BaseLoader as Parser  # type: ignore[assignment]

Value = str | int | Decimal | bool | None | list["Value"] | dict[str, "Value"]

MAX_DEPTH = 64
MAX_ALIASED = 100_000  # values repeated by aliases, in a file

BREAKS = "\n\r\x85\u2028\u2029"
LINE_BREAK = regex(rf"[{BREAKS}](?:(?<=\r)\n)?")
_NUMBER = regex(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_NUMBER_STARTS = "-0123456789"
_BARE_KEY = regex(r"\s+[\w-]+")
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}


class Node:
    """A list or mapping and the places of its parts: offsets into the text, the end exclusive.

    `marks` has a start and an end for each part; in a mapping, those of a key come before those of
    its value.  `nodes` are the parts that are lists or mappings themselves, by the index of their
    first mark.
    """

    __slots__ = ("_order", "marks", "nodes", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.marks = array("I")
        self.nodes: dict[int, Node] = {}
        self._order: dict[str, int] = {}

    def find(self, step: str | int) -> int | None:
        """The index of a part's first mark, or None if there is no such part."""
        if isinstance(self.value, dict):
            if len(self._order) != len(self.value):
                self._order = {key: n for n, key in enumerate(self.value)}
            return 4 * self._order[str(step)] + 2 if step in self.value else None
        return 2 * step if isinstance(step, int) and step < len(self.value) else None

    def append(self, part: YamlPart) -> None:
        """Append a value to a list."""
        self.value.append(part.value)
        self._mark(part)

    def put(self, entry: MappingEntry) -> None:
        """Add an entry to a mapping that has been filled with `put` alone."""
        self._order[entry.key] = len(self.value)
        self.value[entry.key] = entry.part.value
        self.marks.extend((entry.start, entry.end))
        self._mark(entry.part)

    def _mark(self, part: YamlPart) -> None:
        if part.node is not None:
            self.nodes[len(self.marks)] = part.node
        self.marks.extend((part.start, part.end))

    def parts(self) -> Iterator[YamlPart]:
        """Yield the items of a list."""
        for n, value in enumerate(self.value):
            yield self._part(2 * n, value)

    def entries(self) -> Iterator[MappingEntry]:
        """Yield the entries of a mapping."""
        for n, (key, value) in enumerate(self.value.items()):
            start, end = self.marks[4 * n : 4 * n + 2]
            yield MappingEntry(key, start, end, self._part(4 * n + 2, value))

    def _part(self, mark: int, value: Any) -> YamlPart:
        return YamlPart(value, self.marks[mark], self.marks[mark + 1], self.nodes.get(mark))


class YamlPart(NamedTuple):
    """A value, its place as offsets into the text, and its node if it is a list or mapping."""

    value: Any
    start: int
    end: int
    node: Node | None = None


class MappingEntry(NamedTuple):
    """A key of a mapping, the place of the key, and its value."""

    key: str
    start: int
    end: int
    part: YamlPart


class Anchored(NamedTuple):
    """A part with an anchor, and its size in values."""

    part: YamlPart
    size: int


class _Open:
    """A list or mapping that is being read; `key` is that of the value to come."""

    __slots__ = ("anchor", "expects_key", "first", "is_mapping", "key", "node", "start")

    def __init__(self, value: Any, start: int, anchor: str | None, first: int) -> None:
        self.node = Node(value)
        self.start, self.anchor = start, anchor
        self.first = first  # how many values were read before it
        self.is_mapping = self.expects_key = isinstance(value, dict)
        self.key = ""


@dataclass(slots=True)
class Anchors:
    """The anchors of a file, and how many values its aliases have repeated so far."""

    defined: MutableMapping[str, Anchored] = field(default_factory=dict)
    repeated: int = 0


class Problem(NamedTuple):
    """An error in YAML: its code and message, its place (lines and columns from 1), and help.

    `alias` is the name of an undefined alias.
    """

    code: str
    message: str
    start: tuple[int, int]
    end: tuple[int, int]
    help: str | None = None
    alias: str | None = None


class _Refused(Exception):
    """YAML that studykit does not accept, with the event at which it was found."""

    def __init__(
        self,
        code: str,
        message: str,
        event: Any,
        help: str | None = None,
        alias: str | None = None,
    ) -> None:
        super().__init__(message)
        self.code, self.event, self.help, self.alias = code, event, help, alias


def parse(
    text: str, anchors: Anchors | None = None, line: int = 0, offset: int = 0
) -> tuple[YamlPart | None, Problem | None]:
    """Return the value of a text, or the first problem in it; neither for an empty text.

    `line` and `offset` are the place in its file at which the text begins, `anchors` are those of
    the file, to which the text's own are added.
    """
    try:
        return _TreeBuilder(text, anchors or Anchors(), line, offset).build(), None
    except _Refused as error:
        start, end = error.event.start_mark, error.event.end_mark
        places = ((start.line, start.column), (end.line, end.column))
        found = Problem(error.code, str(error), *places, error.help, error.alias)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        if at and not text[at.index :].strip():  # the end of the file has nothing to show
            at = error.context_mark or at
        row, column = (at.line, at.column) if at else (0, 0)
        places = ((row, column), (row, column + 1))
        found = Problem("yaml-syntax", _sentence(error), *places, _help(text, error, at))
    except yaml.reader.ReaderError as error:
        # its position counts bytes with libyaml, characters without
        before = LINE_BREAK.split(text[: text.find(chr(error.character))])
        place = len(before) - 1, len(before[-1])
        message = f"YAML does not allow the control character U+{error.character:04X}"
        found = Problem("yaml-syntax", message, place, place)
    (row, column), (end_row, end_column) = found.start, found.end
    return None, found._replace(
        start=(row + line + 1, column + 1), end=(end_row + line + 1, end_column + 1)
    )


def _sentence(error: yaml.MarkedYAMLError) -> str:
    if "<document start>" in (error.problem or ""):
        return "invalid YAML: this line is not indented like the ones above it"
    context = f" {error.context}" if error.context else ""
    return f"invalid YAML: {error.problem}{context}"


def _help(text: str, error: yaml.MarkedYAMLError, at: yaml.Mark | None) -> str | None:
    problem, context = error.problem or "", error.context or ""
    before = ""
    if at:
        before = LINE_BREAK.split(text[at.index - at.column : at.index + 1])[0]
    if "mapping values are not allowed" in problem:
        if _BARE_KEY.fullmatch(before[:-1]):
            return "check the indentation"
        if re.search(r":\s*[“”„]", before):
            return 'write straight quotation marks around the text, as in "like: this"'
        return 'quote a text that contains ": ", as in "like: this"'
    if "unknown escape character" in problem or "expected hex" in problem:
        return "in double quotes, YAML reads `\\` as an escape: use single quotes, or a block after `|`"
    if "cannot start any token" in problem:
        if "\t" in before:
            return "indent with spaces, not with tabs"
        return "quote a text that begins with @, `, % or another special character of YAML"
    if "<document start>" in problem:
        return "check the indentation"
    if "expected key" in problem or "expected '-' indicator" in problem:
        return "check the indentation, and quotation marks inside quotation marks"
    if "scanning an alias" in context or "scanning an anchor" in context:
        return "quote a text that begins with * or &"
    if "expected ':'" in problem:
        return "a key needs a colon and a space after it: `key: value`"
    if at == error.context_mark and ("end of stream" in problem or "expected ','" in problem):
        return "what is opened here is not closed"
    return None


def _plain(text: str) -> Value:
    """Return the value of an unquoted text."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in _NUMBER_STARTS and (number := _NUMBER.fullmatch(text)) and len(text) < 100:
        value = Decimal(text) if number[1] else int(text)
        if str(value) == text:  # not -0 and 0.0000001, which would read back as 0 and 1E-7
            return value
    return text


class _TreeBuilder:
    """Data and places of a text, built from the parser's events."""

    def __init__(self, text: str, anchors: Anchors, line: int, offset: int) -> None:
        self._text, self._line, self._offset = text, line, offset
        self._shared = anchors
        self._anchors: dict[str, Anchored] = {}
        self._open = [_Open([], 0, None, 0)]
        self._values = 0
        self._repeated = anchors.repeated

    def build(self) -> YamlPart | None:
        """Return the data; None for an empty text.

        Raises `_Refused` and PyYAML's own errors.
        """
        next_event: Callable[[], Any] = Parser(self._text).get_event
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
        self._shared.defined.update(self._anchors)
        self._shared.repeated = self._repeated
        root = self._open[0].node
        return next(root.parts(), None)

    def _scalar(self, event: Any) -> None:
        if event.tag:
            _refuse_tag(event)
        self._values += 1
        value, offset = event.value, self._offset
        start, end = event.start_mark.index + offset, event.end_mark.index + offset
        if self._open[-1].expects_key:
            self._key(value, start, end, event)
        else:
            if not event.style:
                value = _plain(value)
            self._add(value, start, end)
        if event.anchor:
            self._anchors[event.anchor] = Anchored(YamlPart(value, start, end), 1)

    def _key(self, key: str, start: int, end: int, event: Any) -> None:
        parent = self._open[-1]
        marks = parent.node.marks
        if key in parent.node.value:
            first = marks[4 * list(parent.node.value).index(key)]
            line = len(LINE_BREAK.findall(self._text, 0, first - self._offset)) + self._line + 1
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
        if event.tag:
            _refuse_tag(event)
        value: Value = {} if type(event) is yaml.MappingStartEvent else []
        start = event.start_mark.index + self._offset
        self._open.append(_Open(value, start, event.anchor, self._values))
        self._values += 1

    def _end(self, event: Any) -> None:
        done = self._open.pop()
        value, end = done.node.value, event.end_mark.index + self._offset
        if done.anchor:
            size = self._values - done.first
            part = YamlPart(value, done.start, end, done.node)
            self._anchors[done.anchor] = Anchored(part, size)
        self._add(value, done.start, end, done.node)

    def _alias(self, event: Any) -> None:
        found = self._anchors.get(event.anchor) or self._shared.defined.get(event.anchor)
        if found is None and any(parent.anchor == event.anchor for parent in self._open):
            message = f"alias *{event.anchor} refers to a value that contains it"
            raise _Refused("yaml-syntax", message, event)
        if found is None:
            message = f"undefined alias *{event.anchor}"
            help = "quote a text that begins with *"
            raise _Refused("yaml-syntax", message, event, help, event.anchor)
        if self._open[-1].expects_key:
            raise _Refused("yaml-syntax", "a key must be plain text", event)
        self._values += found.size
        self._repeated += found.size
        if self._repeated > MAX_ALIASED:
            message = f"aliases repeat more than {MAX_ALIASED:,} values"
            raise _Refused("yaml-syntax", message, event)
        self._add(*found.part)

    def _document(self, event: Any) -> None:
        if self._open[0].node.value:
            raise _Refused("yaml-syntax", "a second document starts here", event)

    def _add(self, value: Any, start: int, end: int, node: Node | None = None) -> None:
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
    if event.tag != "!":
        message = f"unsupported tag {event.tag}"
        raise _Refused("yaml-syntax", message, event, "quote a text that begins with !")
