"""The plan of a seminar: steps whose minutes stretch or shrink so that they fill the lesson."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ...bank.model import Discuss, DiscussionStage, Exercise
from .timing import DISCUSSION_MINUTES

MOST_SPARE = 5
"""A plan that leaves more minutes than this is too short."""

COMFORTABLE = 8
"""Minutes by which a plan may stretch or shrink from the middle of its range."""

PAIRS_FROM, TICKET_FROM = 25, 15
"""The shortest lessons, in minutes, with work in pairs and with an exit ticket."""

MAX_CORE, MAX_CANDIDATES = 6, 7
"""The most core questions of a plan, and the most that are tried for it."""

MinuteRange = tuple[int, int]
"""The fewest and the most minutes of a step."""

ReadingTime = Callable[[Sequence[Exercise]], MinuteRange]
"""How long it takes to read what some core questions are about."""


@dataclass(frozen=True, slots=True)
class LessonStep:
    """A part of a lesson; `kind` is the stage of its question, or "read", "pairs" or "ticket"."""

    kind: str
    range: MinuteRange
    exercise: Exercise | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of a lesson in order, the minutes of each, and the spare minutes."""

    steps: tuple[LessonStep, ...]
    minutes: tuple[int, ...]
    spare: int

    @property
    def questions(self) -> list[Exercise]:
        return [step.exercise for step in self.steps if step.exercise]

    def of(self, stage: DiscussionStage) -> list[Exercise]:
        return [e for e in self.questions if stage_of(e) == stage]

    def minutes_of(self, kind: str, exercise: Exercise | None = None) -> int:
        """The minutes of a step; 0 if the plan has none."""
        steps = zip(self.steps, self.minutes, strict=True)
        return next((m for s, m in steps if s.kind == kind and s.exercise is exercise), 0)


def stage_of(exercise: Exercise) -> DiscussionStage:
    assert isinstance(exercise.response, Discuss)
    return exercise.response.stage


def discussion_range(exercise: Exercise) -> MinuteRange:
    """The minutes that a question can take; without `minutes` in its bank, around the usual ones."""
    response = exercise.response
    assert isinstance(response, Discuss)
    if response.minutes:
        return response.minutes
    usual = DISCUSSION_MINUTES[response.stage]
    return max(1, usual * 3 // 4), usual * 5 // 4


def plan(
    pool: Sequence[Exercise],
    total: int,
    seed: int,
    banks: Mapping[str, str],
    reading: ReadingTime = lambda core: (0, 0),
    home: str | None = None,
) -> Plan:
    """Choose questions that fill the minutes, and divide the minutes among the steps.

    At best these are an opening, core questions and a closing of one bank, `home` if possible; a second
    closing, or questions of other banks, only if less would leave more than a few minutes spare.  The
    seed decides between equally good choices.
    """
    shuffled = list(pool)
    random.Random(seed).shuffle(shuffled)
    rank = {exercise.id: n for n, exercise in enumerate(shuffled)}
    order = {exercise.id: n for n, exercise in enumerate(pool)}
    best: tuple[tuple[float, ...], tuple[LessonStep, ...]] = ((), ())
    for n, bank in enumerate(dict.fromkeys(banks.get(e.id) for e in shuffled)):
        ours = sorted(shuffled, key=lambda e: banks.get(e.id) != bank)
        for chosen in _selections(ours, bank, banks):
            core = sorted(chosen.core, key=lambda e: order[e.id])
            steps = tuple(_steps(chosen, core, total, reading(core)))
            fewest, most = _sum(steps)
            if fewest > total or not chosen.questions:
                continue
            strangers = sum(banks.get(e.id) != bank for e in chosen.questions)
            score = (
                not core,
                not chosen.opening,
                not chosen.closings,
                max(0, total - most - MOST_SPARE),
                home is not None and bank != home,
                strangers,
                len(chosen.closings) > 1,
                len(core) == 1,
                n,
                abs(total - (fewest + most) / 2) // COMFORTABLE,
                sum(rank[e.id] for e in chosen.questions) / len(chosen.questions),
            )
            if not best[1] or score < best[0]:
                best = (score, steps)
    return _divided(best[1], total)


@dataclass(frozen=True, slots=True)
class _Selection:
    opening: tuple[Exercise, ...]
    core: tuple[Exercise, ...]
    closings: tuple[Exercise, ...]

    @property
    def questions(self) -> tuple[Exercise, ...]:
        return (*self.opening, *self.core, *self.closings)


def _selections(
    ours: Sequence[Exercise], bank: str | None, banks: Mapping[str, str]
) -> Iterator[_Selection]:
    """The choices of a bank's questions, and of other banks' after them, as far as needed."""
    core = [e for e in ours if stage_of(e) == "core"][:MAX_CANDIDATES]
    cores = [c for n in range(min(MAX_CORE, len(core)) + 1) for c in combinations(core, n)]
    openings, closings = (
        _own([e for e in ours if stage_of(e) == stage], bank, banks)
        for stage in ("opening", "closing")
    )
    for opening in [(), *combinations(openings, 1)]:
        for closing in [(), *combinations(closings, 1), *combinations(closings, 2)]:
            for chosen in cores:
                yield _Selection(opening, chosen, closing)


def _own(
    questions: Sequence[Exercise], bank: str | None, banks: Mapping[str, str]
) -> Sequence[Exercise]:
    """The questions of a bank, or if it has none, the first of another's."""
    return [e for e in questions if banks.get(e.id) == bank] or questions[:1]


def _steps(
    chosen: _Selection, core: Sequence[Exercise], total: int, reading: MinuteRange
) -> Iterator[LessonStep]:
    for exercise in chosen.opening:
        yield LessonStep("opening", discussion_range(exercise), exercise)
    if core and reading[1]:
        yield LessonStep("read", reading)
    if core and total >= PAIRS_FROM:
        yield LessonStep("pairs", (3, 6))
    for exercise in core:
        yield LessonStep("core", discussion_range(exercise), exercise)
    for exercise in chosen.closings:
        yield LessonStep("closing", discussion_range(exercise), exercise)
    if total >= TICKET_FROM:
        yield LessonStep("ticket", (3, 5))


def _sum(steps: Iterable[LessonStep]) -> MinuteRange:
    ranges = [step.range for step in steps]
    return sum(low for low, _ in ranges), sum(high for _, high in ranges)


def _divided(steps: tuple[LessonStep, ...], total: int) -> Plan:
    """Give each step its fewest minutes, and the same share of what it can take more."""
    fewest, most = _sum(steps)
    free = min(total, most) - fewest
    room = most - fewest
    minutes, given = [], 0
    so_far = 0
    for step in steps:
        low, high = step.range
        so_far += high - low
        share = round(free * so_far / room) - given if room else 0
        given += share
        minutes.append(low + share)
    return Plan(steps, tuple(minutes), total - sum(minutes))
