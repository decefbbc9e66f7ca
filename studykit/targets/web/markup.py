"""The small Markdown as a tree of JSON, from which the page makes elements without reading HTML.

A text without markup is a string.  Any other is a list of nodes; a node is a string, or a list of a tag,
its attributes (0 if it has none) and its nodes.  The HTML is that of the other pages, so that every
content that `targets.html` can write is shown here, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from ...bank.formulas import latex_words
from ...bank.model import Blank, Fill, cloze_text
from ..html import PAGE

TextNode = Any
TextTree = str | list[TextNode]

GAP = "…"

_GAP = re.compile("\ue000(\\d+)\ue001")
"""The mark of a blank in a text, with its index."""


def text(markdown: str) -> TextTree:
    """Return a text field as a tree."""
    return _tree(PAGE.prose(markdown.replace("\ue000", "\ufffd")))


def with_gaps(fill: Fill, number: int) -> tuple[TextTree, TextTree | None]:
    """Return a text with a node ["gap", index] for each blank of a number, the others filled.

    In a formula, a box takes the place of a blank; for such a text the second tree is the text with
    all blanks filled.
    """
    parts = [
        part.replace("\ue000", "\ufffd") if isinstance(part, str) else part for part in fill.parts
    ]
    indices = iter(range(len(parts)))
    boxes = []

    def gap(blank: Blank) -> str:
        return f"\ue000{next(indices)}\ue001" if blank.number == number else blank.answer

    def box(blank: Blank) -> str:
        if blank.number != number:
            return blank.answer
        boxes.append(next(indices))
        return rf"\text{{{latex_words(f'[{blank.hint or GAP}]')}}}"

    gapped = _tree(PAGE.prose(cloze_text(parts, gap, box)))
    return gapped, text(fill.text) if boxes else None


def _tree(html: str) -> TextTree:
    if not re.search("[<&\ue000]", html):
        return html
    builder = _TextTreeBuilder()
    builder.feed(html)
    builder.close()
    nodes = builder.root
    if len(nodes) == 1 and isinstance(nodes[0], str):
        return nodes[0]
    return nodes


class _TextTreeBuilder(HTMLParser):
    """Builds the tree from HTML that studykit wrote; never from that of others."""

    VOID = frozenset({"br", "img", "hr", "wbr", "source", "mspace", "mprescripts", "none"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: list[TextNode] = []
        self._open: list[list[TextNode]] = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _element(tag, attrs)
        self._open[-1].append(node)
        if tag not in self.VOID:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].append(_element(tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        node = self._open.pop()
        if node == ["span", 0]:  # keeps other readers from taking a backslash for syntax
            self._open[-1].pop()

    def handle_data(self, data: str) -> None:
        nodes = self._open[-1]
        for n, piece in enumerate(_GAP.split(data)):
            if n % 2:
                nodes.append(["gap", int(piece)])
            elif piece and nodes and isinstance(nodes[-1], str):
                nodes[-1] += piece
            elif piece:
                nodes.append(piece)


def _element(tag: str, attributes: list[tuple[str, str | None]]) -> list[TextNode]:
    return [tag, {name: value or "" for name, value in attributes} or 0]


def tags_in(data: Any) -> Iterator[str]:
    """Yield the tags of the nodes in some data with trees."""
    match data:
        case [str() as tag, 0 | dict(), *nodes]:
            yield tag
            yield from tags_in(nodes)
        case dict():
            for value in data.values():
                yield from tags_in(value)
        case list():
            for value in data:
                yield from tags_in(value)


def media_in(data: Any) -> Iterator[str]:
    """Yield the names of the pictures and recordings in some data with trees."""
    match data:
        case ["img" | "audio", {"src": str() as source}, *_]:
            yield source.partition(":")[2]
        case dict():
            for value in data.values():
                yield from media_in(value)
        case list():
            for value in data:
                yield from media_in(value)
