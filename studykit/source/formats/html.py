"""Web pages: what a reader sees of the article, and its offsets in the page.

The page is scanned for paragraphs, each with its offsets.  trafilatura (the extra `html`) finds the
article among menus and comments; it changes words on the way, so that it only says which of the
paragraphs belong to the article.  All others, and what a page hides or strikes out, are blocks that
cannot be cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING
from unicodedata import normalize

from ...diagnostics import missing_package
from ...regex import regex
from ..fold import MappedRun, between_digits, subscript, superscript
from .block import Block
from .tags import VOID, Attributes, HtmlToken, tokens

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SUFFIXES: tuple[str, ...] = (".html", ".htm")

HIDDEN = "hidden text"
STRUCK = "struck-out text"
_RUBY = "an annotation above the line"
_AROUND = "text outside the article"

_HIDDEN_TAGS = frozenset(
    "head title script style template noscript textarea select option datalist iframe object audio"
    " video canvas noframes noembed annotation annotation-xml desc metadata defs meter progress".split()
)
_STRUCK_TAGS = frozenset(["del", "s", "strike"])
_RUBY_TAGS = frozenset(["rt", "rp"])
_PARAGRAPHS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote table thead tbody tfoot tr td th caption"
    " figure figcaption pre hr".split()
)
_CONTAINERS = frozenset(
    "address article aside body center details dialog dir div fieldset footer form header hgroup"
    " html legend main menu nav section summary".split()
)
_BLOCK_TAGS = _PARAGRAPHS | _CONTAINERS
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_IMPLIED_END = {
    # a start tag of these closes an open one, up to the last of others
    "li": ({"li"}, {"ul", "ol", "menu"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "td": ({"td", "th"}, {"table"}),
    "th": ({"td", "th"}, {"table"}),
    "tr": ({"tr"}, {"table"}),
    "rt": ({"rt", "rp"}, {"ruby"}),
    "rp": ({"rt", "rp"}, {"ruby"}),
    "option": ({"option"}, {"select"}),
}
_WHITE = regex(r"[ \t\n\r\f]+|[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")
_LINE = regex(r"[^\n]+|\n")
_REFERENCE = regex(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{1,40};?)")
_ZERO = r"0(?:\.0*)?(?:[a-z]+|%)?\s*(?:;|!|$)"
_NOT_SHOWN = regex(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    rf"|(?:opacity|font-size)\s*:\s*{_ZERO}|(?<!-)color\s*:\s*transparent"
    r"|clip\s*:\s*rect|clip-path\s*:\s*inset|(?:left|top|right|text-indent)\s*:\s*-\d{3}",
    re.IGNORECASE,
)
_NO_SIZE = regex(rf"(?<!-)(?:width|height)\s*:\s*{_ZERO}", re.IGNORECASE)
_NO_OVERFLOW = regex(r"overflow\s*:\s*(?:hidden|clip)", re.IGNORECASE)
_LINE_THROUGH = regex(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_RAISED = regex(r"vertical-align\s*:\s*(?P<how>super|sub)", re.IGNORECASE)
_CSS_COMMENT = regex(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_HIDING_CLASSES = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only".split()
)

_DEPTH = 200


def read(raw: str) -> list[Block]:
    """Return the headings and paragraphs of a page; those outside its article cannot be cited.

    Raises StudykitError if trafilatura is not installed.
    """
    page = scan(raw)
    units = [_key(words) for words in _article(page.without_hidden())]
    in_article = _in_article(page.paragraphs, units)
    return [
        Block(paragraph.runs, paragraph.heading, paragraph.outside or (None if kept else _AROUND))
        for paragraph, kept in zip(page.paragraphs, in_article, strict=True)
    ]


def _article(raw: str) -> list[str]:
    """Return the words of each heading and paragraph of the article."""
    from xml.etree.ElementTree import fromstring  # other formats need neither

    try:
        from trafilatura import extract
    except ImportError as error:
        raise missing_package("reading web pages", "trafilatura", "html", error) from error
    xml = extract(raw, output_format="xml", include_comments=False, favor_recall=True)
    return list(_blocks(fromstring(xml))) if xml else []


_BLOCKS = {"head", "p", "item", "quote", "cell", "ab", "fw"}  # tags of trafilatura's XML


def _blocks(element: Element) -> Iterator[str]:
    has_blocks = any(
        child.tag in _BLOCKS or child.tag in ("list", "table", "row") for child in element
    )
    if element.tag in _BLOCKS and not has_blocks:
        yield "".join(element.itertext())
        return
    for child in element:
        if child.tag != "comments":
            yield from _blocks(child)


def _key(words: str) -> str:
    """Return the letters and digits of some words, to compare them."""
    return "".join(c for c in normalize("NFKC", words) if c.isalnum())


def _in_article(paragraphs: list[PageParagraph], units: list[str]) -> list[bool]:
    """Return for each paragraph whether it belongs to the article.

    Those do that the extractor kept, and those between two such in one container.
    """
    keys = [_key(paragraph.text) for paragraph in paragraphs]
    exact, article = set(units), " ".join(units)
    kept = [
        not paragraph.outside and (key in exact or (len(key) > 24 and key in article))
        for paragraph, key in zip(paragraphs, keys, strict=True)
    ]
    ends: dict[int, tuple[int, int]] = {}  # of each container: the first and the last kept one
    for n, paragraph in enumerate(paragraphs):
        if kept[n]:
            ends[paragraph.container] = (ends.get(paragraph.container, (n, n))[0], n)
    for n, paragraph in enumerate(paragraphs):
        first, last = ends.get(paragraph.container, (0, -1))
        kept[n] = kept[n] or first < n < last
    return kept


# The page


@dataclass(slots=True)
class PageParagraph:
    """A heading or a paragraph of a page; `container` is the number of the element around it."""

    runs: list[MappedRun]
    heading: bool
    outside: str | None
    container: int

    @property
    def text(self) -> str:
        return "".join(run[0] for run in self.runs)


@dataclass(slots=True)
class _Element:
    tag: str
    outside: str | None
    number: int
    links_to_note: bool = False


@dataclass(slots=True)
class _Script:
    """A superscript or subscript ("sup" or "sub") that is being read, and the tag that began it."""

    kind: str
    tag: str
    start: int
    outside: str | None
    marks_a_note: bool
    parts: list[str] = field(default_factory=list)


def scan(raw: str) -> Page:
    """Return the paragraphs of a page or of a part of one."""
    page = Page(raw)
    for token in tokens(raw):
        page.add(token)
    page.end_paragraph(len(raw))
    return page


def why_unseen(tag: str, attributes: Attributes) -> str | None:
    """Return why a reader does not see an element, or not as part of the text."""
    if tag in _STRUCK_TAGS:
        return STRUCK
    if tag in _RUBY_TAGS:
        return _RUBY
    style = _style(attributes)
    hidden = (
        tag in _HIDDEN_TAGS
        or "hidden" in attributes
        or "popover" in attributes
        or (tag == "dialog" and "open" not in attributes)
        or not _HIDING_CLASSES.isdisjoint(attributes.get("class", "").split())
        or _NOT_SHOWN.search(style)
        or (_NO_SIZE.search(style) and _NO_OVERFLOW.search(style))
    )
    if hidden:
        return HIDDEN
    return STRUCK if _LINE_THROUGH.search(style) else None


def raised_or_lowered(tag: str, attributes: Attributes) -> str | None:
    """Return "sup" or "sub" for an element that is a superscript or a subscript, else None."""
    if tag in ("sup", "sub"):
        return tag
    found = _RAISED.search(_style(attributes))
    return found["how"][:3].lower() if found else None


def _style(attributes: Attributes) -> str:
    return _CSS_COMMENT.sub("", attributes.get("style", ""))


class Page:
    """The paragraphs of a page with their offsets, made from its tags and its text."""

    def __init__(self, raw: str) -> None:
        self.paragraphs: list[PageParagraph] = []
        self._raw = raw
        self._stack: list[_Element] = []
        self._count = 0
        self._parts: dict[
            str | None, list[MappedRun]
        ] = {}  # of the paragraph, by why they are unseen
        self._script: _Script | None = None
        self._lowered: MappedRun | None = None  # the last subscript
        self._unseen: list[tuple[int, int]] = []

    def without_hidden(self) -> str:
        """Return the page without what is not seen."""
        kept = []
        last = 0
        for start, end in self._unseen:
            if start >= last:
                kept.append(self._raw[last:start])
                last = end
        return "".join([*kept, self._raw[last:]])

    def add(self, token: HtmlToken) -> None:
        match token.kind:
            case "start":
                self._start(token.name, token.attributes, token.start, token.end)
            case "end":
                self._end(token.name, token.start, token.end)
            case "text":
                self._add_text(token.start, token.end)

    def _start(self, tag: str, attributes: Attributes, start: int, end: int) -> None:
        if tag in _BLOCK_TAGS:
            self._close({"p"}, {"td", "th", "caption", "button", "dialog"}, start)
        if tag in _IMPLIED_END:
            self._close(*_IMPLIED_END[tag], start)
        if tag in _BLOCK_TAGS:
            self.end_paragraph(start)
        outside = self._outside or why_unseen(tag, attributes)
        if tag == "br":
            self._end_script(start)
            self._add("\n", start, end)
        elif tag == "q":
            self._add("“", start, end)
        elif tag in ("mi", "mn", "mo", "mtext"):
            self._add(" ", start, start)
        if tag in VOID:
            return
        self._count += 1
        note = tag == "a" and "#" in attributes.get("href", "")
        self._stack.append(_Element(tag, outside, self._count, note))
        script = raised_or_lowered(tag, attributes)
        if script and self._script is None:
            in_link = any(element.links_to_note for element in self._innermost)
            self._script = _Script(script, tag, start, outside, in_link)
        elif note and self._script:
            self._script.marks_a_note = True

    def _end(self, tag: str, start: int, end: int) -> None:
        if self._script and tag == self._script.tag:
            self._end_script(end)
        elif tag == "q":
            self._add("”", start, end)
        self._close({tag}, set(), start)
        if tag in _BLOCK_TAGS:
            self.end_paragraph(start)

    def _add_text(self, start: int, end: int) -> None:
        if self._outside:
            self._unseen.append((start, end))
        if self._stack and self._stack[-1].tag in ("script", "style"):
            return
        last = start
        for reference in _REFERENCE.finditer(self._raw, start, end):
            self._add_words(last, reference.start())
            self._add(unescape(reference[0]), *reference.span())
            last = reference.end()
        self._add_words(last, end)

    def _add_words(self, start: int, end: int) -> None:
        in_pre = any(element.tag == "pre" for element in self._innermost)
        for match in (_LINE if in_pre else _WHITE).finditer(self._raw, start, end):
            if match[0] == "\n" and in_pre:
                self.end_paragraph(match.start())
            elif in_pre or not match[0].isspace() or not match[0].isascii():
                self._add(match[0], *match.span())
            else:
                self._add(" ", *match.span())

    # Paragraphs

    @property
    def _outside(self) -> str | None:
        return self._stack[-1].outside if self._stack else None

    @property
    def _innermost(self) -> list[_Element]:
        """The innermost open elements: a limited number, so that deep nesting takes linear time."""
        return self._stack[-_DEPTH:]

    def _add(self, text: str, start: int, end: int) -> None:
        """Add text to the paragraph, without white space at its beginning and after other."""
        if self._script and self._script.outside == self._outside:
            self._script.parts.append(text)
            return
        runs = self._parts.setdefault(self._outside, [])
        last = runs[-1][0][-1:] if runs else "\n"
        if text != " " or last not in " \n":
            if runs and runs[-1] is self._lowered and (mark := between_digits(runs[-1][0], text)):
                runs.append((mark, start, start))
            runs.append((text, start, end))

    def _end_script(self, end: int) -> None:
        script, self._script = self._script, None
        if script is None:
            return
        words = "".join(script.parts)
        runs = self._parts.setdefault(script.outside, [])
        before = "".join(run[0] for run in runs[-3:])
        shown = superscript(words, before) if script.kind == "sup" else subscript(words, before)
        if script.kind == "sup" and script.marks_a_note:
            shown = ""
        if shown:
            runs.append((shown, script.start, end))
            if script.kind == "sub":
                self._lowered = runs[-1]
        elif not script.outside:
            self._unseen = [span for span in self._unseen if span[0] < script.start]
            self._unseen.append((script.start, end))

    def _close(self, tags: set[str], up_to: set[str], at: int) -> None:
        """Close the innermost element of some tags, unless it is around one of others."""
        deepest = len(self._stack) - 1
        for n in range(deepest, max(-1, deepest - _DEPTH), -1):
            if self._stack[n].tag in tags:
                if self._stack[n].tag in _BLOCK_TAGS:
                    self.end_paragraph(at)
                del self._stack[n:]
                return
            if self._stack[n].tag in up_to:
                return

    def end_paragraph(self, at: int) -> None:
        self._end_script(at)
        elements = self._innermost
        heading = any(element.tag in _HEADINGS for element in elements)
        containers = [element.number for element in elements if element.tag in _CONTAINERS]
        container = containers[-1] if containers else 0
        parts, self._parts = self._parts, {}
        for outside, runs in parts.items():
            while runs and not runs[-1][0].strip(" \n"):
                runs.pop()
            if "".join(run[0] for run in runs).strip():
                self.paragraphs.append(
                    PageParagraph(runs, heading and not outside, outside, container)
                )


def unseen_words(html: str) -> Iterable[Block]:
    """Return what HTML in Markdown says, none of which can be cited."""
    for paragraph in scan(html).paragraphs:
        yield Block(paragraph.runs, outside=paragraph.outside or "HTML in Markdown")


class OpenTags:
    """The elements that blocks of HTML leave open, which Markdown between them is in."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str | None]] = []

    @property
    def outside(self) -> str | None:
        """Why a reader does not see what follows, or None if it is seen."""
        return self._open[-1][1] if self._open else None

    def add(self, html: str) -> None:
        for token in tokens(html):
            if token.kind == "start" and token.name not in VOID:
                why = self.outside or why_unseen(token.name, token.attributes)
                self._open.append((token.name, why))
            elif token.kind == "end":
                self._close(token.name)

    def _close(self, tag: str) -> None:
        deepest = len(self._open) - 1
        for n in range(deepest, max(-1, deepest - _DEPTH), -1):
            if self._open[n][0] == tag:
                del self._open[n:]
                return
