"""The words of a text, counted, and the sentences that they make."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from .fold import WORD


class Words:
    """The words of a text between some offsets, and which sentence each belongs to.

    A word is what stands between white space, with its punctuation, as `Text.citable_words` counts
    them; of scripts that write words without spaces every letter is one (see `fold.WORD`).
    """

    def __init__(self, text: str, stretches: Iterable[tuple[int, int]]) -> None:
        # a word on its own, and no word with a second one beside it
        alone = {
            c
            for c in set(text)
            if c > "\u0e00" and c.isalnum() and WORD.match(c) and not WORD.fullmatch(2 * c)
        }
        pattern = r"\S+"
        if alone:
            any_of = "".join(map(re.escape, sorted(alone)))
            pattern = rf"[^\w\s{any_of}]*[{any_of}](?:(?![{any_of}])[^\w\s])*|[^\s{any_of}]+"
        word = re.compile(pattern)
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.sentences: list[int] = []
        sentence = -1
        for start, end in stretches:
            last = ""
            for match in word.finditer(text, start, end):
                if (
                    not last
                    or "\n" in text[self.ends[-1] : match.start()]
                    or _is_end(last, match[0])
                ):
                    sentence += 1
                last = match[0]
                self.starts.append(match.start())
                self.ends.append(match.end())
                self.sentences.append(sentence)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The words that a stretch of the text holds, or a part of: from and to, exclusive."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def between(self, first: int, last: int) -> str:
        """The text from a word to another, exclusive."""
        return self.text[self.starts[first] : self.ends[last - 1]]


_CLOSING = r"[\"'”’»)\]」』）】]*"
_END = re.compile(rf"[.!?…؟۔।。！？]{_CLOSING}(?:【\d+】)*$")
_ABBREVIATION = re.compile(
    r"\W*(?:(?:[^\W\d_]\.)+|(?:Mrs?|Ms|Dr|Prof|St|Sr|Jr|vs|etc|cf|approx|Fig|Vol|pp?)\.)$"
)


def _is_end(word: str, following: str) -> bool:
    """Whether a sentence ends with a word: a rule of thumb that rather joins two than cuts one."""
    if not _END.search(word) or _ABBREVIATION.match(word):
        return False
    initial = next((c for c in following if c.isalnum()), "")
    return not initial.islower()
