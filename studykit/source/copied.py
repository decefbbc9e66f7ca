"""Marks of notes that were copied with a quote: `clock.1 It was`, where the text has `clock.【1】 It was`.

In a quote such a mark is only a figure.  It is one if the text has a mark with the same number at the same
place; else it is a figure that the text does not have.
"""

from __future__ import annotations

import re
from unicodedata import normalize

_COPIED = re.compile(
    r"(?<=[^\W\d_]|[.,;:!?…”’\"')\]。，；：！？、」』）])(?:\[(\d{1,3})\]|(\d{1,3}))(?![\w\]])(?!\.\d)"
)
_IN_TEXT = re.compile(
    r"【(\d{1,3})】|\[\^(\d{1,3})\]"
    r"|(?<=[^\W\d_⁰¹²³⁴-⁹]{3})([⁰¹²³⁴-⁹]{1,3})|(?<=[.,;:!?…”’\"')\]])([⁰¹²³⁴-⁹]{1,3})"
)

Mark = tuple[int, str]
"""How many letters and figures are before a mark, and its number."""


def without_copied(quote: str) -> tuple[str, list[Mark]]:
    """Return a folded quote without what may be marks, and these."""
    marks: list[Mark] = []
    parts = []
    done = 0
    for match in _COPIED.finditer(quote):
        parts.append(quote[done : match.start()])
        marks.append((_letters("".join(parts)), match[1] or match[2]))
        done = match.end()
    parts.append(quote[done:])
    return "".join(parts), marks


def has_marks(shown: str, start: int, end: int, marks: list[Mark]) -> bool:
    """Whether the marks in a range of a text, and right after it, are these."""
    found: list[Mark] = []
    letters = 0
    done = start
    for match in _IN_TEXT.finditer(shown, start, min(len(shown), end + 5)):
        if match.start() > end:
            break
        letters += _letters(shown[done : match.start()])
        number = match[1] or match[2] or normalize("NFKC", match[3] or match[4])
        found.append((letters, number))
        done = match.end()
    inside = [mark for mark in found if mark[0] < _letters(_IN_TEXT.sub("", shown[start:end]))]
    return bool(marks) and marks in (found, inside)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, normalize("NFKC", text)))
