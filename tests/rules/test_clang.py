"""Keys that echo the prompt, and echoes that give nothing away."""

from __future__ import annotations

import pytest

from .helpers import Lint, lint_choice

lint = lint_choice("clang")


@pytest.mark.parametrize(
    ("prompt", "key", "expected"),
    [
        (
            "Which innovative keeper came first?", "The innovation of oil",
            "only the key has “innovation”, which echoes “innovative” in the prompt",
        ),
        (
            "What made the whales sink?", "A whale hunt",
            "only the key has “whale”, which echoes “whales” in the prompt",
        ),
        (
            "Which company's price fell?", "Another company",
            "only the key has “company”, which echoes “company's” in the prompt",
        ),
        (
            "What fed the *clockwork*?", "**Clockwork** oil",
            "only the key repeats “clockwork” from the prompt",
        ),
    ],
)  # fmt: skip
def test_the_key_echoes_the_prompt(lint: Lint, prompt: str, key: str, expected: str) -> None:
    assert lint(prompt, key, "A product", "The wind") == [expected]


def test_one_of_two_keys_echoes_the_prompt(lint: Lint) -> None:
    assert lint("Which two fed the clockwork?", ["Oil", "Clockwork oil"], "Gas", "Wind") == [
        "only the key repeats “clockwork” from the prompt"
    ]


@pytest.mark.parametrize(
    ("prompt", "key", "distractors"),
    [
        pytest.param(
            "Which innovative keeper came?", "The innovation", ["An innovator", "A"], id="others do"
        ),
        pytest.param(
            "Does she burn kerosene or whale oil?",
            "Whale oil",
            ["Kerosene", "Gas"],
            id="choice named",
        ),
        pytest.param("What is the cost of it?", "Its costs", ["Oil", "Wind"], id="four letters"),
        pytest.param("Which state is meant?", "The station", ["Oil", "Wind"], id="other stems"),
        pytest.param(
            "Is there something else?", "Nothing there", ["Oil", "Wind"], id="empty words"
        ),
        pytest.param(
            "What did Ida Marlow find?", "Marlow's wheel", ["The board's", "A lens"], id="a person"
        ),
    ],
)
def test_an_echo_that_gives_nothing_away(
    lint: Lint, prompt: str, key: str, distractors: list[str]
) -> None:
    assert lint(prompt, key, *distractors) == []


def test_other_languages_are_not_checked(lint: Lint) -> None:
    assert lint("Welche Innovation kam?", "Die Innovation", "Das Amt", "Der Wind", lang="de") == []
