"""A quiz session: which card is asked next, what a grade does, and what came of it all.

Nothing here prints, reads a clock, or has a database of its own: times are given, and what is to be
kept goes through a `Store`, which a learner's `Progress` is.  One seed, one session.
"""

from __future__ import annotations

import random
from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import accumulate
from typing import Protocol
from uuid import uuid4

from ..bank.model import Discuss, Exercise, Fill
from .marking import Layout
from .progress import CardKey, Overtaken, Review
from .schedule import NEW, CardState, Day, Grade, Phase, Scheduling, replayed, reviewed

LEARN_AHEAD = timedelta(minutes=20)
"""How long before its time a card that is being learnt is shown, where nothing else is left."""


class Mode(StrEnum):
    """`STUDY` asks what is due and some that are new; `ALL` every card once, in order; `CRAM` every
    card, the wrong ones again until they are right, and schedules nothing."""

    STUDY = "study"
    ALL = "all"
    CRAM = "cram"


@dataclass(frozen=True, slots=True)
class Card:
    """What is scheduled: a question, or the blanks of one number of a text with blanks."""

    key: CardKey
    exercise: Exercise

    @property
    def part(self) -> int:
        return self.key.part

    @property
    def graded(self) -> bool:
        """Whether an answer to it can be right; a discussion is a card where its bank says so."""
        return self.exercise.card or not isinstance(self.exercise.response, Discuss)


def cards(course: str, exercises: Iterable[Exercise]) -> Iterator[Card]:
    """The cards of a course's questions; those of one question are siblings.

    A question is known by the oldest id that it had, so that progress outlives a renaming.
    """
    for exercise in exercises:
        oldest = (*exercise.formerly, exercise.id)[0]
        response = exercise.response
        for part in response.numbers if isinstance(response, Fill) else (0,):
            yield Card(CardKey(course, oldest, part), exercise)


class Store(Protocol):
    """Where progress is kept: what a session reads of it, and writes to it."""

    def states(self, course: str) -> dict[CardKey, CardState]: ...
    def state(self, card: CardKey) -> CardState: ...
    def reviews(self, course: str | None = None, since: datetime | None = None) -> list[Review]: ...
    def buried(self, course: str, now: datetime) -> set[CardKey]: ...
    def add(
        self,
        card: CardKey,
        grade: Grade,
        at: datetime,
        took: int | None,
        how: Scheduling,
        shown: CardState | None = None,
    ) -> Review: ...
    def undo(self, review: Review, at: datetime) -> CardState: ...
    def bury(self, card: CardKey, until: datetime) -> None: ...
    def unbury(self, card: CardKey) -> None: ...


class Memory:
    """A store that forgets everything in the end: for a quiz whose answers are not kept."""

    def __init__(self) -> None:
        self._reviews: dict[CardKey, list[Review]] = {}
        self._buried: dict[CardKey, datetime] = {}

    def states(self, course: str) -> dict[CardKey, CardState]:
        return {card: self.state(card) for card in self._reviews if card.course == course}

    def state(self, card: CardKey) -> CardState:
        given = self._reviews.get(card)
        return given[-1].after if given else NEW

    def reviews(self, course: str | None = None, since: datetime | None = None) -> list[Review]:
        found = [
            review
            for given in self._reviews.values()
            for review in given
            if course in (None, review.card.course) and (since is None or review.at >= since)
        ]
        return sorted(found, key=lambda review: review.at)

    def buried(self, course: str, now: datetime) -> set[CardKey]:
        return {c for c, until in self._buried.items() if c.course == course and until > now}

    def add(
        self,
        card: CardKey,
        grade: Grade,
        at: datetime,
        took: int | None,
        how: Scheduling,
        shown: CardState | None = None,
    ) -> Review:
        before = self.state(card)
        after = reviewed(str(card), before, grade, at, how)
        review = Review(uuid4().hex, card, at, grade, took, how, before, after)
        self._reviews.setdefault(card, []).append(review)
        return review

    def undo(self, review: Review, at: datetime) -> CardState:
        given = [r for r in self._reviews[review.card] if r.id != review.id]
        if not given:
            del self._reviews[review.card]
            return NEW
        state = replayed(str(review.card), ((r.grade, r.at, r.how) for r in given))
        self._reviews[review.card] = [*given[:-1], replace(given[-1], after=state)]
        return state

    def bury(self, card: CardKey, until: datetime) -> None:
        self._buried[card] = until

    def unbury(self, card: CardKey) -> None:
        self._buried.pop(card, None)


