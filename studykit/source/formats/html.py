"""Web pages: the words of the article, as trafilatura finds them, and where they stand in the page.

trafilatura (the extra `html`) tells the article from menus and comments, but not where its words
are; they are looked up, in order, in the page without its tags.
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

from ...diagnostics import StudykitError
from ..fold import Mapped, literal, rewrite
from .block import Block

SUFFIXES: tuple[str, ...] = (".html", ".htm")

_UNSEEN = re.compile(
    r"<!--.*?-->|<(script|style|template|head)\b.*?</\1\s*>|<[a-zA-Z/!][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_BLOCKS = {"head", "p", "item", "quote", "cell", "ab", "fw"}


def read(raw: str) -> list[Block]:
    """Headings and paragraphs of a page's article.

    Raises StudykitError where trafilatura is not installed.
    """
    seen = _seen(raw)
    cursor = 0
    blocks: list[Block] = []
    for words, heading in _article(raw):
        at = seen.text.find(words, cursor)
        if at < 0:  # the extractor changed it on the way: better no words than other ones
            continue
        cursor = at + len(words)
        blocks.append(Block(_runs(seen, at, cursor), heading))
    return blocks


def _article(raw: str) -> list[tuple[str, bool]]:
    try:
        from trafilatura import extract
    except ImportError as error:
        raise StudykitError(
            "reading web pages needs trafilatura: `pip install 'studykit[html]'`"
        ) from error
    xml = extract(raw, output_format="xml", include_comments=False, favor_recall=True)
    found: list[tuple[str, bool]] = []
    if xml:
        _collect(ElementTree.fromstring(xml), found)
    return found


def _collect(element: ElementTree.Element, found: list[tuple[str, bool]]) -> None:
    inner = [
        child for child in element if child.tag in _BLOCKS or child.tag in ("list", "table", "row")
    ]
    if element.tag in _BLOCKS and not inner:
        words = " ".join("".join(element.itertext()).split())
        if words:
            found.append((words, element.tag == "head"))
        return
    for child in element:
        if child.tag != "comments":
            _collect(child, found)


def _seen(raw: str) -> Mapped:
    """The page without tags; what begins a block parts words, what stands inside a line does not."""

    def gone(match: re.Match[str]) -> str:
        return "" if _INLINE.fullmatch(match[0]) else " "

    without = rewrite(Mapped([(raw, 0, len(raw))]), _UNSEEN, gone)
    return literal(rewrite(without, _ENTITY, lambda match: unescape(match[0])))


def _runs(seen: Mapped, start: int, end: int) -> list[tuple[str, int, int]]:
    """The stretch in runs, cut wherever the page has something between two characters."""
    runs: list[tuple[str, int, int]] = []
    for n in range(start, end):
        a, b = seen.start(n), seen.end(n + 1)
        last = runs[-1] if runs else None
        if last and last[2] == a and b - a == 1 and last[2] - last[1] == len(last[0]):
            runs[-1] = last[0] + seen.text[n], last[1], b
        else:
            runs.append((seen.text[n], a, b))
    return runs
