"""Keys that are much longer than their distractors, and banks whose keys are the longest too often."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from studykit.check import Checked

from .helpers import Lint, choice, lint_choice, messages

CODE = "longest-key"

lint = lint_choice(CODE)


@pytest.mark.parametrize(
    ("key", "distractors", "expected"),
    [
        pytest.param("one two three four five", ["a b c", "d e f"], [], id="two words more"),
        pytest.param(
            "one two three four five six",
            ["a b c", "d e f"],
            ["the key has 6 words; the distractors have 3 on average"],
            id="three more, and twice as long",
        ),
        pytest.param(
            "a b c d e f g h i j",
            ["a b c d e f g", "a b c d e f g"],
            [],
            id="three more, but less than one and a half times as long",
        ),
        pytest.param(
            "one two three four five six seven",
            ["a", "b", "a b c d e f g"],
            [],
            id="one distractor is as long",
        ),
        pytest.param(
            ["a", "one two three four five six seven"],
            ["a b c", "a b c d"],
            ["the key has 7 words; the distractors have 3.5 on average"],
            id="one of two keys",
        ),
        pytest.param("*one* **two** `three`", ["four five", "six"], [], id="markup does not count"),
        pytest.param(
            "one-seventieth of a can’t-do U.S.",
            ["a b c", "d e f"],
            [],
            id="hyphens, apostrophes and points do not split words",
        ),
    ],
)
def test_the_length_of_a_key_beside_its_distractors(
    lint: Lint, key: Any, distractors: list[str], expected: list[str]
) -> None:
    assert lint("What is it that she hears?", key, *distractors) == expected


def test_length_is_checked_in_every_language(lint: Lint) -> None:
    assert lint("Was hört sie?", "eins zwei drei vier fünf sechs", "a b c", lang="de") == [
        "the key has 6 words; the distractors have 3 on average"
    ]


LONG = choice("What is it?", "a longer one", "one two", "three")
SHORT = choice("What is it?", "a", "one two", "three")
SEVERAL = choice("What is it?", ["a longer one", "b longer one"], "one two", "three")


@pytest.mark.parametrize(
    ("bank", "expected"),
    [
        pytest.param([LONG] * 4, [], id="four questions are too few"),
        pytest.param([LONG] * 2 + [SHORT] * 3, [], id="two of five"),
        pytest.param(
            [LONG] * 3 + [SHORT] * 2,
            ["the key is the longest option in 3 of 5 questions with one key"],
            id="three of five",
        ),
        pytest.param([LONG] * 3 + [SHORT] * 5, [], id="three of eight"),
        pytest.param([LONG] * 2 + [SHORT] * 3 + [SEVERAL] * 5, [], id="several keys do not count"),
    ],
)
def test_how_often_keys_are_longest_in_a_bank(
    checked: Callable[..., Checked], bank: list[dict[str, Any]], expected: list[str]
) -> None:
    assert messages(checked, CODE, *bank) == expected


def test_the_help_lists_the_questions_with_a_longest_key(checked: Callable[..., Checked]) -> None:
    lines = [
        f"- {{id: q{n}, type: multiple_choice, prompt: What is it?, key: {key}, distractors: [b, c]}}\n"
        for n, key in enumerate(["a b", "a", "a b", "a", "a b"])
    ]
    passages = "passages: [{quote: a shutter was banging up here in the wind}]}"
    report = checked("".join(lines).replace("[b, c]}", f"[b, c], {passages}")).report
    (found,) = [d for d in report.diagnostics if d.code == CODE]
    assert found.help == "make the options of some of these questions similar in length: q0, q2, q4"
    assert found.span[:3] == ("questions/bank.yaml", 1, 5)
