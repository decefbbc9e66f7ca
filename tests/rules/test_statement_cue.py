"""Statements with words that show whether they are true."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from .helpers import messages, question


def found(checked: Callable[..., Checked], prompt: str, **keys: object) -> list[str]:
    statement = question(prompt, type="true_false", answer=False, **keys)
    return messages(checked, "statement-cue", statement)


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("Marlow never saw a ship.", "never"),
        ("Only the wind brought her here.", "Only"),
        ("All the winders come at five.", "All"),
        ("Every ship has satellites.", "Every"),
        ("It was the wind alone that banged.", "alone"),
        ("Nothing in the tower was whole.", "Nothing"),
        ("She has no interest in ships.", "no interest"),
    ],
)
def test_absolute_words(checked: Callable[..., Checked], prompt: str, words: str) -> None:
    assert found(checked, prompt) == [f"“{words}” sounds too absolute to be true"]


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("The wheel may be whole.", "may"),
        ("The wheel could be whole.", "could"),
        ("Ships sometimes need the light.", "sometimes"),
        ("At least two wheels are doorstops.", "At least"),
        ("To some extent she came round.", "To some extent"),
        ("Her answer leaves room for ships.", "room for"),
    ],
)
def test_hedges(checked: Callable[..., Checked], prompt: str, words: str) -> None:
    assert found(checked, prompt) == [f"“{words}” sounds too careful to be false"]


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("It was Marlow who cut the wheel.", "It was Marlow who"),
        ("In the end it is the town that pays.", "it is the town that"),
        ("What she heard was a shutter.", "What she heard was"),
    ],
)
def test_clefts(checked: Callable[..., Checked], prompt: str, words: str) -> None:
    message = f"“{words}” draws attention to the part that could be wrong"
    assert found(checked, prompt) == [message]


def test_a_few_words_in_quotation_marks(checked: Callable[..., Checked]) -> None:
    assert found(checked, "The mast is her “coat hanger”.") == [
        "“coat hanger” is in quotation marks, which cast doubt on it"
    ]


@pytest.mark.parametrize(
    "prompt",
    [
        pytest.param("The mast was not liked.", id="a negation"),
        pytest.param("The lamp is lit not only on Saturdays.", id="not only"),
        pytest.param("All five winders are twelve.", id="all of a number"),
        pytest.param("Only one of the wheels is whole.", id="only one of"),
        pytest.param("Marlow comes every day.", id="every day"),
        pytest.param("It was 1994 before the lamp went out.", id="it with a time"),
        pytest.param("In May 2024 she came.", id="the month"),
        pytest.param("In Part 2 she names the board.", id="the number of a part"),
        pytest.param("It’s Marlow’s dog that barks.", id="a contraction"),
        pytest.param("She says “I never saw one ship in all those years”.", id="a long quotation"),
    ],
)
def test_plain_statements(checked: Callable[..., Checked], prompt: str) -> None:
    assert found(checked, prompt) == []


def test_other_languages_are_not_checked(checked: Callable[..., Checked]) -> None:
    assert found(checked, "Only the wind.", lang="de") == []


def test_other_types_are_not_checked(checked: Callable[..., Checked]) -> None:
    assert messages(checked, "statement-cue", question("Only what did Marlow hear?")) == []
