"""The sentences of texts that are most likely to answer a question, ranked by BM25.

BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009) counts
the words that a sentence shares with a query: rare words count more, and long sentences less.  The
words of the answer count twice.  The ranking is a help for a person, who decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import log
from typing import NamedTuple

from ..source.fold import folded, words_of
from ..source.locate import TextRange
from ..source.text import Text
from ..source.words import WordIndex
from .wording import FUNCTION_WORDS, stem

K1, B = 1.2, 0.4
"""BM25's parameters: how soon repetition stops to count, and how much length counts.

For documents, 0.75 is the usual B.  Among sentences it puts three-word ones first.
"""

ANSWER = 2
"""How often the words of the answer count."""

LONGEST = 40
"""The most words of a sentence that are cited."""


class RankedSentence(NamedTuple):
    """A sentence, or up to `LONGEST` words of it.

    `score` is from 0 to about 1, which a sentence of average length with all words of the query has.
    `coverage` is the share of the answer's words that the sentence has.
    """

    words: TextRange
    score: float
    coverage: float


class SentenceIndex:
    """An index of the words of all sentences in texts that can be cited."""

    def __init__(self, texts: Mapping[str, Text]) -> None:
        self._sentences: list[tuple[WordIndex, Text, int, int]] = []
        self._postings: dict[str, list[tuple[int, int]]] = {}
        self._lengths: list[int] = []
        for text in texts.values():
            # a line break in a paragraph does not end a sentence
            index = WordIndex(text.shown.text.replace("\n", " "), _paragraphs(text))
            for first, last in index.by_sentence():
                self._add(index, text, first, last)
        self._average = sum(self._lengths) / max(1, len(self._lengths))

    def _add(self, index: WordIndex, text: Text, first: int, last: int) -> None:
        words = terms(index.between(first, last))
        for term, count in Counter(words).items():
            self._postings.setdefault(term, []).append((len(self._sentences), count))
        self._sentences.append((index, text, first, last))
        self._lengths.append(len(words))

    @property
    def size(self) -> int:
        """The number of sentences."""
        return len(self._sentences)

    def best(self, question: str, answer: str, count: int = 3) -> list[RankedSentence]:
        """Return the sentences that fit best, the best first; none that shares no word."""
        weights = Counter(terms(question))
        for term in terms(answer):
            weights[term] += ANSWER
        scores: dict[int, float] = {}
        for term, weight in weights.items():
            rarity = self._rarity(term)
            for n, times in self._postings.get(term, ()):
                length = 1 - B + B * self._lengths[n] / self._average
                gain = weight * rarity * times * (K1 + 1) / (times + K1 * length)
                scores[n] = scores.get(n, 0.0) + gain
        most = sum(weight * self._rarity(term) for term, weight in weights.items())
        asked = _content(answer) or _content(question)
        ranked = sorted(scores, key=lambda n: (-scores[n], n))[:count]
        return [self._ranked(n, scores[n] / most, asked) for n in ranked]

    def _rarity(self, term: str) -> float:
        """Return the inverse document frequency of a term."""
        having = len(self._postings.get(term, ()))
        return log(1 + (len(self._sentences) - having + 0.5) / (having + 0.5))

    def _ranked(self, n: int, score: float, asked: set[str]) -> RankedSentence:
        index, text, first, last = self._sentences[n]
        found = asked & set(terms(index.between(first, last)))
        if last - first > LONGEST:
            first = self._window(index, first, last, asked)
            last = first + LONGEST
        start, end = index.starts[first], index.ends[last - 1]
        words = TextRange(text, text.segment_at(start), (start, end))
        return RankedSentence(words, score, len(found) / max(1, len(asked)))

    def _window(self, index: WordIndex, first: int, last: int, asked: set[str]) -> int:
        """Return where the `LONGEST` words begin that have the most of what is asked."""
        values = [
            sum(self._rarity(term) for term in terms(index.between(n, n + 1)) if term in asked)
            for n in range(first, last)
        ]
        sums = [sum(values[n : n + LONGEST]) for n in range(len(values) - LONGEST + 1)]
        most = max(sums)
        highest = [n for n, total in enumerate(sums) if total == most]
        return first + highest[len(highest) // 2]


def _paragraphs(text: Text) -> Iterator[tuple[int, int]]:
    """Yield the range of each paragraph that can be cited."""
    for segment in text.segments:
        if not segment.outside:
            yield from pairwise((*segment.paragraphs, segment.end))


def terms(text: str) -> list[str]:
    """Return the words of a text without case and endings, in order."""
    return [stem(word) for word in words_of(folded(text).casefold())]


def _content(text: str) -> set[str]:
    return {stem(w) for w in words_of(folded(text).casefold()) if w not in FUNCTION_WORDS}
