"""Reviews, and their JSON Lines, which are exported and merged: one review per line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from types import NoneType
from typing import Any, NamedTuple

from ..diagnostics import json_text
from .schedule import CardState, Grade, Scheduling, millis, millis_or_none, moment, moment_or_none


class CardKey(NamedTuple):
    """The identity of a card: the course's id, the question's oldest id, and which of its cards it is.

    `part` is the number of a blank or of a part of a picture, 1 for the other direction, else 0.
    """

    course: str
    question: str
    part: int = 0

    def __str__(self) -> str:
        return f"{self.course}/{self.question}/{self.part}"


@dataclass(frozen=True, slots=True)
class Review:
    """A grade of a card: its time (UTC), how long the answer took, and how the card was scheduled.

    `before` and `after` are the card's states at that time.  When other reviews are undone or merged
    later, the card changes, but not they.  A review with `undone` does not count.
    """

    id: str
    card: CardKey
    at: datetime
    grade: Grade
    elapsed_ms: int | None
    scheduling: Scheduling
    before: CardState
    after: CardState
    undone: datetime | None = None


class ReviewIdentity(NamedTuple):
    """The part of a review that is the same in all files that have it, as columns of the database."""

    course: str
    question: str
    part: int
    at: int
    grade: int
    retention: float
    fuzz: int

    @classmethod
    def of(cls, review: Review) -> ReviewIdentity:
        scheduling = review.scheduling
        return cls(
            *review.card,
            at=millis(review.at),
            grade=int(review.grade),
            retention=scheduling.retention,
            fuzz=int(scheduling.fuzz),
        )


def to_line(review: Review) -> str:
    """Return a review as a line of JSON, without a line end."""
    data = {
        "id": review.id,
        **review.card._asdict(),
        "at": millis(review.at),
        "grade": int(review.grade),
        "took": None if review.elapsed_ms is None else max(0, review.elapsed_ms),
        "retention": review.scheduling.retention,
        "fuzz": review.scheduling.fuzz,
        "before": review.before.as_data(),
        "after": review.after.as_data(),
        "undone": millis_or_none(review.undone),
    }
    return json_text(data)


def from_lines(lines: Iterable[str]) -> Iterator[tuple[int, Review]]:
    """Read reviews with their line numbers; raise ValueError at a line that is not a review."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            review = _from_line(line)
        except ValueError as error:
            raise ValueError(f"line {number} is not a review: {error}") from error
        yield number, review


def _from_line(line: str) -> Review:
    """Read a review; ignore keys of later versions."""
    try:
        data = json.loads(line)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise ValueError("it is not JSON") from error
    if not isinstance(data, dict):
        raise ValueError("it is not a JSON object")
    return Review(
        id=_get(data, "id", str),
        card=CardKey(
            _get(data, "course", str), _get(data, "question", str), _get(data, "part", int)
        ),
        at=moment(_get(data, "at", int)),
        grade=Grade(_get(data, "grade", int)),
        elapsed_ms=_get(data, "took", int, NoneType),
        scheduling=Scheduling(
            float(_get(data, "retention", float, int)), fuzz=_get(data, "fuzz", bool)
        ),
        before=_get_state(data, "before"),
        after=_get_state(data, "after"),
        undone=moment_or_none(_get(data, "undone", int, NoneType)),
    )


def _get(data: dict[str, Any], key: str, *types: type) -> Any:
    """Return the value of a key; raise ValueError for a wrong type or a number out of range."""
    if key not in data:
        raise ValueError(f"`{key}` is missing")
    value = data[key]
    kind = type(value)  # not isinstance: to it, true is an int
    in_range = kind is not int or 0 <= value < 2**47  # as milliseconds, until the year 6429
    if kind not in types or not in_range:
        raise ValueError(f"`{key}` cannot be {json.dumps(value)[:40]}")
    if kind is str:
        value.encode()  # half a surrogate pair cannot be stored
    return value


def _get_state(data: dict[str, Any], key: str) -> CardState:
    state = _get(data, key, dict)
    try:
        return CardState.from_data(state)
    except ValueError as error:
        raise ValueError(f"`{key}` is not the state of a card") from error
