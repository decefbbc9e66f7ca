"""Where sentences begin and end, and which words with a capital are names."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..regex import regex
from .model import Language

ENDS = tuple(".!?…。！？؟।۔")
CLOSING = "\"'”’»›)]」』”’）〕 \n"

_END = regex(
    rf"[.!?…؟।۔]+[{re.escape(CLOSING.strip())}]*(?=\s|$)|[。！？][」』”’）]*|[\n\x00]"  # \0 parts turns
)


def around(
    text: str, start: int, end: int, language: Language, farthest: int = 300
) -> tuple[int, int]:
    """Return where the sentences that a stretch touches begin and end.

    Their ends are looked for up to `farthest` characters beside the stretch.
    """
    first = max(0, start - farthest)
    for match in _END.finditer(text, first, start):
        if not _is_abbreviation(text, match, language):
            first = match.end()
    last = min(len(text), end + farthest)
    for match in _END.finditer(text, max(start, end - 1), last):
        if not _is_abbreviation(text, match, language):
            return first, max(end, match.end())
    return first, last


def _is_abbreviation(text: str, end: re.Match[str], language: Language) -> bool:
    """Whether a full stop belongs to its word: `Dr. Bee`, `z. B.`, `3. Mai`."""
    if end[0] != ".":
        return False
    before = text[max(0, end.start() - 12) : end.start()]
    if before[-1:].isdigit():
        following = text[end.end() : end.end() + 12].lstrip()
        return following[:1].islower() or _starts_with_month(following, language)
    return _is_abbreviated(before, language)


def _starts_with_month(text: str, language: Language) -> bool:
    return bool(language.months) and re.match(language.months, text) is not None


def is_name(text: str, start: int, end: int, language: Language) -> bool:
    """Whether a word of the lists is a name, a title or a noun instead, by its capital."""
    word = text[start:end]
    if not language.capitals or not word[0].isupper() or "'" in word:
        return False
    if len(word) > 1 and word.isupper():  # emphasis
        return False
    beginning = _beginning(text, start, language)
    if beginning is None:
        return True
    following = _FOLLOWING.match(text, end)
    if following is None or not following[1][0].isupper() or following[1] == "I":
        return False
    if beginning.quoted:  # the novel “Never Let Me Go”
        return True
    if word.casefold() not in language.names.split():
        return False
    ending = _SENTENCE_END.search(text, end)
    return ending is None or ending[0] != "?"


class _Beginning(NamedTuple):
    """How a sentence or direct speech begins."""

    quoted: bool
    """With a quotation mark inside a sentence, which may also open a title."""


_FOLLOWING = regex(r"\s+([^\W\d_]\w*)")
_SENTENCE_END = regex(r"[.!?\n\x00]")
_BEFORE = regex(r"(?:^|(?P<end>[.!?…:;。！？\n\x00—–]))[\s\"'”’»)\]]*[\s\"'“‘«„»(\[¿¡*_•-]*$")
_OPENED = regex(r"\w\s+[\"'“‘«„»]$")


def _beginning(text: str, start: int, language: Language) -> _Beginning | None:
    """Return how a sentence begins with the word at `start`, or None if none does."""
    first = max(0, start - 24)
    before = text[first:start]
    match = _BEFORE.search(before)
    if match is None:
        return _Beginning(quoted=True) if _OPENED.search(before) else None
    if match["end"] is None and first > 0:
        return None
    if match["end"] == "." and _is_abbreviated(before[: match.start("end")], language):
        return None
    return _Beginning(quoted=False)


def _is_abbreviated(before: str, language: Language) -> bool:
    word = _LAST_WORD.search(before)
    return word is not None and (len(word[0]) == 1 or word[0] in _abbreviations(language))


_LAST_WORD = regex(r"[^\W\d_]+(?:\.[^\W\d_]+)*$")


@cache
def _abbreviations(language: Language) -> frozenset[str]:
    return frozenset(language.abbreviations.split())
