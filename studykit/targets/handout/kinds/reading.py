"""A close reading: the text of a section with a margin, questions at their lines, a glossary.

The text is that of one source, the one that most questions quote; other versions are quoted only at
the questions that compare them.  Questions are left out if the handout prints their answer: who
speaks, because speakers are named below the passages, and sentences with blanks, because the passages
contain the missing words.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ....bank.model import Discuss, Evidence, Exercise, Fill
from ....format import listed, plural
from ....locale import N_, _
from ....source.course import CourseFile, Source
from ....source.fold import folded
from ..answers import answer_notes
from ..asking import item, printed_question
from ..choosing import choose_in_time, other_parts, shuffled_by_level, too_few_remark
from ..documents import (
    course_page,
    document,
    filled_text,
    name_and_date,
    questions_text,
    subtitle,
    where_to_read,
)
from ..extracts import Extract, Extracts, PrintedExtracts, no_text, reading_minutes
from ..glossary import glossary
from ..model import (
    Audience,
    Document,
    Glossary,
    HandoutBlock,
    Heading,
    Item,
    LineRange,
    Part,
    PassageBlock,
    TextBlock,
)
from ..passages import (
    attributed,
    in_third_language,
    lines_of,
    text_order,
    unnumbered,
    without_contained,
)
from ..prose import as_prose
from ..request import HandoutRequest, HandoutResult, LeftOut, LeftOutQuestion
from ..timing import minutes
from ..topic import topic_of

INTRODUCTION = N_(
    "Read with a pencil: mark what surprises you and write your questions in the margin. Then answer"
    " from the lines given with each question."
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The text of a reading: sections of one source."""

    source: Source
    sections: tuple[str, ...]
    extracts: tuple[Extract, ...]
    """All its turns; none if only quotes are printed."""

    def has(self, evidence: Evidence) -> bool:
        return evidence.source == self.source.id and evidence.place.section in self.sections


