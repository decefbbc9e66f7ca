"""Where a quote stands in the sources, and the verdict on what a passage claims of it.

The verdicts and their order are those of `docs/passages.md`; the selector is the W3C Web
Annotation TextQuoteSelector (exact, prefix, suffix).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .fold import BREAK, WORD, folded, seen, signs
from .near import Difference, Words, nearest_in
from .text import GAP, Place, Text


class Verdict(StrEnum):
    EXACT = "exact"
    TYPOGRAPHIC = "typographic"
    AMBIGUOUS = "ambiguous"
    MISPLACED = "misplaced"
    MISATTRIBUTED = "misattributed"
    OUTSIDE = "outside"
    CLIPPED = "clipped"
    NEAR = "near"
    ABSENT = "absent"
    PINNED = "pinned"
    UNVERIFIED = "unverified"

    @property
    def passes(self) -> bool:
        return self in (Verdict.EXACT, Verdict.TYPOGRAPHIC, Verdict.PINNED)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: a quote, and what a passage claims of its place.

    `source` and `speaker` are ids; None claims nothing.
    """

    quote: str
    source: str | None = None
    speaker: str | None = None
    section: str | None = None
    prefix: str | None = None
    suffix: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """One place where a quote was found.

    `start` and `end` are code-point offsets into the raw file, the end exclusive; `text` is what
    a reader sees there; `exact` says whether that is the quote, character for character;
    `outside` why it cannot be cited, and `clipped` whether it begins or ends inside a word.
    `shown` are its offsets into what a reader sees, `whole` those with its words whole.
    """

    source: str
    place: Place
    start: int
    end: int
    text: str
    exact: bool
    outside: str | None
    clipped: bool
    shown: tuple[int, int]
    whole: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage most like a quote that was not found: its score of 100, and how it differs."""

    source: str
    place: Place
    start: int
    end: int
    text: str
    score: float
    diff: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Location:
    """The verdict on a query; where it does not pass, `matches` say where the quote was found."""

    verdict: Verdict
    matches: tuple[Match, ...] = ()
    nearest: Nearest | None = None


class Finder:
    """Looks for quotes in texts, by the id of their source."""

    def __init__(self, texts: Mapping[str, Text]) -> None:
        self.texts = texts
        self._words: dict[str, Words] = {}

    def locate(self, query: Query) -> Location:
        """Where a quote is, and the first verdict that applies."""
        asked = [query.source] if query.source else list(self.texts)
        found = self._matches(query.quote, asked)
        whole = [match for match in found if not match.clipped and not match.outside]
        there = [match for match in whole if self._in_place(match, query)]
        left = [match for match in there if query.speaker in (None, match.place.speaker)]
        if left:
            return _decide(left)
        if there:
            return Location(Verdict.MISATTRIBUTED, tuple(there))
        if whole:
            return Location(Verdict.MISPLACED, tuple(whole))
        others = [id for id in self.texts if id not in asked]
        elsewhere = [
            match
            for match in self._matches(query.quote, others)
            if not match.clipped and not match.outside
        ]
        if elsewhere:
            return Location(Verdict.MISATTRIBUTED, tuple(elsewhere))
        if outside := [match for match in found if not match.clipped]:
            return Location(Verdict.OUTSIDE, tuple(outside))
        if clipped := [match for match in found if not match.outside]:
            return Location(Verdict.CLIPPED, tuple(clipped))
        if found:
            return Location(Verdict.OUTSIDE, tuple(found))
        nearest = self._nearest(query.quote, asked) or self._nearest(query.quote, others)
        return Location(Verdict.NEAR if nearest else Verdict.ABSENT, nearest=nearest)

    def telling_apart(self, match: Match, others: tuple[Match, ...]) -> tuple[str, str] | None:
        """("suffix", words) or ("prefix", words): the fewest that stand at this match alone."""
        text = self.texts[match.source].shown.text.replace(GAP, "\n")
        rivals = [other for other in others if other.source == match.source and other != match]
        for count in range(1, 11):
            for key in ("suffix", "prefix"):
                words = _beside(text, match, key, count)
                asked = Query(match.text, **{key: words})
                if (
                    WORD.search(words)
                    and self._in_place(match, asked)
                    and not any(self._in_place(rival, asked) for rival in rivals)
                ):
                    return key, words
        return None

    def whole_words(self, match: Match) -> str:
        """What a reader sees at a clipped match, with its first and last word whole."""
        start, end = match.whole
        return seen(self.texts[match.source].shown.text[start:end])

    def _matches(self, quote: str, sources: list[str]) -> list[Match]:
        found: list[Match] = []
        for id in sources:
            if (text := self.texts.get(id)) is None:
                continue
            spans: dict[tuple[int, int], tuple[bool, bool, tuple[int, int]]] = {}
            for view, exact, places in (
                (text.folded, False, _places_folded(text.folded.text, folded(quote))),
                (text.literal, True, _places(text.literal.text, seen(quote))),
            ):
                for at, to in places:
                    span = view.start(at), view.end(to)
                    first, last = _whole_words(view.text, at, to)
                    if (first, last) != (at, to):
                        spans[span] = exact, True, (view.start(first), view.end(last))
                    else:  # a word that is whole to the letter may be half of a folded one
                        _, clipped, whole = spans.get(span, (exact, False, span))
                        spans[span] = exact, clipped, whole
            for (start, end), (exact, clipped, whole) in sorted(spans.items()):
                stretch = text.stretch_at(start)
                found.append(
                    Match(
                        id,
                        stretch.place(start),
                        text.shown.start(start),
                        text.shown.end(end),
                        seen(text.shown.text[start:end]),
                        exact,
                        stretch.outside,
                        clipped,
                        (start, end),
                        whole,
                    )
                )
        return found

    def _in_place(self, match: Match, query: Query) -> bool:
        """Whether a match stands in the section, and between the words, that a passage claims."""
        if query.section not in (None, match.place.section):
            return False
        text = self.texts[match.source].shown.text
        start, end = match.shown
        if query.prefix:
            prefix = folded(query.prefix)
            before = text[max(0, start - 2 * len(prefix) - 200) : start].replace(GAP, "\n")
            if not re.search(rf"{_broken(prefix)}\Z", folded(before)):
                return False
        if query.suffix:
            suffix = folded(query.suffix)
            after = text[end : end + 2 * len(suffix) + 200].replace(GAP, "\n")
            if not re.match(_broken(suffix), folded(after)):
                return False
        return True

    def _nearest(self, quote: str, sources: list[str]) -> Nearest | None:
        best: Nearest | None = None
        for id in sources:
            if (text := self.texts.get(id)) is None:
                continue
            if id not in self._words:
                self._words[id] = Words(text.folded.text)
            near = nearest_in(self._words[id], folded(quote))
            if near and (best is None or near.score > best.score):
                start, end = text.folded.start(near.start), text.folded.end(near.end)
                stretch = text.stretch_at(start)
                best = Nearest(
                    id,
                    stretch.place(start),
                    text.shown.start(start),
                    text.shown.end(end),
                    seen(text.shown.text[start:end]),
                    near.score,
                    near.diff,
                )
        return best


def _decide(left: list[Match]) -> Location:
    """The verdict on places that all agree with the claims: to the letter counts first."""
    pool = [match for match in left if match.exact] or left
    counts = Counter(match.source for match in pool)
    crowded = tuple(match for match in pool if counts[match.source] > 1)
    if crowded:
        return Location(Verdict.AMBIGUOUS, crowded)
    return Location(Verdict.EXACT if pool[0].exact else Verdict.TYPOGRAPHIC, tuple(pool))


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where words stand in a text, overlapping places too."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)


def _places_folded(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Where a folded quote stands in a folded text, whatever the case of its first letter."""
    first = next((n for n, character in enumerate(quote) if character.isalnum()), 0)
    other = quote[:first] + quote[first : first + 1].swapcase() + quote[first + 1 :]
    for spelling in {quote, other} - {""}:
        if BREAK in quote or BREAK in text:
            pattern = re.compile(_broken(spelling))
            match = pattern.search(text)
            while match:
                yield match.span()
                match = pattern.search(text, match.start() + 1)
        else:
            yield from _places(text, spelling)


def _broken(quote: str) -> str:
    """A quote as a pattern in which a word broken at a line's end is whole or hyphenated."""
    pattern = ""
    for character, following in zip(quote, quote[1:] + " ", strict=True):
        if character == BREAK:
            pattern += f"(?:-|{BREAK})?"
        elif character == "-":
            pattern += f"(?:-|{BREAK})"
        else:
            pattern += re.escape(character)
            if character.isalpha() and following.isalpha():
                pattern += f"{BREAK}?"
    return pattern


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of a text, widened to the ends of the words that it cuts."""
    first, last = start, end
    for place in (start, end):
        left = max(0, place - 60)
        for word in WORD.finditer(signs(text[left : place + 60])):
            if word.start() + left < place < word.end() + left:
                first, last = min(first, word.start() + left), max(last, word.end() + left)
    return first, last


def _beside(text: str, match: Match, key: str, count: int) -> str:
    start, end = match.shown
    if key == "suffix":
        return " ".join(text[end : end + 400].split()[:count])
    return " ".join(text[max(0, start - 400) : start].split()[-count:])
