"""Reading of YAML with errors, piece by piece, so that a slip costs one entry and not the file.

Lines that do not parse together are split at their own keys, or at the items of their list, and each
piece is read alone.  Pieces are found by their indentation.  What fails in the end is a single value:
it becomes `Unread`, with the quotes in it that can still be read.

Each error is reported once.  If all pieces of some lines can be read, but not together, the lines
have an error of layout: mostly their indentation.  So that it shows beside errors in the pieces, an
item is parsed again without these.
"""

from __future__ import annotations

import re
from collections import ChainMap, Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import NamedTuple

from ..regex import regex
from .data import Anchors, MappingEntry, Node, Problem, YamlPart, parse
from .pieces import LinePlace, Lines, Piece
from .unread import Partial, Unread, passages_in, quote_in

MAX_SPLITS = 12  # of a piece into pieces
TOGETHER = 64  # items of a list that are tried together

_FENCE = regex(r"```\w*\s*\Z")
_DOCUMENT = regex(r"---(?:\s|\Z)")
_ANCHOR = regex(r"&([^\s,\[\]{}]+)")
_KEY_HELP = "a key needs a colon and a space after it: `key: value`"


class _List(NamedTuple):
    """How the items of a list start: their dashes, if there are any, their indent, and first key."""

    dashes: frozenset[LinePlace]
    indent: str
    name: str

    @property
    def column(self) -> int:
        return len(self.indent)


def recover(text: str, problem: Problem) -> tuple[YamlPart | None, list[Problem]]:
    """Return what can be read of a text, and all its problems; the parser found one of them."""
    recovery = _Recovery(text)
    return recovery.run(problem), recovery.problems


