"""Coverage: how much of each source is asked about, and where the banks are thin.

What is counted are spots: the turns of a source, or its paragraphs where nobody speaks in turns.
Where a text is here, its own words are counted; elsewhere the words of the quotes stand for it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from typing import NamedTuple, get_args

from ..bank.evidence import Result, Verified
from ..bank.kinds import KINDS
from ..bank.kinds.cloze import Cloze, parse_cloze
from ..bank.load import Course, Entry
from ..bank.model import Level, cloze_text
from ..bank.prose import plain
from ..source.course import Source
from ..source.fold import folded, seen, without_markup
from ..source.locate import QuoteMatch, Verdict
from ..source.text import GAP, Place, Text, turn_order
from ..source.words import WordIndex

OFTEN = 4
"""More questions than that on one sentence are too many: they give each other's answers away."""


class Quoted(NamedTuple):
    """A quote that was found, and where."""

    words: str
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as coverage names it; `words` are its prompt, or the sentence with its blanks."""

    id: str
    type: str
    level: Level | None
    bank: str
    tags: tuple[str, ...]
    lang: str
    words: str
    passages: int
    quotes: tuple[Quoted, ...]


class Run(NamedTuple):
    """Words of a text in a row that equally many questions quote; a line feed ends a paragraph."""

    text: str
    questions: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A turn, or a paragraph; `asked` are the questions that quote it, as indices.

    `citable` is None, and there are no `runs`, where the text is not here.
    """

    place: Place
    asked: tuple[int, ...]
    quoted: int
    citable: int | None
    runs: tuple[Run, ...] = ()

    @property
    def name(self) -> str:
        """`A2`, or `paragraph 3`."""
        return self.place.turn or f"paragraph {self.place.paragraph or 1}"


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of something is asked about.

    A word counts once however often it is quoted, a question once however many quotes it has.
    `citable`, the words that could be quoted, is None where that is not known.
    """

    questions: int
    quoted: int
    citable: int | None
    spots: int
    touched: int

    @property
    def share(self) -> float | None:
        """The part of the citable words that is quoted, from 0 to 1."""
        return self.quoted / self.citable if self.citable else None

    @property
    def percent(self) -> str:
        """The share as a whole percentage: "<1%" is a little, "–" is not known."""
        share = self.share
        if share is None:
            return "–"
        if 0 < share < 0.01:
            return "<1%"
        return f"{int(share * 100) if share > 0.99 else round(share * 100)}%"


@dataclass(frozen=True, slots=True)
class Group:
    """A section, by its id, or the words of a speaker, by the person's id, with its amount."""

    id: str | None
    amount: Amount


