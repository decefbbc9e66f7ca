"""Markdown (CommonMark): what a reader sees of it, and where that stands in the file.

markdown-it-py finds the structure but gives no offsets inside of a paragraph; they are found by
walking along the raw text with the pieces that it reports, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .block import Block

SUFFIXES = (".md", ".markdown")

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(?:.*\r?\n)*?---[ \t]*(?:\r?\n|$)")


def read(raw: str) -> list[Block]:
    """Headings and paragraphs, those in lists and quotations too; front matter and HTML are none."""
    front = _FRONT_MATTER.match(raw)
    skip = front.end() if front else 1 if raw.startswith("\ufeff") else 0
    parser = MarkdownIt("commonmark").disable("text_join")
    lines = [skip]  # where each line of the body begins in the raw text
    lines += [skip + match.end() for match in re.finditer(r"\n", raw[skip:])]
    lines.append(len(raw))
    blocks: list[Block] = []
    heading = False
    cursor = skip
    for token in parser.parse(raw[skip:]):
        if token.type == "heading_open":
            heading = True
        elif token.type == "heading_close":
            heading = False
        elif token.type == "inline" and token.map:
            first, last = token.map
            cursor = max(cursor, lines[first])
            end = lines[min(last, len(lines) - 1)]
            runs = list(_runs(token.children or [], raw, cursor, end))
            if runs:
                cursor = runs[-1][2]
                blocks.append(Block(_trimmed(runs), heading))
        elif token.type in ("fence", "code_block") and token.map:
            start, end = lines[token.map[0]], lines[min(token.map[1], len(lines) - 1)]
            for line in token.content.splitlines():
                if line.strip():
                    at = raw.find(line, start, end)
                    if at >= 0:
                        blocks.append(Block([(line, at, at + len(line))]))
                        start = at + len(line)
    return blocks


def _runs(tokens: list[Token], raw: str, cursor: int, end: int) -> Iterator[tuple[str, int, int]]:
    for token in tokens:
        match token.type:
            case "text" | "code_inline" | "text_special":
                written = token.markup if token.type == "text_special" else token.content
                if not written:
                    continue
                at = raw.find(written, cursor, end)
                if at < 0:  # white space was changed on the way: take what is between
                    at, written = cursor, ""
                cursor = at + len(written)
                yield token.content, at, cursor
            case "softbreak" | "hardbreak":
                at = raw.find("\n", cursor, end)
                at = cursor if at < 0 else at
                yield "\n", at, at + 1
                cursor = at + 1
            case "link_close":
                cursor = _after_target(raw, cursor, end)
            case "image" | "html_inline":
                at = raw.find(token.content, cursor, end)
                if at >= 0:
                    cursor = at + len(token.content)
                if token.type == "image":
                    cursor = _after_target(raw, cursor, end)
            case _:
                pass


def _after_target(raw: str, cursor: int, end: int) -> int:
    """Behind `](target)`, so that the words of an address are not taken for the text's."""
    at = raw.find("](", cursor, end)
    if at < 0 or raw[cursor:at].strip("*_` "):
        return cursor
    depth = 0
    for place in range(at + 1, end):
        depth += {"(": 1, ")": -1}.get(raw[place], 0)
        if depth == 0:
            return place + 1
    return cursor


def _trimmed(runs: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Without the white space at the end, which nobody sees."""
    while runs and not runs[-1][0].strip():
        runs.pop()
    if runs:
        text, start, end = runs[-1]
        kept = len(text.rstrip())
        if end - start == len(text):
            end = start + kept
        runs[-1] = text[:kept], start, end
    return runs
