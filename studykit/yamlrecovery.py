"""Reading of YAML with errors, piece by piece, so that a slip costs one entry and not the file.

Lines that do not parse together are split at their own keys, or at the items of their list, and each
piece is read alone.  Pieces are found by their indentation.  What fails in the end is a single value:
it becomes `Unread`, with the quotes in it that can still be read.

Each error is reported once.  If all pieces of some lines can be read, but not together, the lines
have an error of their own: mostly their indentation.  So that it shows beside errors in the pieces,
an item is parsed again without these.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import ChainMap, Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, NamedTuple

from .yamldata import LINE_BREAK, Anchors, Entry, Node, Part, Problem, parse

MAX_SPLITS = 12  # of a piece into pieces


class Unread(list[Any]):
    """A value that could not be read; its items are the passages in it, as mappings of texts."""


class Partial(dict[str, Any]):
    """A mapping with an error in its layout: it may have lost keys, or have keys of another one."""


_LINE = re.compile(rf".*?(?:{LINE_BREAK.pattern}|\Z)", re.DOTALL)
_DASH = re.compile(r"-(?=\s|\Z)\s*")
_BULLET = re.compile(r"[-–—•*]\s*(?=[\w\"'])")
_KEY = re.compile(
    r"""("[^"\n]{1,80}"|'[^'\n]{1,80}'|[\w<][\w<.\- ]{0,80}?)[ \t]*:(?=\s|\Z)[ \t]*"""
)
_OPENING, _CLOSING = "[{\"'", "]}\"'"
_MARKER = re.compile(r"(---|```)(?:\s|\w|\Z)")

# a passage in a value that is not YAML
_NAMES = "quote|source|speaker|section|prefix|suffix|allow"
_NAMED = rf"""["']?\b(?:{_NAMES})["']?\s*:(?=\s)"""
_PLAIN = rf"[^\n]*?(?=\s*(?:,\s*{_NAMED}|[}}\n]|\Z))"
_CLAIM = re.compile(
    rf"""["']?\b({_NAMES})["']?\s*:(?=\s)[ \t]*("(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|["']?{_PLAIN})"""
)


_Place = tuple[int, int]
"""A line of the file, from 0, and a column in it."""


class _Piece(NamedTuple):
    """Lines of the file, the last exclusive, without what is before a column of the first."""

    first: int
    last: int
    column: int = 0

    def cut(self, lines: list[int]) -> Iterator[_Piece]:
        """Yield the pieces from each of the lines to the next; the first line must be its own."""
        for first, last in zip(lines, [*lines[1:], self.last], strict=True):
            yield _Piece(first, last, self.column if first == self.first else 0)


class _Layout(NamedTuple):
    """How the items of a list start: their first key, the column and places of their dashes."""

    name: str
    column: int
    dashes: frozenset[_Place]


def recover(text: str, problem: Problem) -> tuple[Part | None, list[Problem]]:
    """Return what can be read of a text, and all its problems; the parser found one of them."""
    recovery = _Recovery(text)
    return recovery.run(problem), recovery.problems


