"""A quiz session: which card is asked next, what a grade changes, and the results.

Nothing here prints or reads a clock: times are arguments, and grades are kept in a `Progress`.  The
same cards, states and seed make the same session.
"""

from __future__ import annotations

import random
from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ..bank.model import Discuss, Exercise, Fill
from .marking import Layout
from .progress import Overtaken, Progress
from .review_log import CardKey, Review
from .schedule import NEW, CardState, Day, Grade, Phase, Scheduling

LEARN_AHEAD = timedelta(minutes=20)
"""How long before it is due a card in learning is asked if nothing else is left."""


class Mode(StrEnum):
    """`STUDY` asks due cards and some new ones; `ALL` asks every card once, in order; `CRAM` asks
    every card, wrong ones again until they are right, and keeps nothing."""

    STUDY = "study"
    ALL = "all"
    CRAM = "cram"


@dataclass(frozen=True, slots=True)
class Card:
    """The unit that is scheduled: a question, or the blanks of one number in a cloze."""

    key: CardKey
    exercise: Exercise

    @property
    def part(self) -> int:
        return self.key.part

    @property
    def graded(self) -> bool:
        """Whether the card gets grades; a discussion does only if its bank makes it a card."""
        return self.exercise.card or not isinstance(self.exercise.response, Discuss)


def cards(course: str, exercises: Iterable[Exercise]) -> Iterator[Card]:
    """Return the cards of a course's questions; the cards of one question are siblings.

    A question is identified by its oldest id, so that its progress survives a renaming.
    """
    for exercise in exercises:
        oldest = exercise.formerly[0] if exercise.formerly else exercise.id
        response = exercise.response
        parts = response.numbers if isinstance(response, Fill) else (0,)
        for part in parts:
            yield Card(CardKey(course, oldest, part), exercise)


