"""The words of a course, which a learner who types one of them means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from ..bank.model import (
    Arrange,
    Choose,
    Discuss,
    Exercise,
    Fill,
    Label,
    Match,
    Number,
    Recall,
    Response,
    Type,
)
from ..bank.prose import plain
from ..language import language_or_default
from ..language.fold import flat
from .letters import folded
from .typed import words

SHORTEST = 4
"""The length of the shortest word that is a slip of another."""


def vocabulary(exercises: Iterable[Exercise]) -> frozenset[str]:
    """Return the words of questions, their answers, explanations and quotes, folded."""
    unread: dict[str, set[str]] = {}
    for exercise in exercises:
        for text in _texts(exercise):
            unread.setdefault(exercise.lang, set()).update(flat(plain(text)).split())
    return frozenset(
        folded(word)
        for lang, texts in unread.items()
        for text in texts
        for word in words(text, language_or_default(lang))
        if len(word) >= SHORTEST
    )


def _texts(exercise: Exercise) -> Iterator[str]:
    yield exercise.prompt
    if exercise.explanation:
        yield exercise.explanation
    for evidence in exercise.evidence:
        yield evidence.quote
    yield from _response_texts(exercise.response)


def _response_texts(response: Response) -> Iterator[str]:
    match response:
        case Recall(answer):
            yield answer
        case Fill():
            yield response.text
        case Type(answer, accept):
            yield from (answer, *accept)
        case Number():
            pass
        case Choose(options):
            for option in options:
                yield from filter(None, (option.text, option.why))
        case Arrange(items):
            yield from items
        case Match(pairs):
            for left, _ in pairs:
                yield left
            yield from response.choices
        case Label(parts=parts):
            for part in parts:
                yield part.name
        case Discuss(look_for, follow_ups):
            yield from (*look_for, *follow_ups)
        case _:
            assert_never(response)
