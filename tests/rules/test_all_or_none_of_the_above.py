"""Options that refer to other options, and options that only sound like it."""

from __future__ import annotations

import pytest

from .helpers import Lint, lint_choice

lint = lint_choice("all-or-none-of-the-above")


@pytest.mark.parametrize(
    "option",
    [
        "All of the above",
        "all the above.",
        "None of the above options",
        "Neither of the above",
        "Some of the above",
        "None of these.",
        "All of these are correct",
        "Both of these",
        "None of those statements is true",
        "None of the others",
        "None of the other answers",
        "Both A and C",
        "A and B",
        "B & C only",
        "Neither A nor B",
        "A, B and D",
    ],
)
def test_an_option_that_refers_to_others(lint: Lint, option: str) -> None:
    assert lint("What is it that she hears?", "A dog", option, "A ship") == [
        f"“{option}” refers to other options, but options are shuffled"
    ]


@pytest.mark.parametrize(
    "option",
    [
        "All of her helpers",
        "None of these ships",
        "Both of them",
        "Both",
        "None",
        "Each other",
        "Two others",
        "Two options",
        "Above all the noise",
        "Anna and Bo",
        "A and others",
    ],
)
def test_an_option_that_refers_to_something_else(lint: Lint, option: str) -> None:
    assert lint("What is it that she hears?", "A dog", option, "A ship") == []


def test_letters_that_are_options_themselves(lint: Lint) -> None:
    assert lint("Which blood groups fit?", "A and B", "A", "B and O") == []


def test_other_languages_are_not_checked(lint: Lint) -> None:
    assert lint("Was hört sie?", "Einen Hund", "A and B", "None of these", lang="de-CH") == []
