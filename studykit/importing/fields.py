"""Fields of cards as small Markdown: HTML, plain text, and the blanks of clozes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

from ..bank.kinds.cloze import parse_cloze
from ..bank.model import Blank
from ..bank.prose import literal, plain, without_lists_at
from .model import ContentRefused

MAX_LENGTH = 20_000
"""The most characters of a field."""


class FieldText(NamedTuple):
    """A text in small Markdown, and what was flattened in it."""

    text: str
    flattened: tuple[str, ...] = ()


Convert = Callable[[str], FieldText]
"""Converts a field; raises ContentRefused for what has no form in small Markdown."""


def from_html(html: str) -> FieldText:
    """Convert HTML; raises ContentRefused for what has no form in small Markdown."""
    _refuse(html)
    reader = _Reader()
    try:
        # HTMLParser takes quadratic time on tags that are not closed: they are shown as typed
        reader.feed(_UNCLOSED.sub("&lt;", _without_comments(html)))
        reader.close()
    except AssertionError as error:  # of HTMLParser, at a declaration that it does not know
        raise ContentRefused("broken HTML") from error
    reader.end_line()
    words = _words("\n".join(line.text for line in reader.lines))
    text = _markdown(reader.lines)
    flattened = list(dict.fromkeys(reader.flattened))
    if _words(plain(text)) != words:  # such as emphasis inside a word
        text = _markdown([_Line([StyledText(line.text)]) for line in reader.lines])
        flattened.append("emphasis and lists")
        if _words(plain(text)) != words:
            raise ContentRefused("text that looks like markup")
    _refuse(text)  # entities may have hidden it
    return FieldText(text, tuple(flattened))


_UNCLOSED = re.compile(r"<(?![^<>]*>)")


def _without_comments(html: str) -> str:
    kept = ""
    while (start := html.find("<!--")) >= 0 and (end := html.find("-->", start)) >= 0:
        kept, html = kept + html[:start], html[end + 3 :]
    return kept + html


def from_plain(text: str) -> FieldText:
    """Convert plain text, in which no character is markup."""
    _refuse(text)
    text, flattened = _without_controls(text.strip())
    lines = [_Line([StyledText(" ".join(line.split()))]) for line in text.splitlines()]
    return FieldText(_markdown(lines), flattened)


def from_markdown(text: str) -> FieldText:
    """Return a text that is already small Markdown; raises ContentRefused for what it lacks."""
    _refuse(text)
    return _without_controls(text.strip())


def _without_controls(text: str) -> FieldText:
    kept = _CONTROL.sub("", text)
    return FieldText(kept, ("control characters",) if kept != text else ())


_HTML = re.compile(
    r"<(?:/?(?:b|i|u|br|div|p|em|strong|ul|ol|li|span|code|img|a|sub|sup)\b)[^<>]*>|&\w+;"
)


def from_cell(text: str) -> FieldText:
    """Convert a cell of a table: HTML if it has tags or entities, else plain text."""
    return from_html(text) if _HTML.search(text) else from_plain(text)


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no bank can contain."""
_REFUSED = (
    (re.compile(r"image-occlusion:"), "image occlusion"),
    (re.compile(r"\[sound:|\[anki:(?:play|tts)"), "sound"),
    (re.compile(r"\[latex\]|\[\$\$?\]|<anki-mathjax"), "mathematics"),
)


def _refuse(text: str) -> None:
    """Raise ContentRefused for a text that is too long, or has what studykit does not show."""
    if len(text) > MAX_LENGTH:
        raise ContentRefused(f"a field of {len(text):,} characters")
    for pattern, what in _REFUSED:
        if pattern.search(text):
            raise ContentRefused(what)
    for line in text.split("\n"):
        image = _IMAGE_START.search(line)
        if image and line.find(")", image.end()) >= 0:
            raise ContentRefused("an image")
    for opening, closing in _MATHS:
        start = text.find(opening)
        if start >= 0 and text.rfind(closing) > start + len(opening):
            raise ContentRefused("mathematics")


_MATHS = (("$$", "$$"), (r"\(", r"\)"), (r"\[", r"\]"))
_IMAGE_START = re.compile(r"!\[(?:(?!!\[)[^\]\n])*\]\(")
"""The start of an image.  Another start ends the search: a text of many takes linear time."""


def _words(text: str) -> str:
    return " ".join(re.sub(r"^\s*(?:- |\d+\. )", "", text, flags=re.MULTILINE).split())


# HTML

_REFUSED_TAGS = {
    "img": "an image",
    "svg": "an image",
    "canvas": "an image",
    "picture": "an image",
    "audio": "sound",
    "video": "a video",
    "iframe": "an embedded page",
    "object": "an embedded file",
    "embed": "an embedded file",
    "table": "a table",
    "math": "mathematics",
}
_FLATTENED = {
    "u": "underlining",
    "s": "struck-out text",
    "strike": "struck-out text",
    "del": "struck-out text",
    "mark": "highlighting",
    "font": "colours and fonts",
    "sub": "a subscript",
    "sup": "a superscript",
    "a": "a link",
    "blockquote": "an indented quotation",
    "pre": "a code block",
    "hr": "a horizontal rule",
    "ruby": "ruby annotations",
    "details": "a collapsible section",
    "script": "a script",
    "style": "a style sheet",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "a heading"),
}
_LINES = frozenset(
    "div p section article header footer blockquote pre hr center details summary dd dt dl".split()
)
_LINES |= frozenset("h1 h2 h3 h4 h5 h6 ul ol li".split())
_PLAIN_TAGS = _LINES | frozenset(
    "br span b strong i em code tt kbd small big nobr wbr rb rt rp html body".split()
)
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")