def make(request: HandoutRequest) -> HandoutResult:
    """Make the students' packet, and the teacher's with the answers."""
    suitable = [e for e in request.exercises if _misfit(e) is None]
    left_out = [LeftOutQuestion(e.id, misfit) for e in request.exercises if (misfit := _misfit(e))]
    if not suitable:
        return HandoutResult((), (), tuple(left_out))
    text = _choose_text(request, suitable)
    unfit = {e.id: reason for e in suitable if (reason := _unfit(e, text, request.course_file))}
    pool = [e for e in suitable if e.id not in unfit]
    left_out += unfit.values()
    reading = reading_minutes(text.extracts)

    def cost(exercise: Exercise) -> int:
        return minutes(exercise) + (0 if text.extracts else 1)

    by_level = shuffled_by_level(pool, random.Random(request.seed))
    chosen, others = choose_in_time(by_level, request.minutes - reading, cost)
    left_out += others
    if not chosen:
        remark = _nothing_fits(request, text, reading)
        return HandoutResult((), (), tuple(left_out), (remark,) if pool else ())
    spent = reading + sum(map(cost, chosen))
    with request.speaking():
        packet = _Packet(request, text, chosen, spent)
        documents = (packet.document("student"), packet.document("teacher"))
    return HandoutResult(
        documents,
        tuple((e.id, f"{e.level or 'no level'}, {cost(e)} min") for e in packet.questions),
        tuple(left_out),
        tuple(_remarks(request, text, too_few_remark(spent, request.minutes, len(chosen), others))),
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


def _unfit(exercise: Exercise, text: Chosen, course: CourseFile) -> LeftOutQuestion | None:
    """The reason why a question cannot be asked about a text, or None.

    It may compare the text with another version of the same section, or with an excerpt.
    """
    if not any(map(text.has, exercise.evidence)):
        data = {"source": text.source.name, "sections": _names(text)}
        return LeftOutQuestion(exercise.id, LeftOut.NOT_IN_TEXT, data)
    for evidence in exercise.evidence:
        source = course.source(evidence.source)
        assert source is not None
        if in_third_language(source, exercise, text.source):
            return LeftOutQuestion(exercise.id, LeftOut.THIRD_LANGUAGE, {"source": source.name})
        same_work = bool(set(source.work) & set(text.source.work)) or source is text.source
        has_sections = source.version_of is not None or source is text.source
        if not same_work or (has_sections and evidence.place.section not in text.sections):
            return other_parts(exercise, evidence, course)
    return None


def _choose_text(request: HandoutRequest, pool: Sequence[Exercise]) -> Chosen:
    """The requested sections, else the one with most questions, of the source quoted most."""
    extracts = Extracts(request)
    cited = [evidence for e in pool for evidence in e.evidence]
    sections = request.sections or (_most_common(e.place.section for e in cited),)
    in_sections = [e.source for e in cited if e.place.section in sections]
    in_sections = in_sections or [e.source for e in cited]
    available = [id for id in in_sections if extracts.sections(id, sections)]
    source = request.course_file.source(_most_common(available or in_sections))
    assert source is not None
    return Chosen(source, sections, tuple(extracts.sections(source.id, sections)))


def _most_common(ids: Iterable[str]) -> str:
    return Counter(ids).most_common(1)[0][0]


def _names(text: Chosen) -> str:
    names = [region.name for region in text.source.sections if region.id in text.sections]
    return listed(names or text.sections)


def _nothing_fits(request: HandoutRequest, text: Chosen, reading: int) -> str:
    if reading < request.minutes:
        return f"no question fits into {plural(request.minutes, 'minute')}"
    return (
        f"reading {_names(text)} takes {plural(reading, 'minute')}, but `--minutes` is"
        f" {request.minutes}; raise it, or use `--quotes-only`"
    )


def _remarks(request: HandoutRequest, text: Chosen, too_few: str | None) -> Iterator[str]:
    if not request.sections and len(text.source.sections) > 1:
        yield f"reading {_names(text)}, which has most questions; choose others with `--section`"
    if request.full_text and not text.extracts:
        yield no_text([text.source])
    if too_few:
        yield too_few


def _section_name(evidence: Evidence, source: Source) -> str:
    region = source.region(evidence.place.section)
    return region.name if region else evidence.place.section


class _Packet:
    """The documents of a packet; those of both audiences have the same lines and numbers."""

    def __init__(
        self, request: HandoutRequest, text: Chosen, chosen: Sequence[Exercise], minutes: int
    ) -> None:
        self.request, self.text, self.minutes = request, text, minutes
        order = {e.id: n for n, e in enumerate(request.exercises)}
        chosen = sorted(chosen, key=lambda e: order[e.id])
        self.course_file = request.course_file
        extracts = Extracts(request)
        self.printed = PrintedExtracts(request, extracts)
        self.extracts = extracts.sections(text.source.id, text.sections, chosen)
        self.passages: list[PassageBlock] = []
        self.sections: list[str] = []
        self.words: list[str] = []
        for words, evidence in self._texts(chosen):
            block = attributed(self.printed.numbering.take(words), evidence, self.course_file)
            self.passages.append(block)
            self.sections.append(_section_name(evidence, text.source))
            self.words.append(words)
        for extract, block in zip(self.extracts, self.passages, strict=False):
            self.printed.record(extract, block)
        self.lines = {e.id: self._lines(e) for e in chosen}
        self.questions = sorted(chosen, key=self._last_line)
        self.boxes = {e.id: tuple(self._boxes(e)) for e in self.questions}

    def _texts(self, chosen: Sequence[Exercise]) -> Iterator[tuple[str, Evidence]]:
        """The turns, or the quotes if the text is not available, in the order of the text."""
        if self.text.extracts:
            yield from ((one.words, one.evidence) for one in self.extracts)
            return
        quotes = [e for one in chosen for e in one.evidence if self.text.has(e)]
        quotes = without_contained(
            quotes, lambda e: len(e.quote), lambda a, b: folded(b.quote) in folded(a.quote)
        )
        for evidence in sorted(quotes, key=lambda e: text_order(e, self.course_file)):
            yield evidence.quote, evidence

    def _lines(self, exercise: Exercise) -> dict[int, LineRange]:
        """The lines of each passage of a question that is in the text."""
        if self.text.extracts:
            return self.printed.ranges(exercise)
        found = {}
        for n, evidence in enumerate(exercise.evidence):
            for words, block in zip(self.words, self.passages, strict=True):
                span = _span(evidence.quote, words) if self.text.has(evidence) else None
                if span:
                    found[n] = lines_of(words, block.lines, *span)
                    break
        return found

    def _last_line(self, exercise: Exercise) -> int:
        return max((last for _, last in self.lines[exercise.id].values()), default=0)

    def _boxes(self, exercise: Exercise) -> Iterator[PassageBlock]:
        """The passages of a question that are not in the text, such as those of another version."""
        for n, evidence in enumerate(exercise.evidence):
            if n not in self.lines[exercise.id]:
                yield unnumbered(evidence, self.course_file)

    def document(self, audience: Audience) -> Document:
        length = filled_text(self.minutes, self.request.minutes)
        facts = (length, questions_text(len(self.questions)))
        named = replace(self.request, sections=self.text.sections)
        return document(
            "reading",
            audience,
            self.course_file,
            self.questions,
            [Part(tuple(self._blocks(teacher=audience == "teacher")))],
            subtitle(audience, *facts),
            name=_("Close reading"),
            topic=topic_of(named, self.questions),
            margin=True,
            whole=self.printed.sources,
        )

    def _blocks(self, teacher: bool) -> Iterator[HandoutBlock]:
        if not teacher:
            yield name_and_date()
        yield TextBlock(as_prose(_(INTRODUCTION)), "lead")
        if not self.text.extracts:
            yield from where_to_read(self.text.sections, self.text.source)
        # before the text: readers need it there, and at the end it could be alone on a page
        terms = glossary(self.questions, self.words, self.course_file)
        if terms:
            yield Heading(_("Glossary"))
            yield Glossary(terms)
        number = 0
        section = None
        waiting = list(self.questions)
        for block, name in zip(self.passages, self.sections, strict=True):
            if (terms or len(self.text.sections) > 1) and name != section:
                yield Heading(name)
                section = name
            yield block
            while waiting and self._last_line(waiting[0]) <= block.line_range[1]:
                number += 1
                yield self._item(number, waiting.pop(0), teacher)
        if not teacher:
            yield from course_page(self.course_file)

    def _item(self, number: int, exercise: Exercise, teacher: bool) -> Item:
        rng = random.Random(f"{self.request.seed}/{exercise.id}")
        printed = printed_question(exercise, rng)
        return replace(
            item(number, exercise, printed, teacher),
            passages=self.boxes[exercise.id],
            lines=tuple(sorted(set(self.lines[exercise.id].values()))),
            minutes=minutes(exercise) if teacher else None,
            notes=answer_notes(exercise, printed.key) if teacher else (),
        )


def _span(quote: str, words: str) -> tuple[int, int] | None:
    """The span of a quote in a longer one, or all of that if they differ in typography."""
    start = words.find(quote)
    if start >= 0:
        return start, start + len(quote)
    return (0, len(words)) if folded(quote) in folded(words) else None