@dataclass(frozen=True, slots=True)
class Crowded:
    """A sentence that too many questions quote: what of it is quoted, and the questions."""

    place: Place
    words: str
    asked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """What is asked about one source; `by_text` says whether its text was here to count in.

    Without it, words are counted from the quotes, and the spots are those that quotes are pinned
    in: what else there is, is not known.
    """

    source: Source
    by_text: bool
    total: Amount
    sections: tuple[Group, ...]
    speakers: tuple[Group, ...]
    spots: tuple[Spot, ...]
    crowded: tuple[Crowded, ...]

    @property
    def untouched(self) -> tuple[Spot, ...]:
        """The spots that no question quotes."""
        return tuple(spot for spot in self.spots if not spot.asked)

    @property
    def noun(self) -> str:
        """What its spots are: "turns", "paragraphs", or both."""
        kinds = {spot.place.turn is None: None for spot in self.spots}
        return " and ".join("paragraphs" if kind else "turns" for kind in sorted(kinds))

    def section(self, id: str | None) -> str:
        """The name of a section."""
        region = self.source.region(id or "")
        return region.name if region else id or ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the questions of a course are about, and of which kinds they are.

    `levels` has None for those without a level. `tags` are the most frequent first.
    """

    often: int
    questions: tuple[QuestionRow, ...]
    sources: tuple[SourceCoverage, ...]
    types: dict[str, int]
    levels: dict[Level | None, int]
    banks: dict[str, int]
    tags: dict[str, int]

    @property
    def left_out(self) -> tuple[QuestionRow, ...]:
        """The questions with a passage that was not found."""
        return tuple(asked for asked in self.questions if len(asked.quotes) < asked.passages)

    @property
    def uncited(self) -> tuple[QuestionRow, ...]:
        """The questions that cite nothing, as a discussion may."""
        return tuple(asked for asked in self.questions if not asked.passages)


def coverage(course: Course, verified: Verified, often: int = OFTEN) -> Coverage:
    """The coverage of a course, out of its passages that were found or are pinned."""
    questions: list[QuestionRow] = []
    found: dict[str, list[tuple[int, Result]]] = {}
    for entry in course.entries:
        quotes = []
        for n, passage in enumerate(entry.question.passages):
            result = verified.of[entry][n]
            if result is None or not result.verdict.passes or result.place is None:
                continue
            cited = result.query.source or ""
            exact = result.found is Verdict.EXACT
            words = passage.quote if exact else without_markup(passage.quote)
            quotes.append(Quoted(words, cited, result.place))
            found.setdefault(cited, []).append((len(questions), result))
        questions.append(_asked(entry, tuple(quotes)))
    sources = []
    for id, source in {source.id: source for source in course.info.sources}.items():
        results = found.get(id, [])
        by_text = id in course.texts and id not in verified.set_aside
        if by_text:
            spots, crowded = _in_text(course.texts[id], results, often)
        else:
            places = [pin.place for pin in course.lock.pins.get(id, ())]
            spots, crowded = _in_quotes(source, places, results, often)
        sources.append(_summed(source, by_text, spots, crowded))
    types = Counter(asked.type for asked in questions)
    levels = Counter(asked.level for asked in questions)
    banks = Counter(asked.bank for asked in questions)
    tags = Counter(tag for asked in questions for tag in asked.tags)
    return Coverage(
        often,
        tuple(questions),
        tuple(sources),
        {type: types[type] for type in KINDS},
        {level: levels[level] for level in (*get_args(Level), None)},
        {bank.header.id: banks[bank.header.id] for bank in course.banks},
        dict(sorted(tags.items(), key=lambda item: (-item[1], item[0]))),
    )


def _asked(entry: Entry, quotes: tuple[Quoted, ...]) -> QuestionRow:
    question, defaults = entry.question, entry.bank.header.defaults
    if isinstance(question, Cloze):
        parts = parse_cloze(question.text)
        words = cloze_text(parts, lambda blank: f"[{blank.answer}]")
    else:
        words = question.asks
    return QuestionRow(
        question.id,
        question.type,
        question.level or defaults.level,
        entry.bank.header.id,
        tuple(dict.fromkeys((*defaults.tags, *question.tags))),
        entry.lang,
        plain(words),
        len(question.passages),
        quotes,
    )


def _summed(
    source: Source, by_text: bool, spots: list[Spot], crowded: list[Crowded]
) -> SourceCoverage:
    sections: dict[str, list[Spot]] = {r.id: [] for r in source.sections if r.citable}
    speakers: dict[str | None, list[Spot]] = {}
    for spot in spots:
        sections.setdefault(spot.place.section, []).append(spot)
        speakers.setdefault(spot.place.speaker, []).append(spot)
    if None in speakers:  # last come the words of nobody in particular
        speakers[None] = speakers.pop(None)
    return SourceCoverage(
        source,
        by_text,
        _amount(spots, by_text),
        tuple(Group(id, _amount(within, by_text)) for id, within in sections.items()),
        tuple(Group(id, _amount(within, by_text)) for id, within in speakers.items()),
        tuple(spots),
        tuple(sorted(crowded, key=lambda c: -len(c.asked))),
    )


def _amount(spots: Sequence[Spot], by_text: bool) -> Amount:
    return Amount(
        questions=len({n for spot in spots for n in spot.asked}),
        quoted=sum(spot.quoted for spot in spots),
        citable=sum(spot.citable or 0 for spot in spots) if by_text else None,
        spots=len(spots),
        touched=sum(bool(spot.asked) for spot in spots),
    )


# Where the text is here.


def _in_text(
    text: Text, results: list[tuple[int, Result]], often: int
) -> tuple[list[Spot], list[Crowded]]:
    """The spots of a text with the words of it that are quoted."""
    stretches = [stretch for stretch in text.segments if not stretch.outside]
    words = WordIndex(text.shown.text, ((s.start, s.end) for s in stretches))
    places: list[Place] = []
    spot_of: list[int] = []
    index: dict[tuple[str, str | None, int | None], int] = {}
    at = 0
    for stretch in stretches:
        while at < len(words.starts) and words.starts[at] < stretch.end:
            place = _spot(stretch.place(words.starts[at]))
            n = index.setdefault((place.section, place.turn, place.paragraph), len(places))
            if n == len(places):
                places.append(place)
            spot_of.append(n)
            at += 1
    steps = [0] * (len(spot_of) + 1)
    asked: list[list[int]] = [[] for _ in places]
    on: dict[int, list[int]] = {}  # the questions on a sentence
    for n, group in groupby(results, key=lambda item: item[0]):
        parts = [
            words.within(*part)
            for _, result in group
            if result.match is not None
            for part in _said(result.match, result.query.quote)
        ]
        spots: set[int] = set()
        sentences: set[int] = set()
        for first, last in _merged(parts):
            steps[first] += 1
            steps[last] -= 1
            spots.update(spot_of[first:last])
            sentences.update(words.sentences[first:last])
        for spot in spots:
            asked[spot].append(n)
        for sentence in sentences:
            on.setdefault(sentence, []).append(n)
    counts = list(accumulate(steps))
    of_spot: list[list[int]] = [[] for _ in places]
    for word, spot in enumerate(spot_of):
        of_spot[spot].append(word)
    found = [
        Spot(
            place,
            tuple(asked[n]),
            sum(counts[word] > 0 for word in of_spot[n]),
            len(of_spot[n]),
            tuple(_runs(words, of_spot[n], counts)),
        )
        for n, place in enumerate(places)
    ]
    crowded = []
    for sentence in sorted(s for s, questions in on.items() if len(questions) > often):
        first = bisect_left(words.sentences, sentence)
        last = bisect_right(words.sentences, sentence)
        pieces = []
        for is_quoted, run in groupby(range(first, last), key=lambda word: counts[word] > 0):
            if is_quoted:
                inside = list(run)
                pieces.append(seen(words.between(inside[0], inside[-1] + 1)))
        crowded.append(Crowded(places[spot_of[first]], " … ".join(pieces), tuple(on[sentence])))
    return found, crowded


def _spot(place: Place) -> Place:
    """The spot that a place is in: all of a turn is one."""
    return place._replace(paragraph=None) if place.turn else place


def _merged(parts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ranges in order, those that meet made one, empty ones left out."""
    first = last = 0
    for start, end in sorted(parts):
        if start >= end:
            continue
        if start > last or first == last:
            if first < last:
                yield first, last
            first = start
        last = max(last, end)
    if first < last:
        yield first, last


