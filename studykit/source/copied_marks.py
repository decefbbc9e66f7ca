"""Note marks that were copied with a quote: `clock.1 It` from a page that shows “clock.¹ It”.

A viewer copies the raised figure of a note as a plain one.  Only the text can tell whether a figure is
one: it must have the mark of the same note, which a converter wrote as 【1】, right there.  A figure that
would read as part of a word or a number without its text, as in `B12`, `Apollo13` and `£6.1`, is never
taken for a mark.
"""

from __future__ import annotations

import re

from ..regex import regex
from .fold import UNITS, Mapped, is_han

_DIGIT = regex("[0-9]")
_FIGURE = regex(r"(?<=[^\s\d])(?:(?<!\[)(?P<plain>[0-9]{1,3})|\[(?P<bracketed>[0-9]{1,3})\])(?!\w)")
_EASTERN_FIGURE = regex(r"(?<=[。！？，、；」』”）])(?P<plain>[0-9]{1,3})(?=[^\W\d_a-z])")
_QUOTATION, _BRACKETS = "\"'”’»›」』", ")]）】"
_FOLLOWS = regex(rf"[.,;!?。！？，、；{_QUOTATION}）】)\]]*(?:\s|$)|[。！？，、；]")
_SENTENCE = regex(r"\s*$|\s+[\"“‘«„(]*[^\W\d_a-zß-öø-ÿ]")
_LAST_WORD = regex(r"[^\W\d_]+$")
_MARK = regex(r"【([0-9]{1,3})】")


def copied_marks(quote: str) -> list[re.Match[str]]:
    """Return what may be the copied marks of notes in a quote, in order."""
    if not _DIGIT.search(quote):  # mostly
        return []
    found = [*_FIGURE.finditer(quote), *_EASTERN_FIGURE.finditer(quote)]
    marks = {match.start(): match for match in found if _may_be_mark(match)}
    return [marks[at] for at in sorted(marks)]


def without_copied_marks(quote: str) -> str:
    """Return a quote without what may be copied marks."""
    for match in reversed(copied_marks(quote)):
        quote = quote[: match.start()] + quote[match.end() :]
    return quote


def number_of(mark: re.Match[str]) -> str:
    """Return the number of the note of a copied mark."""
    return mark["plain"] or mark["bracketed"]


def has_mark(view: Mapped, shown: str, at: int, number: str) -> bool:
    """Whether a text has the mark of a note, which folding removed, at an offset into its folded view."""
    return _MARK.findall(shown[view.end(at) : view.start(at)]) == [number]


def _may_be_mark(match: re.Match[str]) -> bool:
    """Whether a figure is after a word or a clause, and could be nothing but a mark there."""
    before = match.string[max(0, match.start() - 60) : match.start()]
    after = match.string[match.end() :]
    bare = before.rstrip(_QUOTATION + _BRACKETS)
    last, second = bare[-1:], bare[-2:-1]
    if last in "。！？，、；" and last:
        return True
    if not _FOLLOWS.match(after) or not last:
        return False
    if last in ",;!?":
        return not second.isdigit()
    if last == ".":  # not `No.1 in`, `vol.2 and`
        return not second.isdigit() and (bare != before or bool(_SENTENCE.match(after)))
    word = _LAST_WORD.search(bare)
    if word is None or len(word[0]) < 3 or is_han(last) or word[0].lower() in UNITS:
        return False
    return word[0].islower() or before[-1] in _QUOTATION
