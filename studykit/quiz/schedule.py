"""When a card is due again: FSRS-6, calculated by the `fsrs` library, and the learner's day."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import Any

import fsrs

LEECH = 8
"""Lapses that make a card a leech: unless it is reworded, it costs more time than it is worth."""

PARAMETERS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""FSRS-6 as published.  A copy of the library's: states are recalculated from reviews, and the same
reviews must give the same states with every version of the library."""

STEPS = (timedelta(minutes=1), timedelta(minutes=10))
"""The first intervals of a new card."""

RELEARNING_STEPS = (timedelta(minutes=10),)
"""The first intervals of a card that was forgotten."""

LONGEST = 36500
"""The longest interval, in days."""


LOWEST_RETENTION = 0.01
"""A much lower probability of recall has an interval that is too long for a number."""


class Grade(IntEnum):
    """How well a card was known; the numbers are Anki's and FSRS's."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Phase(StrEnum):
    """The phase of a card; it is `RELEARNING` after a lapse."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True, slots=True)
class CardState:
    """A learner's memory of a card.  Times are in UTC, stability is in days."""

    phase: Phase = Phase.NEW
    step: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    due: datetime | None = None
    last: datetime | None = None
    reviews: int = 0
    lapses: int = 0

    @property
    def is_leech(self) -> bool:
        return self.lapses >= LEECH

    @property
    def is_learning(self) -> bool:
        return self.phase in (Phase.LEARNING, Phase.RELEARNING)

    def as_data(self) -> dict[str, Any]:
        """Return the state as data for JSON; `from_data` reads it."""
        return {
            "phase": self.phase,
            "step": self.step,
            "stability": self.stability,
            "difficulty": self.difficulty,
            "due": millis_or_none(self.due),
            "last": millis_or_none(self.last),
            "reviews": self.reviews,
            "lapses": self.lapses,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> CardState:
        """Read a state; raise ValueError for data that is not a state."""
        try:
            fields = {
                "phase": Phase(data["phase"]),
                "due": moment_or_none(data["due"]),
                "last": moment_or_none(data["last"]),
            }
            state = cls(**data | fields)
        except (LookupError, TypeError, OverflowError) as error:
            raise ValueError("not the state of a card") from error
        counts = (state.reviews, state.lapses, 0 if state.step is None else state.step)
        if not all(type(count) is int and 0 <= count < 2**31 for count in counts):
            raise ValueError("a number of reviews, lapses or steps is invalid")
        numbers = [n for n in (state.stability, state.difficulty) if n is not None]
        if not all(type(number) in (int, float) and 0 < number < 1e9 for number in numbers):
            raise ValueError("a stability or difficulty is invalid")
        return state


NEW = CardState()


@dataclass(frozen=True, slots=True)
class Scheduling:
    """How cards are scheduled: the probability of recall when a card is due, and whether due dates
    are varied a little."""

    retention: float = 0.9
    fuzz: bool = True

    def __post_init__(self) -> None:
        if not 0 < self.retention < 1:
            raise ValueError(f"retention must be between 0 and 1, not {self.retention}")
        if self.retention < LOWEST_RETENTION:
            raise ValueError(f"retention must be at least {LOWEST_RETENTION}, not {self.retention}")


def reviewed(
    card: str,
    state: CardState,
    grade: Grade,
    at: datetime,
    scheduling: Scheduling = Scheduling(),
) -> CardState:
    """Return the state after a grade.

    `card` identifies the card: the random numbers of fuzz depend on it and on the number of reviews
    alone.  If the clock went back, the review counts as given at the time of the last one.
    """
    at = _in_millis(max(at, state.last) if state.last else at)
    before = fsrs.Card(
        card_id=0,
        state=_STATES.get(state.phase, fsrs.State.Learning),
        step=0 if state.phase is Phase.NEW else state.step,
        stability=state.stability,
        difficulty=state.difficulty,
        due=state.due or at,
        last_review=state.last,
    )
    scheduler = _scheduler(scheduling)
    random_state = random.getstate()  # fsrs draws from the global generator
    random.seed(f"{card}/{state.reviews}")
    try:
        after, _ = scheduler.review_card(before, fsrs.Rating(grade), at)
    finally:
        random.setstate(random_state)
    lapsed = state.phase is Phase.REVIEW and grade is Grade.AGAIN
    return CardState(
        phase=_PHASES[after.state],
        step=after.step,
        stability=after.stability,
        difficulty=after.difficulty,
        due=_in_millis(after.due),
        last=at,
        reviews=state.reviews + 1,
        lapses=state.lapses + 1 if lapsed else state.lapses,
    )


_STATES = {
    Phase.LEARNING: fsrs.State.Learning,
    Phase.REVIEW: fsrs.State.Review,
    Phase.RELEARNING: fsrs.State.Relearning,
}
_PHASES = {state: phase for phase, state in _STATES.items()}


@lru_cache(maxsize=64)
def _scheduler(scheduling: Scheduling) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        parameters=PARAMETERS,
        desired_retention=scheduling.retention,
        learning_steps=STEPS,
        relearning_steps=RELEARNING_STEPS,
        maximum_interval=LONGEST,
        enable_fuzzing=scheduling.fuzz,
    )


