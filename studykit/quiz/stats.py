"""What a learner's progress comes to: how much is remembered, what was done, what is coming."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ..bank.model import Exercise
from .progress import CardKey, Progress, Standing, Totals
from .schedule import LEECH, Day, Grade, Phase, lasting, millis
from .session import Card

DAYS = 14
"""Days back, and ahead, that are shown one by one."""

RECENT = 30
"""Days that count as lately."""

MATURE = 21.0
"""Days of stability from which on a card is mature, as in Anki; before it is young."""

LIKELY = 0.8
"""The probability of recall from which on a mature card counts as mastered."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Of reviews of cards that were no longer being learnt: how many were not forgotten."""

    reviews: int = 0
    remembered: int = 0

    @property
    def share(self) -> float | None:
        return self.remembered / self.reviews if self.reviews else None


@dataclass(frozen=True, slots=True)
class OnDay:
    """A learner's day, and how many cards were graded on it, or are due."""

    date: date
    cards: int


@dataclass(slots=True)
class Mastery:
    """Of some cards, how many were ever graded, and how many are mastered now."""

    cards: int = 0
    started: int = 0
    mastered: int = 0

    @property
    def share(self) -> float:
        return self.mastered / self.cards if self.cards else 0.0


@dataclass(slots=True)
class Stages:
    """How many cards are at which stage: never graded, being learnt, young, mature."""

    new: int = 0
    learning: int = 0
    young: int = 0
    mature: int = 0


@dataclass(frozen=True, slots=True)
class Leech:
    """A card that was forgotten again and again, and how often."""

    card: CardKey
    exercise: Exercise
    lapses: int


@dataclass(slots=True)
class Stats:
    """What comes of a course's cards and reviews.

    `past` are the last days with today as the last, `coming` the next with today, and what is
    overdue, as the first.  A card that cites several sections counts in each.  `gone` cards were
    graded and are not in the course any more.
    """

    desired: float
    lately: Retention = Retention()
    ever: Retention = Retention()
    past: tuple[OnDay, ...] = ()
    coming: tuple[OnDay, ...] = ()
    later: int = 0
    stages: Stages = field(default_factory=Stages)
    all: Mastery = field(default_factory=Mastery)
    sources: dict[str, Mastery] = field(default_factory=dict)
    sections: dict[tuple[str, str], Mastery] = field(default_factory=dict)
    leeches: tuple[Leech, ...] = ()
    gone: int = 0
    graded: int = 0
    """How many reviews there ever were, whatever of."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is read of a learner's progress on a course, counted where it lies.

    `ever` counts all reviews, `recent` those of each of the last days, the oldest first, with what a
    clock that went wrong has put in the future as of today.
    """

    standings: Mapping[tuple[str, str, int], Standing] = field(default_factory=dict)
    ever: Totals = field(default_factory=dict)
    recent: Sequence[Totals] = ()

    @classmethod
    def read(cls, progress: Progress, course: str, now: datetime, ends_at: int = 4) -> Kept:
        starts = [day.start for day in recently(now, ends_at)]
        days = zip(starts, [*starts[1:], None], strict=True)
        recent = [progress.totals(course, start, end) for start, end in days]
        return cls(progress.standings(course), progress.totals(course), recent)


def recently(now: datetime, ends_at: int = 4) -> list[Day]:
    """The days that count as lately, in their order, today as the last."""
    return _days(now, ends_at, RECENT, -1)[::-1]


