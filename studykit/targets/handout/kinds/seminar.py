"""A seminar: opening, core and closing questions that fill the minutes, and a plan to lead it by.

A tenth of the time goes to the opening, about a seventh to the closing, a few minutes to an exit
ticket, and the rest to the core.  Each question takes the minutes that its bank gives it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ....bank.model import Discuss, Exercise
from ....bank.prose import parse
from ....format import plural
from ..model import (
    Audience,
    Document,
    Fields,
    HandoutBlock,
    Heading,
    Item,
    Numbering,
    Part,
    Table,
    TextBlock,
    Writing,
    listed,
)
from ..pieces import (
    HandoutRequest,
    HandoutResult,
    asked,
    discussion_notes,
    document,
    item,
    minutes,
    passage,
    said,
    subtitle,
)

OPENING, CLOSING = 0.10, 0.15
"""Shares of the time."""

AIM = (
    "To find out together what these lines say, and what follows from them: each claim with its"
    " line, each objection with its reason, and every voice heard."
)

EXIT = "Which line changed what you think, or made you surer of it? Write how."

STEMS = (
    (
        "Asking",
        (
            "What does … mean by … in line …?",
            "What would have to be true for … to hold?",
            "Who would read line … in another way, and why?",
        ),
    ),
    (
        "Giving evidence",
        (
            "In line … it says “…”, which shows that …",
            "The text does not say …; what it says is …",
            "Another line that speaks for (or against) this is …",
        ),
    ),
    (
        "Listening and building",
        (
            "If I hear you right, you say that …",
            "I agree with … up to the point where …",
            "You have changed my mind about …, because …",
        ),
    ),
)

RUBRIC = (
    (
        "Questioning",
        "Answers what is asked; asks little, or what a glance at the text settles.",
        "Asks what the text leaves open, and asks others what they mean.",
        "Asks what moves the talk on: tests a claim, or finds what all had taken for granted.",
    ),
    (
        "Evidence",
        "Gives opinions, or speaks of the text in general.",
        "Points to lines, and says what they show.",
        "Weighs lines against each other, and says what the text does not show.",
    ),
    (
        "Listening",
        "Waits for a turn; what others said makes no difference to it.",
        "Takes up what others said, by name, and answers to it.",
        "Puts another’s view so that its owner agrees, builds on it, brings in who has not spoken.",
    ),
)

STAGES = {"opening": "Opening", "core": "Core questions", "closing": "Closing"}


@dataclass(frozen=True, slots=True)
class Plan:
    """The questions of a seminar in order, the minutes of the exit ticket, and what is in hand."""

    questions: tuple[Exercise, ...]
    ticket: int
    spare: int

    def of(self, stage: str) -> list[Exercise]:
        return [exercise for exercise in self.questions if _stage(exercise) == stage]


def make(wish: HandoutRequest) -> HandoutResult:
    """The student's sheet and the teacher's plan."""
    banks = {exercise.id: entry.header.id for entry, exercise in wish.exercises}
    talk = [e for _, e in wish.exercises if isinstance(e.response, Discuss)]
    left = [
        (e.id, "no discussion: only those are talked about")
        for _, e in wish.exercises
        if not isinstance(e.response, Discuss)
    ]
    if not talk:
        return HandoutResult((), (), tuple(left))
    found = plan(talk, wish.minutes, wish.seed, banks)
    chosen = {exercise.id for exercise in found.questions}
    taken = [(e.id, f"{_stage(e)}, {minutes(e)} minutes") for e in found.questions]
    for exercise in talk:
        if exercise.id not in chosen:
            left.append((exercise.id, _why_not(exercise, found)))
    documents: tuple[Document, ...] = ()
    if taken:  # an exit ticket alone is no lesson
        documents = tuple(_document(wish, found, who) for who in ("student", "teacher"))
    return HandoutResult(
        documents,
        tuple(taken),
        tuple(left),
        tuple(_remarks(found, talk, wish.minutes)),
        wish.minutes - found.spare,
    )


def plan(pool: list[Exercise], total: int, seed: int, banks: dict[str, str]) -> Plan:
    """The questions that fill the minutes best.

    One opening and one closing, near to their shares, and the core questions that fill most of what
    is left, from as few banks as do.  Where several would do as well the seed decides.
    """
    ticket = 5 if total >= 30 else 3 if total >= 15 else 0
    room = total - ticket
    shuffled = list(pool)
    random.Random(seed).shuffle(shuffled)
    stages = {name: [e for e in shuffled if _stage(e) == name] for name in STAGES}
    best: tuple[tuple[float, ...], list[Exercise]] | None = None
    for opening in [None, *stages["opening"]]:
        for closing in [None, *stages["closing"]]:
            ends = [e for e in (opening, closing) if e]
            rest = room - sum(map(minutes, ends))
            if rest < 0:
                continue
            near = {banks.get(e.id) for e in ends}
            core = sorted(stages["core"], key=lambda e: banks.get(e.id) not in near)
            filling = _fill(core, rest)
            spare = rest - sum(map(minutes, filling))
            off = abs((minutes(opening) if opening else 0) - OPENING * total)
            off += abs((minutes(closing) if closing else 0) - CLOSING * total)
            chosen = [*ends[: opening is not None], *filling, *ends[opening is not None :]]
            spread = len({banks.get(e.id) for e in chosen})
            score = (not filling, opening is None, closing is None, 2 * spare + off + 3 * spread)
            if best is None or score < best[0]:
                best = (score, chosen)
    chosen = best[1] if best else []
    return Plan(tuple(chosen), ticket, room - sum(map(minutes, chosen)))


def _fill(pool: list[Exercise], room: int) -> list[Exercise]:
    """The questions of a pool that fill the most of so many minutes, the first ones preferred."""
    reached: dict[int, list[Exercise]] = {0: []}
    for exercise in pool:
        for spent, chosen in list(reached.items()):
            total = spent + minutes(exercise)
            if total <= room and total not in reached:
                reached[total] = [*chosen, exercise]
    return reached[max(reached)]


def _stage(exercise: Exercise) -> str:
    assert isinstance(exercise.response, Discuss)
    return exercise.response.stage


def _why_not(exercise: Exercise, found: Plan) -> str:
    stage = _stage(exercise)
    if stage != "core" and found.of(stage):
        return f"another {stage} question was taken"
    return f"no time: {stage}, {minutes(exercise)} minutes"


def _remarks(found: Plan, talk: Sequence[Exercise], total: int) -> Iterator[str]:
    for stage in STAGES:
        if not found.of(stage):
            there = any(_stage(exercise) == stage for exercise in talk)
            why = f"none fits into {plural(total, 'minute')}" if there else "there is none"
            yield f"without {'an' if stage == 'opening' else 'a'} {stage} question: {why}"
    if found.spare:
        more = any(_stage(e) == "core" and e not in found.questions for e in talk)
        yield (
            f"{'no further question fits' if more else 'too few questions'}:"
            f" {total - found.spare} of {total} minutes are filled; choose from more, or give other"
            " `--minutes`"
        )


def _document(wish: HandoutRequest, found: Plan, audience: Audience) -> Document:
    teacher = audience == "teacher"
    blocks: list[HandoutBlock] = [] if teacher else [Fields(("Name", "Date"))]
    blocks.append(TextBlock(parse(f"**Aim.** {AIM}"), "lead"))
    if teacher:
        blocks.append(_timing(found, wish.minutes))
    numbering = Numbering()
    number = 0
    for stage, title in STAGES.items():
        if not (questions := found.of(stage)):
            continue
        blocks.append(Heading(title))
        for exercise in questions:
            number += 1
            blocks.append(_item(number, exercise, wish, numbering, teacher))
            if not teacher:
                blocks.append(Writing(5 if stage == "core" else 3, "Notes"))
    if teacher:
        blocks += _for_the_teacher(found)
    elif found.ticket:
        blocks += [Heading("Exit ticket"), Writing(4, EXIT)]
    return document(
        "seminar",
        audience,
        wish.info,
        found.questions,
        [Part(tuple(blocks))],
        subtitle(audience, f"{wish.minutes} minutes"),
    )


def _item(
    number: int, exercise: Exercise, wish: HandoutRequest, numbering: Numbering, teacher: bool
) -> Item:
    response = exercise.response
    assert isinstance(response, Discuss)
    put = asked(exercise, random.Random(wish.seed))
    return replace(
        item(number, exercise, put, teacher),
        shown=tuple(passage(one, wish.info, numbering) for one in exercise.evidence),
        minutes=minutes(exercise),
        notes=discussion_notes(response) if teacher else (),
    )


def _timing(found: Plan, total: int) -> Table:
    rows = []
    clock = 0
    steps = [(f"Question {n}, {_stage(e)}", minutes(e)) for n, e in enumerate(found.questions, 1)]
    steps += [("Exit ticket", found.ticket)] if found.ticket else []
    steps += [("In hand", found.spare)] if found.spare else []
    for name, count in steps:
        rows.append((said(name), said(str(count)), said(f"{clock}–{clock + count}")))
        clock += count
    rows.append((said("In all"), said(str(total)), ()))
    return Table("Timing", ("What", "Minutes", "From–to"), tuple(rows), (4, 1, 1))


def _for_the_teacher(found: Plan) -> Iterable[HandoutBlock]:
    yield Heading("Sentence stems")
    for name, stems in STEMS:
        yield Heading(name, 2)
        yield TextBlock(listed(said(stem) for stem in stems))
    yield Heading("Rubric")
    rows = tuple(tuple(map(said, row)) for row in RUBRIC)
    heads = ("", "Beginning", "On the way", "Strong")
    yield Table("What to watch for", heads, rows, (3, 5, 5, 5))
    if found.ticket:
        yield Heading("Exit ticket")
        yield TextBlock(said(EXIT))
        yield TextBlock(
            said(
                "Collect it at the door. It shows who tied a thought to a line; the next meeting"
                " can open with two that disagree."
            )
        )