@dataclass(slots=True)
class StyledText:
    """Words in one style."""

    text: str
    strong: bool = False
    em: bool = False
    code: bool = False


@dataclass(slots=True)
class _Line:
    """A line: its pieces, and the marker of the list item that it begins."""

    pieces: list[StyledText] = field(default_factory=list)
    indent: str = ""
    marker: str = ""

    @property
    def text(self) -> str:
        return " ".join("".join(piece.text for piece in self.pieces).split())


class _Reader(HTMLParser):
    """Reads lines of pieces; `flattened` says what was left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[_Line] = []
        self.flattened: list[str] = []
        self._line = _Line()
        self._open: dict[str, int] = {}
        self._lists: list[int | None] = []  # the number of the last item; None without numbers

    def _is_open(self, *tags: str) -> bool:
        return any(self._open.get(tag, 0) for tag in tags)

    def end_line(self) -> None:
        if self._line.text:
            self.lines.append(self._line)
        indent = "   " * len(self._lists) if self._lists else ""
        self._line = _Line([], indent)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if what := _REFUSED_TAGS.get(tag):
            raise ContentRefused(what)
        if what := _FLATTENED.get(tag):
            self.flattened.append(what)
        elif tag not in _PLAIN_TAGS:
            self.flattened.append(f"<{tag}>")
        if any(name in ("style", "color", "bgcolor") for name, _ in attrs):
            self.flattened.append("colours and fonts")
        if tag == "br" or tag in _LINES:
            self.end_line()
        if tag in ("ul", "ol"):
            if len(self._lists) == 5:
                raise ContentRefused("a list nested more than five levels deep")
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._start_item()
        elif tag == "rt":
            self._add("(")
        if tag not in ("br", "hr", "wbr"):
            self._open[tag] = self._open.get(tag, 0) + 1

    def _start_item(self) -> None:
        if not self._lists:
            self._lists.append(None)
        number = self._lists[-1]
        if number is not None:
            self._lists[-1] = number = number + 1
        marker = "-  " if number is None else f"{number}. "
        self._line = _Line([], "   " * (len(self._lists) - 1), marker)

    def handle_endtag(self, tag: str) -> None:
        if tag == "rt":
            self._add(")")
        if tag in _LINES:
            self.end_line()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self.end_line()
        self._open[tag] = max(0, self._open.get(tag, 0) - 1)

    def handle_data(self, data: str) -> None:
        if self._is_open("script", "style"):
            return
        if self._is_open("pre"):
            first, *rest = data.splitlines() or [""]
            self._add(first)
            for line in rest:
                self.end_line()
                self._add(line)
        else:
            self._add(data)

    def _add(self, data: str) -> None:
        data, flattened = _without_controls(data)
        self.flattened += flattened
        data = re.sub(r"\s+", " ", data)
        if self._is_open("sup") and data.strip():
            raised = data.strip().translate(_RAISED)
            data = raised if not re.search(r"[^⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ]", raised) else f"^{data.strip()}"
        strong, em = self._is_open("b", "strong"), self._is_open("i", "em")
        self._line.pieces.append(StyledText(data, strong, em, self._is_open("code", "tt", "kbd")))


# Small Markdown


def _markdown(lines: list[_Line]) -> str:
    """Return lines as small Markdown."""
    text = ""
    listing = False
    for line in lines:
        words = _inline(line)
        if len(lines) > 1 and not line.marker:
            words = _escaped_start(words)
        if line.marker:
            text += ("\n" if listing else "\n\n") * bool(text) + line.indent + line.marker + words
            listing = True
        elif listing and line.indent:
            text += f"\\\n{line.indent}{words}"
        elif listing:
            text += f"\n\n{words}"
            listing = False
        else:
            text += "\\\n" * bool(text) + words
    return text


def _escaped_start(words: str) -> str:
    """Escape what would start a list at the beginning of a line."""
    return without_lists_at(f"\n{words}", [1])[1:]


def _inline(line: _Line) -> str:
    joined: list[StyledText] = []
    for piece in line.pieces:
        last = joined[-1] if joined else None
        if last and (last.strong, last.em, last.code) == (piece.strong, piece.em, piece.code):
            last.text += piece.text
        else:
            joined.append(StyledText(piece.text, piece.strong, piece.em, piece.code))
    text = "".join(map(_styled, joined))
    return " ".join(text.split()) if "`" not in text else text.strip()


def _styled(piece: StyledText) -> str:
    words = piece.text.strip()
    if not words:
        return piece.text
    before = " " * (piece.text[0].isspace())
    after = " " * (piece.text[-1].isspace())
    if piece.code:
        longest = max((len(run) for run in re.findall("`+", words)), default=0)
        fence = "`" * (longest + 1)
        pad = " " if "`" in (words[0], words[-1]) else ""
        text = f"{fence}{pad}{words}{pad}{fence}"
    else:
        text = literal(words)
    mark = "**" * piece.strong + "*" * piece.em
    return f"{before}{mark}{text}{mark[::-1]}{after}"


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
