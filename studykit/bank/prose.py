"""The small Markdown of text fields: emphasis, code, lists, line breaks; all else is shown as text.

A prose text becomes a tree of blocks that every target prints in its own way.  HTML, entities and
links are no markup here: `<b>`, `&amp;` and `[a](b)` are shown as they were typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Inline:
    """Words of one style: plain, `em`, `strong` (both may nest as "em strong") or `code`."""

    text: str
    em: bool = False
    strong: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a line break in it is "\\n" in a span."""

    spans: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item is made of blocks."""

    items: tuple[tuple[ProseBlock, ...], ...]
    ordered: bool = False
    start: int = 1


ProseBlock = Paragraph | Listing
Prose = tuple[ProseBlock, ...]

MATHS = re.compile(r"\$\$.+?\$\$|\\\(.+?\\\)|\\\[.+?\\\]", re.DOTALL)
IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")

_ITEM = re.compile(r"\s*(?:[-+]|\d{1,9}[.)])\s")


def refused(text: str) -> str | None:
    """What of a text studykit does not print: "an image", "mathematics", or None."""
    if "![" in text and IMAGE.search(text):
        return "an image"
    if ("$$" in text or "\\(" in text or "\\[" in text) and MATHS.search(text):
        return "mathematics"
    return None


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    rules = ["emphasis", "backticks", "newline", "escape", "list"]
    return MarkdownIt("zero").enable(rules)


def parse(text: str) -> Prose:
    """The blocks of a text; a text without any mark is one paragraph with one span."""
    text = text.strip()
    if not _marked(text):
        return (Paragraph((Inline(text),)),)
    tokens = iter(_parser().parse(text))
    return _blocks(tokens, None)


def _marked(text: str) -> bool:
    if "*" in text or "_" in text or "`" in text or "\\" in text or "\n" in text:
        return True
    return bool(_ITEM.match(text))


def _blocks(tokens: object, until: str | None) -> Prose:
    blocks: list[ProseBlock] = []
    for token in tokens:  # type: ignore[attr-defined]
        if token.type == until:
            break
        if token.type == "inline":
            blocks.append(Paragraph(_spans(token.children or [])))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            ordered = token.type == "ordered_list_open"
            start = int(token.attrs.get("start", 1)) if ordered else 1
            blocks.append(
                Listing(_items(tokens, token.type.replace("open", "close")), ordered, start)
            )
    return tuple(blocks)


def _items(tokens: object, until: str) -> tuple[tuple[ProseBlock, ...], ...]:
    items: list[tuple[ProseBlock, ...]] = []
    for token in tokens:  # type: ignore[attr-defined]
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


def literal(words: str) -> str:
    """A text in small Markdown that is shown as these words."""
    return re.sub(r"([\\*_`])|^(\s*)([-+]|\d{1,9}[.)])(?=\s)", _escaped, words)


def _escaped(match: re.Match[str]) -> str:
    if match[1]:
        return "\\" + match[1]
    return f"{match[2]}{match[3][:-1]}\\{match[3][-1]}"


@lru_cache(maxsize=1 << 17)  # dozens of rules ask it of the same texts
def plain(text: str) -> str:
    """The words of a text without its marks; list items on lines of their own."""
    text = text.strip()
    if not _marked(text):
        return text
    return "\n".join(_plain_lines(parse(text)))


def _plain_lines(blocks: Prose, indent: str = "") -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(indent + "".join(span.text for span in block.spans))
        else:
            for n, item in enumerate(block.items):
                mark = f"{block.start + n}. " if block.ordered else "- "
                inner = _plain_lines(item, indent + " " * len(mark))
                lines.append(indent + mark + "".join(inner[:1]).lstrip())
                lines.extend(inner[1:])
    return lines
