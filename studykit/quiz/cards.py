"""Cards: the units that are scheduled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..bank.model import Discuss, Exercise, Fill
from .review_log import CardKey


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
