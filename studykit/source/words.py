"""The words of a text and the sentences they form."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby

from ..regex import regex
from .fold import WORD


class WordIndex:
    """The words of some ranges of a text: their offsets, and the number of each word's sentence.

    A word is what is between white space, with its punctuation, as in `Text.citable_words`.  In
    scripts without spaces every character is a word (see `fold.WORD`).  A sentence ends with its
    range or paragraph.
    """

    def __init__(self, text: str, ranges: Iterable[tuple[int, int]]) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.sentences: list[int] = []
        word = _word_pattern(text)
        sentence = -1
        for start, end in ranges:
            previous = ""
            for match in word.finditer(text, start, end):
                if (
                    not previous
                    or "\n" in text[self.ends[-1] : match.start()]
                    or _ends_sentence(previous, match[0])
                ):
                    sentence += 1
                previous = match[0]
                self.starts.append(match.start())
                self.ends.append(match.end())
                self.sentences.append(sentence)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Return the words that overlap a range of the text, as a range of indices."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def by_sentence(self) -> Iterator[tuple[int, int]]:
        """Yield the words of each sentence, as a range of indices."""
        for _, group in groupby(range(len(self.sentences)), self.sentences.__getitem__):
            numbers = list(group)
            yield numbers[0], numbers[-1] + 1

    def between(self, first: int, last: int) -> str:
        """Return the text from one word up to another, exclusive."""
        return self.text[self.starts[first] : self.ends[last - 1]]


def count_words(text: str) -> int:
    """Count the words of a text; in scripts without spaces, every character is a word."""
    return sum(1 for _ in _word_pattern(text).finditer(text))


def is_spaceless(text: str) -> bool:
    """Whether a text has characters of a script without spaces between words."""
    return bool(_spaceless(text))


def _word_pattern(text: str) -> re.Pattern[str]:
    """Return the pattern of a word, in which the text's characters of spaceless scripts are apart."""
    characters = _spaceless(text)
    if not characters:
        return re.compile(r"\S+")
    any_of = "".join(map(re.escape, sorted(characters)))
    one = rf"[^\w\s{any_of}]*[{any_of}](?:(?![{any_of}])[^\w\s])*"
    return re.compile(rf"{one}|[^\s{any_of}]+")


def _spaceless(text: str) -> set[str]:
    """Return the characters of a text of which each is a word."""
    if text.isascii():
        return set()
    return {
        c
        for c in set(text)
        if c > "\u0e00" and c.isalnum() and WORD.match(c) and not WORD.fullmatch(2 * c)
    }


_CLOSING = r"[\"'”’»)\]」』）】]*"
_END = regex(rf"[.!?…؟۔।。！？]{_CLOSING}(?:【\d+】)*$")
_ABBREVIATION = regex(
    r"\W*(?:(?:[^\W\d_]\.)+|(?:Mrs?|Ms|Dr|Prof|St|Sr|Jr|vs|etc|cf|approx|Fig|Vol|pp?)\.)$"
)


def _ends_sentence(word: str, following: str) -> bool:
    """Whether a sentence ends with a word: a heuristic that joins two rather than split one."""
    if not _END.search(word) or _ABBREVIATION.match(word):
        return False
    initial = next((c for c in following if c.isalnum()), "")
    return not initial.islower()
