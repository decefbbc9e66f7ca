"""Spots of a source, which are its turns, or its paragraphs outside of turns, and what is quoted.

If the text is here, its words are counted; otherwise, the words of the quotes are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from typing import NamedTuple

from ..bank.evidence import Result
from ..regex import regex
from ..source.course import Source
from ..source.fold import folded, seen, without_markup
from ..source.locate import QuoteMatch, Verdict
from ..source.text import GAP, Place, Text, turn_order
from ..source.words import WordIndex

Offsets = tuple[int, int]
"""Two offsets, the end exclusive."""

Results = list[tuple[int, Result]]
"""The passages of one source that were found or are pinned, each with the index of its question."""


class TextRun(NamedTuple):
    """Consecutive words of a text that the same number of questions quote.

    A line feed is the end of a paragraph.
    """

    text: str
    questions: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A turn or a paragraph; `asked` are the indices of the questions that quote it.

    Without the text, `citable` is None, and `runs` is empty.
    """

    place: Place
    asked: tuple[int, ...]
    quoted: int
    citable: int | None
    runs: tuple[TextRun, ...] = ()

    @property
    def name(self) -> str:
        """The turn, or "paragraph 3"."""
        return self.place.turn or f"paragraph {self.place.paragraph or 1}"


@dataclass(frozen=True, slots=True)
class Crowded:
    """A sentence that too many questions quote: its quoted words, and the questions."""

    place: Place
    words: str
    asked: tuple[int, ...]


def spots_in_text(text: Text, results: Results, often: int) -> tuple[list[Spot], list[Crowded]]:
    """Return the spots of a text, and the sentences that more than `often` questions quote."""
    counted = _CountedText(text, results)
    return list(counted.spots()), list(counted.crowded(often))


class _CountedText:
    """The citable words of a text, and the number of questions that quote each."""

    def __init__(self, text: Text, results: Results) -> None:
        segments = [segment for segment in text.segments if not segment.outside]
        self.words = WordIndex(text.shown.text, ((s.start, s.end) for s in segments))
        self.places: list[Place] = []
        self.spot_of: list[int] = []
        """The index in `places` of each word."""
        index: dict[_TallyKey, int] = {}
        starts = iter(self.words.starts)
        start = next(starts, None)
        for segment in segments:
            while start is not None and start < segment.end:
                place = _spot_of(segment.place(start))
                spot = index.setdefault(_key(place), len(self.places))
                if spot == len(self.places):
                    self.places.append(place)
                self.spot_of.append(spot)
                start = next(starts, None)
        self.quoted = {
            question: list(self._quoted_words(result for _, result in group))
            for question, group in groupby(results, key=lambda item: item[0])
        }
        """The words that each question quotes, as ranges."""
        self.counts = self._counts()

    def spots(self) -> Iterator[Spot]:
        asked = self._asked(self.spot_of)
        words_of: list[list[int]] = [[] for _ in self.places]
        for word, spot in enumerate(self.spot_of):
            words_of[spot].append(word)
        for n, place in enumerate(self.places):
            quoted = sum(self.counts[word] > 0 for word in words_of[n])
            runs = tuple(_runs(self.words, words_of[n], self.counts))
            yield Spot(place, tuple(asked.get(n, ())), quoted, len(words_of[n]), runs)

    def crowded(self, often: int) -> Iterator[Crowded]:
        for sentence, questions in sorted(self._asked(self.words.sentences).items()):
            if len(questions) <= often:
                continue
            first = bisect_left(self.words.sentences, sentence)
            last = bisect_right(self.words.sentences, sentence)
            pieces = []
            for is_quoted, run in groupby(range(first, last), key=lambda n: self.counts[n] > 0):
                if is_quoted:
                    inside = list(run)
                    pieces.append(seen(self.words.between(inside[0], inside[-1] + 1)))
            place = self.places[self.spot_of[first]]
            yield Crowded(place, " … ".join(pieces), tuple(questions))

    def _quoted_words(self, results: Iterable[Result]) -> Iterator[Offsets]:
        matches = [(result.match, result.query.quote) for result in results if result.match]
        return _merged(
            self.words.within(*part)
            for match, quote in matches
            for part in _quoted_parts(match, quote)
        )

    def _counts(self) -> list[int]:
        """Return the number of questions that quote each word."""
        steps = [0] * (len(self.words.starts) + 1)
        for ranges in self.quoted.values():
            for first, last in ranges:
                steps[first] += 1
                steps[last] -= 1
        return list(accumulate(steps))

    def _asked(self, group_of: list[int]) -> dict[int, list[int]]:
        """Return the questions that quote each group of words; `group_of` has each word's group."""
        asked: dict[int, list[int]] = {}
        for question, ranges in self.quoted.items():
            for group in {group for first, last in ranges for group in group_of[first:last]}:
                asked.setdefault(group, []).append(question)
        return asked


_TallyKey = tuple[str, str | None, int | None]


def _spot_of(place: Place) -> Place:
    """Return the place of the spot that a place is in: a turn includes all its paragraphs."""
    return place._replace(paragraph=None) if place.turn else place


def _key(spot: Place) -> _TallyKey:
    """Return the identity of a spot: its place without the speaker, whose id can change."""
    return spot.section, spot.turn, spot.paragraph


def _merged(ranges: Iterable[Offsets]) -> Iterator[Offsets]:
    """Yield ranges in order; ranges that touch become one, and empty ones are dropped."""
    first = last = 0
    for start, end in sorted(ranges):
        if start >= end:
            continue
        if start > last or first == last:
            if first < last:
                yield first, last
            first = start
        last = max(last, end)
    if first < last:
        yield first, last


