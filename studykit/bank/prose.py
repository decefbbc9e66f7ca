"""The small Markdown of text fields: emphasis, code, lists, formulas, tables, links, pictures, sound.

A text becomes a tree of blocks that every target renders in its own way.  A text on one line has no
list: `- 5` and `3. Mai` are shown as typed, and so is other markup: `<b>` and `&amp;`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeVar, assert_never

from ..locale import _, spoken
from ..media import SOUND_SUFFIXES
from .formulas import Hidden, formulas, hide, may_have_formulas, parts, restored, shown_in_line

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
class Math:
    """A formula among words, in LaTeX."""

    latex: str

    @property
    def text(self) -> str:
        """The formula in one line of Unicode."""
        return shown_in_line(self.latex)


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address, which is http or https."""

    spans: tuple[Inline | Math, ...]
    url: str

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


ProseSpan = Inline | Math | Link


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a line break in it is "\\n" in a span."""

    spans: tuple[ProseSpan, ...]

    @property
    def text(self) -> str:
        """The words without their styles."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item has blocks."""

    items: tuple[Prose, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula on lines of its own, in LaTeX."""

    latex: str

    @property
    def text(self) -> str:
        """The formula in one line of Unicode."""
        return shown_in_line(self.latex, display=True)


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code in a language, which is "" if none is named."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a header row, rows of the same length, and each column's alignment."""

    header: tuple[Paragraph, ...]
    rows: tuple[tuple[Paragraph, ...], ...]
    alignment: tuple[str, ...]
    """For each column "left", "center", "right", or "" for the default."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: the name of its file, and the text for those who cannot see it."""

    file: str
    alt: str

    @property
    def text(self) -> str:
        """What is shown where pictures cannot be."""
        return _("[picture: {words}]", words=self.alt)


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording: the name of its file, and its words for those who cannot hear it."""

    file: str
    transcript: str

    @property
    def text(self) -> str:
        """What is shown where nothing can be played."""
        return _("[recording: {words}]", words=self.transcript)


ProseBlock = Paragraph | Listing | Formula | CodeBlock | Grid | Picture | Sound
Prose = tuple[ProseBlock, ...]

_Span = TypeVar("_Span", bound=ProseSpan | Formula | Picture | Sound)

_Spans = list[ProseSpan | Formula | Picture | Sound]

_MARKUP = re.compile(r"[*_`\\\n\r]")
_SIGN = re.compile(r"[*_`\\\n\r\[$]")
"""What every text with markup contains; most texts have none of it."""

_LINE_BREAK = re.compile(r"[\n\r]")
"""A sign of blocks: a text without it is one paragraph, a formula or a picture."""

_WEB = re.compile(r"https?://[^\s/?#]+\.?[^\s]*\Z", re.IGNORECASE)

_LOCAL = re.compile(r"(?![/\\~])(?![A-Za-z][A-Za-z0-9+.-]*:)[^\x00-\x1f\x7f\\]+\Z")


_SOUND_SUFFIXES = tuple(suffix for suffixes in SOUND_SUFFIXES.values() for suffix in suffixes)


def is_web_address(url: str) -> bool:
    """Whether an address is one that links may lead to: http or https, with a host."""
    return _WEB.match(url) is not None


def is_local_file(name: str) -> bool:
    """Whether the address of a picture names a file in the course: no scheme, not absolute."""
    return _LOCAL.match(name) is not None and ".." not in name.split("/")


def is_sound_file(name: str) -> bool:
    """Whether a file is a recording by its name, and otherwise a picture."""
    return name.lower().endswith(_SOUND_SUFFIXES)


@cache
def parser() -> MarkdownIt:
    """Return the parser of the small Markdown."""
    from markdown_it import MarkdownIt

    rules = ["emphasis", "backticks", "newline", "escape", "list"]
    made = MarkdownIt("zero").enable([*rules, "table", "fence", "link", "image"])
    # addresses are judged where they are used, and shown as typed until then
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    made.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return made


def may_have_markup(text: str) -> bool:
    """Whether there is a sign of markup, without which a text need not be parsed."""
    if not _SIGN.search(text):
        return False
    return bool(_MARKUP.search(text)) or "](" in text or may_have_formulas(text)


def parse(text: str) -> Prose:
    """Parse a text into blocks; a text without markup is one paragraph with one span."""
    text = text.strip()
    if may_have_markup(text):
        return parse_markup(text)
    return (Paragraph((Inline(text),)),)


def parse_markup(text: str) -> Prose:
    """Parse a text into blocks, even if it has no markup."""
    text, hidden = hide(text)
    builder = _ProseBuilder(hidden)
    if not _LINE_BREAK.search(text):
        (line,) = parser().parseInline(text)
        return tuple(_paragraphs(builder.spans(line.children or [])))
    return builder.blocks(iter(parser().parse(text)), None)


@dataclass(frozen=True, slots=True)
class _ProseBuilder:
    """Builds the tree from the parser's tokens, with the formulas that were hidden from it."""

    hidden: tuple[Hidden, ...]

    def blocks(self, tokens: Iterator[Token], until: str | None) -> Prose:
        blocks: list[ProseBlock] = []
        for token in tokens:
            if token.type == until:
                break
            if token.type == "inline":
                blocks += _paragraphs(self.spans(token.children or []))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                ordered = token.type == "ordered_list_open"
                start = int(token.attrs.get("start", 1)) if ordered else 1
                items = self._items(tokens, token.type.replace("open", "close"))
                blocks.append(Listing(items, ordered, start))
            elif token.type == "fence":
                code = restored(token.content, self.hidden).removesuffix("\n")
                language = token.info.split()
                blocks.append(CodeBlock(code, language[0] if language else ""))
            elif token.type == "table_open":
                blocks.append(self._grid(tokens))
        return tuple(blocks)

    def _items(self, tokens: Iterator[Token], until: str) -> tuple[Prose, ...]:
        items: list[Prose] = []
        for token in tokens:
            if token.type == until:
                break
            if token.type == "list_item_open":
                items.append(self.blocks(tokens, "list_item_close"))
        return tuple(items)

    def _grid(self, tokens: Iterator[Token]) -> Grid:
        rows: list[list[Paragraph]] = []
        alignment: list[str] = []
        for token in tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "th_open":
                alignment.append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
            elif token.type == "inline":
                cell = _in_a_line(self.spans(token.children or []))
                rows[-1].append(Paragraph(tuple(_joined(cell))))
        header, *others = rows
        return Grid(tuple(header), tuple(map(tuple, others)), tuple(alignment))

    def spans(self, tokens: list[Token]) -> _Spans:
        spans: _Spans = []
        outer: list[tuple[str, _Spans]] = []
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
                    code = restored(token.content, self.hidden)
                    spans.append(Inline(code, em > 0, strong > 0, code=True))
                case "image":
                    spans.append(self._embedded(token))
                case "link_open":
                    outer.append((restored(str(token.attrs["href"]), self.hidden), spans))
                    spans = []
                case "link_close":
                    url, before = outer.pop()
                    spans = [*before, *_link(url, spans)]
                case _:
                    if token.content:
                        spans += self._words(token.content, em > 0, strong > 0)
        return _joined(spans)

    def _words(self, text: str, em: bool, strong: bool) -> Iterator[Inline | Math | Formula]:
        """Yield the words of a text, and the formulas that were hidden in it."""
        for part in parts(text, self.hidden):
            if isinstance(part, str):
                yield Inline(part, em, strong)
            else:
                yield Formula(part.latex) if part.display else Math(part.latex)

    def _embedded(self, token: Token) -> Picture | Sound | Inline:
        file = restored(str(token.attrs["src"]), self.hidden)
        words = restored(token.content, self.hidden)
        if not is_local_file(file):
            return Inline(f"![{words}]({file})")
        return Sound(file, words) if is_sound_file(file) else Picture(file, words)


def _paragraphs(spans: _Spans) -> Iterator[ProseBlock]:
    """Yield paragraphs, and between them formulas, pictures and recordings, which are blocks."""
    words: list[ProseSpan] = []
    for span in spans:
        if isinstance(span, Formula | Picture | Sound):
            yield from _between_blocks(words)
            yield span
            words = []
        else:
            words.append(span)
    if len(words) == len(spans):
        yield Paragraph(tuple(words))
    else:
        yield from _between_blocks(words)


def _between_blocks(words: list[ProseSpan]) -> Iterator[Paragraph]:
    """Yield a paragraph of some words, if there are any, without white space at its ends."""
    if not any(span.text.strip() for span in words):
        return
    for end, stripped in ((0, str.lstrip), (-1, str.rstrip)):
        span = words[end]
        if isinstance(span, Inline):
            words[end] = replace(span, text=stripped(span.text))
    yield Paragraph(tuple(span for span in words if span.text))


def _in_a_line(spans: Iterable[ProseSpan | Formula | Picture | Sound]) -> Iterator[ProseSpan]:
    """Yield spans for a place that has no room for blocks."""
    for span in spans:
        if isinstance(span, Formula):
            yield Math(span.latex)
        elif isinstance(span, Picture | Sound):
            yield Inline(span.text)
        else:
            yield span


def _link(url: str, spans: _Spans) -> Iterator[ProseSpan]:
    """Yield a link, or what was typed if its address is not one of the web."""
    inner = tuple(_in_a_line(spans))
    if is_web_address(url):
        yield Link(tuple(span for span in inner if not isinstance(span, Link)), url)
    else:
        yield from (Inline("["), *inner, Inline(f"]({url})"))


def _joined(spans: Iterable[_Span]) -> list[_Span]:
    joined: list[_Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if (
            isinstance(span, Inline)
            and isinstance(last, Inline)
            and (last.em, last.strong, last.code) == (span.em, span.strong, span.code)
        ):
            joined[-1] = replace(last, text=last.text + span.text)
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
    signs = r"\\*_`"
    signs += r"\[" * ("](" in words) + r"$" * any(True for _ in formulas(words))
    return re.sub(f"[{signs}]", r"\\\g<0>", words)


def plain(text: str) -> str:
    """Return the words of a text without its markup, each list item on a line."""
    return _plain(text, spoken() if "![" in text else "")  # only pictures need words of ours


@lru_cache(maxsize=1 << 17)  # dozens of rules ask for the same texts
def _plain(text: str, _language: str) -> str:
    text = text.strip()
    if not may_have_markup(text):
        return text
    return "\n".join(plain_lines(parse_markup(text)))


def plain_lines(blocks: Prose, indent: str = "") -> list[str]:
    """Return the words of some blocks: a line for each paragraph, item and row."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Listing():
                for n, item in enumerate(block.items):
                    mark = f"{block.start + n}. " if block.ordered else "- "
                    first, *rest = plain_lines(item, indent + " " * len(mark)) or [""]
                    lines.append(indent + mark + first.lstrip())
                    lines += rest
            case Grid():
                for row in (block.header, *block.rows):
                    lines.append(indent + " | ".join(cell.text for cell in row))
            case CodeBlock():
                lines += [indent + line for line in block.text.split("\n")]
            case Paragraph() | Formula() | Picture() | Sound():
                lines.append(indent + block.text)
            case _:
                assert_never(block)
    return lines
