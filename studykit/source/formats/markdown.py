"""Markdown (CommonMark): what a reader sees of it, and its offsets in the file.

markdown-it-py finds the structure but gives no offsets inside a paragraph.  They are found by
searching the raw text for the pieces that it reports, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ...regex import regex
from ..fold import MappedRun, between_digits, subscript, superscript
from .block import Block
from .html import STRUCK, OpenTags, raised_or_lowered, unseen_words, why_unseen
from .tags import VOID, tokens

if TYPE_CHECKING:
    from markdown_it.token import Token

SUFFIXES: tuple[str, ...] = (".md", ".markdown")

_LINE_END = regex(r"\r\n?|\n")
_FRONT_MATTER = regex(
    r"\ufeff?(?:"
    r"---[ \t]*(?:\r\n?|\n)(?P<yaml>(?![ \t]*(?:[\r\n]|$))(?:.*(?:\r\n?|\n))*?)(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|$)"
    r"|\+\+\+[ \t]*(?:\r\n?|\n)(?P<toml>(?:.*(?:\r\n?|\n))*?)\+\+\+[ \t]*(?:\r\n?|\n|$)"
    r")"
)
_UNDERLINE = regex(r"^[ \t>*+\d.)=-]*[=-][ \t]*\r?$", re.MULTILINE)
"""A line that may make the paragraph before it a heading."""


def read(raw: str) -> list[Block]:
    """Return the headings and paragraphs, also of lists and quotations, without front matter."""
    from markdown_it import MarkdownIt  # few courses have no other texts

    skip = _front_matter(raw)
    parser = MarkdownIt("commonmark").enable("strikethrough").disable(["inline", "text_join"])
    if not _UNDERLINE.search(raw):  # the rule reads every paragraph to its end
        parser.disable("lheading")
    env: dict[str, Any] = {}  # the addresses of links, by label
    lines = [skip]  # where each line of the body begins in the raw text
    lines += [skip + match.end() for match in _LINE_END.finditer(raw[skip:])]
    lines.append(len(raw))
    blocks: list[Block] = []
    heading = False
    cursor = skip
    open_tags = OpenTags()
    tokens = parser.parse(raw[skip:], env)
    for label in [label for label in env.get("references", {}) if label.startswith("^")]:
        del env["references"][label]  # a note, not the address of a link
    for token in tokens:
        if token.type == "heading_open":
            heading = True
        elif token.type == "heading_close":
            heading = False
        if token.map is None or token.type not in ("inline", "fence", "code_block", "html_block"):
            continue
        start, end = lines[token.map[0]], lines[min(token.map[1], len(lines) - 1)]
        if token.type == "html_block":
            blocks += _html(raw, max(cursor, start), end)
            open_tags.add(token.content)
            cursor = max(cursor, end)
            continue
        if token.type != "inline":
            blocks += _code_lines(token.content, raw, start, end, open_tags.outside)
            continue
        cursor = max(cursor, start)
        reader = _Inline(raw, cursor, end)
        if _MAY_BE_MARKUP.search(token.content):
            inline: list[Token] = []
            parser.inline.parse(token.content, parser, env, inline)
            read = reader.read(inline)
        else:
            read = reader.read_plain(token.content)
        for why, runs in read.items():
            outside = open_tags.outside or why
            if runs := _trimmed(runs):
                cursor = max(cursor, runs[-1][2])
                blocks.append(Block(runs, heading and not outside, outside))
    return blocks


def _front_matter(raw: str) -> int:
    """Return the end of a text's front matter, or of its byte order mark, or 0."""
    match = _FRONT_MATTER.match(raw)
    if match is not None and _is_mapping(match["yaml"], match["toml"]):
        return match.end()
    return 1 if raw.startswith("\ufeff") else 0


def _is_mapping(yaml: str | None, toml: str | None) -> bool:
    """Whether some lines are front matter: a mapping of YAML, or TOML."""
    if toml is not None:
        from tomllib import TOMLDecodeError, loads

        try:
            loads(toml.replace("\r\n", "\n").replace("\r", "\n"))
        except (TOMLDecodeError, RecursionError):
            return False
        return True
    from yaml import BaseLoader, YAMLError, compose
    from yaml.nodes import MappingNode

    try:
        node = compose(yaml or "", Loader=BaseLoader)
    except (YAMLError, RecursionError, ValueError):
        return False
    return node is None or isinstance(node, MappingNode)


def _html(raw: str, start: int, end: int) -> Iterator[Block]:
    """Yield what a block of HTML says; none of it can be cited."""
    for block in unseen_words(raw[start:end]):
        runs = [(text, first + start, last + start) for text, first, last in block.runs]
        yield Block(runs, outside=block.outside)


def _code_lines(code: str, raw: str, start: int, end: int, outside: str | None) -> Iterator[Block]:
    """Yield a block for each line of a code block that is not empty."""
    for line in code.splitlines():
        at = raw.find(line, start, end)
        if line.strip() and at >= 0:
            yield Block([(line, at, at + len(line))], outside=outside)
            start = at + len(line)