@dataclass(frozen=True, slots=True)
class Limits:
    """At most so many new cards and reviews a day; `more` is so many new ones in this session,
    whatever the day had already, and `cards` so many in all."""

    new: int = 20
    reviews: int = 200
    more: int | None = None
    cards: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cards are left, the current one among them, and how many are through."""

    new: int = 0
    learning: int = 0
    review: int = 0
    through: int = 0

    @property
    def left(self) -> int:
        return self.new + self.learning + self.review

    @property
    def total(self) -> int:
        return self.left + self.through


class Done(StrEnum):
    """What became of a question that was asked."""

    RIGHT = "right"
    WRONG = "wrong"
    SKIPPED = "skipped"
    BURIED = "buried"
    DISCUSSED = "discussed"


@dataclass(frozen=True, slots=True)
class _Queue:
    """Where a session stands: a value, so that undoing is going back to one.

    `at` counts the cards of the plan that had their turn; `learning` are those that come again,
    by when; `again` those that come again at the end, of a quiz without a schedule; `gone` those
    that do not come any more.
    """

    at: int = 0
    learning: tuple[tuple[datetime, int, CardKey], ...] = ()
    again: tuple[CardKey, ...] = ()
    gone: frozenset[CardKey] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """A question that was asked, with what became of it; `before` is the state it was shown in."""

    card: Card
    done: Done
    grade: Grade | None
    took: int | None
    before: CardState
    after: CardState
    queue: _Queue = field(repr=False)
    review: Review | None = None
    buried: tuple[CardKey, ...] = ()


class Session:
    """A quiz over some cards, from the first to the last that is due.

    Of a study, first come the cards that are being learnt and are due, then what is to be reviewed
    today, in the order of its time, with the new ones mixed in evenly; when nothing else is left,
    those that are due in the next minutes.  Of the cards of one question only one is asked in a
    day, but for those being learnt.  Without a `store` nothing is kept.
    """

    def __init__(
        self,
        cards: Iterable[Card],
        now: datetime,
        *,
        store: Store | None = None,
        mode: Mode = Mode.STUDY,
        day: Day | None = None,
        limits: Limits = Limits(),
        how: Scheduling | None = None,
        seed: int = 0,
        mixed: bool = False,
    ) -> None:
        self.mode, self.seed = mode, seed
        self.day = day or Day.of(now)
        self._how = how or Scheduling()
        self._store: Store = Memory() if store is None or mode is Mode.CRAM else store
        self._cards = {card.key: card for card in cards}
        self._siblings: dict[str, list[CardKey]] = {}
        for key in self._cards:
            self._siblings.setdefault(key.question, []).append(key)
        self._states: dict[CardKey, CardState] = {}
        for course in {key.course for key in self._cards}:
            self._states |= self._store.states(course)
        rng = random.Random(f"{seed}/order")
        if mode is Mode.STUDY:
            self._plan, learning = self._planned(now, limits, rng if mixed else None)
        else:
            plan = list(self._cards)
            if mode is Mode.CRAM:
                rng.shuffle(plan)
            self._plan, learning = plan[: limits.cards], ()
        self._order = {key: n for n, key in enumerate(self._cards)}
        self._place = {key: n for n, key in enumerate(self._plan)}
        is_new = [self._state(key).phase is Phase.NEW for key in self._plan]
        self._is_new = is_new
        self._new_before = [0, *accumulate(is_new)]
        self._queue = _Queue(learning=learning)
        self._removed: frozenset[CardKey] = frozenset()
        self._steps: list[Step] = []
        self._seen: Counter[CardKey] = Counter()  # how often, by the steps
        self._current: Card | None = None

    # What is to come.

    def ask(self, now: datetime) -> Card | None:
        """The card to ask now, the same until it is done with; None once nothing is left.

        Its state is read anew: what was graded elsewhere meanwhile is left out.
        """
        if self._current is not None and self._current.key in self._cards:
            self._current = self._cards[self._current.key]
            return self._current
        self._current = None
        while (key := self._next(now)) is not None:
            if key in self._cards:
                state = self._store.state(key)
                if state == self._state(key):
                    self._current = self._cards[key]
                    return self._current
                self._states[key] = state
            self._queue = self._without(key)
        return None

    @property
    def current(self) -> Card | None:
        return self._current

    @property
    def number(self) -> int:
        """The number of the current question, from 1."""
        return len(self._steps) + 1

    @property
    def total(self) -> int:
        """How many cards were planned."""
        return len(self._plan)

    @property
    def layout(self) -> Layout:
        """The order in which the current question is shown; another one each time it comes."""
        card = self._asked()
        return Layout.of(card.exercise, f"{self.seed}/{self._seen[card.key]}")

    @property
    def state(self) -> CardState:
        """The state of the current card."""
        return self._state(self._asked().key)

    @property
    def counts(self) -> Counts:
        """How many cards are left of each kind."""
        queue, plan = self._queue, len(self._plan)
        new = self._new_before[plan] - self._new_before[queue.at]
        review = plan - queue.at - new
        out = queue.gone | self._removed if self._removed else queue.gone
        for key in out:
            if (place := self._place.get(key, -1)) >= queue.at:
                new -= self._is_new[place]
                review -= not self._is_new[place]
        seen = self._seen
        learning = repeated = 0
        for key in (*(entry[2] for entry in queue.learning), *queue.again):
            if key not in out:
                learning += 1
                repeated += key in seen
        return Counts(new, learning, review, len(seen) - repeated)

    def reload(self, cards: Iterable[Card]) -> None:
        """Take the questions as they are now, in a bank that was edited; removed ones do not come."""
        now = {card.key: card for card in cards}
        self._removed = frozenset(self._order.keys() - now.keys())
        self._cards = {key: now[key] for key in self._order if key in now}

    # What is done.

    def grade(self, grade: Grade, at: datetime, took: int | None = None) -> CardState:
        """Grade the current card: kept when this returns; the state that it has then.

        Raises Overtaken where it was graded elsewhere since it was shown; then that counts.
        """
        card = self._asked()
        before, queue = self._state(card.key), self._queue
        after, review = before, None
        if self.mode is Mode.CRAM:
            self._queue = self._without(card.key)
            if grade is Grade.AGAIN:
                self._queue = replace(self._queue, again=(*self._queue.again, card.key))
        else:
            try:
                review = self._store.add(card.key, grade, at, took, self._how, before)
            except Overtaken:
                self._states[card.key] = self._store.state(card.key)
                self._queue = self._without(card.key)
                self._current = None
                raise
            before, after = review.before, review.after
            self._states[card.key] = after
            self._queue = self._without(card.key)
            if self.mode is Mode.STUDY and after.is_learning and after.due is not None:
                learning = list(self._queue.learning)
                insort(learning, (after.due, self._order[card.key], card.key))
                self._queue = replace(self._queue, learning=tuple(learning))
        done = Done.WRONG if grade is Grade.AGAIN else Done.RIGHT
        self._done(Step(card, done, grade, took, before, after, queue, review))
        return after

    def discuss(self) -> None:
        """Count a discussion, which cannot be right or wrong, as held."""
        card = self._asked()
        if card.graded:
            raise ValueError(f"`{card.exercise.id}` is to be graded")
        self._leave(Done.DISCUSSED)

    def skip(self) -> None:
        """Leave the current question unanswered; it does not come again in this session."""
        self._leave(Done.SKIPPED)

    def bury(self, now: datetime) -> None:
        """Put the current question, with its siblings, off until the next day."""
        card = self._asked()
        keys = self._siblings[card.key.question]
        buried = self._store.buried(card.key.course, now)
        fresh = tuple(key for key in keys if key not in buried)
        for key in fresh:
            self._store.bury(key, self.day.end)
        self._leave(Done.BURIED, fresh, frozenset(keys))

    def undo(self, at: datetime) -> Step | None:
        """Take the last step back and ask its card again; None where there is none."""
        if not self._steps:
            return None
        step = self._steps.pop()
        self._seen[step.card.key] -= 1
        if not self._seen[step.card.key]:
            del self._seen[step.card.key]
        if step.review is not None:
            self._states[step.card.key] = self._store.undo(step.review, at)
        for key in step.buried:
            self._store.unbury(key)
        self._queue = step.queue
        self._current = self._cards.get(step.card.key)
        return step

    @property
    def steps(self) -> tuple[Step, ...]:
        """What was done, in order."""
        return tuple(self._steps)

    # Within.

    def _planned(
        self, now: datetime, limits: Limits, rng: random.Random | None
    ) -> tuple[list[CardKey], tuple[tuple[datetime, int, CardKey], ...]]:
        """The cards to ask today, but for those being learnt, which come by the clock."""
        today: list[Review] = []
        buried: set[CardKey] = set()
        for course in {key.course for key in self._cards}:
            today += self._store.reviews(course, self.day.start)
            buried |= self._store.buried(course, now)
        had_new = sum(review.before.phase is Phase.NEW for review in today)
        had_reviews = sum(review.before.phase is Phase.REVIEW for review in today)
        learning: list[tuple[datetime, int, CardKey]] = []
        due: list[tuple[datetime, int, CardKey]] = []
        new: list[CardKey] = []
        for n, (key, card) in enumerate(self._cards.items()):
            if key in buried or not card.graded:
                continue
            state = self._state(key)
            if state.is_learning and state.due is not None and state.due < self.day.end:
                learning.append((state.due, n, key))
            elif state.phase is Phase.NEW:
                new.append(key)
            elif state.phase is Phase.REVIEW and state.due is not None and self._is_due(state):
                due.append((state.due, n, key))
        learning.sort()
        if limits.cards is not None:
            learning = learning[: limits.cards]
        taken = {review.card.question for review in today}
        taken.update(key.question for _, _, key in learning)
        reviews = _one_each((key for *_, key in sorted(due)), taken)
        reviews = reviews[: max(0, limits.reviews - had_reviews)]
        if rng is not None:
            rng.shuffle(new)
        most = max(0, limits.new - had_new) if limits.more is None else limits.more
        fresh = _one_each(new, taken | {key.question for key in reviews})[:most]
        plan = _mixed(reviews, fresh)
        if limits.cards is not None:
            plan = plan[: limits.cards - len(learning)]
        return plan, tuple(learning)

    def _is_due(self, state: CardState) -> bool:
        """Whether a review falls on this day; one that was given today is not asked for again."""
        assert state.due is not None
        given = state.last is not None and self.day.start <= state.last < self.day.end
        return state.due < self.day.end and not given

    def _next(self, now: datetime) -> CardKey | None:
        queue = self._queue
        learning = next((entry for entry in queue.learning if entry[2] not in queue.gone), None)
        if learning and learning[0] <= now:
            return learning[2]
        for place in range(queue.at, len(self._plan)):
            if self._plan[place] not in queue.gone:
                return self._plan[place]
        if learning and learning[0] <= now + LEARN_AHEAD:
            return learning[2]
        return next((key for key in queue.again if key not in queue.gone), None)

    def _without(self, key: CardKey) -> _Queue:
        """The queue once a card has had its turn."""
        queue = self._queue
        at, plan = queue.at, self._plan
        while at < len(plan) and plan[at] in queue.gone:
            at += 1
        if at < len(plan) and plan[at] == key:
            return replace(queue, at=at + 1)
        learning = tuple(entry for entry in queue.learning if entry[2] != key)
        if len(learning) == len(queue.learning) and key in queue.again:
            again = list(queue.again)
            again.remove(key)
            return replace(queue, again=tuple(again))
        return replace(queue, learning=learning)

    def _leave(
        self, done: Done, buried: tuple[CardKey, ...] = (), gone: frozenset[CardKey] | None = None
    ) -> None:
        card, queue = self._asked(), self._queue
        gone = queue.gone | (gone or {card.key})
        self._queue = replace(queue, gone=gone)
        state = self._state(card.key)
        self._done(Step(card, done, None, None, state, state, queue, None, buried))

    def _done(self, step: Step) -> None:
        self._steps.append(step)
        self._seen[step.card.key] += 1
        self._current = None

    def _asked(self) -> Card:
        if self._current is None:
            raise ValueError("no question is asked")
        return self._current

    def _state(self, key: CardKey) -> CardState:
        return self._states.get(key, NEW)

    def summary(self, now: datetime) -> Summary:
        """What came of the session so far, and what is due next of its cards."""
        return summed(self._steps, self._cards, self._states, self.day, now)


def _one_each(keys: Iterable[CardKey], taken: set[str]) -> list[CardKey]:
    """The first card of each question that is not taken."""
    seen = set(taken)
    found = []
    for key in keys:
        if key.question not in seen:
            seen.add(key.question)
            found.append(key)
    return found


def _mixed(reviews: Sequence[CardKey], new: Sequence[CardKey]) -> list[CardKey]:
    """Reviews with new cards evenly among them."""
    every = (len(reviews) + 1) / (len(new) + 1)
    mixed: list[CardKey] = []
    put = 0
    for n, key in enumerate((*reviews, None)):
        while put < len(new) and (key is None or int((put + 1) * every) <= n):
            mixed.append(new[put])
            put += 1
        if key is not None:
            mixed.append(key)
    return mixed


# Looking back.


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions came to what."""

    right: int = 0
    wrong: int = 0
    skipped: int = 0
    buried: int = 0
    discussed: int = 0

    @property
    def asked(self) -> int:
        return self.answered + self.skipped + self.buried + self.discussed

    @property
    def answered(self) -> int:
        """Those that were right or wrong."""
        return self.right + self.wrong

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @classmethod
    def of(cls, done: Iterable[Done]) -> Tally:
        made = list(done)
        return cls(**{kind.value: made.count(kind) for kind in Done})


