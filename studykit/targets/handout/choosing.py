"""Choosing questions to fill the minutes."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from ...bank.model import Exercise
from ...format import plural
from .request import LeftOut, LeftOutQuestion
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
    return (
        f"not enough questions: {plural(count, 'question')} {fill} {spent} of {budget} minutes;"
        " widen the selection or lower `--minutes`"
    )