class _Recovery:
    def __init__(self, text: str) -> None:
        self.problems: list[Problem] = []
        self._lines = Lines(text)
        self._anchors = Anchors()
        self._count = 0  # of problems, with those that follow from others
        self._is_quiet = False  # about layout, of which a problem was reported

    def run(self, problem: Problem) -> YamlPart | None:
        whole = Piece(0, len(self._lines.lines))
        part: YamlPart | None = None
        found: Problem | None = problem
        if self._remove_markers():
            part, found = self._parse(whole)
        if found:
            part = self._rechecked(whole, self._split(whole, found))
        return part

    def _remove_markers(self) -> bool:
        """Remove document markers and the fences of Markdown; all but a first marker are errors."""
        count = self._count
        is_first = True
        for n, line in enumerate(self._lines.lines):
            is_document = _DOCUMENT.match(line) is not None
            if _FENCE.match(line):
                self._report_line((n, 0), "invalid YAML: a Markdown code fence", "delete the line")
                self._lines.remove(n)
            elif is_document:
                if not is_first:
                    self._report_line((n, 0), "a second document starts here", "delete the line")
                self._lines.remove(n)
            is_first &= not is_document and not self._lines.content(Piece(n, n + 1))
        return count != self._count

    # Reading

    def _parse(self, piece: Piece) -> tuple[YamlPart | None, Problem | None]:
        start = self._lines.starts[piece.first]
        return parse(self._lines.joined(piece), self._anchors, piece.first, start)

    def _read(self, piece: Piece, depth: int) -> YamlPart | None:
        part, problem = self._parse(piece)
        return part if problem is None else self._split(piece, problem, depth)

    def _split(
        self, piece: Piece, problem: Problem, depth: int = 0, is_value: bool = False
    ) -> YamlPart:
        """Read the parts of a piece that has a problem; report it if none of the parts has one."""
        count = self._count
        places = self._lines.content(piece)
        part: YamlPart | None = None
        if places and depth < MAX_SPLITS:
            if found := self._find_list(places, is_value):
                part = self._list(Piece(places[0][0], piece.last, piece.column), found, depth)
            elif any(map(self._lines.key, places)):
                part = self._mapping(piece, places, depth)
        if part is None:
            part = self._unread(piece, piece.column)
        if count == self._count:
            self._report(problem, piece, of_layout=True)
            part = _partial(part)
        return part

    def _rechecked(self, piece: Piece, part: YamlPart | None) -> YamlPart | None:
        """Report a problem that a piece still has without those of its parts."""
        anchors = Anchors(ChainMap({}, self._anchors.defined), self._anchors.repeated)
        text, start = self._lines.joined(piece, sound=True), self._lines.starts[piece.first]
        _, problem = parse(text, anchors, piece.first, start)
        if problem is None:
            return part
        self._report(problem, piece, of_layout=True)
        return part and _partial(part)

    # Lists

    def _find_list(self, places: list[LinePlace], is_value: bool) -> _List | None:
        """Return the list that some lines are, if they are one.

        Its items have the indentation of most that start with the same key as the first one.  In a
        value the first dash can be missing, or all, if the first key is repeated.
        """
        first = places[0]
        name = self._lines.first_name(first)
        dashes = [place for place in places if self._lines.dash(place)]
        if first not in dashes:
            dashes = [place for place in dashes if is_value and place[1] <= first[1]]
        if not dashes:
            alike = [p for p in places if is_value and name and self._lines.first_name(p) == name]
            indent = self._lines.indent(first)[2:]
            return _List(frozenset(), indent, name) if len(alike) > 1 else None
        alike = [place for place in dashes if name and self._lines.first_name(place) == name]
        indents = Counter(map(self._lines.indent, alike or dashes[:1]))
        indent = indents.most_common(1)[0][0]
        placed = frozenset(place for place in dashes if self._lines.indent(place) == indent)
        return _List(placed, indent, name)

    def _list(self, piece: Piece, found: _List, depth: int) -> YamlPart:
        node = Node([])
        starts = {piece.first, *(n for n, _ in found.dashes)}
        items = list(piece.cut(sorted(starts)))
        for n in range(0, len(items), TOGETHER):
            for part in self._several_items(items[n : n + TOGETHER], found, depth):
                node.append(part)
        return YamlPart(node.value, node.marks[0], node.marks[-1], node)

    def _several_items(self, items: list[Piece], found: _List, depth: int) -> Iterator[YamlPart]:
        """Read items together if they have no problem, because that is faster; else one by one."""
        part, problem = self._parse(items[0]._replace(last=items[-1].last))
        is_whole = part and isinstance(part.value, list) and len(part.value) == len(items)
        if problem is None and part and part.node and is_whole:
            yield from part.node.parts()
            return
        for item in items:
            yield from self._items(item, found, depth)

    def _items(self, item: Piece, found: _List, depth: int) -> Iterator[YamlPart]:
        """Read an item of a list, and those after it whose dash is missing or not in its column."""
        places = self._lines.content(item)
        part, problem = self._parse(item)
        if problem is None and part and part.node and places[0] in found.dashes:
            yield from part.node.parts()
            return
        starts = [item.first]
        if problem:
            starts += [place[0] for place in places[1:] if self._starts_item(place, found)]
        for piece in item.cut(starts):
            yield self._item(piece, found, depth)

    def _starts_item(self, place: LinePlace, found: _List) -> bool:
        if found.name and self._lines.first_name(place) == found.name:
            return True
        indent = self._lines.indent(place)
        is_like = ("\t" in indent) == ("\t" in found.indent) and len(indent) <= found.column
        return is_like and self._lines.dash(place) is not None

    def _item(self, item: Piece, found: _List, depth: int) -> YamlPart:
        place = self._lines.content(item)[0]
        n, start = self._lines.behind_dash(place)
        content = Piece(n, item.last, start)
        count = self._count
        with self._new_layout(self._is_quiet and depth > 1):  # each question is another layout
            is_placed = place in found.dashes
            if not is_placed:
                self._report_misplaced(place, found.column)
            part = self._read(content, depth + 1)
            if not is_placed:
                self._lines.blank(item)
                part = part and _partial(part)
            elif count != self._count:
                part = self._rechecked(content, part)
        end = self._lines.starts[n] + start
        return part or YamlPart(None, end, end)

    def _report_misplaced(self, place: LinePlace, column: int) -> None:
        if "\t" in self._lines.indent(place):
            self._report_tab(place)
            return
        message = "invalid YAML: this list item is not indented like the others"
        help = f"put its `-` in column {column + 1}"
        if not self._lines.dash(place):
            message = "invalid YAML: a list item starts here without a dash"
            help = f"start it with `- ` in column {column + 1}"
        self._report_line(place, message, help)
        self._is_quiet = True

    # Mappings

    def _mapping(self, piece: Piece, places: list[LinePlace], depth: int) -> YamlPart:
        count = self._count
        if depth:
            self._replace_tabs(piece, places)
        first = next(n for n, place in enumerate(places) if self._lines.key(place))
        self._remove_strays(places[:first])
        is_partial = count != self._count
        start, column = places[first]
        indent = self._lines.indent(places[first])
        starts = [
            place[0]
            for place in places[first:]
            if self._lines.key(place) and self._lines.indent(place) == indent
        ]
        node = Node({})
        for entry in Piece(start, piece.last, column).cut(starts):
            is_partial |= self._entry(entry._replace(column=column), node, depth)
        if is_partial:
            node.value = Partial(node.value)
        return YamlPart(node.value, node.marks[0], node.marks[-1], node)

    def _entry(self, entry: Piece, into: Node, depth: int) -> bool:
        """Read an entry of a mapping; return whether there is a problem of layout."""
        part, problem = self._parse(entry)
        if problem is None:
            return self._merge(part, into, entry)
        key = self._lines.key((entry.first, entry.column))
        assert key is not None
        text = self._lines.lines[entry.first][key.end() :].strip()
        if text[:1] not in ("[", "{", '"', "'") and (strays := self._strays(entry)):
            with self._new_layout(is_quiet=True):
                self._remove_strays(strays)
                self._entry(entry, into, depth)
            if key[1] == "quote" and text:  # the strays are its rest, with another indentation
                value = entry._replace(column=key.end())
                self._replace_value(into, key[1], self._unread(value, entry.column, key[1]))
            return True
        if text and not text.startswith("#"):
            return self._inline(entry, key, problem, into, depth)
        below = Piece(entry.first + 1, entry.last)
        part = self._split(below, problem, depth + 1, is_value=True)
        return self._put(self._named(entry, key, part), into, entry)

    def _inline(
        self, entry: Piece, key: re.Match[str], problem: Problem, into: Node, depth: int
    ) -> bool:
        """Read an entry whose value is in its first line, and lines below it that are entries."""
        count = self._count
        own, below = self._without_entries(entry, key.end())
        value = own._replace(column=key.end())
        part, found = self._parse(own)
        if found is None:
            self._merge(part, into, entry)
        else:
            self._report(found, value)
            unread = self._unread(value, entry.column, key[1])
            self._put(self._named(entry, key, unread), into, entry)
        if below.first == below.last:
            return False
        part = self._read(below, depth + 1)
        if part and isinstance(part.value, dict):
            self._merge(part, into, below)
        elif part and part.node:  # a list: nothing is lost
            part.node.value = Unread(part.value)
            self._replace_value(into, key[1], part._replace(value=part.node.value))
        if count == self._count:
            self._report(problem, entry._replace(column=key.end()), of_layout=True)
        return True

    def _without_entries(self, entry: Piece, column: int) -> tuple[Piece, Piece]:
        """Split an entry, with a value at a column, before the first line that looks like another.

        That may be an entry with another indentation.
        """
        last = entry.last
        if self._lines.lines[entry.first][column] not in "[{|>":
            places = self._lines.content(entry)[1:]
            starts = (p[0] for p in places if self._lines.key(p) or self._lines.dash(p))
            last = next(starts, last)
        return entry._replace(last=last), Piece(last, entry.last)

    def _unread(self, piece: Piece, column: int, key: str = "") -> YamlPart:
        """Return an unread value with what is in it; its entry, `key`, starts at `column`."""
        text, line = self._lines.text, self._lines.starts[piece.first]
        start = line + piece.column
        end = start + len(text[start : self._lines.starts[piece.last]].rstrip())
        node = Node(Unread())
        if key == "quote" and text[start : start + 1] not in ("[", "{", "|", ">"):
            node.append(quote_in(text, start, end))
        else:
            for passage in passages_in(text, line + column, end):
                node.append(passage)
        return YamlPart(node.value, start, end, node)

    def _named(self, entry: Piece, key: re.Match[str], part: YamlPart) -> MappingEntry:
        line = self._lines.starts[entry.first]
        return MappingEntry(key[1].strip("\"'"), line + key.start(1), line + key.end(1), part)

    def _merge(self, part: YamlPart | None, into: Node, piece: Piece) -> bool:
        """Add the entries of a mapping to another; return whether one is a duplicate."""
        if part is None or part.node is None:
            return False
        duplicates = [self._put(entry, into, piece) for entry in part.node.entries()]
        return any(duplicates)

    def _put(self, entry: MappingEntry, into: Node, piece: Piece) -> bool:
        """Add an entry of a piece to a mapping; return whether its key is a duplicate."""
        mark = into.find(entry.key)
        if mark is None:
            into.put(entry)
            return False
        first, line = map(self._lines.line_of, (into.marks[mark - 2], entry.start))
        start, end = (offset - self._lines.starts[line] + 1 for offset in (entry.start, entry.end))
        message = f"duplicate key `{entry.key}`; the first is in line {first + 1}"
        self._report(Problem("duplicate-key", message, (line + 1, start), (line + 1, end)), piece)
        there, node = into.nodes.get(mark), entry.part.node
        if there and node and isinstance(there.value, list) and isinstance(node.value, list):
            for part in node.parts():  # two files in one: no question is lost
                there.append(part)
        return True

    def _replace_value(self, into: Node, key: str, part: YamlPart) -> None:
        mark = into.find(key)
        if mark is not None and part.node:
            into.value[key], into.nodes[mark] = part.value, part.node
            into.marks[mark], into.marks[mark + 1] = part.start, part.end

    # Problems

    def _report(
        self, problem: Problem, piece: Piece | None = None, of_layout: bool = False
    ) -> None:
        """Add a problem, and blank its piece, unless it follows from another one."""
        self._count += 1
        if piece:
            self._lines.blank(piece)
        if of_layout and self._is_quiet:
            return
        if problem.alias is None or problem.alias not in self._anchor_names:
            self.problems.append(problem)

    @cached_property
    def _anchor_names(self) -> set[str]:
        """The names after a `&`, even of anchors that could not be read."""
        return set(_ANCHOR.findall(self._lines.text))

    def _report_line(self, place: LinePlace, message: str, help: str) -> None:
        n, column = place
        start, end = (n + 1, column + 1), (n + 1, self._lines.end(n) + 1)
        self._report(Problem("yaml-syntax", message, start, end, help), of_layout=True)

    @contextmanager
    def _new_layout(self, is_quiet: bool = False) -> Iterator[None]:
        """Report problems of layout in what is read, and again as before after it."""
        before, self._is_quiet = self._is_quiet, is_quiet
        try:
            yield
        finally:
            self._is_quiet = before

    def _strays(self, entry: Piece) -> list[LinePlace]:
        """Return the lines of an entry that are not indented, and neither entries nor items."""
        return [
            (n, column)
            for n, column in self._lines.content(entry)[1:]
            if column <= entry.column
            and not self._lines.key((n, column))
            and not self._lines.dash((n, column))
            and self._lines.lines[n][column] not in "]}\"'"
        ]

    def _remove_strays(self, places: list[LinePlace]) -> None:
        """Report and remove lines that are neither entries nor items; neighbours are one problem."""
        previous = -2
        for n, column in places:
            if n > previous + 1:
                _, problem = self._parse(Piece(n, n + 1))
                if problem:
                    self._report(problem)
                else:
                    with self._new_layout():
                        self._report_line(
                            (n, column), "invalid YAML: this line has no key", _KEY_HELP
                        )
            self._lines.remove(n)
            previous = n

    def _report_tab(self, place: LinePlace) -> None:
        n, column = place
        tab = self._lines.indent(place).index("\t")
        message = "invalid YAML: a tab in the indentation"
        help = "indent with spaces, not with tabs"
        problem = Problem("yaml-syntax", message, (n + 1, tab + 1), (n + 1, column + 1), help)
        self._report(problem, of_layout=True)
        self._is_quiet = True

    def _replace_tabs(self, piece: Piece, places: list[LinePlace]) -> None:
        """Report the first tab in the indentation of some entries and items, and replace all."""
        for place in places:
            before = self._lines.lines[place[0]][: place[1]]
            is_tabbed = "\t" in before and not before.strip()
            if is_tabbed and (self._lines.key(place) or self._lines.dash(place)):
                self._report_tab(place)
                self._lines.replace_tabs(piece)
                return


def _partial(part: YamlPart) -> YamlPart:
    if part.node is None or not isinstance(part.value, dict):
        return part
    part.node.value = Partial(part.value)
    return part._replace(value=part.node.value)
