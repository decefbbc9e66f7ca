"""Quotes that many questions cite, alone or within a longer quote."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from ..conftest import pointed
from .helpers import QUOTE, messages, question

LONGER = f"I was walking the dog, and {QUOTE}"


def about(*quotes: str) -> dict[str, object]:
    return question(passages=[{"quote": quote} for quote in quotes])


@pytest.fixture
def found(checked: Callable[..., Checked]) -> Callable[..., list[str]]:
    return lambda *questions: messages(checked, "overused-quote", *questions)


def test_the_fifth_question_is_reported(found: Callable[..., list[str]]) -> None:
    assert found(*[about(QUOTE)] * 4) == []
    assert found(*[about(QUOTE)] * 5) == [f"5 questions cite “{QUOTE}”"]


def test_a_longer_quote_counts_for_the_shorter(found: Callable[..., list[str]]) -> None:
    assert found(*[about(QUOTE)] * 2, *[about(LONGER)] * 3) == [f"5 questions cite “{QUOTE}”"]
    assert found(about(QUOTE), *[about(LONGER)] * 3) == []


def test_a_question_that_cites_a_quote_twice_counts_once(found: Callable[..., list[str]]) -> None:
    assert found(*[about(QUOTE)] * 3, about(QUOTE, LONGER)) == []


def test_the_other_questions_are_named(checked: Callable[..., Checked]) -> None:
    questions = "".join(
        f"- {{id: q{n}, type: basic, prompt: What?, answer: A, passages: [{{quote: {QUOTE}}}]}}\n"
        for n in range(12)
    )
    (line,) = [line for line in pointed(checked(questions)) if "overused" in line]
    assert line == (
        f"{QUOTE} | overused-quote: 12 questions cite “{QUOTE}” | ask about other passages instead;"
        " the other questions are `q0`, `q1`, `q2`, `q3`, `q5`, `q6`, `q7`, `q8`, `q9` and 2 more"
    )
