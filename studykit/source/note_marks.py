"""Marks of notes, which readers do not see: 【1】, `[^1]`, and after punctuation `[1]` and ¹.

Folding ignores more of them: a quote is found with or without them.  Here `x[1]` and `m²` stay, because
they may be code and a square.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..regex import regex
from .fold import HAN

_PUNCTUATION = ".,;:!?…。，；：！？、"
_AFTER_PUNCTUATION = rf"(?:(?<=[{_PUNCTUATION}])|(?<=[{_PUNCTUATION}][”’\"»)）』」]))"
_MAY_BE_MARK = regex(r"[【\[⁰¹²³⁴-⁹]")
_MARK = regex(
    r"(?P<before>[ \t]*)(?P<mark>"
    r"【\d{1,3}】(?:(?<!\d【\d】)(?<!\d【\d\d】)|(?!\d))"
    r"|(?<=[^\s\[(])\[\^[\w-]{1,30}\](?![*+?{])"
    rf"|{_AFTER_PUNCTUATION}(?:\[\d{{1,3}}\]|[⁰¹²³⁴-⁹]{{1,3}})(?=\s|$|[{HAN}])"
    r")(?P<after>[ \t]*)"
)


def note_marks(text: str) -> Iterator[tuple[int, int]]:
    """Find the marks of notes: where each starts and ends, with a space that it makes superfluous."""
    for match in _MARK.finditer(text) if _MAY_BE_MARK.search(text) else ():
        start, end = match.span("mark")
        starts_line = match.start() == 0 or text[match.start() - 1] == "\n"
        following = text[match.end() : match.end() + 1]
        if starts_line or following in _PUNCTUATION:  # or at the end of the text
            yield match.span()
        elif match["after"] or following == "\n":
            yield match.start(), end
        else:
            yield start, end


def without_note_marks(text: str, start: int = 0, end: int | None = None) -> str:
    """Return a text, or a range of it, as readers see it: without the marks of notes."""
    end = len(text) if end is None else end
    shown = []
    for first, last in note_marks(text):
        if start < last and first < end:
            shown.append(text[start : max(start, first)])
            start = last
    shown.append(text[start:end])
    return "".join(shown)
