"""What every converter returns: readable Markdown, and notes on what it left out or changed.

Pages and times become marks; see `studykit.source.marks`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ...format import plural
from ...regex import regex


class NotConvertible(Exception):
    """A file that cannot be converted.  The message completes a sentence: "x.pdf is locked"."""


@dataclass(frozen=True, slots=True)
class ConversionNote:
    """Something that a converter left out or changed: `what`, a key of `NOTES`, and how often."""

    what: str
    count: int
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        noun, nouns, done = NOTES[self.what]
        text = f"{plural(self.count, noun, nouns)} {done}"
        if self.examples:
            shown = ", ".join(f"“{example}”" for example in self.examples[:MAX_EXAMPLES])
            more = len(self.examples) - MAX_EXAMPLES
            text += f": {shown}{f' and {more:,} more' if more > 0 else ''}"
        return text


MAX_EXAMPLES = 5

NOTES = {
    "pages": ("page", "pages", "marked"),
    "blank-pages": ("page has", "pages have", "no text"),
    "edges": ("line at the edge of a page", "lines at the edges of pages", "left out"),
    "footnotes": ("note", "notes", "moved to the end of the text"),
    "apart": ("table or text box", "tables or text boxes", "moved to the end, out of the speakers’ words"),
    "insertions": ("tracked insertion", "tracked insertions", "included"),
    "deletions": ("tracked deletion", "tracked deletions", "left out"),
    "comments": ("comment", "comments", "left out"),
    "hidden": ("hidden piece of text", "hidden pieces of text", "left out"),
    "repeated": ("repeated line of rolling captions", "repeated lines of rolling captions", "left out"),
    "unnamed": ("change of speaker has", "changes of speaker have", "no name"),
    "clock": ("time of day", "times of day", "counted from the first one"),
    "credits": ("line by the service", "lines by the service", "left out"),
    "pictures": ("picture", "pictures", "left out"),
    "missing": ("part of the book is", "parts of the book are", "missing"),
}  # fmt: skip
"""What a note says: the singular, the plural, and what was done."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A text as Markdown, notes on the conversion, the library that read it, if any, and the title
    that the file gives itself."""

    text: str
    notes: tuple[ConversionNote, ...] = ()
    library: str = ""
    title: str = ""


class Named(Protocol):
    """The name of a converter, and its version, which increases when its rules change."""

    NAME: str
    VERSION: int


class Made(NamedTuple):
    """A converted text, and the name and version of its converter, such as "docx 1"."""

    converted: Converted
    converter: str


def made_by(converter: Named, converted: Converted) -> Made:
    """Return a text with the name and version of its converter, and of the library that it used."""
    library = f" ({converted.library})" if converted.library else ""
    return Made(converted, f"{converter.NAME} {converter.VERSION}{library}")


def notes_of(counts: dict[str, int | list[str]]) -> tuple[ConversionNote, ...]:
    """Return the notes for some counts, or lists of examples, that are not empty."""
    return tuple(
        ConversionNote(what, found) if isinstance(found, int) else ConversionNote(what, len(found), tuple(unique(found)))
        for what, found in counts.items()
        if found
    )  # fmt: skip


def unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


# Text


_CONTROL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_SIGNS = regex(
    r"\\|[*`<]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # a _ between letters or figures means nothing
    r"|&(?=#?\w{1,32};)"
    r"|\[(?=\^|[^\[\]\n]*\](?:[(\[]|:))"
    r"|~(?=~)|(?<=~)~"
    r"|(?<=!)\[",
)
_START = regex(r"(?:#{1,6}|[-+>]|\d{1,9}[.)])(?=\s|$)|[-=+]+\s*$|>")


def escaped(text: str) -> str:
    """Return text as Markdown that shows it as it is, inside a line."""
    if not text.isprintable():
        text = _CONTROL.sub("", text)
    return _SIGNS.sub(r"\\\g<0>", text)


def escaped_start(line: str) -> str:
    """Escape what would make a line of escaped text a heading, a list, a quotation or a rule."""
    match = _START.match(line)
    if match is None:
        return line
    at = max(0, len(match[0].rstrip()) - 1) if match[0][0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


_TIGHT = regex(
    r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff"
    r"\U00020000-\U0003134f]"
)


def glue(before: str, after: str) -> str:
    """Return what joins two pieces of a sentence: a space, or nothing in scripts without spaces."""
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return ""
    return "" if _TIGHT.match(before[-1]) and _TIGHT.match(after[0]) else " "


def decoded(raw: bytes) -> str:
    """Return text in UTF-8, or in UTF-16 with a byte order mark, with `\\n` as line ends."""
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise NotConvertible("is not UTF-8 text; save it as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