@dataclass(frozen=True, slots=True)
class Limits:
    """The most new cards and reviews a day, and the most `cards` in the session.

    With `more`, the session introduces that many new cards, ignoring today's limit.
    """

    new: int = 20
    reviews: int = 200
    more: int | None = None
    cards: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of cards that are left, including the current one, and of those that are through."""

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
    """The result of a question that was asked."""

    RIGHT = "right"
    WRONG = "wrong"
    SKIPPED = "skipped"
    BURIED = "buried"
    DISCUSSED = "discussed"


_Learning = tuple[datetime, CardKey]
"""A card in learning and the time at which it is due."""


@dataclass(frozen=True, slots=True)
class _Queue:
    """The cards to come.  It is immutable, so that undo can return to an earlier one.

    `at` is the position in the session's plan; `learning` are the cards in learning, by due time;
    `again` the wrong ones of a cram; `gone` the skipped and buried ones.
    """

    at: int = 0
    learning: tuple[_Learning, ...] = ()
    again: tuple[CardKey, ...] = ()
    gone: frozenset[CardKey] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """A question that was asked, and its result; `before` is the state in which it was shown."""

    card: Card
    done: Done
    grade: Grade | None
    elapsed_ms: int | None
    before: CardState
    after: CardState
    queue: _Queue = field(repr=False)
    review: Review | None = None
    buried: tuple[CardKey, ...] = ()


class Session:
    """A quiz over some cards, until nothing more is due.

    A study begins with the cards in learning that are due, then asks today's reviews in order of due
    time with new cards evenly among them, and at the end the cards in learning that are due in a few
    minutes.  It asks only one card of each question a day, except those in learning.

    Without a `store`, nothing is kept.
    """

    def __init__(
        self,
        cards: Iterable[Card],
        now: datetime,
        *,
        store: Progress | None = None,
        mode: Mode = Mode.STUDY,
        day: Day | None = None,
        limits: Limits = Limits(),
        how: Scheduling | None = None,
        seed: int = 0,
        mixed: bool = False,
    ) -> None:
        self.mode, self.seed = mode, seed
        self.day = day or Day.of(now)
        self.scheduling = how or Scheduling()
        if store is None or mode is Mode.CRAM:
            store = Progress.in_memory()
        self._store = store
        self._cards = {card.key: card for card in cards}
        self._keys = tuple(self._cards)  # also of cards that `reload` removes
        self._states: dict[CardKey, CardState] = {}
        for course in {key.course for key in self._keys}:
            self._states |= store.states(course)
        rng = random.Random(f"{seed}/order")
        self._plan = list(self._keys)
        learning: list[_Learning] = []
        if mode is Mode.STUDY:
            self._plan, learning = self._plan_study(now, limits, rng if mixed else None)
        elif mode is Mode.CRAM:
            rng.shuffle(self._plan)
        if limits.cards is not None:
            self._plan = self._plan[: limits.cards - len(learning)]
        self._queue = _Queue(learning=tuple(learning))
        self._steps: list[Step] = []
        self._current: Card | None = None

    # What comes next.

    def ask(self, now: datetime) -> Card | None:
        """Return the card to ask now, the same until it is done; None if nothing is left.

        The card's state is read again: a card that was graded elsewhere in the meantime is not asked.
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
        """The number of cards that were planned."""
        return len(self._plan)

    @property
    def layout(self) -> Layout:
        """The order in which the current question is shown, another one each time it is asked."""
        card = self._required_current()
        times = sum(step.card.key == card.key for step in self._steps)
        return Layout.of(card.exercise, f"{self.seed}/{times}")

    @property
    def state(self) -> CardState:
        """The state of the current card."""
        return self._state(self._required_current().key)

    @property
    def counts(self) -> Counts:
        """The numbers of cards that are left and through."""
        queue = self._queue
        planned = [key for key in self._plan[queue.at :] if self._is_left(key)]
        new = sum(self._state(key).phase is Phase.NEW for key in planned)
        repeated = [key for _, key in queue.learning] + list(queue.again)
        learning = {key for key in repeated if self._is_left(key)}
        asked = {step.card.key for step in self._steps}
        return Counts(
            new=new,
            learning=len(learning),
            review=len(planned) - new,
            through=len(asked - learning),
        )

    def reload(self, cards: Iterable[Card]) -> None:
        """Use the questions of a bank that was edited; removed ones are not asked."""
        edited = {card.key: card for card in cards}
        self._cards = {key: edited[key] for key in self._keys if key in edited}

    # What a learner does.

    def grade(self, grade: Grade, at: datetime, elapsed_ms: int | None = None) -> CardState:
        """Grade the current card and return its new state; the grade is kept when this returns.

        Raises Overtaken if the card was graded elsewhere after it was shown; that grade counts.
        """
        card = self._required_current()
        before, queue = self._state(card.key), self._queue
        after, review = before, None
        if self.mode is Mode.CRAM:
            self._queue = self._without(card.key)
            if grade is Grade.AGAIN:
                self._queue = replace(self._queue, again=(*self._queue.again, card.key))
        else:
            try:
                review = self._store.add(card.key, grade, at, elapsed_ms, self.scheduling, before)
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
                insort(learning, (after.due, card.key), key=_due_time)
                self._queue = replace(self._queue, learning=tuple(learning))
        done = Done.WRONG if grade is Grade.AGAIN else Done.RIGHT
        self._finish(Step(card, done, grade, elapsed_ms, before, after, queue, review))
        return after

    def discuss(self) -> None:
        """Count the current card, a discussion without a grade, as discussed."""
        card = self._required_current()
        if card.graded:
            raise ValueError(f"`{card.exercise.id}` must be graded")
        self._leave(Done.DISCUSSED, {card.key})

    def skip(self) -> None:
        """Do not answer the current question; it is not asked again in this session."""
        self._leave(Done.SKIPPED, {self._required_current().key})

    def bury(self, now: datetime) -> None:
        """Do not ask the current question and its siblings again before the next day."""
        card = self._required_current()
        siblings = [key for key in self._keys if key.question == card.key.question]
        buried = self._store.buried(card.key.course, now)
        newly_buried = tuple(key for key in siblings if key not in buried)
        for key in newly_buried:
            self._store.bury(key, self.day.end)
        self._leave(Done.BURIED, siblings, newly_buried)

    def undo(self, at: datetime) -> Step | None:
        """Undo the last step, so that its card is asked again; return None if there is none."""
        if not self._steps:
            return None
        step = self._steps.pop()
        if step.review is not None:
            self._states[step.card.key] = self._store.undo(step.review, at)
        for key in step.buried:
            self._store.unbury(key)
        self._queue = step.queue
        self._current = self._cards.get(step.card.key)
        return step

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps so far, in order."""
        return tuple(self._steps)

    def summary(self, now: datetime) -> Summary:
        """Return the results so far, and which cards are due next."""
        return _summary(self._steps, self._cards, self._states, self.day, now)

    # The plan and the queue.

    def _plan_study(
        self, now: datetime, limits: Limits, rng: random.Random | None
    ) -> tuple[list[CardKey], list[_Learning]]:
        """Return today's reviews and new cards in order, and the cards in learning by due time."""
        today: list[Review] = []
        buried: set[CardKey] = set()
        for course in {key.course for key in self._keys}:
            today += self._store.reviews(course, self.day.start)
            buried |= self._store.buried(course, now)
        learning: list[_Learning] = []
        due: list[tuple[datetime, CardKey]] = []
        new: list[CardKey] = []
        for key, card in self._cards.items():
            if key in buried or not card.graded:
                continue
            state = self._state(key)
            if state.phase is Phase.NEW:
                new.append(key)
            elif state.due is None or state.due >= self.day.end:
                continue
            elif state.is_learning:
                learning.append((state.due, key))
            elif state.last is None or not self.day.start <= state.last < self.day.end:
                due.append((state.due, key))
        learning.sort(key=_due_time)
        due.sort(key=_due_time)
        if rng is not None:
            rng.shuffle(new)

        if limits.cards is not None:
            learning = learning[: limits.cards]
        taken = {review.card.question for review in today}
        taken |= {key.question for _, key in learning}
        reviewed_today = sum(review.before.phase is Phase.REVIEW for review in today)
        reviews = _first_of_each_question((key for _, key in due), taken)
        reviews = reviews[: max(0, limits.reviews - reviewed_today)]
        taken |= {key.question for key in reviews}
        most_new = limits.more
        if most_new is None:
            new_today = sum(review.before.phase is Phase.NEW for review in today)
            most_new = max(0, limits.new - new_today)
        introduced = _first_of_each_question(new, taken)[:most_new]
        return _mixed(reviews, introduced), learning

    def _next(self, now: datetime) -> CardKey | None:
        queue = self._queue
        learning = next((entry for entry in queue.learning if entry[1] not in queue.gone), None)
        if learning is not None and learning[0] <= now:
            return learning[1]
        for key in self._plan[queue.at :]:
            if key not in queue.gone:
                return key
        if learning is not None and learning[0] <= now + LEARN_AHEAD:
            return learning[1]
        return next((key for key in queue.again if key not in queue.gone), None)

    def _without(self, key: CardKey) -> _Queue:
        """Return the queue after a card's turn."""
        queue = self._queue
        at, plan = queue.at, self._plan
        while at < len(plan) and plan[at] in queue.gone:
            at += 1
        if at < len(plan) and plan[at] == key:
            return replace(queue, at=at + 1)
        if any(learning_key == key for _, learning_key in queue.learning):
            learning = tuple(entry for entry in queue.learning if entry[1] != key)
            return replace(queue, learning=learning)
        return replace(queue, again=tuple(other for other in queue.again if other != key))

    def _is_left(self, key: CardKey) -> bool:
        return key not in self._queue.gone and key in self._cards

    def _leave(
        self, done: Done, gone: Iterable[CardKey], newly_buried: tuple[CardKey, ...] = ()
    ) -> None:
        """Finish the current question without a grade."""
        card, queue = self._required_current(), self._queue
        self._queue = replace(queue, gone=queue.gone.union(gone))
        state = self._state(card.key)
        self._finish(Step(card, done, None, None, state, state, queue, None, newly_buried))

    def _finish(self, step: Step) -> None:
        self._steps.append(step)
        self._current = None

    def _required_current(self) -> Card:
        if self._current is None:
            raise ValueError("no question is being asked")
        return self._current

    def _state(self, key: CardKey) -> CardState:
        return self._states.get(key, NEW)


