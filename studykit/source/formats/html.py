"""Web pages: the words of the article, and their offsets in the page.

trafilatura (the extra `html`) finds the article among menus and comments, but gives no offsets.  Its
words are searched for, in order, in the page without tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree

from ...diagnostics import missing_package
from ..fold import Mapped, MappedRun, literal, rewrite
from .block import Block

SUFFIXES: tuple[str, ...] = (".html", ".htm")

_HIDDEN = re.compile(
    r"<!--.*?-->|<(script|style|template|head)\b.*?</\1\s*>|<[a-zA-Z/!][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_BLOCKS = {"head", "p", "item", "quote", "cell", "ab", "fw"}  # tags of trafilatura's XML
_CONTAINERS = {"list", "table", "row"}


def read(raw: str) -> list[Block]:
    """Return the headings and paragraphs of a page's article.

    Raises StudykitError if trafilatura is not installed.
    """
    page = _without_tags(raw)
    cursor = 0
    blocks: list[Block] = []
    for words, heading in _article(raw):
        at = page.text.find(words, cursor)
        if at < 0:  # trafilatura changed the words: leave them out rather than misquote
            continue
        cursor = at + len(words)
        blocks.append(Block(_runs(page, at, cursor), heading))
    return blocks


def _article(raw: str) -> list[tuple[str, bool]]:
    """Return the words of each heading and paragraph, and whether it is a heading."""
    try:
        from trafilatura import extract
    except ImportError as error:
        raise missing_package("reading web pages", "trafilatura", "html", error) from error
    xml = extract(raw, output_format="xml", include_comments=False, favor_recall=True)
    return list(_blocks(ElementTree.fromstring(xml))) if xml else []


def _blocks(element: ElementTree.Element) -> Iterator[tuple[str, bool]]:
    has_blocks = any(child.tag in _BLOCKS or child.tag in _CONTAINERS for child in element)
    if element.tag in _BLOCKS and not has_blocks:
        words = " ".join("".join(element.itertext()).split())
        if words:
            yield words, element.tag == "head"
        return
    for child in element:
        if child.tag != "comments":
            yield from _blocks(child)


def _without_tags(raw: str) -> Mapped:
    """Return the page without tags; a tag that is not inline separates words."""

    def space(match: re.Match[str]) -> str:
        return "" if _INLINE.fullmatch(match[0]) else " "

    without = rewrite(Mapped([(raw, 0, len(raw))]), _HIDDEN, space)
    return literal(rewrite(without, _ENTITY, lambda match: unescape(match[0])))


def _runs(page: Mapped, start: int, end: int) -> list[MappedRun]:
    """Return a range of the page in runs, split where the raw page has more between two characters."""
    runs: list[MappedRun] = []
    for n in range(start, end):
        first, last = page.start(n), page.end(n + 1)
        before, begin, until = runs[-1] if runs else ("", 0, -1)
        if until == first and last - first == 1 and until - begin == len(before):
            runs[-1] = before + page.text[n], begin, last
        else:
            runs.append((page.text[n], first, last))
    return runs
