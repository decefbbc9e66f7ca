"""Statistics of a learner's progress: what is remembered, what was done, what is due."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import takewhile

from ..bank.model import Exercise
from .cards import Card
from .progress import Progress, Totals
from .review_log import CardKey
from .schedule import NEW, CardState, Day, Grade, Phase, days_per_stability

DAYS = 14
"""Days back, and ahead, that are shown one by one."""

RECENT = 30
"""Days of the recent retention."""

MATURE = 21.0
"""The stability of a mature card, in days, as in Anki; a card below it is young."""

LIKELY = 0.8
"""The probability of recall at which a mature card counts as mastered."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Numbers of reviews of cards that were past learning, and of those that were remembered."""

    reviews: int = 0
    remembered: int = 0

    @property
    def share(self) -> float | None:
        return self.remembered / self.reviews if self.reviews else None


@dataclass(frozen=True, slots=True)
class OnDay:
    """The number of cards that were graded, or are due, on a learner's day."""

    date: date
    cards: int


@dataclass(slots=True)
class Mastery:
    """Numbers of cards: all, those ever graded, and those mastered now."""

    cards: int = 0
    started: int = 0
    mastered: int = 0

    @property
    def share(self) -> float:
        return self.mastered / self.cards if self.cards else 0.0


@dataclass(slots=True)
class Stages:
    """Numbers of cards by stage: never graded, in learning, young, mature."""

    new: int = 0
    learning: int = 0
    young: int = 0
    mature: int = 0


@dataclass(frozen=True, slots=True)
class Leech:
    """A card that was forgotten many times."""

    card: CardKey
    exercise: Exercise
    lapses: int


