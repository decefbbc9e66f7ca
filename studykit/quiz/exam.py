"""An exam: a fixed number of questions, marked at the end, without scheduling."""

from __future__ import annotations

import random
from collections.abc import Iterable, Set
from dataclasses import dataclass

from ..bank.model import Discuss, Recall
from .cards import Card
from .marking import Answer, Layout, mark
from .typed import Outcome


@dataclass(frozen=True, slots=True)
class Marked:
    """A question of an exam with its answer; without an answer it is wrong."""

    card: Card
    layout: Layout
    answer: Answer
    outcome: Outcome
    elapsed_ms: int

    @property
    def right(self) -> bool:
        """Whether the answer counts as right, also if it is only close."""
        return self.outcome is not Outcome.WRONG


class Exam:
    """A number of questions drawn by a seed; the same cards and seed make the same exam.

    Only questions that can be marked are asked: none to recall or to discuss.  Blanks are typed, and
    of a text with blanks one number is asked.  Another word of the `vocabulary` is never a slip of an answer.
    `giveaways` are pairs of ids of questions that are not asked together.
    """

    def __init__(
        self,
        cards: Iterable[Card],
        count: int,
        seed: int,
        vocabulary: Set[str] = frozenset(),
        giveaways: Set[tuple[str, str]] = frozenset(),
    ) -> None:
        self.seed = seed
        self._vocabulary = vocabulary
        rng = random.Random(f"{seed}/exam")
        by_question: dict[str, list[Card]] = {}
        for card in cards:
            if not isinstance(card.exercise.response, Recall | Discuss):
                by_question.setdefault(card.key.question, []).append(card)
        self.possible = len(by_question)
        drawn: list[Card] = []
        for question in rng.sample(sorted(by_question), self.possible):
            card = rng.choice(by_question[question])
            if len(drawn) < count and not _is_given_away(card, drawn, giveaways):
                drawn.append(card)
        self.cards = tuple(drawn)
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

    def answer(self, answer: Answer, elapsed_ms: int = 0) -> None:
        """Answer the current question, or skip it with None.

        Raises ValueError if the answer does not fit the question.
        """
        card = self.current
        if card is None:
            raise ValueError("the exam has ended")
        if answer is not None:
            self._mark(card, answer)
        self._given.append((answer, elapsed_ms))

    def _mark(self, card: Card, answer: Answer) -> Outcome | None:
        return mark(card.exercise, self.layout(card), answer, card.part, self._vocabulary)

    def back(self) -> bool:
        """Take back the last answer; return whether there was one."""
        if not self._given:
            return False
        self._given.pop()
        return True

    @property
    def marked(self) -> tuple[Marked, ...]:
        """The questions so far with their answers, marked."""
        marked = []
        for card, (answer, elapsed_ms) in zip(self.cards, self._given, strict=False):
            layout = self.layout(card)
            outcome = None
            if answer is not None:
                outcome = self._mark(card, answer)
            marked.append(Marked(card, layout, answer, outcome or Outcome.WRONG, elapsed_ms))
        return tuple(marked)


def _is_given_away(card: Card, drawn: Iterable[Card], giveaways: Set[tuple[str, str]]) -> bool:
    """Whether a question and one of those drawn give away the answer of one of them."""
    id = card.exercise.id
    return any(
        (id, other.exercise.id) in giveaways or (other.exercise.id, id) in giveaways
        for other in drawn
    )