class _Recovery:
    def __init__(self, text: str) -> None:
        self.problems: list[Problem] = []
        self._text = text
        self._original = _LINE.findall(text)
        self._lines = list(self._original)  # without tabs in the indentation, and stray lines
        self._sound = list(self._lines)  # without values and items that have a problem
        self._starts = [0, *accumulate(map(len, self._lines))]
        self._anchors = Anchors()
        self._count = 0  # of problems, with those that follow from others
        self._layout_is_known = False  # to be wrong: the tabs in it were reported

    def run(self, problem: Problem) -> Part | None:
        whole = _Piece(0, len(self._lines))
        found: Problem | None = problem
        if self._remove_markers():
            part, found = self._parse(whole)
        if found:
            part = self._rechecked(whole, self._split(whole, found))
        return part

    def _remove_markers(self) -> bool:
        """Remove document markers and the fences of Markdown; all but a first marker are errors."""
        removed = False
        for n, line in enumerate(self._lines):
            marker = _MARKER.match(line)
            if marker is None:
                continue
            if marker[1] == "```":
                self._report(parse(line, None, n)[1])
            elif removed or any(self._content(_Piece(0, n))):
                message = "a second document starts here"
                self._report(Problem("yaml-syntax", message, (n + 1, 1), (n + 1, 4)))
            self._blank(_Piece(n, n + 1), from_all=True)
            removed = True
        return removed

    # Reading

    def _parse(self, piece: _Piece) -> tuple[Part | None, Problem | None]:
        text = self._joined(self._lines, piece)
        return parse(text, self._anchors, piece.first, self._starts[piece.first])

    def _read(self, piece: _Piece, depth: int) -> Part | None:
        part, problem = self._parse(piece)
        return part if problem is None else self._split(piece, problem, depth)

    def _split(
        self, piece: _Piece, problem: Problem, depth: int = 0, is_value: bool = False
    ) -> Part:
        """Read the parts of a piece that has a problem; report it if none of the parts has one."""
        count = self._count
        lines = list(self._content(piece))
        part: Part | None = None
        if lines and depth < MAX_SPLITS:
            if dashes := self._dashes(lines, is_value):
                part = self._list(piece, lines, dashes, depth)
            elif any(self._key(*line) for line in lines):
                part = self._mapping(piece, lines, depth)
        if part is None:
            part = self._unread(piece, piece.column)
        if count == self._count:
            self._report(problem, piece, of_layout=True)
            part = _partial(part)
        return part

    def _rechecked(self, piece: _Piece, part: Part | None) -> Part | None:
        """Report a problem that a piece still has without those of its parts."""
        anchors = Anchors(ChainMap({}, self._anchors.defined), self._anchors.repeated)
        text = self._joined(self._sound, piece)
        _, problem = parse(text, anchors, piece.first, self._starts[piece.first])
        if problem:
            self._report(problem, piece, of_layout=True)
            return part and _partial(part)
        return part

    def _dashes(self, lines: list[_Place], is_value: bool) -> list[_Place]:
        """Return the lines that start an item, if some lines are a list.

        Their indentation is that of most items that start with the same key as the first one.  A
        value may be a list whose first dash is missing.
        """
        n, at = lines[0]
        dashes = [line for line in lines if self._dash(*line)]
        indent = self._indent(n, at) if self._dash(n, at) else None
        if indent is None and not is_value:
            return []
        name = self._first_name(n, at)
        alike = [line for line in dashes if name and self._first_name(*line) == name]
        if alike:
            indent = Counter(self._indent(*line) for line in alike).most_common(1)[0][0]
        return [line for line in dashes if self._indent(*line) == indent]

    def _list(self, piece: _Piece, lines: list[_Place], dashes: list[_Place], depth: int) -> Part:
        node = Node([])
        first, at = lines[0]
        starts = [n for n, _ in dashes]
        if first not in starts:
            starts.insert(0, first)
        layout = _Layout(self._first_name(first, at), dashes[0][1], frozenset(dashes))
        items = piece if piece.first == first else _Piece(first, piece.last)
        for item in items.cut(starts):
            for part in self._items(item, layout, depth):
                node.append(part)
        return Part(node.value, self._starts[first] + at, node.marks[-1], node)

    def _items(self, item: _Piece, layout: _Layout, depth: int) -> Iterator[Part]:
        """Read an item of a list, and those after it whose dash is missing or not in its column."""
        lines = list(self._content(item))
        part, problem = self._parse(item)
        if problem is None and part and part.node and lines[0] in layout.dashes:
            yield from part.node.parts()
            return
        starts = [lines[0][0]]
        if problem and layout.name:
            starts += [n for n, at in lines[1:] if self._first_name(n, at) == layout.name]
        for piece in item.cut(starts):
            yield self._item(piece, layout, depth)

    def _item(self, item: _Piece, layout: _Layout, depth: int) -> Part:
        n, at = next(self._content(item))
        start = self._first_column(n, at)
        content = item._replace(column=start)
        count = self._count
        part = self._read(content, depth + 1)
        is_placed = (n, at) in layout.dashes
        if count != self._count:
            part = self._rechecked(content, part)
        elif not is_placed:
            self._report_misplaced(n, at, layout.column)
            part = part and _partial(part)
        if not is_placed:
            self._blank(item)
        end = self._starts[n] + start
        return part or Part(None, end, end)

    def _report_misplaced(self, n: int, at: int, column: int) -> None:
        message = "invalid YAML: this item of the list is not indented like the others"
        help = f"put its `-` into column {column + 1}"
        if not self._dash(n, at):
            message = "invalid YAML: an item of the list starts here without a dash"
            help = f"start it with `- ` in column {column + 1}"
        place = (n + 1, at + 1), (n + 1, len(self._lines[n].rstrip()) + 1)
        self._report(Problem("yaml-syntax", message, *place, help), of_layout=True)

    def _mapping(self, piece: _Piece, lines: list[_Place], depth: int) -> Part:
        count, known = self._count, self._layout_is_known
        if depth:
            self._replace_tabs(lines)
        first = next(n for n, line in enumerate(lines) if self._key(*line))
        self._report_strays(lines[:first])
        is_partial = count != self._count
        start, column = lines[first]
        indent = self._indent(start, column)
        starts = [
            n for n, at in lines[first:] if self._key(n, at) and self._indent(n, at) == indent
        ]
        node = Node({})
        for entry in _Piece(start, piece.last, column).cut(starts):
            is_partial |= self._entry(entry._replace(column=column), node, depth)
        self._layout_is_known = known
        if is_partial:
            node.value = Partial(node.value)
        return Part(node.value, self._starts[start] + column, node.marks[-1], node)

    def _entry(self, entry: _Piece, into: Node, depth: int) -> bool:
        """Read an entry of a mapping; return whether there is a problem of layout."""
        part, problem = self._parse(entry)
        if problem is None:
            return self._merge(part, into, entry)
        key = self._key(entry.first, entry.column)
        assert key is not None
        value = entry._replace(column=key.end())
        text = self._lines[entry.first][key.end() :].strip()
        if text[:1] not in _OPENING or not text:
            strays = [
                (n, at)
                for n, at in self._content(entry)
                if at <= entry.column and n > entry.first and self._is_stray(n, at)
            ]
            if strays:
                self._report_strays(strays)
                self._entry(entry, into, depth)
                return True
        count = self._count
        if not text or text.startswith("#"):
            below = _Piece(entry.first + 1, entry.last)
            part = self._split(below, problem, depth + 1, is_value=True)
            return self._put(self._named(entry, key, part), into, entry)
        # lines below that look like entries may be entries with another indentation
        own, below = self._without_entries(entry, text)
        part, found = self._parse(own)
        if found is None:
            self._merge(part, into, entry)
        else:
            value = value._replace(last=own.last)
            self._report(found, value)
            unread = self._unread(value, entry.column, key[1].strip("\"'"))
            self._put(self._named(entry, key, unread), into, entry)
        if below.first == below.last:
            return False
        part = self._read(below, depth + 1)
        if part and isinstance(part.value, dict):
            self._merge(part, into, below)
        if count == self._count:
            self._report(problem, value, of_layout=True)
        return True

    def _without_entries(self, entry: _Piece, value: str) -> tuple[_Piece, _Piece]:
        """Split an entry before the first line below it that looks like another one."""
        last = entry.last
        if value[0] not in "[{|>":
            lines = (line for line in self._content(entry) if line[0] > entry.first)
            last = next((n for n, at in lines if self._key(n, at) or self._dash(n, at)), last)
        return entry._replace(last=last), _Piece(last, entry.last)

    def _unread(self, piece: _Piece, column: int, key: str = "") -> Part:
        """Return an unread value with the passages in it; its entry, `key`, starts at `column`."""
        line, end = self._starts[piece.first], self._starts[piece.last]
        start = line + piece.column
        text = self._text[start:end].rstrip()
        node = Node(Unread())
        if key == "quote" and text[:1] not in _OPENING + "|>":
            words = Part(" ".join(text.split()), start, start + len(text))
            quote = Node({})
            quote.put(Entry(key, line + column, line + column + len(key), words))
            node.append(Part(quote.value, line + column, words.end, quote))
        else:
            for passage in _passages(self._text, line + column, end):
                node.append(passage)
        return Part(node.value, start, start + len(text), node)

    # Merging

    def _named(self, entry: _Piece, key: re.Match[str], part: Part) -> Entry:
        line = self._starts[entry.first]
        return Entry(key[1].strip("\"'"), line + key.start(1), line + key.end(1), part)

    def _merge(self, part: Part | None, into: Node, piece: _Piece) -> bool:
        """Add the entries of a mapping to another; return whether one is a duplicate."""
        if part is None or part.node is None:
            return False
        duplicates = [self._put(entry, into, piece) for entry in part.node.entries()]
        return any(duplicates)

    def _put(self, entry: Entry, into: Node, piece: _Piece) -> bool:
        """Add an entry of a piece to a mapping; return whether its key is a duplicate."""
        mark = into.find(entry.key)
        if mark is None:
            into.put(entry)
            return False
        first, line = (bisect_right(self._starts, n) for n in (into.marks[mark - 2], entry.start))
        start, end = (n - self._starts[line - 1] + 1 for n in (entry.start, entry.end))
        message = f"duplicate key `{entry.key}`; the first is in line {first}"
        self._report(Problem("duplicate-key", message, (line, start), (line, end)), piece)
        there = into.nodes.get(mark)
        if there and isinstance(there.value, list) and isinstance(entry.part.value, list):
            for part in entry.part.node.parts() if entry.part.node else ():
                there.append(part)
        return True

    # Lines

    def _content(self, piece: _Piece) -> Iterator[_Place]:
        """Yield the lines that are not empty or comments, with the columns of their content."""
        for n in range(piece.first, piece.last):
            line = self._lines[n]
            column = piece.column if n == piece.first else 0
            column += len(line[column:]) - len(line[column:].lstrip())
            if column < len(line) and line[column] != "#":
                yield n, column

    def _indent(self, n: int, column: int) -> str:
        """Return what is before a column, with only its tabs."""
        return re.sub(r"[^\t]", " ", self._original[n][:column])

    def _key(self, n: int, column: int) -> re.Match[str] | None:
        return _KEY.match(self._lines[n], column)

    def _dash(self, n: int, column: int) -> re.Match[str] | None:
        return _DASH.match(self._lines[n], column)

    def _first_column(self, n: int, column: int) -> int:
        """Return the column after a dash, or what was meant as one."""
        dash = self._dash(n, column) or _BULLET.match(self._lines[n], column)
        return dash.end() if dash else column

    def _first_name(self, n: int, column: int) -> str:
        """Return the first key of an item of a list, or ""."""
        key = self._key(n, self._first_column(n, column))
        return key[1].strip("\"'") if key else ""

    def _joined(self, lines: list[str], piece: _Piece) -> str:
        first = lines[piece.first][piece.column :] if piece.first < piece.last else ""
        rest = lines[piece.first + 1 : piece.last]
        return "".join([" " * piece.column, first, *rest])

    # Problems

    def _report(
        self, problem: Problem | None, piece: _Piece | None = None, of_layout: bool = False
    ) -> None:
        """Add a problem, and blank its piece, unless it follows from another one."""
        self._count += 1
        if piece:
            self._blank(piece)
        if problem is None or (of_layout and self._layout_is_known):
            return
        if problem.alias is None or f"&{problem.alias}" not in self._text:
            self.problems.append(problem)

    def _blank(self, piece: _Piece, from_all: bool = False) -> None:
        for n in range(piece.first, piece.last):
            line = self._lines[n]
            end = line[len(line.rstrip()) :]
            kept = line[: piece.column] if n == piece.first else ""
            self._sound[n] = f"{kept:{len(line) - len(end)}}{end}"
            if from_all:
                self._lines[n] = self._sound[n]

    def _is_stray(self, n: int, column: int) -> bool:
        return not (
            self._key(n, column) or self._dash(n, column) or self._lines[n][column] in _CLOSING
        )

    def _report_strays(self, lines: list[_Place]) -> None:
        """Report and remove lines that are neither entries nor items; neighbours are one problem."""
        previous = -2
        for n, at in lines:
            piece = _Piece(n, n + 1)
            if n > previous + 1:
                message = "invalid YAML: this line has no key"
                end = len(self._lines[n].rstrip())
                help = "a key needs a colon and a space after it: `key: value`"
                plain = Problem("yaml-syntax", message, (n + 1, at + 1), (n + 1, end + 1), help)
                _, problem = self._parse(piece)
                self._report(problem or plain)
            self._blank(piece, from_all=True)
            previous = n

    def _replace_tabs(self, lines: list[_Place]) -> None:
        """Report the first tab in the indentation of some entries and items, and replace all."""
        tabbed = [
            (n, at)
            for n, at in lines
            if "\t" in self._lines[n][:at] and (self._key(n, at) or self._dash(n, at))
        ]
        for n, at in tabbed:
            indent = self._lines[n][:at]
            if not self._layout_is_known and not indent.strip():
                place = (n + 1, indent.index("\t") + 1), (n + 1, at + 1)
                message = "invalid YAML: a tab in the indentation"
                help = "indent with spaces, not with tabs"
                self._report(Problem("yaml-syntax", message, *place, help))
                self._layout_is_known = True
            self._lines[n] = self._sound[n] = indent.replace("\t", " ") + self._lines[n][at:]


def _partial(part: Part) -> Part:
    if part.node is None or not isinstance(part.value, dict):
        return part
    part.node.value = Partial(part.value)
    return part._replace(value=part.node.value)


def _passages(text: str, start: int, end: int) -> Iterator[Part]:
    """Yield the passages in a text that is not YAML, as mappings of texts."""
    for group in re.finditer(r"[^{]+", text[start:end]):
        passage = Node({})
        for claim in _CLAIM.finditer(group[0]):
            if claim[1] in passage.value or claim[1] == "allow":
                continue
            first, last = (start + group.start() + n for n in claim.span(2))
            words = Part(_unquoted(claim[2]), first, last)
            at, to = (start + group.start() + n for n in claim.span(1))
            passage.put(Entry(claim[1], at, to, words))
        if "quote" in passage.value:
            yield Part(passage.value, passage.marks[0], passage.marks[-1], passage)


def _unquoted(text: str) -> str:
    if text[:1] == '"':
        return text[1:].removesuffix('"').replace('\\"', '"').replace("\\\\", "\\")
    if text[:1] == "'":
        return text[1:].removesuffix("'").replace("''", "'")
    return text.strip()
