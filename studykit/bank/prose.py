"""The small Markdown of text fields: emphasis, code, lists and line breaks.

A text becomes a tree of blocks that every target renders in its own way.  A text on one line has no
list: `- 5` and `3. Mai` are shown as typed, and so is other markup: `<b>`, `&amp;` and `[a](b)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Inline:
    """Words in one style: plain, `em`, `strong`, both, or `code`."""

    text: str
    em: bool = False
    strong: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a line break in it is "\\n" in a span."""

    spans: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item has blocks."""

    items: tuple[Prose, ...]
    ordered: bool = False
    start: int = 1


ProseBlock = Paragraph | Listing
Prose = tuple[ProseBlock, ...]

_MATHS = (("$$", "$$"), (r"\(", r"\)"), (r"\[", r"\]"))
_IMAGE_START = re.compile(r"!\[(?:(?!!\[)[^\]\n])*\]\(")
"""The start of an image.  Another start ends the search: a text of many takes linear time."""

_MARKUP = re.compile(r"[*_`\\\n\r]")
"""A sign of markup, without which a text need not be parsed."""

_LINE_BREAK = re.compile(r"[\n\r]")
"""A sign of blocks: a text without it is one paragraph."""


def refused(text: str) -> str | None:
    """Name the content of a text that studykit does not print: "an image", "mathematics", or None."""
    for line in text.split("\n"):
        image = _IMAGE_START.search(line)
        if image and line.find(")", image.end()) >= 0:
            return "an image"
    for opening, closing in _MATHS:
        start = text.find(opening)
        if start >= 0 and text.rfind(closing) > start + len(opening):
            return "mathematics"
    return None


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    rules = ["emphasis", "backticks", "newline", "escape", "list"]
    return MarkdownIt("zero").enable(rules)


def parse(text: str) -> Prose:
    """Parse a text into blocks; a text without markup is one paragraph with one span."""
    text = text.strip()
    if _MARKUP.search(text):
        return parse_markup(text)
    return (Paragraph((Inline(text),)),)


def parse_markup(text: str) -> Prose:
    """Parse a text into blocks, even if it has no markup."""
    if not _LINE_BREAK.search(text):
        (line,) = _parser().parseInline(text)
        return (Paragraph(_spans(line.children or [])),)
    return _blocks(iter(_parser().parse(text)), None)


def _blocks(tokens: Iterator[Token], until: str | None) -> Prose:
    blocks: list[ProseBlock] = []
    for token in tokens:
        if token.type == until:
            break
        if token.type == "inline":
            blocks.append(Paragraph(_spans(token.children or [])))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            ordered = token.type == "ordered_list_open"
            start = int(token.attrs.get("start", 1)) if ordered else 1
            items = _items(tokens, token.type.replace("open", "close"))
            blocks.append(Listing(items, ordered, start))
    return tuple(blocks)


def _items(tokens: Iterator[Token], until: str) -> tuple[Prose, ...]:
    items: list[Prose] = []
    for token in tokens:
        if token.type == until:
            break
        if token.type == "list_item_open":
            items.append(_blocks(tokens, "list_item_close"))
    return tuple(items)


def _spans(tokens: list[Token]) -> tuple[Inline, ...]:
    spans: list[Inline] = []
    em = strong = 0
    for token in tokens:
        match token.type:
            case "em_open":
                em += 1
            case "em_close":
                em -= 1
            case "strong_open":
                strong += 1
            case "strong_close":
                strong -= 1
            case "softbreak":
                spans.append(Inline(" ", em > 0, strong > 0))
            case "hardbreak":
                spans.append(Inline("\n", em > 0, strong > 0))
            case "code_inline":
                spans.append(Inline(token.content, em > 0, strong > 0, code=True))
            case _:
                if token.content:
                    spans.append(Inline(token.content, em > 0, strong > 0))
    return tuple(_joined(spans))


def _joined(spans: list[Inline]) -> list[Inline]:
    joined: list[Inline] = []
    for span in spans:
        last = joined[-1] if joined else None
        style = (span.em, span.strong, span.code)
        if last and (last.em, last.strong, last.code) == style:
            joined[-1] = Inline(last.text + span.text, *style)
        else:
            joined.append(span)
    return joined


_MARKER = r"(?:[-+*]|\d{1,9}[.)])"
_LIST = re.compile(rf"{_MARKER}(?=\s|\Z)")
_LINE_START = re.compile(rf"(?:\s|{_MARKER}\s)*")


def without_lists_at(text: str, places: Iterable[int]) -> str:
    """Escape what would start a list at some places of a text, given in ascending order."""
    if not _LINE_BREAK.search(text):
        return text
    for at in sorted(places, reverse=True):
        line = _LINE_BREAK.split(text[:at])[-1]
        marker = _LIST.match(text, at)
        if marker and _LINE_START.fullmatch(line):
            sign = marker.end() - 1
            text = f"{text[:sign]}\\{text[sign:]}"
    return text


def literal(words: str) -> str:
    """Escape words on one line so that they are shown as they are."""
    return re.sub(r"[\\*_`]", r"\\\g<0>", words)


@lru_cache(maxsize=1 << 17)  # dozens of rules ask for the same texts
def plain(text: str) -> str:
    """Return the words of a text without its markup, each list item on a line."""
    text = text.strip()
    if not _MARKUP.search(text):
        return text
    return "\n".join(_plain_lines(parse_markup(text)))


def _plain_lines(blocks: Prose, indent: str = "") -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(indent + "".join(span.text for span in block.spans))
        else:
            for n, item in enumerate(block.items):
                mark = f"{block.start + n}. " if block.ordered else "- "
                first, *rest = _plain_lines(item, indent + " " * len(mark)) or [""]
                lines.append(indent + mark + first.lstrip())
                lines += rest
    return lines