def intervals(
    card: str, state: CardState, at: datetime, scheduling: Scheduling = Scheduling()
) -> dict[Grade, timedelta]:
    """Return the time until the card is due again, by grade."""
    times = {}
    for grade in Grade:
        after = reviewed(card, state, grade, at, scheduling)
        assert after.due is not None
        assert after.last is not None
        times[grade] = after.due - after.last
    return times


def days_per_stability(retention: float) -> float:
    """Return after how many days the probability of recall is `retention`, for a stability of 1 day.

    This is the inverse of FSRS's forgetting curve; for a retention of 0.9 it is 1.
    """
    decay = -PARAMETERS[20]
    return float((retention ** (1 / decay) - 1) / (0.9 ** (1 / decay) - 1))


def replayed(
    card: str, reviews: Iterable[tuple[Grade, datetime, Scheduling]], state: CardState = NEW
) -> CardState:
    """Return the state after some reviews, each with its own scheduling."""
    for grade, at, scheduling in reviews:
        state = reviewed(card, state, grade, at, scheduling)
    return state


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def millis(at: datetime) -> int:
    """Return a time as milliseconds since 1970."""
    return (at - _EPOCH) // _MILLISECOND


def millis_or_none(at: datetime | None) -> int | None:
    return None if at is None else millis(at)


def moment(millis: int) -> datetime:
    """Return the time in UTC from milliseconds since 1970."""
    return _EPOCH + timedelta(milliseconds=millis)


def moment_or_none(millis: int | None) -> datetime | None:
    return None if millis is None else moment(millis)


def _in_millis(at: datetime) -> datetime:
    """Return a time in UTC and whole milliseconds, as it is stored."""
    return moment(millis(at))


@dataclass(frozen=True, slots=True)
class Day:
    """A learner's day: `start` and `end` in UTC, the end exclusive."""

    start: datetime
    end: datetime

    @classmethod
    def of(cls, now: datetime, ends_at: int = 4) -> Day:
        """Return the day of a time; days end at the hour `ends_at` of local time.

        The hour is that of the clock on the wall, also on days on which daylight saving time begins
        or ends.
        """
        now = now.astimezone(UTC)
        local = now.astimezone().replace(tzinfo=None)
        date = datetime.combine((local - timedelta(hours=ends_at)).date(), time(ends_at))

        def bound(days: int) -> datetime:
            # not astimezone, which moves an hour that is skipped in spring to the hour before
            return datetime.fromtimestamp((date + timedelta(days=days)).timestamp(), UTC)

        # the guess is a day off if clocks change at this hour, or if a country skips a day
        days = 0
        while now < bound(days):
            days -= 1
        while now >= bound(days + 1):
            days += 1
        return cls(bound(days), bound(days + 1))

    def near(self, days: int, ends_at: int = 4) -> Day:
        """Return the day that is `days` later, or earlier if negative."""
        day = self
        for _ in range(abs(days)):
            day = Day.of(day.end if days > 0 else day.start - _MILLISECOND, ends_at)
        return day
