"""Cards: the units that are scheduled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..bank.model import Discuss, Exercise, Fill, Label, Recall
from .review_log import CardKey

REVERSED = 1
"""The part of a question that asks for the prompt."""


@dataclass(frozen=True, slots=True)
class Card:
    """The unit that is scheduled: a question, the blanks of one number in a cloze, a part of a
    picture, or the other direction of a question that is asked both ways.
    """

    key: CardKey
    exercise: Exercise

    @property
    def part(self) -> int:
        return self.key.part

    @property
    def is_reversed(self) -> bool:
        """Whether the answer is shown and the prompt is recalled."""
        return isinstance(self.exercise.response, Recall) and self.part == REVERSED

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
        for part, asked in _parts(exercise):
            yield Card(CardKey(course, oldest, part), asked)


def _parts(exercise: Exercise) -> Iterator[tuple[int, Exercise]]:
    match exercise.response:
        case Fill() as fill:
            yield from ((number, exercise) for number in fill.numbers)
        case Label(parts=parts):
            yield from ((number, exercise) for number in range(1, len(parts) + 1))
        case Recall(answer, reverse=True):
            yield 0, exercise
            other_way = replace(exercise, prompt=answer, response=Recall(exercise.prompt))
            yield REVERSED, other_way
        case _:
            yield 0, exercise