class _Inline:
    """Reads the inline tokens of a paragraph: the text, and words that cannot be cited."""

    def __init__(self, raw: str, cursor: int, end: int) -> None:
        self._raw, self._cursor, self._end = raw, cursor, end
        self._runs: dict[str | None, list[MappedRun]] = {None: []}
        self._unseen: list[tuple[str, str]] = []  # open tags, and why their words are unseen
        # a superscript or subscript: "sup" or "sub", its tag, its start, its text
        self._script: tuple[str, str, int, list[str]] | None = None
        self._lowered: MappedRun | None = None  # the last subscript

    def read(self, tokens: list[Token]) -> dict[str | None, list[MappedRun]]:
        """Return the text, with its offsets, by why it cannot be cited."""
        for token in tokens:
            self._read(token)
        self._end_script(self._cursor)
        return self._runs

    def read_plain(self, content: str) -> dict[str | None, list[MappedRun]]:
        """Return a text without markup as `read` would: most paragraphs have none, and this is quicker."""
        for n, line in enumerate(content.split("\n")):
            if n:
                self._break_line()
                line = line.lstrip(" \t")
            if words := line.rstrip(" "):
                self._add(words, self._find(words))
        return self._runs

    def _break_line(self) -> None:
        match = _LINE_END.search(self._raw, self._cursor, self._end)
        start, self._cursor = match.span() if match else (self._cursor, self._cursor)
        self._add("\n", start)
        if quoted := _QUOTED.match(self._raw, self._cursor, self._end):
            self._cursor = quoted.end()

    def _read(self, token: Token) -> None:
        raw, end = self._raw, self._end
        match token.type:
            case "code_inline":
                start, self._cursor = _find_code(token.content, raw, self._cursor, end)
                self._add(token.content, start)
            case "text" | "text_special":
                written = token.markup if token.type == "text_special" else token.content
                if written:
                    self._add(token.content, self._find(written))
            case "softbreak" | "hardbreak":
                self._break_line()
            case "html_inline":
                self._read_tag(token.content, self._find(token.content))
            case "image":
                self._find(token.content)
                self._cursor = _after_target(raw, self._cursor, end)
            case "link_close":
                self._cursor = _after_target(raw, self._cursor, end)
            case "s_open":
                self._unseen.append(("~~", STRUCK))
            case "s_close":
                self._close("~~")
            case _:
                pass

    def _find(self, words: str) -> int:
        """Return the start of some words, and go on after them."""
        start, self._cursor = _find(words, self._raw, self._cursor, self._end)
        return start

    def _add(self, text: str, start: int) -> None:
        outside = self._unseen[-1][1] if self._unseen else None
        if self._script and not outside:
            self._script[3].append(text)
        elif text and outside != _CODE:
            runs = self._runs.setdefault(outside, [])
            if runs and runs[-1] is self._lowered and (mark := between_digits(runs[-1][0], text)):
                runs.append((mark, start, start))
            runs.append((text, start, self._cursor))

    def _read_tag(self, html: str, start: int) -> None:
        tag = next(tokens(html), None)
        if tag is None:  # a comment
            return
        name = tag.name
        why = why_unseen(name, tag.attributes)
        script = None if why else raised_or_lowered(name, tag.attributes)
        if tag.kind == "end":
            if self._script and name == self._script[1]:
                self._end_script(self._cursor)
            elif name == "q":
                self._add("”", start)
            self._close(name)
        elif name == "br":
            self._add("\n", start)
        elif name == "q":
            self._add("“", start)
        elif script and self._script is None and not self._unseen:
            self._script = script, name, start, []
        elif name in ("script", "style"):
            self._unseen.append((name, _CODE))
        elif name in VOID:
            return
        elif why:
            self._unseen.append((name, why))
        elif self._unseen and name == self._unseen[-1][0]:
            self._unseen.append(self._unseen[-1])  # it will be closed too

    def _close(self, name: str) -> None:
        for n in range(len(self._unseen) - 1, -1, -1):
            if self._unseen[n][0] == name:
                del self._unseen[n:]
                return

    def _end_script(self, end: int) -> None:
        if self._script is None:
            return
        (kind, _, start, parts), self._script = self._script, None
        runs = self._runs[None]
        before = "".join(run[0] for run in runs[-3:])
        shown = (superscript if kind == "sup" else subscript)("".join(parts), before)
        if shown:
            runs.append((shown, start, end))
            if kind == "sub":
                self._lowered = runs[-1]


_CODE = "code"  # of a script or style sheet, which is not text

_MAY_BE_MARKUP = regex(r"[\\`*_\[\]<>&!~]")

_QUOTED = regex(r"[ \t]*(?:>[ \t]?)*")
"""The marks of a quotation, or the indent, at the beginning of a line."""


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
_TARGET = regex(
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
