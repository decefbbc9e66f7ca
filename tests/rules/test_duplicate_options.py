"""Options that say the same, and options that differ in a word that matters."""

from __future__ import annotations

import pytest

from .helpers import Lint, lint_choice

lint = lint_choice("duplicate-options")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Whale oil", "whale  oil"),
        ("Whale oil", "Ｗhale oil"),
        ("**Oil**", "Oil"),
        ("½ ounce", "1⁄2 ounce"),
    ],
)
def test_the_same_option(lint: Lint, first: str, second: str) -> None:
    shown = " ".join(second.split()) if "*" in second else second
    assert lint("What is it that burns?", "Gas", first, second) == [f"“{shown}” is listed twice"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A shutter in the wind", "The shutter in the wind."),
        ("The colour of the lamp", "The color of the lamp"),
        ("Three winters in the tower", "Three winter in the tower"),
        ("Organisation of the work", "Organization of the work"),
        ("Oil and gas", "Gas and oil"),
        ("What the boards wanted", "What the board wanted"),
    ],
)
def test_nearly_the_same_option(lint: Lint, first: str, second: str) -> None:
    message = f"“{second}” is nearly the same as “{first}”"
    assert lint("What is it that she means?", "A dog", first, second) == [message]
    assert lint("What is it that she means?", first, second, "A dog") == [message]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The town gives £6,000 a year to the light", "The town gives £9,000 a year to the light"),
        ("That it is fair to the whole town", "That it is not fair to the whole town"),
        ("A likely reason for switching it off", "An unlikely reason for switching it off"),
        ("Demand rose more than supply that year", "Demand fell more than supply that year"),
        ("From the tower to the port", "To the tower from the port"),
        ("The man and the dog bite", "The dog and the man bite"),
        ("Adsorption of the oil", "Absorption of the oil"),
        ("+ 5", "- 5"),
        ("-5", "5"),
        ("> 5", "< 5"),
        ("One of them went up in May", "One of them went up in March"),
    ],
)
def test_options_that_differ_in_a_word(lint: Lint, first: str, second: str) -> None:
    assert lint("What is it that she means?", "A dog", first, second) == []


def test_each_option_is_reported_once(lint: Lint) -> None:
    assert lint("What is it that burns?", "Gas", "Oil", "oil", "OIL") == [
        "“oil” is listed twice",
        "“OIL” is listed twice",
    ]


def test_a_distractor_that_equals_the_key_is_left_to_key_is_distractor(lint: Lint) -> None:
    assert lint("What is it that burns?", "Gas", "gas", "Oil") == []
