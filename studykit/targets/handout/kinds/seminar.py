"""A seminar: opening, core and closing questions that fill the minutes, and a plan for the teacher.

A tenth of the time is for the opening, about a seventh for the closing, a few minutes for an exit
ticket, and the rest for the core questions.  Each question takes the minutes that its bank gives it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ....bank.model import Discuss, DiscussionStage, Exercise
from ....bank.prose import parse
from ....format import plural
from ..answers import discussion_notes
from ..asking import item, printed_question
from ..choosing import no_time
from ..documents import document, subtitle
from ..lines import Numbering
from ..model import (
    Audience,
    Document,
    Fields,
    HandoutBlock,
    Heading,
    Item,
    LabelledBlank,
    Part,
    Table,
    TextBlock,
    Writing,
)
from ..passages import passage
from ..prose import as_prose, list_of
from ..request import HandoutRequest, HandoutResult, LeftOut, LeftOutQuestion
from ..timing import minutes

OPENING_SHARE, CLOSING_SHARE = 0.10, 0.15
"""Shares of the time."""

AIM = (
    "Work out what the text claims and whether it holds. Point to a line for every claim. Everyone"
    " speaks."
)

EXIT_TICKET = "Which line changed your mind, or made you more certain? Explain."

STEMS = (
    (
        "Asking",
        (
            "What does … mean by … in line …?",
            "What would have to be true for … to hold?",
            "Who reads line … differently, and why?",
        ),
    ),
    (
        "Giving evidence",
        (
            "In line … it says “…”, which shows that …",
            "The text does not say …; what it says is …",
            "Another line that supports (or contradicts) this is …",
        ),
    ),
    (
        "Listening and building",
        (
            "If I understand you correctly, you are saying that …",
            "I agree with … up to the point where …",
            "You have changed my mind about …, because …",
        ),
    ),
)

RUBRIC = (
    (
        "Questioning",
        "Asks little, or only what the text clearly states.",
        "Asks about what the text leaves open, and asks others what they mean.",
        "Asks questions that move the discussion on: tests a claim, or finds an assumption that"
        " everyone shared.",
    ),
    (
        "Evidence",
        "Gives opinions, or refers to the text in general.",
        "Points to lines and says what they show.",
        "Weighs lines against each other, and says what the text does not show.",
    ),
    (
        "Listening",
        "Waits for a turn, and does not respond to what others said.",
        "Responds to what others said, by name.",
        "Restates another view so that its owner agrees, builds on it, and brings in people who have"
        " not spoken.",
    ),
)

STAGES: dict[DiscussionStage, str] = {
    "opening": "Opening",
    "core": "Core questions",
    "closing": "Closing",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """The questions of a seminar in order, the minutes of the exit ticket, and the spare minutes."""

    questions: tuple[Exercise, ...]
    ticket: int
    spare: int

    def of(self, stage: DiscussionStage) -> list[Exercise]:
        return [exercise for exercise in self.questions if _stage(exercise) == stage]


def make(request: HandoutRequest) -> HandoutResult:
    """Make the students' sheet and the teacher's plan."""
    pool = [e for e in request.exercises if isinstance(e.response, Discuss)]
    left_out = [
        LeftOutQuestion(e.id, LeftOut.NOT_A_DISCUSSION)
        for e in request.exercises
        if not isinstance(e.response, Discuss)
    ]
    if not pool:
        return HandoutResult((), (), tuple(left_out))
    banks = {id: entry.header.id for id, entry in request.entries.items()}
    chosen = plan(pool, request.minutes, request.seed, banks)
    left_out += [_left_out(e, chosen) for e in pool if e not in chosen.questions]
    documents: tuple[Document, ...] = ()
    if chosen.questions:  # an exit ticket alone is not a lesson
        documents = (
            _document(request, chosen, "student"),
            _document(request, chosen, "teacher"),
        )
    return HandoutResult(
        documents,
        tuple((e.id, f"{_stage(e)}, {minutes(e)} min") for e in chosen.questions),
        tuple(left_out),
        tuple(_remarks(chosen, pool, request.minutes)),
        request.minutes - chosen.spare,
    )


# Planning.


def plan(pool: Sequence[Exercise], total: int, seed: int, banks: Mapping[str, str]) -> Plan:
    """Choose the questions that fill the minutes best.

    That is one opening and one closing, near to their shares of the time, and the core questions
    that fill most of the rest, from few banks.  The seed decides between equally good choices.
    """
    ticket = _ticket_minutes(total)
    room = total - ticket
    shuffled = list(pool)
    random.Random(seed).shuffle(shuffled)
    openings, core, closings = ([e for e in shuffled if _stage(e) == stage] for stage in STAGES)
    selections = []
    for opening in [None, *openings]:
        for closing in [None, *closings]:
            free = room - _minutes(opening) - _minutes(closing)
            if free >= 0:
                near = {banks.get(end.id) for end in (opening, closing) if end}
                preferred = sorted(core, key=lambda e: banks.get(e.id) not in near)
                selections.append(_Selection(opening, _fill(preferred, free), closing))
    best = min(selections, key=lambda selection: selection.score(total, room, banks))
    return Plan(tuple(best.questions), ticket, room - best.minutes)


def _ticket_minutes(total: int) -> int:
    if total >= 30:
        return 5
    return 3 if total >= 15 else 0


@dataclass(frozen=True, slots=True)
class _Selection:
    opening: Exercise | None
    core: list[Exercise]
    closing: Exercise | None

    @property
    def questions(self) -> list[Exercise]:
        return [e for e in (self.opening, *self.core, self.closing) if e]

    @property
    def minutes(self) -> int:
        return sum(map(minutes, self.questions))

    def score(self, total: int, room: int, banks: Mapping[str, str]) -> tuple[float, ...]:
        """How far from ideal this is; smaller is better."""
        spare = room - self.minutes
        off_share = abs(_minutes(self.opening) - OPENING_SHARE * total)
        off_share += abs(_minutes(self.closing) - CLOSING_SHARE * total)
        bank_count = len({banks.get(e.id) for e in self.questions})
        return (
            not self.core,
            self.opening is None,
            self.closing is None,
            2 * spare + off_share + 3 * bank_count,
        )


def _minutes(exercise: Exercise | None) -> int:
    return minutes(exercise) if exercise else 0


def _fill(pool: Sequence[Exercise], room: int) -> list[Exercise]:
    """The questions that fill the most minutes of the room, preferring the first of the pool."""
    by_minutes: dict[int, list[Exercise]] = {0: []}
    for exercise in pool:
        for spent, chosen in list(by_minutes.items()):
            total = spent + minutes(exercise)
            if total <= room and total not in by_minutes:
                by_minutes[total] = [*chosen, exercise]
    return by_minutes[max(by_minutes)]


def _stage(exercise: Exercise) -> DiscussionStage:
    assert isinstance(exercise.response, Discuss)
    return exercise.response.stage


def _left_out(exercise: Exercise, plan: Plan) -> LeftOutQuestion:
    stage = _stage(exercise)
    if stage != "core" and plan.of(stage):
        return LeftOutQuestion(exercise.id, LeftOut.STAGE_FILLED, {"stage": stage})
    return no_time(exercise, minutes(exercise), plan.spare)


def _remarks(plan: Plan, pool: Sequence[Exercise], total: int) -> Iterator[str]:
    for stage in STAGES:
        if plan.of(stage):
            continue
        if any(_stage(exercise) == stage for exercise in pool):
            yield f"no {stage} question fits into {plural(total, 'minute')}"
        else:
            yield f"the selection has no {stage} question"
    if plan.spare:
        more = any(_stage(e) == "core" and e not in plan.questions for e in pool)
        problem = "no other question fits" if more else "not enough questions"
        yield (
            f"{problem}: {total - plan.spare} of {total} minutes are filled; widen the selection or"
            " change `--minutes`"
        )


# The documents.


def _document(request: HandoutRequest, plan: Plan, audience: Audience) -> Document:
    return document(
        "seminar",
        audience,
        request.course_file,
        plan.questions,
        [Part(tuple(_blocks(request, plan, audience)))],
        subtitle(audience, f"{request.minutes} minutes"),
    )


def _blocks(request: HandoutRequest, plan: Plan, audience: Audience) -> Iterator[HandoutBlock]:
    teacher = audience == "teacher"
    if not teacher:
        yield Fields((LabelledBlank("Name"), LabelledBlank("Date")))
    yield TextBlock(parse(f"**Aim.** {AIM}"), "lead")
    if teacher:
        yield _timetable(plan, request.minutes)
    numbering = Numbering()
    number = 0
    for stage, title in STAGES.items():
        questions = plan.of(stage)
        if questions:
            yield Heading(title)
        for exercise in questions:
            number += 1
            yield _item(number, exercise, request, numbering, teacher)
            if not teacher:
                yield Writing(5 if stage == "core" else 3, "Notes")
    if teacher:
        yield from _teaching_aids(plan)
    elif plan.ticket:
        yield Heading("Exit ticket")
        yield Writing(4, EXIT_TICKET)


def _item(
    number: int, exercise: Exercise, request: HandoutRequest, numbering: Numbering, teacher: bool
) -> Item:
    response = exercise.response
    assert isinstance(response, Discuss)
    printed = printed_question(exercise, random.Random(request.seed))
    return replace(
        item(number, exercise, printed, teacher),
        passages=tuple(passage(e, request.course_file, numbering) for e in exercise.evidence),
        minutes=minutes(exercise),
        notes=discussion_notes(response) if teacher else (),
    )


def _timetable(plan: Plan, total: int) -> Table:
    activities = [
        (f"Question {n}, {_stage(exercise)}", minutes(exercise))
        for n, exercise in enumerate(plan.questions, 1)
    ]
    if plan.ticket:
        activities.append(("Exit ticket", plan.ticket))
    if plan.spare:
        activities.append(("Spare", plan.spare))
    rows = []
    start = 0
    for name, count in activities:
        end = start + count
        rows.append((name, str(count), f"{start}–{end}"))
        start = end
    rows.append(("Total", str(total), ""))
    return _table("Timetable", ("Activity", "Minutes", "Time"), rows, (4, 1, 1))


def _table(
    caption: str,
    header: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    widths: tuple[int, ...],
) -> Table:
    cells = tuple(tuple(as_prose(text) if text else () for text in row) for row in rows)
    return Table(caption, header, cells, widths)


def _teaching_aids(plan: Plan) -> Iterator[HandoutBlock]:
    yield Heading("Sentence stems")
    for name, stems in STEMS:
        yield Heading(name, 2)
        yield TextBlock(list_of(as_prose(stem) for stem in stems))
    yield Heading("Rubric")
    header = ("", "Beginning", "Developing", "Strong")
    yield _table("What to watch for", header, RUBRIC, (3, 5, 5, 5))
    if plan.ticket:
        yield Heading("Exit ticket")
        yield TextBlock(as_prose(EXIT_TICKET))
        yield TextBlock(
            as_prose(
                "Collect it at the door. It shows who can tie a thought to a line. Open the next"
                " session with two answers that disagree."
            )
        )
