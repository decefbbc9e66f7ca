"""Locating quotes in the sources, and the verdict on what a passage claims about them.

`docs/passages.md` defines the verdicts and their order.  The selector is the W3C Web Annotation
TextQuoteSelector (exact, prefix, suffix).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from .copied_marks import copied_marks, has_mark, number_of
from .edges import is_edge, is_edge_in_shown, whole_in_shown, whole_words
from .editorial import Edited, find_edited, may_have_marks
from .fold import (
    BREAK,
    WORD,
    Mapped,
    as_typed,
    folded,
    folds_in_context,
    may_have_markup,
    seen,
)
from .text import GAP, Place, Segment, Text

if TYPE_CHECKING:
    from .near import Difference


class Verdict(StrEnum):
    """The result of checking a passage: how its quote was found, or why it does not pass."""

    EXACT = "exact"
    TYPOGRAPHIC = "typographic"
    ALTERED = "altered"
    GAPPED = "gapped"
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
        return self in _PASSING


_PASSING = (Verdict.EXACT, Verdict.TYPOGRAPHIC, Verdict.PINNED)  # in a set, each would be hashed
EDITED = frozenset({Verdict.ALTERED, Verdict.GAPPED})
"""The verdicts that pass only if a person has signed them."""


class Query(NamedTuple):
    """A quote to find, and what a passage claims about its place.

    `source` and `speaker` are ids; None claims nothing.  `signed` are the verdicts of `EDITED` that pass
    because a person has checked that the marks keep the meaning.
    """

    quote: str
    source: str | None = None
    speaker: str | None = None
    section: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    signed: frozenset[Verdict] = frozenset()

    def accepts(self, verdict: Verdict) -> bool:
        """Whether a quote with a verdict passes."""
        return verdict.passes or verdict in self.signed


@dataclass(frozen=True, slots=True)
class TextRange:
    """A range of a text, by its offsets in what a reader sees (the end exclusive)."""

    document: Text
    segment: Segment
    shown: tuple[int, int]

    @property
    def source(self) -> str:
        return self.document.source.id

    @property
    def place(self) -> Place:
        return self.document.place(self.segment, *self.shown)

    @property
    def start(self) -> int:
        """The start in the raw file, in code points."""
        return self.document.shown.start(self.shown[0])

    @property
    def end(self) -> int:
        """The end in the raw file, in code points, exclusive."""
        return self.document.shown.end(self.shown[1])

    @property
    def text(self) -> str:
        """The range as a reader sees it."""
        start, end = self.shown
        return seen(self.document.shown.text[start:end])


@dataclass(frozen=True, slots=True)
class QuoteMatch(TextRange):
    """A place where a quote was found.

    `exact` says whether the text is the quote, character for character; `clipped` whether the match
    begins or ends inside a word; `as_written` whether what may be markup in the quote is in the text
    as it is written; `whole` is `shown` extended to whole words; `edit` is what brackets
    and elisions replace, and `changes_meaning` a word of that which surely changes the meaning;
    `copied_marks` whether the quote has marks of notes that were copied with it.
    """

    exact: bool
    clipped: bool
    whole: tuple[int, int]
    edit: Edited | None = None
    changes_meaning: str | None = None
    as_written: bool = False
    copied_marks: bool = False

    @property
    def region(self) -> str:
        """The kind of the region."""
        return self.segment.region.kind

    @property
    def outside(self) -> str | None:
        """Why the place cannot be cited, or None if it can."""
        return self.segment.outside

    @property
    def with_whole_words(self) -> TextRange:
        """The range with its first and last word whole."""
        return TextRange(self.document, self.segment, self.whole)


@dataclass(frozen=True, slots=True)
class Nearest(TextRange):
    """The passage most like a quote that was not found, and its score of 100.

    `folded` are its offsets in the folded text; `quote` is the folded quote.
    """

    folded: tuple[int, int]
    score: float
    quote: str

    @property
    def diff(self) -> tuple[Difference, ...]:
        """The steps from the quote to the source, word by word, both folded."""
        from .near import difference

        start, end = self.folded
        return difference(self.quote, self.document.folded.text[start:end])


class Location(NamedTuple):
    """The verdict on a query, and where the quote was found.

    `changes_meaning` is a word that brackets or elisions hide or add, and that changes the meaning.
    """

    verdict: Verdict
    matches: tuple[QuoteMatch, ...] = ()
    nearest: Nearest | None = None
    changes_meaning: str | None = None


Search = Callable[[Text, str, str], Iterator[QuoteMatch]]
"""Yields the places of a quote in a text; the third argument is the folded quote."""


class QuoteLocator:
    """Locates quotes in texts, which are given by the ids of their sources."""

    def __init__(self, texts: Mapping[str, Text]) -> None:
        self.texts = texts
        self._located: dict[Query, Location] = {}  # of queries that pass

    def locate(self, query: Query) -> Location:
        """Return where a quote is, and the first verdict that applies."""
        location = self._located.get(query)  # a third of all passages are cited again
        if location is None:
            location = self._locate(query)
            if query.accepts(location.verdict):
                self._located[query] = location
        return location

    def _locate(self, query: Query) -> Location:
        quote = folded(query.quote)
        if not any(c.isalnum() or c > "\u2fff" for c in quote):  # only signs
            return Location(Verdict.ABSENT)
        asked = list(self.texts.values())
        others: list[Text] = []
        if query.source:
            asked = [text for id, text in self.texts.items() if id == query.source]
            others = [text for id, text in self.texts.items() if id != query.source]
        searches = _searches(query.quote, quote)
        found: dict[object, QuoteMatch] = {}
        changing: list[QuoteMatch] = []
        for search in searches:
            for match in _matches([search], asked, query.quote, quote):
                if match.changes_meaning:
                    changing.append(match)
                else:
                    found.setdefault((match.source, match.shown), match)
            fitting = [match for match in found.values() if _fits(match, query)]
            if fitting:
                return _decide(fitting)
        return (
            _elsewhere(query, [*found.values()])
            or _in_others(_matches(searches, others, query.quote, quote))
            or _not_citable([*found.values()])
            or _changing_meaning(quote, changing)
            or _near(quote, asked)
            or _near(quote, others)
            or Location(Verdict.ABSENT)
        )


def telling_apart(match: QuoteMatch, matches: Iterable[QuoteMatch]) -> tuple[str, str] | None:
    """Return ("suffix", words) or ("prefix", words): the fewest that only this match has beside it."""
    rivals = [other for other in matches if other.source == match.source and other != match]
    for count in range(1, 11):
        for key in ("suffix", "prefix"):
            words = _beside(match, key, count)
            claim: dict[str, Any] = {key: words}
            query = Query(match.text, **claim)
            if (
                WORD.search(words)
                and _in_place(match, query)
                and not any(_in_place(rival, query) for rival in rivals)
            ):
                return key, words
    return None


def _beside(match: QuoteMatch, key: str, count: int) -> str:
    """Return some words after or before a match."""
    text = match.document.shown.text
    start, end = match.shown
    if key == "suffix":
        return " ".join(as_typed(text[end : end + 400].replace(GAP, "\n")).split()[:count])
    before = as_typed(text[max(0, start - 400) : start].replace(GAP, "\n"))
    return " ".join(before.split()[-count:])


# Verdicts


def _fits(match: QuoteMatch, query: Query) -> bool:
    """Whether a match can be cited, and its place and speaker are those of the query."""
    return (
        not match.clipped
        and not match.outside
        and query.speaker in (None, match.segment.speaker)
        and _in_place(match, query)
    )


def _in_place(match: QuoteMatch, query: Query) -> bool:
    """Whether a match is in the section and between the words that a query claims."""
    if query.section not in (None, match.segment.region.id):
        return False
    text = match.document.shown.text
    start, end = match.shown
    if query.prefix:
        first = start - 2 * len(query.prefix) - 200
        before = folded(text[max(0, first) : start].replace(GAP, "\n"), markup=False)
        founds = [re.search(rf"{_broken(words)}\Z", before) for words in _readings(query.prefix)]
        if not any(found and is_edge(before, found.start()) for found in founds):
            return False
    if query.suffix:
        last = end + 2 * len(query.suffix) + 200
        after = folded(text[end:last].replace(GAP, "\n"), markup=False)
        founds = [re.match(_broken(words), after) for words in _readings(query.suffix)]
        if not any(found and is_edge(after, found.end()) for found in founds):
            return False
    return True


def _readings(words: str) -> set[str]:
    """Return some words folded, with what may be markup removed and as it is."""
    return {folded(words), folded(words, markup=False)}


def _decide(matches: list[QuoteMatch]) -> Location:
    """Return the verdict on matches that all fit a query; only exact ones count if there are any."""
    pool = [match for match in matches if match.exact] or matches
    if len(pool) > 1:
        counts = Counter(match.source for match in pool)
        crowded = tuple(match for match in pool if counts[match.source] > 1)
        if crowded:
            return Location(Verdict.AMBIGUOUS, crowded)
    first = pool[0]
    if first.edit is not None:
        verdict = Verdict.GAPPED if first.edit.gapped else Verdict.ALTERED
    else:
        verdict = Verdict.EXACT if first.exact else Verdict.TYPOGRAPHIC
    return Location(verdict, tuple(pool))


def _elsewhere(query: Query, found: list[QuoteMatch]) -> Location | None:
    """Return the verdict on matches in the right source that do not fit the query."""
    citable = [match for match in found if not match.clipped and not match.outside]
    in_place = [match for match in citable if _in_place(match, query)]
    if in_place:
        return Location(Verdict.MISATTRIBUTED, tuple(in_place))
    return Location(Verdict.MISPLACED, tuple(citable)) if citable else None


def _in_others(matches: Iterable[QuoteMatch]) -> Location | None:
    """Return the verdict on matches in other sources than the one of the query."""
    citable = {
        (match.source, match.shown): match
        for match in matches
        if not (match.clipped or match.outside or match.changes_meaning)
    }
    return Location(Verdict.MISATTRIBUTED, tuple(citable.values())) if citable else None


def _not_citable(found: list[QuoteMatch]) -> Location | None:
    """Return the verdict on matches that are clipped or outside."""
    if whole := [match for match in found if not match.clipped]:
        return Location(Verdict.OUTSIDE, tuple(whole))
    if citable := [match for match in found if not match.outside]:
        return Location(Verdict.CLIPPED, tuple(citable))
    return Location(Verdict.OUTSIDE, tuple(found)) if found else None


def _changing_meaning(quote: str, matches: list[QuoteMatch]) -> Location | None:
    """Return the verdict on matches whose brackets and elisions change the meaning."""
    if not matches or matches[0].edit is None:
        return None
    from rapidfuzz import fuzz

    match, edit = matches[0], matches[0].edit
    score = fuzz.ratio(quote, match.document.folded.text[edit.start : edit.end])
    nearest = _nearest(match.document, edit.start, edit.end, score, quote)
    return Location(Verdict.NEAR, nearest=nearest, changes_meaning=match.changes_meaning)


def _near(quote: str, texts: list[Text]) -> Location | None:
    """Return the verdict on a quote that is like a passage of some texts."""
    from .near import nearest_in

    best: Nearest | None = None
    for text in texts:
        near = nearest_in(text.folded.text, quote)
        if near and (best is None or near.score > best.score):
            best = _nearest(text, near.start, near.end, near.score, quote)
    return Location(Verdict.NEAR, nearest=best) if best else None


def _nearest(text: Text, start: int, end: int, score: float, quote: str) -> Nearest:
    shown = text.folded.start(start), text.folded.end(end)
    return Nearest(text, text.segment_at(shown[0]), shown, (start, end), score, quote)


# Searches


def _searches(quote: str, folded_quote: str) -> list[Search]:
    """Return the searches to try, in order."""
    searches: list[Search] = [_find_folded]
    if folds_in_context(quote):
        searches.append(_find_literal)
    if copied_marks(folded_quote):
        searches.append(_find_with_copied_marks)
    if may_have_marks(folded_quote):
        searches.append(_find_edited)
    if may_have_markup(quote):
        searches.append(_find_as_written)
    return searches


def _matches(
    searches: Iterable[Search], texts: Iterable[Text], quote: str, folded_quote: str
) -> Iterator[QuoteMatch]:
    for text in texts:
        for search in searches:
            yield from search(text, quote, folded_quote)


def _find_folded(text: Text, quote: str, folded_quote: str) -> Iterator[QuoteMatch]:
    """Yield places that differ from the quote only in typography, and the case of the first letter."""
    view = text.folded
    quote = seen(quote)
    if text.broken or BREAK in folded_quote:
        for start, end in _places_broken(view.text, folded_quote):
            yield _match(text, view, start, end, quote)
        return
    # search once, for what follows the first letter
    size = _first_letter(folded_quote) + 1
    head, rest = folded_quote[:size], folded_quote[size:]
    if not rest:
        head, rest, size = "", folded_quote, 0
    heads = (head, head.swapcase())
    for at in view.places.of(rest):
        if at >= size and view.text[at - size : at] in heads:
            yield _match(text, view, at - size, at + len(rest), quote)


def _find_literal(text: Text, quote: str, folded_quote: str) -> Iterator[QuoteMatch]:
    """Yield places of the quote itself: how marks fold depends on what is beside them."""
    words = seen(quote)
    if not text.broken:
        for at in text.literal.places.of(words):
            yield _match(text, text.literal, at, at + len(words), words)


def _find_as_written(text: Text, quote: str, folded_quote: str) -> Iterator[QuoteMatch]:
    """Yield places that have what may be markup in the quote: `a*b*c` in a transcript."""
    as_written = folded(quote, markup=False)
    if as_written != folded_quote:
        searches = [_find_folded] + [_find_edited] * may_have_marks(as_written)
        for search in searches:
            for match in search(text, quote, as_written):
                yield replace(match, as_written=True)


def _find_with_copied_marks(text: Text, quote: str, folded_quote: str) -> Iterator[QuoteMatch]:
    """Yield places of a quote with the marks of notes that the text has there."""
    marks = copied_marks(folded_quote)
    ends = [0, *(mark.end() for mark in marks)]
    starts = [*(mark.start() for mark in marks), len(folded_quote)]
    pieces = [folded_quote[end:start] for end, start in zip(ends, starts, strict=True)]
    view, shown = text.folded, text.shown.text
    for found in _spelled(view.text, pieces):
        places = [found.start(n) for n in range(1, len(pieces))]
        numbers = map(number_of, marks)
        if all(has_mark(view, shown, *mark) for mark in zip(places, numbers, strict=True)):
            match = _match(text, view, *found.span(), seen(quote))
            yield replace(match, copied_marks=True)


def _find_edited(text: Text, quote: str, folded_quote: str) -> Iterator[QuoteMatch]:
    """Yield places that a quote with brackets or elisions may mean."""
    from .meaning import changing_word, elisions_of  # few quotes have marks

    view, shown = text.folded, text.shown.text

    def is_edge_of_shown(at: int) -> bool:
        return is_edge_in_shown(shown, view.start(at)) and is_edge_in_shown(shown, view.end(at))

    elisions = elisions_of(text.source.language)
    for edit in find_edited(view.text, folded_quote, is_edge_of_shown, elisions):
        match = _match(text, view, edit.start, edit.end, quote, edit)
        yield replace(match, changes_meaning=changing_word(text, edit))


def _match(
    text: Text, view: Mapped, start: int, end: int, quote: str, edit: Edited | None = None
) -> QuoteMatch:
    """Return the match between two offsets into a view of a text."""
    shown = view.start(start), view.end(end)
    words = text.shown.text[shown[0] : shown[1]]
    first, last = whole_words(view.text, start, end)
    whole = joined = whole_in_shown(text.shown.text, *shown)
    clipped = joined != shown
    if (first, last) != (start, end):
        whole = min(joined[0], view.start(first)), max(joined[1], view.end(last))
        clipped = True
    segment = text.segment_at(shown[0])
    exact = seen(words) == quote
    return QuoteMatch(text, segment, shown, exact, clipped, whole, edit, as_written=exact)


def _places_broken(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Yield where a folded quote is, in a text or a quote with words broken at the end of a line."""
    if quote.strip(BREAK):  # else it would be everywhere
        for match in _spelled(text, [quote]):
            yield match.span()


def _spelled(text: str, pieces: list[str]) -> Iterator[re.Match[str]]:
    """Yield where the pieces of a folded quote follow each other; the groups are the places between."""
    first = _first_letter(pieces[0])
    initial = pieces[0][first : first + 1]
    other_case = pieces[0][:first] + initial.swapcase() + pieces[0][first + 1 :]
    for head in dict.fromkeys((pieces[0], other_case)):
        pattern = re.compile("()".join(map(_broken, [head, *pieces[1:]])))
        match = pattern.search(text)
        while match:
            yield match
            match = pattern.search(text, match.start() + 1)


def _first_letter(quote: str) -> int:
    return next((n for n, character in enumerate(quote) if character.isalnum()), 0)


def _broken(quote: str) -> str:
    """Return a pattern for a quote in which words may be broken at the end of a line."""
    pattern = ""
    for character, following in zip(quote, quote[1:] + " ", strict=False):
        if character == BREAK:
            pattern += f"(?:-|{BREAK})?"
        elif character == "-":
            pattern += f"(?:-|{BREAK})"
        else:
            pattern += re.escape(character)
            if character.isalpha() and following.isalpha():
                pattern += f"{BREAK}?"
    return pattern
