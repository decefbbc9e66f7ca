"""The answer key of an exam as data, to grade the answers by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from ...analysis.answer_key import AnswerKey, KeyedQuestion
from ...bank.model import (
    Arrange,
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
from ...bank.prose import plain
from .areas import Options, OrderArea, PairsArea
from .asking import PrintedQuestion, blank_answers
from .model import Document
from .prose import words
from .timing import points

PrintedForm = Iterable[tuple[Exercise, PrintedQuestion]]


def answer_key(document: Document, forms: dict[str, PrintedForm]) -> AnswerKey:
    """The key of a printed exam whose forms have these letters."""
    keyed = {letter: tuple(_keyed(*one) for one in form) for letter, form in forms.items()}
    return AnswerKey(title=document.title, forms=keyed, language=document.lang)


def _keyed(exercise: Exercise, printed: PrintedQuestion) -> KeyedQuestion:
    base = KeyedQuestion(
        id=exercise.id, kind="written", points=points(exercise), lang=exercise.lang
    )
    response = exercise.response
    match response:
        case Choose():
            right = tuple(printed.key.split(", "))
            return base.model_copy(
                update={"kind": "choose", "options": _options(printed), "right": right}
            )
        case Arrange():
            right = tuple(printed.key.split(", "))
            return base.model_copy(
                update={"kind": "arrange", "options": _options(printed), "right": right}
            )
        case Match():
            right = tuple(pair.split(" ")[1] for pair in printed.key.split(", "))
            return base.model_copy(
                update={"kind": "match", "options": _options(printed), "right": right}
            )
        case Fill():
            return base.model_copy(update={"kind": "fill", "right": tuple(blank_answers(response))})
        case Label():
            names = tuple(plain(part.name) for part in response.parts)
            return base.model_copy(update={"kind": "fill", "right": names})
        case Type():
            accept = tuple(map(plain, response.accept))
            return base.model_copy(
                update={"kind": "type", "right": (plain(response.answer),), "accept": accept}
            )
        case Number():
            return base.model_copy(
                update={
                    "kind": "number",
                    "right": (response.text,),
                    "low": str(response.low),
                    "high": str(response.high),
                    "unit": response.unit,
                }
            )
        case Recall() | Discuss():
            return base
        case _:
            assert_never(response)


def _options(printed: PrintedQuestion) -> dict[str, str]:
    area = printed.answer_area
    assert isinstance(area, Options | OrderArea | PairsArea)
    return {choice.letter: " ".join(words(choice.prose)) for choice in area.choices}
