"""What a learner's progress comes to: how much is remembered, what was done, what is coming."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ..bank.model import Exercise
from .progress import Answer, CardKey
from .schedule import NEW, CardState, Day, Grade, Phase, retrievability
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


def since(now: datetime, ends_at: int = 4) -> datetime:
    """The beginning of the time that counts as lately: the answers since then are needed."""
    return Day.of(now, ends_at).near(1 - RECENT, ends_at).start


def stats(
    cards: Iterable[Card],
    states: Mapping[CardKey, CardState],
    answers: Iterable[Answer],
    totals: Mapping[tuple[Phase, Grade], int],
    now: datetime,
    desired: float = 0.9,
    ends_at: int = 4,
) -> Stats:
    """The statistics of a course's cards.

    `answers` are those `since` a while ago, `totals` count all there ever were.  Cards that are not
    graded, discussions for one, count for nothing.
    """
    today = Day.of(now, ends_at)
    found = Stats(desired)
    recent: dict[tuple[Phase, Grade], int] = {}
    past = [today.near(-n, ends_at) for n in range(DAYS - 1, 0, -1)] + [today]
    coming = [today] + [today.near(n, ends_at) for n in range(1, DAYS)]
    starts = [day.start for day in past]
    done = [0] * (DAYS + 1)  # the first is before all of them
    for at, phase, grade in answers:
        recent[phase, grade] = recent.get((phase, grade), 0) + 1
        # what a clock that went wrong has put in the future was done by today
        done[bisect_right(starts, at)] += 1
    found.lately, found.ever = _retention(recent), _retention(totals)
    found.graded = sum(totals.values())
    ends = [day.end for day in coming]
    due = [0] * (DAYS + 1)  # the last is after all of them
    leeches = []
    here = set()
    for card in cards:
        if not card.graded:
            continue
        here.add(card.key)
        state = states.get(card.key, NEW)
        _count(found, card.exercise, state, now)
        if state.due is not None:
            due[bisect_right(ends, state.due)] += 1
        if state.is_leech:
            leeches.append(Leech(card.key, card.exercise, state.lapses))
    found.past = _on(past, done[1:])
    found.coming, found.later = _on(coming, due[:-1]), due[-1]
    found.leeches = tuple(sorted(leeches, key=lambda leech: -leech.lapses))
    found.gone = len(states.keys() - here)
    return found


def mastered(state: CardState, now: datetime) -> bool:
    """Whether a card is known for good, as far as can be told: mature, and not long overdue."""
    return _mature(state) and retrievability(state, now) >= LIKELY


def _mature(state: CardState) -> bool:
    return state.phase is Phase.REVIEW and (state.stability or 0) >= MATURE


def _count(found: Stats, exercise: Exercise, state: CardState, now: datetime) -> None:
    """Count a card to its stage, and to all that it cites."""
    stages = found.stages
    if state.phase is Phase.NEW:
        stages.new += 1
    elif state.is_learning:
        stages.learning += 1
    elif _mature(state):
        stages.mature += 1
    else:
        stages.young += 1
    groups = [found.all]
    for source in dict.fromkeys(piece.source for piece in exercise.evidence):
        groups.append(found.sources.setdefault(source, Mastery()))
    places = [(piece.source, piece.place.section) for piece in exercise.evidence]
    for place in dict.fromkeys(places):
        if place[1]:
            groups.append(found.sections.setdefault(place, Mastery()))
    known = mastered(state, now)
    for group in groups:
        group.cards += 1
        group.started += state.phase is not Phase.NEW
        group.mastered += known


def _retention(counts: Mapping[tuple[Phase, Grade], int]) -> Retention:
    reviews = {grade: n for (phase, grade), n in counts.items() if phase is Phase.REVIEW}
    return Retention(sum(reviews.values()), sum(reviews.values()) - reviews.get(Grade.AGAIN, 0))


def _on(days: list[Day], counts: list[int]) -> tuple[OnDay, ...]:
    return tuple(OnDay(_date(day), count) for day, count in zip(days, counts, strict=True))


def _date(day: Day) -> date:
    """The date of a day: that of its greater part, whatever hour it ends at."""
    return (day.start + (day.end - day.start) / 2).astimezone().date()
