"""A close reading: passages in the order of the text, questions by level, a glossary.

Questions are left out if the handout prints their answer: who speaks, because speakers are named
below the passages, and sentences with blanks, because passages contain the missing words.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil
from typing import get_args

from ....bank.model import Discuss, Evidence, Exercise, Fill, Level
from ....format import plural
from ....source.fold import folded
from ..answers import answer_notes
from ..asking import item, printed_question
from ..choosing import choose_in_time, shuffled_by_level, too_few_remark
from ..documents import document, full_text_notice, subtitle
from ..glossary import glossary
from ..lines import Numbering
from ..model import (
    Audience,
    Document,
    Fields,
    Glossary,
    HandoutBlock,
    Heading,
    Item,
    LabelledBlank,
    LineRange,
    Part,
    PassageBlock,
    TextBlock,
)
from ..passages import attributed, lines_of, text_order, without_contained
from ..prose import as_prose
from ..request import HandoutRequest, HandoutResult, LeftOut, LeftOutQuestion
from ..timing import minutes

WORDS_PER_MINUTE = 150
"""Reading speed for whole sections."""

LEVELS: tuple[Level | None, ...] = (*get_args(Level), None)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words to print as one passage, starting at `offset` of the text (0 if it is not available).

    `whole` ones are whole sections, the others quotes.
    """

    words: str
    evidence: Evidence
    offset: int = 0
    whole: bool = False

    @property
    def section(self) -> str:
        return self.evidence.place.section

    def contains(self, other: Excerpt) -> bool:
        same_source = self.evidence.source == other.evidence.source
        return same_source and folded(other.words) in folded(self.words)


def make(request: HandoutRequest) -> HandoutResult:
    """Make the students' packet, and the teacher's with the answers."""
    pool, left_out = [], []
    for exercise in request.exercises:
        if reason := _misfit(exercise):
            left_out.append(LeftOutQuestion(exercise.id, reason))
        else:
            pool.append(exercise)
    if not pool:
        return HandoutResult((), (), tuple(left_out))
    sections, remarks = _whole_sections(request, pool)
    reading = ceil(sum(len(one.words.split()) for one in sections) / WORDS_PER_MINUTE)
    reading_passages = 0 if sections else 1

    def cost(exercise: Exercise) -> int:
        return minutes(exercise) + reading_passages

    by_level = shuffled_by_level(pool, random.Random(request.seed))
    chosen, others = choose_in_time(by_level, request.minutes - reading, cost)
    left_out += others
    spent = reading + sum(map(cost, chosen))
    if not chosen:
        remarks.append(_nothing_fits(request, sections, reading))
        return HandoutResult((), (), tuple(left_out), tuple(remarks))
    if remark := too_few_remark(spent, request.minutes, len(chosen), others):
        remarks.append(remark)
    chosen.sort(key=lambda e: (LEVELS.index(e.level), _first_place(e, request)))
    packet = _Packet(request, chosen, sections)
    return HandoutResult(
        (packet.document("student"), packet.document("teacher")),
        tuple((e.id, f"{e.level or 'no level'}, {cost(e)} min") for e in chosen),
        tuple(left_out),
        tuple(remarks),
        spent,
    )


def _misfit(exercise: Exercise) -> LeftOut | None:
    """The reason why a question cannot be in a reading, or None."""
    if isinstance(exercise.response, Discuss):
        return LeftOut.DISCUSSION
    if isinstance(exercise.response, Fill):
        return LeftOut.ANSWER_IN_PASSAGE
    if exercise.type == "who_said_it" and exercise.stimulus:
        return LeftOut.SPEAKER_PRINTED
    return None if exercise.evidence else LeftOut.NO_PASSAGE


def _nothing_fits(request: HandoutRequest, sections: Sequence[Excerpt], reading: int) -> str:
    if not sections:
        return f"no question fits into {plural(request.minutes, 'minute')}"
    count = len({one.section for one in sections})
    return (
        f"reading {plural(count, 'whole section')} takes {plural(reading, 'minute')}, but `--minutes`"
        f" is {request.minutes}; choose fewer sections with `--section`, or raise `--minutes`"
    )


def _first_place(exercise: Exercise, request: HandoutRequest) -> tuple[object, ...]:
    return min(text_order(evidence, request.course_file) for evidence in exercise.evidence)


def _whole_sections(
    request: HandoutRequest, pool: Sequence[Exercise]
) -> tuple[list[Excerpt], list[str]]:
    """The whole sections that questions are about, of the source that most of them cite."""
    if not request.full_text:
        return [], []
    cited = [evidence for exercise in pool for evidence in exercise.evidence]
    available = [one.source for one in cited if one.source in request.course.texts]
    if not available:
        remark = "--full-text: no text available for the cited sources; only quotes are printed"
        return [], [remark]
    source = max(dict.fromkeys(available), key=available.count)
    sections = {one.place.section for one in cited if one.source == source}
    if request.sections:
        sections &= set(request.sections)
    text = request.course.texts[source]
    excerpts = []
    for segment in text.segments:
        if segment.region.id in sections and not segment.outside:
            place = segment.place(segment.start)._replace(paragraph=None)
            words = text.shown.text[segment.start : segment.end]
            evidence = Evidence("", source, place)
            excerpts.append(Excerpt(words, evidence, segment.start, whole=True))
    return excerpts, []


