"""An exam: a fixed number of questions, marked at the end, without a schedule."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from ..bank.model import Discuss, Recall
from .marking import Answer, Layout, Outcome, mark
from .session import Card


@dataclass(frozen=True, slots=True)
class Marked:
    """A question of an exam with the answer to it; one without an answer is wrong.

    `took` is how long it stood there, in milliseconds.
    """

    card: Card
    layout: Layout
    answer: Answer
    outcome: Outcome
    took: int

    @property
    def right(self) -> bool:
        """Slips of the hand do not count against an answer."""
        return self.outcome is not Outcome.WRONG


class Exam:
    """So many questions, drawn by a seed; the same cards and the same seed make the same exam.

    It asks what can be marked without the learner's word, so nothing that is recalled or discussed;
    a blank is typed, and of the blanks of a text one number is asked.
    """

    def __init__(self, cards: Iterable[Card], count: int, seed: int) -> None:
        self.seed = seed
        rng = random.Random(f"{seed}/exam")
        by_question: dict[str, list[Card]] = {}
        for card in cards:
            if not isinstance(card.exercise.response, Recall | Discuss):
                by_question.setdefault(card.key.question, []).append(card)
        self.possible = len(by_question)
        drawn = rng.sample(sorted(by_question), min(count, self.possible))
        self.cards = tuple(rng.choice(by_question[question]) for question in drawn)
        self._given: list[tuple[Answer, int]] = []

    @property
    def total(self) -> int:
        return len(self.cards)

    @property
    def number(self) -> int:
        """The number of the current question, from 1."""
        return len(self._given) + 1

    @property
    def current(self) -> Card | None:
        """The question to ask now, or None at the end."""
        return None if len(self._given) == self.total else self.cards[len(self._given)]

    def layout(self, card: Card) -> Layout:
        return Layout.of(card.exercise, self.seed)

    def answer(self, answer: Answer, took: int = 0) -> None:
        """Answer the current question, None to leave it out."""
        card = self.current
        if card is None:
            raise ValueError("the exam has ended")
        if answer is not None:
            mark(card.exercise, self.layout(card), answer, card.part)  # raises for what is none
        self._given.append((answer, took))

    def back(self) -> bool:
        """Take the last answer back; whether there was one."""
        if self._given:
            self._given.pop()
            return True
        return False

    @property
    def marked(self) -> tuple[Marked, ...]:
        """The questions so far with what their answers came to."""
        found = []
        for card, (answer, took) in zip(self.cards, self._given, strict=False):
            layout = self.layout(card)
            outcome = None
            if answer is not None:
                outcome = mark(card.exercise, layout, answer, card.part)
            found.append(Marked(card, layout, answer, outcome or Outcome.WRONG, took))
        return tuple(found)
