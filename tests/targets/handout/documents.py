"""Reading documents: their blocks, questions and notes."""

from __future__ import annotations

from typing import TypeVar

from studykit.bank.load import Course
from studykit.bank.model import Exercise
from studykit.bank.prose import Prose
from studykit.targets.handout.model import Document, HandoutBlock, Item, flat
from studykit.targets.handout.prose import words
from studykit.targets.handout.request import HandoutResult

from .courses import handout_request

B = TypeVar("B", bound=HandoutBlock)


def text_of(prose: Prose) -> str:
    return "\n".join(words(prose))


def blocks(document: Document, kind: type[B]) -> list[B]:
    return [b for part in document.parts for b in flat(part.blocks) if isinstance(b, kind)]


def items(document: Document) -> list[Item]:
    return blocks(document, Item)


def items_by_id(document: Document) -> dict[str | None, Item]:
    return {item.id: item for item in items(document)}


def notes(item: Item, label: str) -> list[str]:
    return [text_of(note.prose) for note in item.notes if note.label == label]


def exercises_of(course: Course) -> dict[str, Exercise]:
    return {exercise.id: exercise for exercise in handout_request(course).exercises}


def left_out(result: HandoutResult) -> dict[str, str]:
    return {question.id: question.explanation for question in result.left_out}