@dataclass(slots=True)
class Stats:
    """The statistics of a course.

    `past` ends with today; `coming` begins with today, including cards that are overdue, and `later`
    cards are due after it.  A card that cites several sources or sections counts for each.  `gone`
    cards were graded but are no longer in the course.  `graded` counts all reviews ever, `streak` the
    days in a row with a review, up to today or yesterday.
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
    streak: int = 0

    @property
    def weakest(self) -> list[tuple[str, str]]:
        """The source and id of each section, those first of which the least is mastered."""

        def weakness(section: tuple[str, str]) -> tuple[float, float]:
            mastery = self.sections[section]
            return mastery.share, mastery.started / mastery.cards

        return sorted(self.sections, key=weakness)


@dataclass(frozen=True, slots=True)
class History:
    """A learner's progress in a course: the states of its cards, and numbers of reviews.

    `ever` counts all reviews, `recent` those of each recent day, the oldest first, and `streak` the
    days in a row with a review.  Reviews that a wrong clock dated in the future count for today.
    """

    states: Mapping[CardKey, CardState] = field(default_factory=dict)
    ever: Totals = field(default_factory=dict)
    recent: Sequence[Totals] = ()
    streak: int = 0

    @classmethod
    def read(cls, progress: Progress, course: str, now: datetime, ends_at: int = 4) -> History:
        starts = [day.start for day in recent_days(now, ends_at)]
        ends = [*starts[1:], None]
        recent = [
            progress.totals(course, start, end) for start, end in zip(starts, ends, strict=True)
        ]
        before = Day.of(now, ends_at).near(-RECENT, ends_at)
        streak = _in_a_row(recent)
        if streak >= RECENT - 1:
            while progress.totals(course, before.start, before.end):
                streak, before = streak + 1, before.near(-1, ends_at)
        return cls(progress.states(course), progress.totals(course), recent, streak)


def _in_a_row(recent: Sequence[Totals]) -> int:
    """Return how many days in a row have reviews, up to the last one or the one before it."""
    newest_first = list(reversed(recent))
    if newest_first and not newest_first[0]:
        newest_first.pop(0)
    return sum(1 for _ in takewhile(bool, newest_first))


def recent_days(now: datetime, ends_at: int = 4) -> list[Day]:
    """Return the days of the recent retention in order, today as the last."""
    return _days(now, ends_at, RECENT, -1)[::-1]


def stats(
    cards: Iterable[Card],
    history: History,
    now: datetime,
    desired: float = 0.9,
    ends_at: int = 4,
) -> Stats:
    """Return the statistics of a course's cards; cards without grades, like discussions, are left
    out."""
    result = Stats(desired)
    lately: Counter[tuple[Phase, Grade]] = Counter()
    for totals in history.recent:
        lately.update(totals)
    result.lately, result.ever = _retention(lately), _retention(history.ever)
    result.graded = sum(history.ever.values())
    result.streak = history.streak
    done = [sum(totals.values()) for totals in history.recent[-DAYS:]]
    result.past = _on(recent_days(now, ends_at)[-DAYS:], done or [0] * DAYS)

    coming = _days(now, ends_at, DAYS, 1)
    ends = [day.end for day in coming]
    due = [0] * (DAYS + 1)  # the last is for all days after them
    leeches: list[Leech] = []
    here: set[CardKey] = set()
    for card in cards:
        if not card.graded:
            continue
        here.add(card.key)
        state = history.states.get(card.key, NEW)
        _count_stage(result.stages, state)
        for group in _groups(result, card.exercise):
            _count_mastery(group, state, now)
        if state.due is not None:
            due[bisect_right(ends, state.due)] += 1
        if state.is_leech:
            leeches.append(Leech(card.key, card.exercise, state.lapses))
    result.coming, result.later = _on(coming, due[:-1]), due[-1]
    result.leeches = tuple(sorted(leeches, key=lambda leech: -leech.lapses))
    result.gone = len(history.states.keys() - here)
    return result


def _count_stage(stages: Stages, state: CardState) -> None:
    if state.phase is Phase.NEW:
        stages.new += 1
    elif state.is_learning:
        stages.learning += 1
    elif _is_mature(state):
        stages.mature += 1
    else:
        stages.young += 1


def _groups(result: Stats, exercise: Exercise) -> Iterator[Mastery]:
    """Return the figures for which a card counts: of all cards, of its sources and its sections."""
    yield result.all
    places = dict.fromkeys((piece.source, piece.place.section) for piece in exercise.evidence)
    for source in dict.fromkeys(source for source, _ in places):
        yield result.sources.setdefault(source, Mastery())
    for source, section in places:
        if section:
            yield result.sections.setdefault((source, section), Mastery())


def _count_mastery(group: Mastery, state: CardState, now: datetime) -> None:
    group.cards += 1
    if state.phase is not Phase.NEW:
        group.started += 1
    if _is_mastered(state, now):
        group.mastered += 1


def _is_mature(state: CardState) -> bool:
    return state.phase is Phase.REVIEW and (state.stability or 0.0) >= MATURE


_MASTERED_DAYS = days_per_stability(LIKELY)


def _is_mastered(state: CardState, now: datetime) -> bool:
    """Return whether a card is mature and likely to be remembered now."""
    if not _is_mature(state) or state.stability is None or state.last is None:
        return False
    days = max(0, (now - state.last).days)  # whole days, as in FSRS
    return days <= state.stability * _MASTERED_DAYS


def _days(now: datetime, ends_at: int, count: int, step: int) -> list[Day]:
    """Return a number of days, from today on or back."""
    days = [Day.of(now, ends_at)]
    while len(days) < count:
        days.append(days[-1].near(step, ends_at))
    return days


def _retention(counts: Totals) -> Retention:
    reviews = {grade: n for (phase, grade), n in counts.items() if phase is Phase.REVIEW}
    total = sum(reviews.values())
    return Retention(total, total - reviews.get(Grade.AGAIN, 0))


def _on(days: list[Day], counts: list[int]) -> tuple[OnDay, ...]:
    return tuple(OnDay(_date(day), count) for day, count in zip(days, counts, strict=True))


def _date(day: Day) -> date:
    """Return the date of a day: that of its middle, whatever hour it ends at."""
    return (day.start + (day.end - day.start) / 2).astimezone().date()
