"""What Markdown does not say about a text: links that lead nowhere, rows that are cut, open code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..mathematics.in_text import Hidden, hide, restored
from .prose import is_sound_file, parser

FENCES = ("```", "~~~")


class Destination(NamedTuple):
    """Where a link, a picture or a recording in a text leads, as typed, with its words and its title.

    Pictures and recordings are embedded: they are typed with `!`.
    """

    is_embedded: bool
    url: str
    words: str
    title: str

    @property
    def is_sound(self) -> bool:
        return self.is_embedded and is_sound_file(self.url)


def destinations(text: str) -> Iterator[Destination]:
    """Yield the links, pictures and recordings of a text, whatever they lead to."""
    if "](" not in text:
        return
    text, hidden = hide(text)
    for token in parser().parse(text):
        children = token.children or []
        for n, child in enumerate(children):
            title = str(child.attrs.get("title", ""))
            if child.type == "image":
                url, words = str(child.attrs["src"]), child.content
                yield Destination(True, restored(url, hidden), restored(words, hidden), title)
            elif child.type == "link_open":
                url = restored(str(child.attrs["href"]), hidden)
                yield Destination(False, url, _link_words(children[n + 1 :], hidden), title)


def _link_words(tokens: Iterable[object], hidden: tuple[Hidden, ...]) -> str:
    words = ""
    for token in tokens:
        if getattr(token, "type", "") == "link_close":
            break
        words += getattr(token, "content", "")
    return restored(words, hidden)


class UnevenRow(NamedTuple):
    """A row of a table, as typed, with its number of cells and that of the header."""

    line: str
    cells: int
    columns: int


def uneven_rows(text: str) -> Iterator[UnevenRow]:
    """Yield the rows of tables with more or fewer cells than the header."""
    if "|" not in text or "\n" not in text:
        return
    text, hidden = hide(text)
    lines = text.split("\n")
    for token in parser().parse(text):
        if token.type == "table_open" and token.map:
            first, last = token.map
            columns = _cells(lines[first])
            for line in lines[first + 2 : last]:
                if line.strip() and (cells := _cells(line)) != columns:
                    yield UnevenRow(restored(line.strip(), hidden), cells, columns)


def _cells(line: str) -> int:
    """Return how many cells Markdown finds in a line; a backslash before a bar makes it a character."""
    line = line.strip().replace("\\|", "")
    return line.removeprefix("|").removesuffix("|").count("|") + 1


class FencedCode(NamedTuple):
    """A block of code: the line that opens it, its language, and whether it is closed."""

    opening: str
    language: str
    closed: bool


def fenced_code(text: str) -> Iterator[FencedCode]:
    """Yield the blocks of code in a text."""
    if "\n" not in text or not any(fence in text for fence in FENCES):
        return
    text, hidden = hide(text)
    lines = text.split("\n")
    for token in parser().parse(text):
        if token.type == "fence" and token.map:
            first, last = token.map
            closing = lines[last - 1].strip()
            closed = (
                last - 1 > first
                and closing.startswith(token.markup)
                and not closing.strip(token.markup[0])
            )
            info = token.info.split()
            yield FencedCode(
                restored(lines[first].strip(), hidden), info[0] if info else "", closed
            )


_EMBEDDED = re.compile(r"(?<!\\)!\[(?:\\.|[^\[\]\\])*\]\([^()\n]*\)")


def without_figures(text: str) -> str:
    """Return a text without its tables, blocks of code, pictures and recordings: what is read as sentences."""
    if "](" in text:
        text = _EMBEDDED.sub("", text)
    if "\n" not in text or not ("|" in text or any(fence in text for fence in FENCES)):
        return text
    text, hidden = hide(text)
    lines = text.split("\n")
    for token in parser().parse(text):
        if token.type in ("fence", "table_open") and token.map:
            first, last = token.map
            lines[first:last] = [""] * (last - first)
    return restored("\n".join(lines), hidden)
