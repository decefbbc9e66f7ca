"""The letters of a typed word: which differences are only in accents or spelling."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

from ..language import Language

OTHER_LETTER = 1
"""The cost of a letter that is not just a variant of the right one: n for ñ."""

_PLAIN_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
# only the accents of Latin, Greek and Cyrillic: in other scripts, a mark changes the letter
_ACCENTS = re.compile("[\u0300-\u036f]")


def folded(word: str) -> str:
    """Return a word in lower case and without accents."""
    plain_word = normalize("NFD", word.casefold().translate(_PLAIN_LETTERS))
    return normalize("NFC", _ACCENTS.sub("", plain_word))


def spelling_cost(typed: str, right: str, language: Language) -> int | None:
    """Return the cost of other letters and accents; None if the words differ in more.

    Accents cost nothing, nor do usual spellings such as ss for ß, unless they make another word.
    """
    given, expected = _without_accents(typed, language), _without_accents(right, language)
    if given != expected and folded(typed) != folded(right):
        return None
    if given == expected and frozenset((typed, right)) not in _pairs(language):
        return 0
    return OTHER_LETTER


def _without_accents(word: str, language: Language) -> str:
    """Return a word without accents, except on letters that are letters of their own."""
    for respelling in language.respellings.split():
        letter, _, letters = respelling.partition("=")
        word = word.replace(letter, letters)
    own = _own_letters(language)
    return "".join(letter if letter in own else folded(letter) for letter in word)


@cache
def _own_letters(language: Language) -> frozenset[str]:
    return frozenset(pair.partition("/")[0] for pair in language.letters.split())


@cache
def _pairs(language: Language) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair.split("/")) for pair in language.pairs.split())
