"""Coverage: how much of each source the questions of a course quote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, get_args

from ..bank.evidence import Result, Verified
from ..bank.kinds import KINDS
from ..bank.kinds.cloze import Cloze
from ..bank.load import Course, Entry
from ..bank.model import Level, cloze_text
from ..bank.prose import plain
from ..source.course import Source
from ..source.fold import without_markup
from ..source.locate import Verdict
from ..source.text import Place
from .guessing import Guess, guesses
from .spots import Crowded, Results, Spot, spots_in_quotes, spots_in_text

OFTEN = 4
"""The most questions on one sentence; more of them give away each other's answers."""


class Quoted(NamedTuple):
    """A quote that was found, and its place."""

    words: str
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question; `words` are its prompt, or the text of a cloze with its blanks in brackets."""

    id: str
    type: str
    level: Level | None
    bank: str
    tags: tuple[str, ...]
    lang: str
    words: str
    passages: int
    proposed: int
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """The questions on a part of a source, its quoted and citable words, and its spots.

    A word that is quoted several times counts once, and so does a question with several quotes.
    `citable` is None if it is unknown; `touched` counts the spots with a question.
    """

    questions: int
    quoted: int
    citable: int | None
    spots: int
    touched: int

    @property
    def share(self) -> float | None:
        """The share of the citable words that is quoted, from 0 to 1; None if unknown."""
        return self.quoted / self.citable if self.citable else None

    @property
    def percent(self) -> str:
        """The share as a whole percentage; "<1%" if it is small, "–" if it is unknown."""
        share = self.share
        if share is None:
            return "–"
        if 0 < share < 0.01:
            return "<1%"
        if share > 0.99:
            return f"{int(share * 100)}%"  # not 100% unless all is quoted
        return f"{round(share * 100)}%"

    def as_data(self) -> dict[str, int | float | None]:
        """Return the amount for JSON."""
        return {
            "questions": self.questions,
            "spots": None if self.citable is None else self.spots,
            "spots_quoted": self.touched,
            "words": self.citable,
            "words_quoted": self.quoted,
            "share": None if self.share is None else round(self.share, 4),
        }


@dataclass(frozen=True, slots=True)
class Group:
    """The amount of a section, or of a speaker's words; `id` is the region's or the person's."""

    id: str | None
    amount: Amount


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """The coverage of a source; `by_text` says whether its text was here.

    Without the text, only the spots of quotes and pins are known.
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
        """The noun for its spots: "turns", "paragraphs", or both."""
        nouns = {"turns" if spot.place.turn else "paragraphs" for spot in self.spots}
        return " and ".join(sorted(nouns, reverse=True))

    def section(self, id: str | None) -> str:
        """Return the name of a section."""
        region = self.source.region(id or "")
        return region.name if region else id or ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of a course, and the number of its questions by type, level, bank and tag.

    `guesses` has the result of each strategy of `guessing`, none if there are no choice questions.
    `levels` has None for questions without a level.  `tags` are sorted by frequency.
    """

    often: int
    questions: tuple[QuestionRow, ...]
    sources: tuple[SourceCoverage, ...]
    types: dict[str, int]
    levels: dict[Level | None, int]
    banks: dict[str, int]
    tags: dict[str, int]
    guesses: tuple[Guess, ...]

    @property
    def left_out(self) -> tuple[QuestionRow, ...]:
        """The questions with a passage that was not found."""
        return tuple(row for row in self.questions if len(row.quotes) + row.proposed < row.passages)

    @property
    def unconfirmed(self) -> tuple[QuestionRow, ...]:
        """The questions with passages that are only proposed."""
        return tuple(row for row in self.questions if row.proposed)

    @property
    def uncited(self) -> tuple[QuestionRow, ...]:
        """The questions without passages, such as some discussions."""
        return tuple(row for row in self.questions if not row.passages)


def coverage(course: Course, verified: Verified, often: int = OFTEN) -> Coverage:
    """Return the coverage of a course by its passages that were found or are pinned.

    Proposed passages do not count until they are confirmed.
    """
    questions: list[QuestionRow] = []
    passing: dict[str, Results] = {}
    for entry in course.entries:
        results = [
            result
            for passage, result in zip(entry.question.passages, verified.of[entry], strict=True)
            if not passage.proposed and result and result.passes and result.place is not None
        ]
        for result in results:
            passing.setdefault(result.query.source or "", []).append((len(questions), result))
        questions.append(_question_row(entry, tuple(map(_quoted, results))))
    sources = {source.id: source for source in course.info.sources}
    types = Counter(row.type for row in questions)
    levels = Counter(row.level for row in questions)
    banks = Counter(row.bank for row in questions)
    tags = Counter(tag for row in questions for tag in row.tags)
    return Coverage(
        often,
        tuple(questions),
        tuple(
            _source_coverage(course, verified, source, passing.get(id, []), often)
            for id, source in sources.items()
        ),
        {type: types[type] for type in KINDS},
        {level: levels[level] for level in (*get_args(Level), None)},
        {bank.header.id: banks[bank.header.id] for bank in course.banks},
        dict(sorted(tags.items(), key=lambda item: (-item[1], item[0]))),
        tuple(guess for guess in guesses(course, course.entries) if guess.decided),
    )


def _quoted(result: Result) -> Quoted:
    assert result.place is not None
    quote = result.query.quote
    exact = result.found is Verdict.EXACT
    return Quoted(
        quote if exact else without_markup(quote), result.query.source or "", result.place
    )


def _question_row(entry: Entry, quotes: tuple[Quoted, ...]) -> QuestionRow:
    question = entry.question
    if isinstance(question, Cloze):
        words = cloze_text(question.parts, lambda blank: f"[{blank.answer}]")
    else:
        words = question.asks
    return QuestionRow(
        question.id,
        question.type,
        entry.level,
        entry.header.id,
        entry.tags,
        entry.lang,
        plain(words),
        len(question.passages),
        sum(passage.proposed for passage in question.passages),
        quotes,
    )


def _source_coverage(
    course: Course, verified: Verified, source: Source, results: Results, often: int
) -> SourceCoverage:
    by_text = source.id in course.texts and source.id not in verified.set_aside
    if by_text:
        spots, crowded = spots_in_text(course.texts[source.id], results, often)
    else:
        pinned = [pin.place for pin in course.lock.pins.get(source.id, ())]
        spots, crowded = spots_in_quotes(source, pinned, results, often)
    sections: dict[str, list[Spot]] = {r.id: [] for r in source.sections if r.citable}
    speakers: dict[str | None, list[Spot]] = {}
    for spot in spots:
        sections.setdefault(spot.place.section, []).append(spot)
        speakers.setdefault(spot.place.speaker, []).append(spot)
    if None in speakers:  # words without a speaker come last
        speakers[None] = speakers.pop(None)
    return SourceCoverage(
        source,
        by_text,
        _amount(spots, by_text),
        tuple(Group(id, _amount(within, by_text)) for id, within in sections.items()),
        tuple(Group(id, _amount(within, by_text)) for id, within in speakers.items()),
        tuple(spots),
        tuple(sorted(crowded, key=lambda sentence: len(sentence.asked), reverse=True)),
    )


def _amount(spots: Sequence[Spot], by_text: bool) -> Amount:
    return Amount(
        questions=len({n for spot in spots for n in spot.asked}),
        quoted=sum(spot.quoted for spot in spots),
        citable=sum(spot.citable or 0 for spot in spots) if by_text else None,
        spots=len(spots),
        touched=sum(bool(spot.asked) for spot in spots),
    )
