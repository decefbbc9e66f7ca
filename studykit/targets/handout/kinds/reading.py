"""A close reading: passages in text order with numbered lines, questions by level, a glossary.

Left out are questions whose answer the packet itself would print: who speaks, for that stands under
each passage, and sentences with blanks, for they stand whole above.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil
from typing import get_args

from ....bank.load import Entry
from ....bank.model import Discuss, Evidence, Exercise, Fill, Level
from ....format import plural
from ....source.fold import folded
from ..glossary import glossary
from ..model import (
    Audience,
    Document,
    Fields,
    Glossary,
    HandoutBlock,
    Heading,
    Item,
    Numbering,
    Part,
    PassageBlock,
    TextBlock,
)
from ..pieces import (
    HandoutRequest,
    HandoutResult,
    answer_notes,
    asked,
    attributed,
    by_level,
    document,
    fitting,
    in_text,
    item,
    lines_of,
    minutes,
    said,
    subtitle,
    too_few,
    whose,
)

PACE = 150
"""Words of a text that are read closely in a minute."""

LEVELS: tuple[Level | None, ...] = (*get_args(Level), None)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words to print as one passage; `start` is where they begin in the text, if it is here."""

    words: str
    evidence: Evidence
    start: int | None = None

    @property
    def section(self) -> str:
        return self.evidence.place.section


def make(wish: HandoutRequest) -> HandoutResult:
    """The packet, and the teacher's with the answers."""
    pool, left = [], []
    for _, exercise in wish.exercises:
        if why := _not_here(exercise):
            left.append((exercise.id, why))
        else:
            pool.append(exercise)
    if not pool:
        return HandoutResult((), (), tuple(left))
    whole, remarks = _sections(wish, pool)
    reading = ceil(sum(len(one.words.split()) for one in whole) / PACE)
    order = by_level(pool, random.Random(wish.seed))

    def cost(exercise: Exercise) -> int:
        return minutes(exercise) + (not whole)  # a minute to read its passages

    taken, not_taken = fitting(order, wish.minutes - reading, cost)
    left += [(e.id, why) for e, why in not_taken]
    spent = reading + sum(map(cost, taken))
    if reading > wish.minutes or not taken:
        sections = plural(len({one.section for one in whole}), "whole section")
        remarks.append(
            f"to read {sections} takes {reading} of {wish.minutes} minutes;"
            " choose fewer with `--section`, or give `--minutes`"
            if whole
            else f"no question fits into {plural(wish.minutes, 'minute')}"
        )
    elif remark := too_few(spent, wish.minutes, len(taken), not_taken):
        remarks.append(remark)
    if not taken:
        return HandoutResult((), (), tuple(left), tuple(remarks))
    chosen = sorted(taken, key=lambda e: (LEVELS.index(e.level), _first(e, wish)))
    packet = _Packet(wish, chosen, whole)
    return HandoutResult(
        tuple(packet.document(who) for who in ("student", "teacher")),
        tuple((e.id, f"{e.level or 'no level'}, {cost(e)} min") for e in chosen),
        tuple(left),
        tuple(remarks),
        spent,
    )


def _not_here(exercise: Exercise) -> str | None:
    if isinstance(exercise.response, Discuss):
        return "a discussion: those are for seminars"
    if isinstance(exercise.response, Fill):
        return "its sentence would stand whole above its blanks"
    if exercise.type == "who_said_it" and exercise.stimulus:
        return "it asks who speaks, which stands under each passage"
    return None if exercise.evidence else "it is about no passage"


def _first(exercise: Exercise, wish: HandoutRequest) -> tuple[object, ...]:
    return min(in_text(one, wish.info) for one in exercise.evidence)


def _sections(wish: HandoutRequest, pool: Sequence[Exercise]) -> tuple[list[Excerpt], list[str]]:
    """The whole sections that questions are about, of the source that most of them cite."""
    if not wish.full_text:
        return [], []
    cited = [one for exercise in pool for one in exercise.evidence]
    here = [one.source for one in cited if one.source in wish.course.texts]
    if not here:
        return [], ["--full-text: no text that is asked about is here, so only quotes are printed"]
    source = max(dict.fromkeys(here), key=here.count)
    sections = {one.place.section for one in cited if one.source == source}
    if wish.sections:
        sections &= set(wish.sections)
    text = wish.course.texts[source]
    return [
        Excerpt(
            text.shown.text[one.start : one.end],
            Evidence("", source, one.place(one.start)._replace(paragraph=None)),
            one.start,
        )
        for one in text.segments
        if one.region.id in sections and not one.outside
    ], []