class _Packet:
    """The documents of a packet; those of both audiences have the same lines and numbers."""

    def __init__(
        self, request: HandoutRequest, chosen: Sequence[Exercise], sections: list[Excerpt]
    ) -> None:
        self.request, self.chosen, self.sections = request, chosen, sections
        self.course_file = request.course_file
        self.entries = request.entries
        whole = {(section.evidence.source, section.section) for section in sections}
        quotes = [
            Excerpt(evidence.quote, evidence, self._offset(exercise, n) or 0)
            for exercise in chosen
            for n, evidence in enumerate(exercise.evidence)
            if (evidence.source, evidence.place.section) not in whole
        ]
        quotes = without_contained(quotes, lambda one: len(one.words), Excerpt.contains)
        self.excerpts = sorted(
            [*sections, *quotes],
            key=lambda one: (*text_order(one.evidence, self.course_file), one.offset),
        )
        numbering = Numbering()
        self.passages: list[tuple[Excerpt, PassageBlock]] = [
            (one, attributed(numbering.take(one.words), one.evidence, self.course_file))
            for one in self.excerpts
        ]

    def _offset(self, exercise: Exercise, n: int) -> int:
        """The offset of a question's n-th passage in its text; 0 if the text is not available."""
        span = self._span(exercise, n)
        return span[0] if span else 0

    def _span(self, exercise: Exercise, n: int) -> tuple[int, int] | None:
        """The span of a question's n-th passage in its text; None if that is not available."""
        entry = self.entries[exercise.id]
        query = entry.query(entry.question.passages[n], self.course_file)
        if query.source not in self.request.course.texts:
            return None
        matches = self.request.course.finder.locate(query).matches
        return matches[0].shown if matches else None

    def document(self, audience: Audience) -> Document:
        notices = self._notices()
        facts = (f"{self.request.minutes} minutes", plural(len(self.chosen), "question"))
        return document(
            "reading",
            audience,
            self.course_file,
            self.chosen,
            [Part(tuple(self._blocks(notices, teacher=audience == "teacher")))],
            subtitle(audience, *facts),
            name="close reading",
            margin=True,
            notices=notices,
        )

    def _notices(self) -> tuple[str, ...]:
        """The copyright notice, if whole sections are printed."""
        if not self.sections:
            return ()
        source = self.course_file.source(self.sections[0].evidence.source)
        assert source is not None
        return (full_text_notice(source),)

    def _blocks(self, notices: Sequence[str], teacher: bool) -> Iterator[HandoutBlock]:
        if not teacher:
            yield Fields((LabelledBlank("Name"), LabelledBlank("Date")))
        yield TextBlock(
            as_prose(
                "Read with a pencil: mark what surprises you and write your questions in the margin."
                " Answer from these lines, and give the line numbers you used."
            ),
            "lead",
        )
        for notice in notices:
            yield TextBlock(as_prose(notice), "notice")
        for section, group in groupby(self.passages, key=lambda pair: pair[0].section):
            passages = list(group)
            source = self.course_file.source(passages[0][0].evidence.source)
            region = source.region(section) if source else None
            yield Heading(region.name if region else section)
            yield from (block for _, block in passages)
        yield from self._questions(teacher)
        words = [excerpt.words for excerpt in self.excerpts]
        terms = glossary(self.chosen, words, self.course_file)
        if terms:
            yield Heading("Glossary")
            yield Glossary(terms)

    def _questions(self, teacher: bool) -> Iterator[HandoutBlock]:
        yield Heading("Questions")
        number = 0
        for level, questions in groupby(self.chosen, key=lambda e: e.level):
            yield Heading((level or "Other questions").capitalize(), 2)
            for exercise in questions:
                number += 1
                yield self._item(number, exercise, teacher)

    def _item(self, number: int, exercise: Exercise, teacher: bool) -> Item:
        rng = random.Random(f"{self.request.seed}/{exercise.id}")
        printed = printed_question(exercise, rng)
        return replace(
            item(number, exercise, printed, teacher),
            level=None,
            lines=tuple(sorted(set(self._lines(exercise)))),
            minutes=minutes(exercise),
            notes=answer_notes(exercise, printed.key) if teacher else (),
        )

    def _lines(self, exercise: Exercise) -> Iterator[LineRange]:
        """The lines of each passage of a question, in the first excerpt that contains it."""
        for n, evidence in enumerate(exercise.evidence):
            for excerpt, block in self.passages:
                if excerpt.evidence.source != evidence.source:
                    continue
                if excerpt.whole:
                    span = self._span_in_section(exercise, n, excerpt)
                else:
                    span = _span_in_quote(evidence.quote, excerpt.words)
                if span:
                    yield lines_of(excerpt.words, block.lines, *span)
                    break

    def _span_in_section(
        self, exercise: Exercise, n: int, section: Excerpt
    ) -> tuple[int, int] | None:
        """The span of a question's n-th passage in a whole section, if it is there."""
        span = self._span(exercise, n)
        if span is None:
            return None
        start, end = span[0] - section.offset, span[1] - section.offset
        return (start, end) if 0 <= start < len(section.words) else None


def _span_in_quote(quote: str, words: str) -> tuple[int, int] | None:
    """The span of a quote in a longer one, or all of that if they differ in typography."""
    start = words.find(quote)
    if start >= 0:
        return start, start + len(quote)
    return (0, len(words)) if folded(quote) in folded(words) else None
