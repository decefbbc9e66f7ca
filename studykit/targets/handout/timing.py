"""Minutes and points of a question: rough, and the same in every kind of handout."""

from __future__ import annotations

from math import ceil
from typing import assert_never

from ...bank.model import (
    Arrange,
    Blank,
    Choose,
    Discuss,
    Exercise,
    Fill,
    Label,
    Match,
    Number,
    Recall,
    Type,
)

DISCUSSION_MINUTES = {"opening": 5, "core": 20, "closing": 10}
"""Minutes of a discussion question, if its bank does not say."""


def is_higher_order(exercise: Exercise) -> bool:
    """Whether a question asks for one of Bloom's three higher levels."""
    return exercise.level in ("analyze", "evaluate", "create")


def minutes(exercise: Exercise) -> int:
    """How long a question takes: as its bank says, or what its response usually takes.

    For a range of minutes, this is the middle.
    """
    response = exercise.response
    match response:
        case Discuss():
            if response.minutes is None:
                return DISCUSSION_MINUTES[response.stage]
            return sum(response.minutes) // 2
        case Recall():
            answering = 3 if is_higher_order(exercise) else 2
        case Arrange():
            answering = 2
        case Match():
            answering = ceil(len(response.pairs) / 2)
        case Label():
            answering = ceil(len(response.parts) / 2)
        case Choose() | Type() | Number() | Fill():
            answering = 1
        case _:
            assert_never(response)
    reading = 1 if exercise.stimulus else 0
    return answering + reading


def points(exercise: Exercise) -> int:
    """Points for an answer: one for each thing to find, two for a written answer."""
    response = exercise.response
    match response:
        case Choose():
            return sum(option.right for option in response.options)
        case Fill():
            return len({part.answer for part in response.parts if isinstance(part, Blank)})
        case Match():
            return len(response.pairs)
        case Label():
            return len(response.parts)
        case Recall() | Arrange():
            return 2
        case Type() | Number() | Discuss():
            return 1
        case _:
            assert_never(response)
