"""The key: every chosen question with answer, reasons and place, for the teacher alone."""

from __future__ import annotations

from collections.abc import Iterator

from ....bank.model import Discuss, Exercise
from ....format import plural
from ..model import HandoutBlock, Heading, Item, NoAnswerArea, Part
from ..pieces import (
    HandoutRequest,
    HandoutResult,
    answer_notes,
    document,
    places,
    subtitle,
    whole_prompt,
)


def make(wish: HandoutRequest) -> HandoutResult:
    """One document, for the teacher."""
    if not wish.exercises:
        return HandoutResult((), (), ())
    part = Part(tuple(_blocks(wish)))
    count = plural(len(wish.exercises), "question")
    exercises = [exercise for _, exercise in wish.exercises]
    key = document("key", "teacher", wish.info, exercises, [part], subtitle("teacher", count))
    return HandoutResult((key,), tuple((e.id, e.type) for e in exercises), ())


def _blocks(wish: HandoutRequest) -> Iterator[HandoutBlock]:
    header = None
    for number, (entry, exercise) in enumerate(wish.exercises, 1):
        if entry.header is not header:
            header = entry.header
            yield Heading(header.title)
        yield _item(number, exercise, wish)


def _item(number: int, exercise: Exercise, wish: HandoutRequest) -> Item:
    response = exercise.response
    return Item(
        number,
        whole_prompt(exercise),
        NoAnswerArea(),
        level=exercise.level,
        minutes=response.minutes if isinstance(response, Discuss) else None,
        lang=exercise.lang,
        id=exercise.id,
        notes=(*answer_notes(exercise), *places(exercise, wish.info)),
    )