def stats(
    cards: Iterable[Card],
    kept: Kept,
    now: datetime,
    desired: float = 0.9,
    ends_at: int = 4,
) -> Stats:
    """The statistics of a course's cards.

    Cards that are not graded, discussions for one, count for nothing.
    """
    found = Stats(desired)
    lately: Counter[tuple[Phase, Grade]] = Counter()
    for totals in kept.recent:
        lately.update(totals)
    found.lately, found.ever = _retention(lately), _retention(kept.ever)
    found.graded = sum(kept.ever.values())
    past, coming = recently(now, ends_at)[-DAYS:], _days(now, ends_at, DAYS, 1)
    done = [sum(totals.values()) for totals in kept.recent[-DAYS:]]
    found.past = _on(past, done or [0] * DAYS)

    # a course may have many thousands of cards: what is done for each is the least that will do
    ends = [millis(day.end) for day in coming]
    due = [0] * (DAYS + 1)  # the last is after all of them
    leeches: list[Leech] = []
    here: set[CardKey] = set()
    alike: Counter[tuple[tuple[tuple[str, str], ...], str]] = Counter()
    standings, at = kept.standings, millis(now)
    for card in cards:
        if not card.graded:
            continue
        key, exercise = card.key, card.exercise
        here.add(key)
        standing = standings.get(key)
        cited = tuple([(piece.source, piece.place.section) for piece in exercise.evidence])
        alike[cited, _stage(standing, at)] += 1
        if standing is None:
            continue
        time, lapses = standing[5], standing[7]
        if time is not None:
            due[bisect_right(ends, time)] += 1
        if lapses >= LEECH:
            leeches.append(Leech(key, exercise, lapses))
    for (cited, stage), count in alike.items():
        _count(found, cited, stage, count)
    found.coming, found.later = _on(coming, due[:-1]), due[-1]
    found.leeches = tuple(sorted(leeches, key=lambda leech: -leech.lapses))
    found.gone = len(standings.keys() - here)
    return found


_MASTERED = "mastered"
"""The stage of a mature card that is known for good, as far as can be told: not long overdue."""

_STAGES = {Phase.NEW: "new", Phase.LEARNING: "learning", Phase.RELEARNING: "learning"}
_LASTING = lasting(LIKELY)
_DAY = timedelta(days=1) // timedelta(milliseconds=1)


def _stage(standing: Standing | None, at: int) -> str:
    """The field of `Stages` that a card counts to, or that it is mastered; `at` in milliseconds."""
    if standing is None:
        return "new"
    _, _, _, phase, stability, _, last, _ = standing
    if phase != "review":
        return _STAGES[phase]  # type: ignore[index]  # it is equal to the Phase
    if stability is None or stability < MATURE:
        return "young"
    # whole days, as FSRS counts them
    if last is not None and max(0, at - last) // _DAY <= stability * _LASTING:
        return _MASTERED
    return "mature"


def _count(found: Stats, cited: tuple[tuple[str, str], ...], stage: str, count: int) -> None:
    """Count some cards to their stage, and to all that they cite."""
    known = stage == _MASTERED
    name = "mature" if known else stage
    setattr(found.stages, name, getattr(found.stages, name) + count)
    groups = [found.all]
    for source in dict.fromkeys(source for source, _ in cited):
        groups.append(found.sources.setdefault(source, Mastery()))
    for place in dict.fromkeys(cited):
        if place[1]:
            groups.append(found.sections.setdefault(place, Mastery()))
    for group in groups:
        group.cards += count
        group.started += count * (stage != "new")
        group.mastered += count * known


def _days(now: datetime, ends_at: int, count: int, step: int) -> list[Day]:
    """So many days in order, from today on or back."""
    days = [Day.of(now, ends_at)]
    while len(days) < count:
        days.append(days[-1].near(step, ends_at))
    return days


def _retention(counts: Totals) -> Retention:
    reviews = {grade: n for (phase, grade), n in counts.items() if phase is Phase.REVIEW}
    return Retention(sum(reviews.values()), sum(reviews.values()) - reviews.get(Grade.AGAIN, 0))


def _on(days: list[Day], counts: list[int]) -> tuple[OnDay, ...]:
    return tuple(OnDay(_date(day), count) for day, count in zip(days, counts, strict=True))


def _date(day: Day) -> date:
    """The date of a day: that of its greater part, whatever hour it ends at."""
    return (day.start + (day.end - day.start) / 2).astimezone().date()
