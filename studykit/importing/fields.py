"""Fields of cards as small Markdown: HTML, plain text, and the blanks of clozes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from ..bank.formulas import without_formulas
from ..bank.kinds.cloze import parse_cloze
from ..bank.model import Blank
from ..bank.prose import plain
from .html import HtmlReader
from .kept import PRIVATE, Kept, without_controls
from .lines import Line, StyledText, markdown
from .mathematics import in_old_notation, take_formulas
from .media import CardMedia
from .model import ContentRefused

MAX_LENGTH = 20_000
"""The most characters of a field."""


class FieldText(NamedTuple):
    """A text in small Markdown, and what was flattened in it."""

    text: str
    flattened: tuple[str, ...] = ()


Convert = Callable[[str], FieldText]
"""Converts a field; raises ContentRefused for what has no form in small Markdown."""


class FieldReader:
    """Converts the fields of a card, and collects what is flattened in them."""

    def __init__(self, convert: Convert) -> None:
        self._convert = convert
        self.flattened: list[str] = []

    def text(self, field: str) -> str:
        return self.paragraphs([field])

    def paragraphs(self, fields: Iterable[str]) -> str:
        """Convert fields to paragraphs; raises ContentRefused for what has no form in small Markdown."""
        texts = [text for text in map(self._convert, fields) if text.text]
        self.flattened += (lost for text in texts for lost in text.flattened)
        return "\n\n".join(text.text for text in texts)

    def cloze(self, field: str) -> str:
        """Convert a text with blanks, which are then not inside one another."""
        flat = flat_cloze(field)
        self.flattened += flat.flattened
        return self.text(flat.text)


class ConvertWithMedia(Protocol):
    """Converts a field, whose pictures and recordings are taken from `media`."""

    def __call__(self, text: str, /, media: CardMedia | None = None) -> FieldText: ...


def from_html(html: str, media: CardMedia | None = None) -> FieldText:
    """Convert HTML; raises ContentRefused for what has no form in small Markdown."""
    _refuse(html)
    kept = Kept(media or CardMedia())
    html = take_formulas(_without_comments(PRIVATE.sub("", html)), kept, is_html=True)
    reader = HtmlReader(kept, has_blanks=_BLANK.search(html) is not None)
    try:
        # HTMLParser takes quadratic time on tags that are not closed: they are shown as typed
        reader.feed(_UNCLOSED.sub("&lt;", html))
        reader.close()
    except AssertionError as error:  # of HTMLParser, at a declaration that it does not know
        raise ContentRefused("broken HTML") from error
    reader.end()
    words = _words("\n".join(line.text for line in reader.lines))
    text = markdown(reader.lines)
    flattened = list(dict.fromkeys(reader.flattened))
    if _words(plain(text)) != words:  # such as emphasis inside a word
        text = markdown([Line([StyledText(x.text)], block=x.block) for x in reader.lines])
        flattened.append("emphasis and lists")
        if _words(plain(text)) != words:
            raise ContentRefused("text that looks like markup")
    _refuse(text)  # entities may have hidden it
    return FieldText(kept.restored(text), tuple(flattened))


_BLANK = re.compile(r"\{\{c\d+(?:,\d+)*::", re.IGNORECASE)
_UNCLOSED = re.compile(r"<(?![^<>]*>)")


def _without_comments(html: str) -> str:
    kept = ""
    while (start := html.find("<!--")) >= 0 and (end := html.find("-->", start)) >= 0:
        kept, html = kept + html[:start], html[end + 3 :]
    return kept + html


def from_plain(text: str, media: CardMedia | None = None) -> FieldText:
    """Convert plain text, in which no character is markup, except in formulas and names of media."""
    _refuse(text)
    kept = Kept(media or CardMedia())
    text, flattened = without_controls(PRIVATE.sub("", text).strip())
    text = kept.media_in(take_formulas(text, kept, is_html=False))
    lines = [Line([StyledText(" ".join(line.split()))]) for line in text.splitlines()]
    return FieldText(kept.restored(markdown(lines)), flattened)


def from_markdown(text: str, media: CardMedia | None = None) -> FieldText:
    """Return a text that is already small Markdown; raises ContentRefused for what it lacks."""
    _refuse(text)
    kept = Kept(media or CardMedia())
    text, flattened = without_controls(PRIVATE.sub("", text).strip())
    if "[" not in text and "<" not in text:
        return FieldText(text, flattened)
    text = in_old_notation(text, kept)
    pieces, done = [], 0
    hidden = without_formulas(text)  # and without code
    for found in kept.media_places(hidden):
        pieces += [text[done : found.start()], kept.media_in(text[found.start() : found.end()])]
        done = found.end()
    return FieldText(kept.restored("".join([*pieces, text[done:]])), flattened)


_HTML = re.compile(
    r"<(?:/?(?:b|i|u|br|div|p|em|strong|ul|ol|li|span|code|pre|table|img|a|sub|sup|anki-mathjax)\b)[^<>]*>|&\w+;"
)


def from_cell(text: str, media: CardMedia | None = None) -> FieldText:
    """Convert a cell of a table: HTML if it has tags or entities, else plain text."""
    return from_html(text, media) if _HTML.search(text) else from_plain(text, media)


_REFUSED = (
    (re.compile(r"image-occlusion:"), "image occlusion"),
    (re.compile(r"\[anki:(?:play|tts)"), "sound"),
)


def _refuse(text: str) -> None:
    """Raise ContentRefused for a text that is too long, or has what studykit does not show."""
    if len(text) > MAX_LENGTH:
        raise ContentRefused(f"a field of {len(text):,} characters")
    for pattern, what in _REFUSED:
        if pattern.search(text):
            raise ContentRefused(what)


def _words(text: str) -> str:
    return " ".join(re.sub(r"^\s*(?:- |\d+\. )", "", text, flags=re.MULTILINE).split())


# Blanks

_CLOZE_PART = re.compile(r"\{\{c(?P<numbers>\d+(?:,\d+)*)::|\}\}|::|[^{}:]+|[{}:]", re.IGNORECASE)


def flat_cloze(text: str) -> FieldText:
    """Return a text whose blanks are not inside one another and have one number each."""
    made: list[str] = []
    depth = 0
    in_hint = False  # of a blank inside another, which is left out
    flattened = []
    for part in _CLOZE_PART.finditer(text):
        word = part[0]
        if numbers := part["numbers"]:
            depth += 1
            in_hint = False
            first = numbers.split(",")[0].lstrip("0") or "0"
            if depth == 1:
                made.append(f"{{{{c{first}::")
            else:
                flattened.append(f"blank {first}, inside another blank")
            if "," in numbers:
                flattened.append(f"a blank with the numbers {numbers}; kept {first}")
        elif word == "}}" and depth:
            depth -= 1
            in_hint = False
            if depth == 0:
                made.append(word)
        elif word == "::" and depth > 1:
            in_hint = True
        elif not in_hint:
            made.append(word)
    return FieldText("".join(made), tuple(flattened))


def require_blanks(text: str) -> None:
    """Raise ContentRefused if a text has no blank, or an incomplete one."""
    parts = parse_cloze(text)
    if not any(isinstance(part, Blank) for part in parts):
        raise ContentRefused("a cloze without a blank")
    if any(isinstance(part, str) and re.search(r"\{\{c\d", part) for part in parts):
        raise ContentRefused("a cloze with an incomplete blank")
