"""Answers of every kind are marked as in the terminal, and a grade is suggested."""

from __future__ import annotations

import random
from typing import Any

import pytest

from studykit.bank.model import Arrange, Choose, Discuss, Exercise, Fill, Label, Match, Recall, Type
from studykit.quiz.marking import Layout, mark
from studykit.terminal.answer import SUGGESTED

from .engine import run
from .questions import deck, page_data

QUESTIONS = deck(random.Random(4), 60)


def first(kind: type) -> int:
    """Return the index of the first question with a kind of response."""
    return next(n for n, question in enumerate(QUESTIONS) if isinstance(question.response, kind))


ANSWERS: dict[type, list[Any]] = {
    Choose: [{0}, {0, 1}, set(), {9}, "a", None, [0]],
    Type: ["ferry", "", None, {0}, [0]],
    Fill: ["ferry", None, {0}],
    Label: ["ferry", "harbor", "", None, {0}, [0]],
    Arrange: [[0, 1], [], [7], "a", None, {0}],
    Match: [[0, 0, 0], [0], [9], "a", None],
    Recall: [None, "a", {0}],
    Discuss: [None, "a"],
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_answers_of_every_kind(kind: type) -> None:
    """What cannot be an answer to the question is refused by both."""
    n = first(kind)
    question, seed = QUESTIONS[n], 3
    part = 1 if kind in (Fill, Label) else 0
    expected, asked = [], []
    for answer in ANSWERS[kind]:
        expected.append(_marked(question, seed, answer, part))
        asked.append(
            [n, part, seed, {"set": sorted(answer)} if isinstance(answer, set) else answer]
        )
    assert run("marked", page_data(QUESTIONS) | {"answers": asked}) == expected


def test_each_part_of_a_picture_is_marked_by_its_own_name() -> None:
    n = next(n for n, one in enumerate(QUESTIONS) if len(_names(one)) > 1)
    first, second, *_ = _names(QUESTIONS[n])
    asked = [[n, 1, 3, first], [n, 2, 3, first], [n, 2, 3, second.upper()]]
    outcomes = [_marked(QUESTIONS[n], 3, answer, part) for _, part, _, answer in asked]
    assert [one["outcome"] for one in outcomes] == ["right", "wrong", "right"]
    assert run("marked", page_data(QUESTIONS) | {"answers": asked}) == outcomes


def _names(question: Exercise) -> list[str]:
    response = question.response
    return [part.name for part in response.parts] if isinstance(response, Label) else []


def _marked(question: Exercise, seed: int, answer: Any, part: int) -> dict[str, Any]:
    try:
        outcome = mark(question, Layout.of(question, seed), answer, part)
    except (ValueError, IndexError):
        return {"outcome": "refused"}
    grade = SUGGESTED[outcome] if outcome else None  # the page suggests none to accept
    return {"outcome": outcome, "grade": grade, "cram": 3 if outcome == "close" else grade}


def test_the_solution_that_is_shown_is_right() -> None:
    kinds = (Choose, Arrange, Match)
    data = page_data([question for question in QUESTIONS if isinstance(question.response, kinds)])
    for seed in range(5):
        assert set(run("solutions", data | {"seed": seed})) == {"right"}