Section = tuple[str, str] | None
"""A source's id and the id of its section; None for a question that cites nothing."""


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What is due next: cards later today, or in the next minutes, and when the first is, cards
    tomorrow, and else in how many days the next ones; `new` were never asked."""

    today: int = 0
    first: datetime | None = None
    tomorrow: int = 0
    days: int | None = None
    later: int = 0
    new: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a session: counts of answers, and of `cards`; the hardest, the worst first."""

    all: Tally
    cards: int
    by_type: dict[str, Tally]
    by_section: dict[Section, Tally]
    hardest: tuple[Card, ...]
    leeches: tuple[Card, ...]
    next: Upcoming
    took: int


HARDEST = 3


def summed(
    steps: Sequence[Step],
    cards: Mapping[CardKey, Card],
    states: Mapping[CardKey, CardState],
    day: Day,
    now: datetime,
) -> Summary:
    types: dict[str, list[Done]] = {}
    sections: dict[Section, list[Done]] = {}
    given: dict[CardKey, list[Step]] = {}
    for step in steps:
        exercise = step.card.exercise
        types.setdefault(exercise.type, []).append(step.done)
        sections.setdefault(section(exercise), []).append(step.done)
        if step.grade is not None:
            given.setdefault(step.card.key, []).append(step)

    def hardness(answers: list[Step]) -> tuple[int, int, float]:
        grades = [step.grade for step in answers]
        difficulty = answers[-1].after.difficulty or 0.0
        return grades.count(Grade.AGAIN), grades.count(Grade.HARD), difficulty

    hard = [answers for answers in given.values() if any(hardness(answers)[:2])]
    hard.sort(key=hardness, reverse=True)
    leeches = [a[-1].card for a in given.values() if a[-1].after.is_leech and a[-1].review]
    return Summary(
        all=Tally.of(step.done for step in steps),
        cards=len(given),
        by_type={type: Tally.of(done) for type, done in sorted(types.items())},
        by_section={key: Tally.of(done) for key, done in sections.items()},
        hardest=tuple(answers[-1].card for answers in hard[:HARDEST]),
        leeches=tuple(leeches),
        next=upcoming(cards, states, day, now),
        took=sum(step.took or 0 for step in steps),
    )


def upcoming(
    cards: Mapping[CardKey, Card], states: Mapping[CardKey, CardState], day: Day, now: datetime
) -> Upcoming:
    """What of some cards is due after a session."""
    one = timedelta(days=1)
    dues = [states[key].due for key in cards if key in states]
    times = sorted(due for due in dues if due is not None)
    # what comes again in minutes is not put off by the end of the day
    ends = max(day.end, now + LEARN_AHEAD)
    today = [due for due in times if due < ends]
    later = times[len(today) :]
    tomorrow = sum(due < day.end + one for due in later)
    days, count = None, 0
    if later and not tomorrow:
        days = (later[0] - day.end) // one + 1
        count = sum((due - day.end) // one + 1 == days for due in later)
    new = sum(states.get(key, NEW).phase is Phase.NEW and c.graded for key, c in cards.items())
    first = today[0] if today else None
    return Upcoming(len(today), first, tomorrow, days, count, new)


def section(exercise: Exercise) -> Section:
    """The section that an exercise's first evidence stands in."""
    first = exercise.evidence[0] if exercise.evidence else None
    return (first.source, first.place.section) if first else None
