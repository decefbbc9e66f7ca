"""Numbers in a prompt that make the answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from .helpers import messages, question

CODE = "operands-in-prompt"


def found(checked: Callable[..., Checked], prompt: str, answer: str, **keys: object) -> list[str]:
    asked = question(prompt, **{"type": "numeric", "answer": answer, "level": "apply"} | keys)
    return messages(checked, CODE, asked)


@pytest.mark.parametrize(
    ("prompt", "answer", "shown"),
    [
        ("What are 14 winders and 3 helpers?", "17", "“14” and “3”"),
        ("It takes 212 turns, and she stopped at 208. How many are left?", "4", "“212” and “208”"),
        ("How many hours are three winders for four hours each?", "12", "“three” and “four”"),
        ("She divides 70 by 7. What is it?", "10", "“70” and “7”"),
        ("What part of the 14 are 7?", "1/2", "“14” and “7”"),
        ("Between 40–50 buckets, what is the difference?", "10", "“40–50”"),
        ("Of the oil, 13% is left. How much is gone?", "87", "“13”"),
    ],
)
def test_one_operation(
    checked: Callable[..., Checked], prompt: str, answer: str, shown: str
) -> None:
    assert found(checked, prompt, answer) == [
        f"the answer can be calculated from {shown} in the prompt"
    ]


def test_a_range_of_right_answers(checked: Callable[..., Checked]) -> None:
    prompt = "By what factor is 6 million less than 500 million?"
    assert found(checked, prompt, "83", range=["80", "85"]) == [
        "the answer can be calculated from “6 million” and “500 million” in the prompt"
    ]
    assert found(checked, prompt, "80") == []


@pytest.mark.parametrize(
    ("prompt", "answer"),
    [
        ("How many turns are left?", "4"),
        ("It takes 212 turns. How many are left?", "4"),
        ("It takes 212 turns, and she stopped at 208. How many hours does it take?", "9"),
        ("Of 2 in 100 or so, how many remain with 10%?", "55"),
    ],
)
def test_one_number_or_others(checked: Callable[..., Checked], prompt: str, answer: str) -> None:
    assert found(checked, prompt, answer) == []


def test_an_implied_hundred_is_only_for_what_is_left(checked: Callable[..., Checked]) -> None:
    """50% is 100 divided by 2, but nobody divides a hundred by the number of winters."""
    assert found(checked, "For two winters, what percentage slept there?", "50") == []


@pytest.mark.parametrize(
    ("level", "is_found"),
    [("remember", False), ("understand", False), ("apply", True), ("analyze", True)],
)
def test_levels(checked: Callable[..., Checked], level: str, is_found: bool) -> None:
    prompt = "What are 14 winders and 3 helpers?"
    assert bool(found(checked, prompt, "17", level=level)) == is_found


def test_a_short_answer_that_is_a_number(checked: Callable[..., Checked]) -> None:
    prompt = "A gap of two and another of two: what is the whole gap?"
    assert found(checked, prompt, "four times", type="short_answer") == [
        "the answer can be calculated from “two” in the prompt"
    ]
    assert found(checked, prompt, "a wide one", type="short_answer") == []


def test_numbers_in_code_and_tables_are_given_on_purpose(checked: Callable[..., Checked]) -> None:
    for figure in ("```\nprint(14 + 3)\n```", "| a | b |\n|---|---|\n| 14 | 3 |"):
        assert found(checked, f"What comes of it?\n\n{figure}", "17") == []