def _runs(words: WordIndex, within: list[int], counts: list[int]) -> Iterator[TextRun]:
    """Yield the text of some words, in runs that the same number of questions quote."""
    pieces: list[TextRun] = []
    for n, word in enumerate(within):
        if n:
            before = within[n - 1]
            between = words.text[words.ends[before] : words.starts[word]]
            if word != before + 1 or GAP in between or "\n" in between:
                pieces.append(TextRun("\n", 0))
            elif between:
                same = counts[word] == counts[before]
                pieces.append(TextRun(" ", counts[word] if same else 0))
        pieces.append(TextRun(words.text[words.starts[word] : words.ends[word]], counts[word]))
    for (count, is_break), run in groupby(pieces, key=lambda p: (p.questions, p.text == "\n")):
        yield TextRun("\n" if is_break else "".join(piece.text for piece in run), count)


_MARK = regex(r"\[[^\[\]]{1,80}\]|…")
_INITIAL = regex(r"\[(\w)\](?=\w)")


def _quoted_parts(match: QuoteMatch, quote: str) -> Iterator[Offsets]:
    """Yield the parts of the text that a quote contains, without what brackets and elisions hide."""
    if match.edit is None or not match.edit.hidden:
        yield match.shown
        return
    view, at = match.document.folded, match.edit.start
    parts = []
    for piece in _pieces(quote):
        pattern = re.compile(rf"(?<!\w){re.escape(piece)}(?!\w)", re.IGNORECASE)
        found = pattern.search(view.text, at, match.edit.end)
        if found is None:
            yield match.shown  # too much is better than nothing
            return
        parts.append((view.start(found.start()), view.end(found.end())))
        at = found.end()
    yield from parts


def _pieces(quote: str) -> list[str]:
    """Return the words of a quote, folded, between its brackets and elisions."""
    parts = _MARK.split(_INITIAL.sub(r"\1", folded(quote)))
    return [piece for piece in map(_trimmed, parts) if piece]


def _trimmed(words: str) -> str:
    """Remove the punctuation at both ends, which a quote can omit."""
    return re.sub(r"^\W+|\W+$", "", words)


# Without the text

SHARED = 4
"""The number of consecutive words that two quotes must share to count as the same words."""


@dataclass(slots=True)
class _Tally:
    """The words and sentences of a spot that its quotes contain."""

    place: Place
    asked: dict[int, None] = field(default_factory=dict)
    quoted: int = 0
    known: set[tuple[str, ...]] = field(default_factory=set)
    sentences: dict[str, dict[int, str]] = field(default_factory=dict)
    """By folded sentence, the sentence as each question quotes it."""

    def add(self, question: int, result: Result) -> None:
        self.asked[question] = None
        quote = result.query.quote
        is_edited = result.found in (Verdict.ALTERED, Verdict.GAPPED)
        for piece in _pieces(quote) if is_edited else [folded(quote)]:
            self._count(_words(piece))
        shown = without_markup(quote)
        words = WordIndex(shown, [(0, len(shown))])
        for _, group in groupby(range(len(words.starts)), key=words.sentences.__getitem__):
            inside = list(group)
            sentence = words.between(inside[0], inside[-1] + 1)
            key = _trimmed(folded(sentence)).casefold()
            self.sentences.setdefault(key, {}).setdefault(question, sentence)

    def _count(self, words: list[str]) -> None:
        """Count the words that no earlier quote has; words are the same if their neighbours are."""
        words = [_trimmed(word).casefold() for word in words]
        size = min(SHARED, len(words))
        grams = [tuple(words[n : n + size]) for n in range(len(words) - size + 1)]
        known = [(n, n + size) for n, gram in enumerate(grams) if gram in self.known]
        repeated = sum(last - first for first, last in _merged(known))
        self.quoted += len(words) - repeated
        self.known.update(grams)


def _words(text: str) -> list[str]:
    words = WordIndex(text, [(0, len(text))])
    return [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]


def spots_in_quotes(
    source: Source, pinned: Iterable[Place], results: Results, often: int
) -> tuple[list[Spot], list[Crowded]]:
    """Return the spots of quotes and pins, and the sentences more than `often` questions quote."""
    tallies: dict[_TallyKey, _Tally] = {}

    def tally_of(place: Place) -> _Tally:
        spot = _spot_of(place)
        return tallies.setdefault(_key(spot), _Tally(spot))

    for question, result in results:
        if result.place is not None:
            tally_of(result.place).add(question, result)
    for place in pinned:
        tally_of(place)
    sections = {region.id: n for n, region in enumerate(source.sections)}
    spots: list[Spot] = []
    crowded: list[Crowded] = []
    for tally in sorted(tallies.values(), key=lambda tally: _order(tally.place, sections)):
        place = tally.place
        spots.append(Spot(place, tuple(tally.asked), tally.quoted, None))
        for spelled in tally.sentences.values():
            if len(spelled) > often:
                crowded.append(Crowded(place, next(iter(spelled.values())), tuple(spelled)))
    return spots, crowded


def _order(place: Place, sections: dict[str, int]) -> tuple[object, ...]:
    """Return a key that orders places as in the text, as far as sections and turns show it."""
    return (
        sections.get(place.section, len(sections)), place.section,
        place.turn is not None, *turn_order(place.turn),
        place.paragraph or 0, place.speaker or "",
    )  # fmt: skip
