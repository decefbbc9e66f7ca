"""Words that give an option away as wrong or right, and words that only look like them."""

from __future__ import annotations

import pytest

from .helpers import Lint, lint_choice

lint = lint_choice("absolutes-and-hedges")


@pytest.mark.parametrize(
    "word", ["never", "always", "completely", "under all circumstances", "without exception"]
)
def test_an_absolute_word_only_in_a_distractor(lint: Lint, word: str) -> None:
    assert lint("What of the lamp?", "It burns oil", f"It burns {word}", "It is new") == [
        f"“{word}” suggests that this is wrong: no key has an absolute word"
    ]


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("It usually burns", "usually"),
        ("It tends to burn", "tends to"),
        ("It may burn", "may"),
        ("May be lost", "May"),
        ("It might burn", "might"),
        ("It is likely to burn", "likely"),
        ("In most cases oil", "In most cases"),
    ],
)
def test_a_hedge_only_in_the_key(lint: Lint, key: str, word: str) -> None:
    assert lint("What of the lamp?", key, "It burns oil", "It is new") == [
        f"“{word}” suggests that this is right: no distractor has a hedge"
    ]


@pytest.mark.parametrize(
    ("prompt", "key", "distractors"),
    [
        pytest.param(
            "What of it?", "It never burns", ["It always burns", "It is new"], id="key too"
        ),
        pytest.param(
            "What of it?", "It may burn", ["It often burns", "It is"], id="distractor too"
        ),
        pytest.param("What did she never do?", "Sleep", ["She never woke", "Sit"], id="prompt too"),
        pytest.param("What is it usually?", "Usually lit", ["Dark", "New"], id="hedge in prompt"),
        pytest.param("When was it?", "In May 1994", ["In June", "May of 1995"], id="a month"),
        pytest.param("When was it?", "May 1994", ["June", "July"], id="a month first"),
        pytest.param("What was it?", "The might of Rome", ["Oil", "Gas"], id="a noun"),
        pytest.param("What was it?", "Military might", ["Oil", "Gas"], id="a noun at the end"),
        pytest.param("What of it?", "It is less likely now", ["It is", "It was"], id="compared"),
        pytest.param("What of it?", "All ships pass", ["No ship passes", "One does"], id="amounts"),
    ],
)
def test_a_word_that_gives_nothing_away(
    lint: Lint, prompt: str, key: str, distractors: list[str]
) -> None:
    assert lint(prompt, key, *distractors) == []


def test_other_languages_are_not_checked(lint: Lint) -> None:
    assert lint("Was brennt?", "may", "never", "always", lang="de") == []
