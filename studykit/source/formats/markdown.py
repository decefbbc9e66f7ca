"""Markdown (CommonMark): what a reader sees of it, and its offsets in the file.

markdown-it-py finds the structure but gives no offsets inside a paragraph.  They are found by
searching the raw text for the pieces that it reports, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..fold import MappedRun
from .block import Block

SUFFIXES: tuple[str, ...] = (".md", ".markdown")

_LINE_END = re.compile(r"\r\n?|\n")
_FRONT_MATTER = re.compile(r"\ufeff?(?:---[ \t]*\r?\n(?:.*\r?\n)*?---[ \t]*(?:\r?\n|$))?")


def read(raw: str) -> list[Block]:
    """Return the headings and paragraphs, also of lists and quotations, without front matter and HTML."""
    front = _FRONT_MATTER.match(raw)
    assert front is not None  # it matches no characters if there is none
    skip = front.end()
    parser = MarkdownIt("commonmark").disable(["inline", "text_join"])
    env: dict[str, Any] = {}  # the addresses of links, by label
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
        if token.map is None or token.type not in ("inline", "fence", "code_block"):
            continue
        start, end = lines[token.map[0]], lines[min(token.map[1], len(lines) - 1)]
        if token.type != "inline":
            blocks += _code_lines(token.content, raw, start, end)
            continue
        cursor = max(cursor, start)
        inline: list[Token] = []
        parser.inline.parse(token.content, parser, env, inline)
        runs = _trimmed(list(_runs(inline, raw, cursor, end)))
        if runs:
            cursor = runs[-1][2]
            blocks.append(Block(runs, heading))
    return blocks


def _code_lines(code: str, raw: str, start: int, end: int) -> Iterator[Block]:
    """Yield a block for each line of a code block that is not empty."""
    for line in code.splitlines():
        at = raw.find(line, start, end)
        if line.strip() and at >= 0:
            yield Block([(line, at, at + len(line))])
            start = at + len(line)


def _runs(tokens: list[Token], raw: str, cursor: int, end: int) -> Iterator[MappedRun]:
    """Yield the text of inline tokens, each with its offsets in the raw text."""
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
                if quoted := _QUOTED.match(raw, cursor, end):
                    cursor = quoted.end()
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
"""The marks of a quotation, or the indent, at the beginning of a line."""

_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_RAISED = re.compile(r"</?su[bp]\b", re.IGNORECASE)


def _find(words: str, raw: str, cursor: int, end: int) -> tuple[int, int]:
    """Return the start and end of some words in the raw text."""
    at = raw.find(words, cursor, end)
    return (cursor, cursor) if at < 0 else (at, at + len(words))


def _find_code(words: str, raw: str, cursor: int, end: int) -> tuple[int, int]:
    """Return the start and end of some code, in which a line break is shown as a space."""
    pattern = re.compile(re.escape(words).replace("\\ ", r"(?: |(?:\r\n?|\n)[ \t>]*)"))
    match = pattern.search(raw, cursor, end)
    return match.span() if match else (cursor, cursor)


# The end of a link or an image: `](address "title")`, `][label]` or `]`.
_TARGET = re.compile(
    r"""[*_`!\[ ]*\](?:
        \(\s*(?:<(?:[^<>\\]|\\.)*>|(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*)
        (?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)
        |\[(?:[^\[\]\\]|\\.)*\]
    )?""",
    re.VERBOSE | re.DOTALL,
)


def _after_target(raw: str, cursor: int, end: int) -> int:
    """Return the end of a link's address, so that no words are found in it."""
    match = _TARGET.match(raw, cursor, end)
    return match.end() if match else cursor


def _trimmed(runs: list[MappedRun]) -> list[MappedRun]:
    """Return runs without the white space at their end."""
    while runs and not runs[-1][0].strip():
        runs.pop()
    if runs:
        text, start, end = runs[-1]
        kept = len(text.rstrip())
        if end - start == len(text):
            end = start + kept
        runs[-1] = text[:kept], start, end
    return runs
