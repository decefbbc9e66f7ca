"""Where a quote stands in the sources, and the verdict on what a passage claims of it.

The verdicts and their order are those of `docs/passages.md`; the selector is the W3C Web
Annotation TextQuoteSelector (exact, prefix, suffix).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from .editorial import Edited, find_edited, has_marks
from .fold import BREAK, WORD, Mapped, folded, is_odd, places, seen, signs, words_in
from .text import GAP, Place, Segment, Text

if TYPE_CHECKING:  # it is loaded when a quote is not found
    from .near import Difference


class Verdict(StrEnum):
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


# a tuple, the commonest first: to hash a member of an enumeration takes longer
_PASSING = (Verdict.EXACT, Verdict.PINNED, Verdict.TYPOGRAPHIC, Verdict.ALTERED, Verdict.GAPPED)


class Query(NamedTuple):
    """What is looked for: a quote, and what a passage claims of its place.

    `source` and `speaker` are ids; None claims nothing.
    """

    quote: str
    source: str | None = None
    speaker: str | None = None
    section: str | None = None
    prefix: str | None = None
    suffix: str | None = None


class _InText:
    """A stretch of what a reader sees of a text; what can be derived is derived when asked for."""

    __slots__ = ()
    document: Text
    shown: tuple[int, int]

    @property
    def source(self) -> str:
        return self.document.source.id

    @property
    def place(self) -> Place:
        start, _ = self.shown
        return self.document.stretch_at(start).place(start)

    @property
    def start(self) -> int:
        """Where it begins in the raw file, in code points."""
        return self.document.shown.start(self.shown[0])

    @property
    def end(self) -> int:
        """Where it ends in the raw file, in code points, exclusive."""
        return self.document.shown.end(self.shown[1])

    @property
    def text(self) -> str:
        """What a reader sees there."""
        start, end = self.shown
        return seen(self.document.shown.text[start:end])


class _Match(NamedTuple):
    document: Text
    stretch: Segment
    shown: tuple[int, int]
    exact: bool
    clipped: bool
    whole: tuple[int, int]
    edit: Edited | None = None


class QuoteMatch(_Match, _InText):
    """One place where a quote was found.

    `exact` says whether it is the quote, character for character; `clipped` whether it begins or
    ends inside a word; `shown` are its offsets into what a reader sees, `whole` those with its words
    whole; `edit` is what brackets and elisions stand for.
    """

    __slots__ = ()

    @property
    def region(self) -> str:
        """The kind of the region."""
        return self.stretch.region.kind

    @property
    def outside(self) -> str | None:
        """Why it cannot be cited."""
        return self.stretch.outside


class _Nearest(NamedTuple):
    document: Text
    folded: tuple[int, int]
    score: float
    quote: str


class Nearest(_Nearest, _InText):
    """The passage most like a quote that was not found: its score of 100, and how it differs.

    `folded` are its offsets into the folded text, and `quote` is the folded quote.
    """

    __slots__ = ()

    @property
    def shown(self) -> tuple[int, int]:  # type: ignore[override]
        view = self.document.folded
        return view.start(self.folded[0]), view.end(self.folded[1])

    @property
    def diff(self) -> tuple[Difference, ...]:
        """The steps from the quote to the source, word by word, both folded."""
        from .near import difference

        start, end = self.folded
        return difference(self.quote, self.document.folded.text[start:end])


class Location(NamedTuple):
    """The verdict on a query; where it does not pass, `matches` say where the quote was found.

    `turned` is what brackets or elisions hide or bring in that would turn the meaning.
    """

    verdict: Verdict
    matches: tuple[QuoteMatch, ...] = ()
    nearest: Nearest | None = None
    turned: str | None = None


class QuoteLocator:
    """Looks for quotes in texts, by the id of their source."""

    def __init__(self, texts: Mapping[str, Text]) -> None:
        self.texts = texts

    def locate(self, query: Query) -> Location:
        """Where a quote is, and the first verdict that applies."""
        asked = [query.source] if query.source else list(self.texts)
        spelled = folded(query.quote)
        if not spelled[:1].isalnum() and not any(c.isalnum() or c > "\u2fff" for c in spelled):
            return Location(Verdict.ABSENT)  # signs alone say nothing
        found: list[QuoteMatch] = []
        ways = [self._folded]
        if is_odd(query.quote):
            ways.append(self._literal)  # what folds by what is beside it, tried as it is
        if has_marks(spelled):
            ways.append(self._edited)
        turned: list[QuoteMatch] = []
        for way in ways:
            known = {(m.source, m.shown) for m in found}
            for id in asked:
                if id not in self.texts:
                    continue
                for match in way(id, query.quote, spelled):
                    if match.edit and match.edit.turned:
                        turned.append(match)
                    elif not known or (match.source, match.shown) not in known:
                        found.append(match)
            left = [m for m in found if self._fits(m, query)]
            if left:
                return _decide(left)
        whole = [match for match in found if not match.clipped and not match.outside]
        if there := [match for match in whole if self._in_place(match, query)]:
            return Location(Verdict.MISATTRIBUTED, tuple(there))
        if whole:
            return Location(Verdict.MISPLACED, tuple(whole))
        others = [id for id in self.texts if id not in asked]
        elsewhere = {
            (match.source, match.shown): match
            for id in others
            for way in ways
            for match in way(id, query.quote, spelled)
            if not (match.clipped or match.outside or (match.edit and match.edit.turned))
        }
        if elsewhere:
            return Location(Verdict.MISATTRIBUTED, tuple(elsewhere.values()))
        if outside := [match for match in found if not match.clipped]:
            return Location(Verdict.OUTSIDE, tuple(outside))
        if clipped := [match for match in found if not match.outside]:
            return Location(Verdict.CLIPPED, tuple(clipped))
        if found:
            return Location(Verdict.OUTSIDE, tuple(found))
        if turned and turned[0].edit:
            nearest = _against(spelled, turned[0])
            return Location(Verdict.NEAR, nearest=nearest, turned=turned[0].edit.turned)
        near = self._nearest(spelled, asked) or self._nearest(spelled, others)
        return Location(Verdict.NEAR if near else Verdict.ABSENT, nearest=near)

    def _fits(self, match: QuoteMatch, query: Query) -> bool:
        """Whether a match can be cited and is where and whose the passage says."""
        return (
            not match.clipped
            and not match.outside
            and query.speaker in (None, match.stretch.speaker)
            and self._in_place(match, query)
        )

    def telling_apart(
        self, match: QuoteMatch, others: tuple[QuoteMatch, ...]
    ) -> tuple[str, str] | None:
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

    def whole_words(self, match: QuoteMatch) -> str:
        """What a reader sees at a clipped match, with its first and last word whole."""
        start, end = match.whole
        return seen(self.texts[match.source].shown.text[start:end])

    def _folded(self, id: str, quote: str, spelled: str) -> Iterator[QuoteMatch]:
        """Places where the quote stands but for typography, and the case of its first letter."""
        text = self.texts[id]
        view = text.folded
        words = quote if quote == spelled else seen(quote)
        if not spelled:
            return
        if text.broken or BREAK in spelled:
            for at, to in _places_broken(view.text, spelled):
                yield _match(text, view, at, to, words)
            return
        # the rest is looked for once, and the first letter, whatever its case, before it
        first = 0 if spelled[0].isalnum() else _first_letter(spelled)
        head, rest = spelled[: first + 1], spelled[first + 1 :]
        if not rest:
            head, rest = "", spelled
        size, length = len(head), len(rest)
        other = head.swapcase()
        for at in places(rest, view.text):
            if at >= size and view.text[at - size : at] in (head, other):
                yield _match(text, view, at - size, at + length, words)

    def _literal(self, id: str, quote: str, spelled: str) -> Iterator[QuoteMatch]:
        """Places where the quote stands to the letter."""
        text = self.texts[id]
        words = seen(quote)
        if not text.broken:
            for at in places(words, text.literal.text):
                yield _match(text, text.literal, at, at + len(words), words)

    def _edited(self, id: str, quote: str, spelled: str) -> Iterator[QuoteMatch]:
        """Places that a quote with brackets or elisions stands for."""
        text = self.texts[id]
        for edit in find_edited(text.folded.text, spelled):
            yield _match(text, text.folded, edit.start, edit.end, quote)._replace(edit=edit)

    def _in_place(self, match: QuoteMatch, query: Query) -> bool:
        """Whether a match stands in the section, and between the words, that a passage claims."""
        if query.section not in (None, match.stretch.region.id):
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

    def _nearest(self, spelled: str, sources: list[str]) -> Nearest | None:
        from .near import nearest_in

        best: Nearest | None = None
        for id in sources:
            if (text := self.texts.get(id)) is None:
                continue
            near = nearest_in(text.folded.text, spelled)
            if near and (best is None or near.score > best.score):
                best = Nearest(text, (near.start, near.end), near.score, spelled)
        return best


def _match(text: Text, view: Mapped, at: int, to: int, words: str) -> QuoteMatch:
    """The match between two offsets into a view of a text, for a quote as a reader sees it."""
    start, end = view.start(at), view.end(to)
    there = text.shown.text[start:end]
    exact = there == words or seen(there) == words
    first, last = _whole_words(view.text, at, to)
    clipped = first != at or last != to
    whole = (view.start(first), view.end(last)) if clipped else (start, end)
    return QuoteMatch(text, text.stretch_at(start), (start, end), exact, clipped, whole)


def _against(spelled: str, match: QuoteMatch) -> Nearest:
    """A match that does not pass for what its marks hide, as the nearest passage."""
    assert match.edit is not None
    at, to = match.edit.start, match.edit.end
    from rapidfuzz import fuzz

    score = fuzz.ratio(spelled, match.document.folded.text[at:to])
    return Nearest(match.document, (at, to), score, spelled)


def _decide(left: list[QuoteMatch]) -> Location:
    """The verdict on places that all agree with the claims: to the letter counts first."""
    pool = [match for match in left if match.exact] or left
    if len(pool) == 1 and pool[0].edit is None:
        return Location(Verdict.EXACT if pool[0].exact else Verdict.TYPOGRAPHIC, (pool[0],))
    counts = Counter(match.source for match in pool)
    crowded = tuple(match for match in pool if counts[match.source] > 1)
    if crowded:
        return Location(Verdict.AMBIGUOUS, crowded)
    first = pool[0]
    if first.edit is not None:
        return Location(Verdict.GAPPED if first.edit.gapped else Verdict.ALTERED, tuple(pool))
    return Location(Verdict.EXACT if first.exact else Verdict.TYPOGRAPHIC, tuple(pool))


def _places_broken(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Where a folded quote stands in a text with words that are broken at a line's end."""
    first = _first_letter(quote)
    other = quote[:first] + quote[first : first + 1].swapcase() + quote[first + 1 :]
    if not quote.strip(BREAK):  # it would stand everywhere
        return
    for spelling in {quote, other}:
        pattern = re.compile(_broken(spelling))
        match = pattern.search(text)
        while match:
            yield match.span()
            match = pattern.search(text, match.start() + 1)


def _first_letter(quote: str) -> int:
    return next((n for n, character in enumerate(quote) if character.isalnum()), 0)


def _broken(quote: str) -> str:
    """A quote as a pattern in which a word broken at a line's end is whole or hyphenated."""
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


_APART = f" {GAP}"


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of a text, widened to the ends of the words that it cuts."""
    first, last = start, end
    for place in (start, end):
        if place in (0, len(text)) or text[place] in _APART or text[place - 1] in _APART:
            continue  # no word holds a space
        if (
            text[place] in ".,;:?!"
            and text[place + 1 : place + 2] in (" ", GAP)
            and text[place - 2] != "."
        ):
            continue  # nor does it end in such a mark, but for "U.S."
        left = max(0, place - 60)
        for word in words_in(signs(text[left : place + 60])):
            if word.start() + left < place < word.end() + left:
                first, last = min(first, word.start() + left), max(last, word.end() + left)
    return first, last


def _beside(text: str, match: QuoteMatch, key: str, count: int) -> str:
    start, end = match.shown
    if key == "suffix":
        return " ".join(text[end : end + 400].split()[:count])
    return " ".join(text[max(0, start - 400) : start].split()[-count:])
