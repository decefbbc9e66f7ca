"""Questions with the same set of passages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from .helpers import QUOTE, messages, question

OTHER = "a hand-wound machine of 1871, whole but for one broken wheel"

BOTH = [{"quote": QUOTE}, {"quote": OTHER}]


def about(*quotes: str) -> dict[str, object]:
    return question(passages=[{"quote": quote} for quote in quotes])


@pytest.fixture
def found(checked: Callable[..., Checked]) -> Callable[..., list[str]]:
    return lambda *questions: messages(checked, "same-passages", *questions)


def test_the_third_question_is_reported(found: Callable[..., list[str]]) -> None:
    assert found(about(QUOTE), about(QUOTE)) == []
    assert found(about(QUOTE), about(QUOTE), about(QUOTE)) == [
        "3 questions cite the same passages: `q1`, `q2` and `q3`"
    ]


def test_the_order_of_passages_does_not_matter(found: Callable[..., list[str]]) -> None:
    assert found(about(QUOTE, OTHER), about(OTHER, QUOTE), about(QUOTE, OTHER)) == [
        "3 questions cite the same passages: `q1`, `q2` and `q3`"
    ]


def test_other_passages_make_other_sets(found: Callable[..., list[str]]) -> None:
    assert found(about(QUOTE, OTHER), about(OTHER), about(QUOTE)) == []


def test_the_same_words_in_two_places_differ(found: Callable[..., list[str]]) -> None:
    places = [
        {"quote": "147 steps", "prefix": "nobody climbed its"},
        {"quote": "147 steps", "prefix": "you can no longer climb"},
    ]
    one, other = (question(passages=[place]) for place in places)
    assert found(one, other, one) == []
    assert found(one, one, one) == ["3 questions cite the same passages: `q1`, `q2` and `q3`"]


def test_discussions_count_and_quotes_that_are_not_found_do_not(
    found: Callable[..., list[str]],
) -> None:
    talk = question("Why?", type="discussion", look_for=["Reasons."])
    assert found(about(QUOTE), talk, about(QUOTE)) == [
        "3 questions cite the same passages: `q1`, `q2` and `q3`"
    ]
    missing = about("a shutter that nobody heard")
    assert found(missing, missing, missing) == []


def test_many_questions_are_named_in_part(found: Callable[..., list[str]]) -> None:
    assert found(*[about(QUOTE)] * 12) == [
        "12 questions cite the same passages: `q1`, `q2`, `q3`, `q4`, `q5`, `q6`, `q7`, `q8`, `q9` and 3 more"
    ]