def _due_time(entry: tuple[datetime, CardKey]) -> datetime:
    return entry[0]


def _first_of_each_question(keys: Iterable[CardKey], taken: set[str]) -> list[CardKey]:
    """Return the first card of each question, except the questions that are taken."""
    seen = set(taken)
    found = []
    for key in keys:
        if key.question not in seen:
            seen.add(key.question)
            found.append(key)
    return found


def _mixed(reviews: Sequence[CardKey], new: Sequence[CardKey]) -> list[CardKey]:
    """Spread new cards evenly among reviews."""
    mixed = list(reviews)
    every = (len(reviews) + 1) / (len(new) + 1)
    for n, key in enumerate(new):
        mixed.insert(n + int((n + 1) * every), key)
    return mixed


# Results.


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of questions by their results."""

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
        return Tally(
            self.right + other.right,
            self.wrong + other.wrong,
            self.skipped + other.skipped,
            self.buried + other.buried,
            self.discussed + other.discussed,
        )

    @classmethod
    def of(cls, done: Iterable[Done]) -> Tally:
        counts = Counter(done)
        return cls(
            counts[Done.RIGHT],
            counts[Done.WRONG],
            counts[Done.SKIPPED],
            counts[Done.BURIED],
            counts[Done.DISCUSSED],
        )


Section = tuple[str, str] | None
"""The ids of a source and its section; None for a question without a passage."""


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The cards that are due next.

    `today` cards are due later today or in the next minutes, the `first` at that time, and `tomorrow`
    cards tomorrow.  If none is due tomorrow, `later` cards are due in `days` days.  `new` cards were
    never asked.
    """

    today: int = 0
    first: datetime | None = None
    tomorrow: int = 0
    days: int | None = None
    later: int = 0
    new: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """The results of a session.

    `all`, `by_type` and `by_section` count answers, `cards` counts cards.  Of the `hardest` cards
    the worst comes first.
    """

    all: Tally
    cards: int
    by_type: dict[str, Tally]
    by_section: dict[Section, Tally]
    hardest: tuple[Card, ...]
    leeches: tuple[Card, ...]
    next: Upcoming
    elapsed_ms: int