class _Packet:
    """The documents of a packet; both have the same lines and numbers."""

    def __init__(
        self, wish: HandoutRequest, chosen: Sequence[Exercise], whole: list[Excerpt]
    ) -> None:
        self.wish, self.chosen, self.whole = wish, chosen, whole
        self.entries = {e.id: entry for entry, e in wish.exercises}
        quotes = [
            (Excerpt(one.quote, one), self._at(exercise, n))
            for exercise in chosen
            for n, one in enumerate(exercise.evidence)
            if not self._within(one)
        ]
        kept = _without_parts([stretch for stretch, _ in quotes])
        placed = [(one, one.start or 0) for one in whole]
        placed += [(one, at) for one, at in quotes if any(one is other for other in kept)]
        placed.sort(key=lambda pair: (*in_text(pair[0].evidence, wish.info), pair[1]))
        self.stretches = [one for one, _ in placed]
        numbering = Numbering()
        self.shown: list[tuple[Excerpt, PassageBlock]] = []
        for stretch in self.stretches:
            bare = PassageBlock(numbering.take(stretch.words), "", "")
            self.shown.append((stretch, attributed(stretch.evidence, wish.info, bare)))

    def _at(self, exercise: Exercise, n: int) -> int:
        """Where in its text the n-th passage of a question begins; 0 where that is not here."""
        entry = self.entries[exercise.id]
        query = entry.query(entry.question.passages[n], self.wish.info)
        if query.source not in self.wish.course.texts:
            return 0
        matches = self.wish.course.finder.locate(query).matches
        return matches[0].shown[0] if matches else 0

    def _within(self, evidence: Evidence) -> bool:
        """Whether it stands in a section that is printed whole."""
        return any(
            (one.evidence.source, one.section) == (evidence.source, evidence.place.section)
            for one in self.whole
        )

    def document(self, audience: Audience) -> Document:
        teacher = audience == "teacher"
        blocks = list(self._blocks(teacher))
        facts = (f"{self.wish.minutes} minutes", plural(len(self.chosen), "question"))
        return document(
            "reading",
            audience,
            self.wish.info,
            self.chosen,
            [Part(tuple(blocks))],
            subtitle(audience, *facts),
            called="close reading",
            margin=True,
            more_credits=self._whose(),
        )

    def _blocks(self, teacher: bool) -> Iterator[HandoutBlock]:
        if not teacher:
            yield Fields(("Name", "Date"))
        yield TextBlock(
            said(
                "Read with a pencil: mark what surprises you, and write your questions into the"
                " margin. Answer from these lines, and name the lines that you answer from."
            ),
            "lead",
        )
        for notice in self._whose():
            yield TextBlock(said(notice), "notice")
        for section, group in groupby(self.shown, key=lambda pair: pair[0].section):
            members = list(group)
            source = self.wish.info.source(members[0][0].evidence.source)
            region = source.region(section) if source else None
            yield Heading(region.name if region else section)
            yield from (shown for _, shown in members)
        yield Heading("Questions")
        number = 0
        for level, group_ in groupby(self.chosen, key=lambda e: e.level):
            yield Heading((level or "Further questions").capitalize(), 2)
            for exercise in group_:
                number += 1
                yield self._item(number, exercise, teacher)
        terms = glossary(self.chosen, [one.words for one in self.stretches], self.wish.info)
        if terms:
            yield Heading("Glossary")
            yield Glossary(terms)

    def _whose(self) -> tuple[str, ...]:
        """Whose the sections are that are printed whole."""
        if not self.whole:
            return ()
        source = self.wish.info.source(self.whole[0].evidence.source)
        assert source is not None
        return (whose(source),)

    def _item(self, number: int, exercise: Exercise, teacher: bool) -> Item:
        put = asked(exercise, random.Random(f"{self.wish.seed}/{exercise.id}"))
        found = sorted(dict.fromkeys(self._lines(exercise)))
        notes = answer_notes(exercise, put.key) if teacher else ()
        return replace(
            item(number, exercise, put, teacher),
            level=None,
            lines=found[0] if found else None,
            more_lines=tuple(found[1:]),
            minutes=minutes(exercise),
            notes=notes,
        )

    def _lines(self, exercise: Exercise) -> Iterator[tuple[int, int]]:
        entry = self.entries[exercise.id]
        for n, evidence in enumerate(exercise.evidence):
            for stretch, shown in self.shown:
                if stretch.evidence.source != evidence.source:
                    continue
                place = self._in_whole(entry, n, stretch)
                if stretch.start is None:
                    start = stretch.words.find(evidence.quote)
                    if start >= 0:
                        place = start, start + len(evidence.quote)
                    elif folded(evidence.quote) in folded(stretch.words):
                        place = 0, len(stretch.words)
                if place:
                    yield lines_of(stretch.words, shown.lines, *place)
                    break

    def _in_whole(self, entry: Entry, n: int, stretch: Excerpt) -> tuple[int, int] | None:
        """Where in a stretch of a whole section the n-th passage of a question stands."""
        if stretch.start is None:
            return None
        query = entry.query(entry.question.passages[n], self.wish.info)
        for match in self.wish.course.finder.locate(query).matches[:1]:
            start, end = match.shown
            if stretch.start <= start < stretch.start + len(stretch.words):
                return start - stretch.start, end - stretch.start
        return None


def _without_parts(stretches: Sequence[Excerpt]) -> list[Excerpt]:
    """Each quote once, and none that stands in another of the same source."""
    kept: list[Excerpt] = []
    by_length = sorted(stretches, key=lambda one: -len(one.words))
    for one in by_length:
        words = folded(one.words)
        if not any(
            other.evidence.source == one.evidence.source and words in folded(other.words)
            for other in kept
        ):
            kept.append(one)
    return [one for one in stretches if any(one is other for other in kept)]
