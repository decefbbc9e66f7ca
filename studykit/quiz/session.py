"""A quiz session: which card is asked next, and what a grade changes.

Nothing here prints or reads a clock: times are arguments, and grades are kept in a `Progress`.  The
same cards, states and seed make the same session.
"""

from __future__ import annotations

import random
from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from .cards import Card
from .marking import Layout
from .plan import LEARN_AHEAD, InLearning, Limits, due_time, planned
from .progress import Overtaken, Progress
from .results import (
    Done,
    Step,
    Summary,
    summarize,
)
from .review_log import CardKey, Review
from .schedule import NEW, CardState, Day, Grade, Phase, Scheduling
from .typed import Outcome


class Mode(StrEnum):
    """`STUDY` asks due cards and some new ones; `ALL` asks every card once, in order; `CRAM` asks
    every card, wrong ones again until they are right, and keeps nothing."""

    STUDY = "study"
    ALL = "all"
    CRAM = "cram"


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of cards that are left, including the current one, and of questions done.

    A card that comes back in a few minutes is left, although it was answered.
    """

    new: int = 0
    learning: int = 0
    review: int = 0
    done: int = 0

    @property
    def left(self) -> int:
        return self.new + self.learning + self.review

    @property
    def total(self) -> int:
        return self.left + self.done


@dataclass(frozen=True, slots=True)
class _Queue:
    """The cards to come.  It is immutable, so that undo can return to an earlier one.

    `at` is the position in the session's plan; `learning` are the cards in learning, by due time;
    `again` the wrong ones of a cram; `gone` the skipped and buried ones.
    """

    at: int = 0
    learning: tuple[InLearning, ...] = ()
    again: tuple[CardKey, ...] = ()
    gone: frozenset[CardKey] = frozenset()


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
        limits: Limits | None = None,
        scheduling: Scheduling | None = None,
        seed: int = 0,
        mixed: bool = False,
    ) -> None:
        self.mode, self.seed = mode, seed
        self.day = day or Day.of(now)
        self.scheduling = scheduling or Scheduling()
        limits = limits or Limits()
        self.keeps = store is not None and mode is not Mode.CRAM
        """Whether what is done is kept after the session."""
        if store is None or not self.keeps:
            store = Progress.in_memory()
        self._store = store
        self._cards = {card.key: card for card in cards}
        self._keys = tuple(self._cards)  # also of cards that `reload` removes
        known: dict[CardKey, CardState] = {}
        for course in {key.course for key in self._keys}:
            known |= store.states(course)
        # under the keys of the cards themselves, which are found faster than equal ones
        self._states = {key: known[key] for key in self._keys if key in known}
        rng = random.Random(f"{seed}/order")
        self._plan = list(self._keys)
        self._queue = _Queue()
        if mode is Mode.STUDY:
            self._plan, learning = self._planned(now, limits, rng if mixed else None)
            self._queue = _Queue(learning=tuple(learning))
        else:
            if mode is Mode.CRAM:
                rng.shuffle(self._plan)
            self._plan = self._plan[: limits.cards]
        self._steps: list[Step] = []
        self._queues: list[_Queue] = []  # the queue before each step
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
    def is_first(self) -> bool:
        """Whether no card of the session was ever graded, and no question was answered in it."""
        phases = {state.phase for state in self._states.values()}
        return not self._steps and phases <= {Phase.NEW}

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
        """The numbers of cards that are left and of questions that were done."""
        queue, states = self._queue, self._states
        planned = self._left(self._plan[queue.at :])
        phases = [states[key].phase for key in planned if key in states]
        new = len(planned) - len(phases) + phases.count(Phase.NEW)
        learning = set(self._left([*(key for _, key in queue.learning), *queue.again]))
        return Counts(
            new=new,
            learning=len(learning),
            review=len(planned) - new,
            done=len(self._steps),
        )

    def reload(self, cards: Iterable[Card]) -> None:
        """Use the questions of a bank that was edited; removed ones are not asked."""
        edited = {card.key: card for card in cards}
        self._cards = {key: edited[key] for key in self._keys if key in edited}

    # What a learner does.

    def grade(
        self,
        grade: Grade,
        at: datetime,
        elapsed_ms: int | None = None,
        outcome: Outcome | None = None,
    ) -> CardState:
        """Grade the current card and return its new state; the grade is kept when this returns.

        `outcome` says whether the answer was right, for the summary.  Raises Overtaken if the card was graded elsewhere after it was shown; that grade counts.
        """
        card = self._required_current()
        shown = self._state(card.key)
        done = Done.WRONG if grade is Grade.AGAIN else Done.RIGHT
        queue = self._without(card.key)
        if self.mode is Mode.CRAM:
            if done is Done.WRONG:
                queue = replace(queue, again=(*queue.again, card.key))
            step = Step(card, done, grade, elapsed_ms, shown, shown, outcome=outcome)
            self._finish(step, queue)
            return shown
        try:
            review = self._store.add(card.key, grade, at, elapsed_ms, self.scheduling, shown)
        except Overtaken:
            self._states[card.key] = self._store.state(card.key)
            self._queue, self._current = queue, None
            raise
        after = review.after
        self._states[card.key] = after
        if self.mode is Mode.STUDY and after.is_learning and after.due is not None:
            learning = list(queue.learning)
            insort(learning, (after.due, card.key), key=due_time)
            queue = replace(queue, learning=tuple(learning))
        step = Step(card, done, grade, elapsed_ms, review.before, after, review, outcome=outcome)
        self._finish(step, queue)
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
        self._queue = self._queues.pop()
        self._current = self._cards.get(step.card.key)
        return step

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps so far, in order."""
        return tuple(self._steps)

    def summary(self, now: datetime) -> Summary:
        """Return the results so far, and which cards are due next."""
        return summarize(self._steps, self._cards, self._states, self.day, now)

    # The plan and the queue.

    def _planned(
        self, now: datetime, limits: Limits, rng: random.Random | None
    ) -> tuple[list[CardKey], list[InLearning]]:
        today: list[Review] = []
        buried: set[CardKey] = set()
        for course in {key.course for key in self._keys}:
            since = self._store.reviews(course, self.day.start)
            # reviews of a clock that was ahead do not count every day
            today += [review for review in since if review.at < self.day.end]
            buried |= self._store.buried(course, now)
        graded = [key for key, card in self._cards.items() if card.graded and key not in buried]
        return planned(graded, self._states, self.day, today, limits, rng)

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

    def _left(self, keys: Iterable[CardKey]) -> list[CardKey]:
        """Return those of some cards that are neither gone nor removed."""
        left = [key for key in keys if key in self._cards]
        return [key for key in left if key not in self._queue.gone] if self._queue.gone else left

    def _leave(
        self, done: Done, gone: Iterable[CardKey], newly_buried: tuple[CardKey, ...] = ()
    ) -> None:
        """Finish the current question without a grade."""
        card = self._required_current()
        state = self._state(card.key)
        queue = replace(self._queue, gone=self._queue.gone.union(gone))
        self._finish(Step(card, done, None, None, state, state, None, newly_buried), queue)

    def _finish(self, step: Step, queue: _Queue) -> None:
        self._steps.append(step)
        self._queues.append(self._queue)
        self._queue, self._current = queue, None

    def _required_current(self) -> Card:
        if self._current is None:
            raise ValueError("no question is being asked")
        return self._current

    def _state(self, key: CardKey) -> CardState:
        return self._states.get(key, NEW)
