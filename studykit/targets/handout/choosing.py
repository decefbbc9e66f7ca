"""Choosing questions to fill the minutes."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from ...bank.citation import place_name
from ...bank.model import Evidence, Exercise
from ...format import listed, plural
from ...source.course import CourseFile
from .planning import MOST_SPARE
from .request import HandoutRequest, LeftOut, LeftOutQuestion
from .timing import minutes

Objection = Callable[[Exercise, list[Exercise]], LeftOutQuestion | None]
"""Why a question cannot join those already chosen, or None if it can."""


def choose_in_time(
    pool: Sequence[Exercise],
    budget: int,
    cost: Callable[[Exercise], int] = minutes,
    objection: Objection = lambda exercise, chosen: None,
) -> tuple[list[Exercise], list[LeftOutQuestion]]:
    """Choose questions in the order of the pool, as far as they fit into the minutes."""
    chosen: list[Exercise] = []
    left_out: list[LeftOutQuestion] = []
    free = max(0, budget)
    for exercise in pool:
        needed = cost(exercise)
        if refused := objection(exercise, chosen):
            left_out.append(refused)
        elif needed > free:
            left_out.append(no_time(exercise, needed, free))
        else:
            chosen.append(exercise)
            free -= needed
    return chosen, left_out


def no_time(exercise: Exercise, needed: int, free: int) -> LeftOutQuestion:
    """A question left out because it takes more minutes than are free."""
    return LeftOutQuestion(exercise.id, LeftOut.NO_TIME, {"minutes": needed, "free": free})


ABOUT_OTHERS = ("excerpts", "summary", "news", "commentary")
"""Kinds of documents that a class which read a part of a text need not know."""


def not_read(exercise: Exercise, request: HandoutRequest) -> LeftOutQuestion | None:
    """Why a class that read only the requested sections and sources cannot answer, or None.

    It must have read all passages, not only one; and a part of a text is not the summary's part of the
    same name, unless that source was requested.
    """
    course = request.course_file
    for evidence in exercise.evidence:
        if (request.sections and evidence.place.section not in request.sections) or (
            request.sources and evidence.source not in request.sources
        ):
            return other_parts(exercise, evidence, course)
    if request.sections and not request.sources and exercise.evidence:
        texts = {
            source.id
            for source in course.sources
            if source.kind not in ABOUT_OTHERS and any(map(source.region, request.sections))
        }
        if texts and not any(evidence.source in texts for evidence in exercise.evidence):
            cited = {evidence.source for evidence in exercise.evidence}
            names = [source.name for source in course.sources if source.id in cited]
            data = {"sources": listed(names)}
            return LeftOutQuestion(exercise.id, LeftOut.OTHER_DOCUMENT, data)
    return None


def not_read_remark(left_out: Sequence[LeftOutQuestion]) -> str | None:
    """The remark if questions are left out because the class has not read what they quote."""
    reasons = (LeftOut.OTHER_PARTS, LeftOut.OTHER_DOCUMENT)
    count = sum(question.reason in reasons for question in left_out)
    if not count:
        return None
    left = plural(count, "question that quotes", "questions that quote")
    return f"left out {left} other sections or sources (`--list` shows which)"


def other_parts(exercise: Exercise, evidence: Evidence, course: CourseFile) -> LeftOutQuestion:
    """A question left out because it also quotes something else."""
    source = course.source(evidence.source)
    assert source is not None
    place = f"{place_name(evidence.place, course, source.id)} in {source.name}"
    return LeftOutQuestion(exercise.id, LeftOut.OTHER_PARTS, {"place": place})


def shuffled_by_level(pool: Sequence[Exercise], rng: random.Random) -> list[Exercise]:
    """Shuffle a pool so that Bloom's levels take turns until each runs out."""
    shuffled = list(pool)
    rng.shuffle(shuffled)
    levels: dict[str | None, list[Exercise]] = {}
    for exercise in shuffled:
        levels.setdefault(exercise.level, []).append(exercise)
    turns: list[Exercise] = []
    while any(levels.values()):
        for remaining in levels.values():
            if remaining:
                turns.append(remaining.pop(0))
    return turns


def too_few_remark(
    spent: int, budget: int, count: int, left_out: Sequence[LeftOutQuestion]
) -> str | None:
    """The remark if there are not enough questions to fill the minutes."""
    if spent >= budget or any(question.reason is LeftOut.NO_TIME for question in left_out):
        return None
    fill = "fills" if count == 1 else "fill"
    printed = ", as the sheets say" if budget - spent > MOST_SPARE else ""
    return (
        f"not enough questions: {plural(count, 'question')} {fill} {spent} of {budget} minutes"
        f"{printed}; widen the selection or lower `--minutes`"
    )
