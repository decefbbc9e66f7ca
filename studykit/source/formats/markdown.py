"""Markdown (CommonMark): what a reader sees of it, and where that stands in the file.

markdown-it-py finds the structure but gives no offsets inside of a paragraph; they are found by
walking along the raw text with the pieces that it reports, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .block import Block

SUFFIXES: tuple[str, ...] = (".md", ".markdown")

_MARKED = re.compile(r"[\n\\`*_\[<&]")
"""What a paragraph has that is more than one plain line."""

_LINE_END = re.compile(r"\r\n?|\n")
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(?:.*\r?\n)*?---[ \t]*(?:\r?\n|$)")


def read(raw: str) -> list[Block]:
    """Headings and paragraphs, those in lists and quotations too; front matter and HTML are none."""
    front = _FRONT_MATTER.match(raw)
    skip = front.end() if front else 1 if raw.startswith("\ufeff") else 0
    parser = MarkdownIt("commonmark").disable(["inline", "text_join"])
    env: dict[str, Any] = {}  # the addresses that links name
    lines = [skip]  # where each line of the body begins in the raw text
    lines += [skip + match.end() for match in _LINE_END.finditer(raw[skip:])]
    lines.append(len(raw))
    blocks: list[Block] = []
    heading = False
    cursor = skip
    for token in parser.parse(raw[skip:], env):
        if token.type == "heading_open":
            heading = True
        elif token.type == "heading_close":
            heading = False
        elif token.type == "inline" and token.map:
            first, last = token.map
            cursor = max(cursor, lines[first])
            end = lines[min(last, len(lines) - 1)]
            if _MARKED.search(token.content):
                inline: list[Token] = []
                parser.inline.parse(token.content, parser, env, inline)
                runs = _trimmed(list(_runs(inline, raw, cursor, end)))
            else:
                start, cursor = _find(token.content, raw, cursor, end)
                runs = _trimmed([(token.content, start, cursor)])
            if runs:
                cursor = runs[-1][2]
                blocks.append(Block(runs, heading))
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
            case "code_inline":
                start, cursor = _find_code(token.content, raw, cursor, end)
                yield token.content, start, cursor
            case "text" | "text_special":
                written = token.markup if token.type == "text_special" else token.content
                if written:
                    start, cursor = _find(written, raw, cursor, end)
                    yield token.content, start, cursor
            case "softbreak" | "hardbreak":
                match = _LINE_END.search(raw, cursor, end)
                start, cursor = match.span() if match else (cursor, cursor)
                yield "\n", start, cursor
                if behind := _QUOTED.match(raw, cursor, end):
                    cursor = behind.end()
            case "html_inline":
                start, cursor = _find(token.content, raw, cursor, end)
                if _BREAK.match(token.content):
                    yield "\n", start, cursor
                elif _RAISED.match(token.content):  # without it, 10<sup>6</sup> would be 106
                    yield token.content, start, cursor
            case "image":
                _, cursor = _find(token.content, raw, cursor, end)
                cursor = _after_target(raw, cursor, end)
            case "link_close":
                cursor = _after_target(raw, cursor, end)
            case _:
                pass


_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)*")
"""What a quotation or an indent puts before the words of a line."""

_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_RAISED = re.compile(r"</?su[bp]\b", re.IGNORECASE)


def _find(words: str, raw: str, cursor: int, end: int) -> tuple[int, int]:
    """Where some words stand."""
    at = raw.find(words, cursor, end)
    return (cursor, cursor) if at < 0 else (at, at + len(words))


def _find_code(words: str, raw: str, cursor: int, end: int) -> tuple[int, int]:
    """Where some code stands; a line's end in it is shown as a space."""
    pattern = re.compile(re.escape(words).replace("\\ ", r"(?: |(?:\r\n?|\n)[ \t>]*)"))
    match = pattern.search(raw, cursor, end)
    return match.span() if match else (cursor, cursor)


# What ends a link or an image: `](address "title")`, `][label]` or `]`.
_TARGET = re.compile(
    r"""[*_`!\[ ]*\](?:
        \(\s*(?:<(?:[^<>\\]|\\.)*>|(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*)
        (?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)
        |\[(?:[^\[\]\\]|\\.)*\]
    )?""",
    re.VERBOSE | re.DOTALL,
)


def _after_target(raw: str, cursor: int, end: int) -> int:
    """Behind a link's address, so that its words are not taken for the text's."""
    match = _TARGET.match(raw, cursor, end)
    return match.end() if match else cursor


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