def _runs(words: WordIndex, within: list[int], counts: list[int]) -> Iterator[Run]:
    """The words of a spot in order, by how many questions quote them."""
    pieces: list[Run] = []
    for n, word in enumerate(within):
        if n:
            before = within[n - 1]
            apart = words.text[words.ends[before] : words.starts[word]]
            if word != before + 1 or GAP in apart or "\n" in apart:
                pieces.append(Run("\n", 0))
            elif apart:
                pieces.append(Run(" ", counts[word] if counts[word] == counts[before] else 0))
        pieces.append(Run(words.text[words.starts[word] : words.ends[word]], counts[word]))
    for (count, breaks), run in groupby(pieces, key=lambda p: (p.questions, p.text == "\n")):
        yield Run("\n" if breaks else "".join(piece.text for piece in run), count)


_MARK = re.compile(r"\[[^\[\]]{1,80}\]|…")
_INITIAL = re.compile(r"\[(\w)\](?=\w)")


def _said(match: QuoteMatch, quote: str) -> Iterator[tuple[int, int]]:
    """The stretches of the text that a quote has, without what its brackets and elisions hide."""
    if match.edit is None or not match.edit.hidden:
        yield match.shown
        return
    view, at = match.document.folded, match.edit.start
    parts = []
    for piece in _pieces(quote):
        there = re.compile(rf"(?<!\w){re.escape(piece)}(?!\w)", re.IGNORECASE)
        if (found := there.search(view.text, at, match.edit.end)) is None:
            yield match.shown  # rather too much than nothing
            return
        parts.append((view.start(found.start()), view.end(found.end())))
        at = found.end()
    yield from parts