HARDEST = 3


def _summary(
    steps: Sequence[Step],
    cards: Mapping[CardKey, Card],
    states: Mapping[CardKey, CardState],
    day: Day,
    now: datetime,
) -> Summary:
    types: dict[str, list[Done]] = {}
    sections: dict[Section, list[Done]] = {}
    graded: dict[CardKey, list[Step]] = {}
    for step in steps:
        exercise = step.card.exercise
        types.setdefault(exercise.type, []).append(step.done)
        sections.setdefault(section(exercise), []).append(step.done)
        if step.grade is not None:
            graded.setdefault(step.card.key, []).append(step)
    hard = [given for given in graded.values() if _is_hard(given)]
    hard.sort(key=_hardness, reverse=True)
    last_steps = [given[-1] for given in graded.values()]
    return Summary(
        all=Tally.of(step.done for step in steps),
        cards=len(graded),
        by_type={type: Tally.of(done) for type, done in sorted(types.items())},
        by_section={key: Tally.of(done) for key, done in sections.items()},
        hardest=tuple(given[-1].card for given in hard[:HARDEST]),
        leeches=tuple(step.card for step in last_steps if step.review and step.after.is_leech),
        next=_upcoming(cards, states, day, now),
        elapsed_ms=sum(step.elapsed_ms or 0 for step in steps),
    )


def _is_hard(given: Sequence[Step]) -> bool:
    return any(step.grade in (Grade.AGAIN, Grade.HARD) for step in given)


def _hardness(given: Sequence[Step]) -> tuple[int, int, float]:
    """Return a key that sorts cards by their grades, then by FSRS's difficulty."""
    grades = [step.grade for step in given]
    difficulty = given[-1].after.difficulty or 0.0
    return grades.count(Grade.AGAIN), grades.count(Grade.HARD), difficulty


def _upcoming(
    cards: Mapping[CardKey, Card], states: Mapping[CardKey, CardState], day: Day, now: datetime
) -> Upcoming:
    one = timedelta(days=1)
    dues = [states[key].due for key in cards if key in states]
    times = sorted(due for due in dues if due is not None)
    # a card that is due in minutes counts for today, even if the day ends before
    today_ends = max(day.end, now + LEARN_AHEAD)
    today = [due for due in times if due < today_ends]
    later = times[len(today) :]
    tomorrow = sum(due < day.end + one for due in later)
    days, count = None, 0
    if later and not tomorrow:
        days_after = [(due - day.end) // one + 1 for due in later]
        days = days_after[0]
        count = days_after.count(days)
    graded = [key for key, card in cards.items() if card.graded]
    new = sum(states.get(key, NEW).phase is Phase.NEW for key in graded)
    first = today[0] if today else None
    return Upcoming(len(today), first, tomorrow, days, count, new)


def section(exercise: Exercise) -> Section:
    """Return the section of an exercise's first passage."""
    if not exercise.evidence:
        return None
    first = exercise.evidence[0]
    return (first.source, first.place.section)
