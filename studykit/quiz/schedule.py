"""When a card comes again: FSRS-6, computed by the `fsrs` library."""

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
"""Lapses from which on a card is a leech: it costs more time than it is worth as it is."""

PARAMETERS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""FSRS-6 as published.  They stand here and not only in the library, because states are made
again from reviews: another version of the library must not make others of the same reviews."""

STEPS = (timedelta(minutes=1), timedelta(minutes=10))
"""After which a new card comes again, and once more."""

RELEARNING_STEPS = (timedelta(minutes=10),)
"""After which a card comes again that was forgotten."""

LONGEST = 36500
"""Days after which every card comes again."""


class Grade(IntEnum):
    """How well a card was known; the numbers are Anki's and FSRS's."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Phase(StrEnum):
    """Where a card stands; `RELEARNING` is after a lapse."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True, slots=True)
class CardState:
    """What is known of a learner's memory of a card; times are UTC, stability is in days."""

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
        """The state as JSON can hold it; `from_data` is the way back."""
        # not `asdict`, which copies deeply and took as long as all else of a grade
        return {
            "phase": self.phase,
            "step": self.step,
            "stability": self.stability,
            "difficulty": self.difficulty,
            "due": self.due and millis(self.due),
            "last": self.last and millis(self.last),
            "reviews": self.reviews,
            "lapses": self.lapses,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> CardState:
        """Raises ValueError, TypeError, LookupError or OverflowError for what is no state."""
        times = {name: moment(data[name]) for name in ("due", "last") if data[name] is not None}
        state = cls(**{**data, "phase": Phase(data["phase"]), **times})
        whole = (state.reviews, state.lapses, 0 if state.step is None else state.step)
        if not all(type(number) is int and 0 <= number < 2**31 for number in whole):
            raise ValueError("a count is none")
        parts = [part for part in (state.stability, state.difficulty) if part is not None]
        if not all(type(part) in (int, float) and 0 < part < 1e9 for part in parts):
            raise ValueError("a stability or difficulty is none")
        return state


NEW = CardState()


@dataclass(frozen=True, slots=True)
class Scheduling:
    """How cards are scheduled: the share to be remembered when due, and whether dates are fuzzed."""

    retention: float = 0.9
    fuzz: bool = True


def reviewed(
    card: str, state: CardState, grade: Grade, at: datetime, how: Scheduling = Scheduling()
) -> CardState:
    """The state after a grade.  `card` names the card: fuzz is chance that name and count decide.

    A clock that went back does not count: no review is before the last.
    """
    at = _whole(max(at, state.last) if state.last else at)
    before = fsrs.Card(
        card_id=0,
        state=_STATES.get(state.phase, fsrs.State.Learning),
        step=0 if state.phase is Phase.NEW else state.step,
        stability=state.stability,
        difficulty=state.difficulty,
        due=state.due or at,
        last_review=state.last,
    )
    scheduler = _scheduler(how)
    kept = random.getstate()  # fsrs draws from the global one
    random.seed(f"{card}/{state.reviews}")
    try:
        after, _ = scheduler.review_card(before, fsrs.Rating(grade), at)
    finally:
        random.setstate(kept)
    lapsed = state.phase is Phase.REVIEW and grade is Grade.AGAIN
    return CardState(
        phase=_PHASES[after.state],
        step=after.step,
        stability=after.stability,
        difficulty=after.difficulty,
        due=_whole(after.due),
        last=at,
        reviews=state.reviews + 1,
        lapses=state.lapses + lapsed,
    )


_STATES = {
    Phase.LEARNING: fsrs.State.Learning,
    Phase.REVIEW: fsrs.State.Review,
    Phase.RELEARNING: fsrs.State.Relearning,
}
_PHASES = {state: phase for phase, state in _STATES.items()}


@lru_cache(maxsize=64)
def _scheduler(how: Scheduling) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        parameters=PARAMETERS,
        desired_retention=how.retention,
        learning_steps=STEPS,
        relearning_steps=RELEARNING_STEPS,
        maximum_interval=LONGEST,
        enable_fuzzing=how.fuzz,
    )


def intervals(
    card: str, state: CardState, at: datetime, how: Scheduling = Scheduling()
) -> dict[Grade, timedelta]:
    """How long until the card comes again, for each grade, counted from what counts as now."""
    found = {}
    for grade in Grade:
        after = reviewed(card, state, grade, at, how)
        assert after.due is not None
        assert after.last is not None
        found[grade] = after.due - after.last
    return found


def lasting(share: float) -> float:
    """For how long, as a part of its stability, a card is remembered with a probability or more.

    FSRS's forgetting curve the other way round: after one stability it is 0.9.
    """
    decay = -PARAMETERS[20]
    return float((share ** (1 / decay) - 1) / (0.9 ** (1 / decay) - 1))


def replayed(
    card: str, reviews: Iterable[tuple[Grade, datetime, Scheduling]], state: CardState = NEW
) -> CardState:
    """The state after some reviews, each scheduled as it was at its time."""
    for grade, at, how in reviews:
        state = reviewed(card, state, grade, at, how)
    return state


def millis(at: datetime) -> int:
    """Milliseconds since 1970."""
    return (at - _EPOCH) // _MILLISECOND


def moment(millis: int) -> datetime:
    """The time in UTC of some milliseconds since 1970."""
    return _EPOCH + timedelta(milliseconds=millis)


def _whole(at: datetime) -> datetime:
    """A time in UTC and whole milliseconds, as it is kept."""
    return moment(millis(at))


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A learner's day, from `start` to `end` in UTC."""

    start: datetime
    end: datetime

    @classmethod
    def of(cls, now: datetime, ends_at: int = 4) -> Day:
        """The day of a local time: it ends at an hour of the night, not at midnight.

        The bounds are those of the clock on the wall, also where daylight saving begins or ends.
        """
        now = now.astimezone(UTC)
        local = now.astimezone().replace(tzinfo=None)
        date = datetime.combine((local - timedelta(hours=ends_at)).date(), time(ends_at))

        def bound(days: int) -> datetime:
            # not astimezone, which takes an hour that is left out in spring for the one before it
            return datetime.fromtimestamp((date + timedelta(days=days)).timestamp(), UTC)

        # where clocks change at the very hour, or a country skips a day, it is the one beside it
        days = 0
        while now < bound(days):
            days -= 1
        while now >= bound(days + 1):
            days += 1
        return cls(bound(days), bound(days + 1))

    def near(self, days: int, ends_at: int = 4) -> Day:
        """The day so many days later, or earlier."""
        day = self
        for _ in range(abs(days)):
            day = Day.of(day.end if days > 0 else day.start - _MILLISECOND, ends_at)
        return day