def _pieces(quote: str) -> list[str]:
    """The words of a folded quote between its brackets and elisions."""
    parts = _MARK.split(_INITIAL.sub(r"\1", folded(quote)))
    return [piece for piece in map(_bare, parts) if piece]


def _bare(words: str) -> str:
    """Words without the signs at their ends, which a quote may leave out."""
    return re.sub(r"^\W+|\W+$", "", words)


# Where the text is not here.

LIKE = 4
"""So many words in a row that two quotes of one spot share are taken for the same words."""


@dataclass(slots=True)
class _Tally:
    """What quotes say of a spot."""

    asked: dict[int, None] = field(default_factory=dict)
    quoted: int = 0
    known: set[tuple[str, ...]] = field(default_factory=set)
    sentences: dict[str, dict[int, str]] = field(default_factory=dict)

    def add(self, n: int, result: Result) -> None:
        self.asked[n] = None
        quote = result.query.quote
        edited = result.found in (Verdict.ALTERED, Verdict.GAPPED)
        for piece in _pieces(quote) if edited else [folded(quote)]:
            self._count(_words(piece))
        shown = without_markup(quote)
        words = WordIndex(shown, [(0, len(shown))])
        for _, group in groupby(range(len(words.starts)), key=words.sentences.__getitem__):
            inside = list(group)
            sentence = words.between(inside[0], inside[-1] + 1)
            key = _bare(folded(sentence)).casefold()
            self.sentences.setdefault(key, {}).setdefault(n, sentence)

    def _count(self, words: list[str]) -> None:
        """Count the words that no quote before had, seen by the words beside them."""
        words = [_bare(word).casefold() for word in words]
        size = min(LIKE, len(words))
        grams = [tuple(words[n : n + size]) for n in range(len(words) - size + 1)]
        before = [n for n, gram in enumerate(grams) if gram in self.known]
        repeated = sum(last - first for first, last in _merged([(n, n + size) for n in before]))
        self.quoted += len(words) - repeated
        self.known.update(grams)


def _words(text: str) -> list[str]:
    words = WordIndex(text, [(0, len(text))])
    return [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)]


def _in_quotes(
    source: Source, pinned: Iterable[Place], results: list[tuple[int, Result]], often: int
) -> tuple[list[Spot], list[Crowded]]:
    """The spots that pins know of, with the words that the quotes have of them."""
    tallies: dict[tuple[str, str | None, int | None], tuple[Place, _Tally]] = {}

    def tally_of(place: Place) -> _Tally:
        place = _spot(place)
        key = (place.section, place.turn, place.paragraph)
        return tallies.setdefault(key, (place, _Tally()))[1]

    for n, result in results:
        if result.place is not None:
            tally_of(result.place).add(n, result)
    for place in pinned:
        tally_of(place)
    sections = {region.id: n for n, region in enumerate(source.sections)}
    spots = []
    crowded = []
    for place, tally in sorted(tallies.values(), key=lambda item: _order(item[0], sections)):
        spots.append(Spot(place, tuple(tally.asked), tally.quoted, None))
        crowded += [
            Crowded(place, next(iter(spelt.values())), tuple(spelt))
            for spelt in tally.sentences.values()
            if len(spelt) > often
        ]
    return spots, crowded


def _order(place: Place, sections: dict[str, int]) -> tuple[object, ...]:
    """The order of a text, as far as sections and the names of turns give it."""
    return (
        sections.get(place.section, len(sections)), place.section,
        place.turn is not None, *turn_order(place.turn),
        place.paragraph or 0, place.speaker or "",
    )  # fmt: skip
