"""Answers whose words are in the prompt: in a row, in another order, in another form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from .helpers import choice, messages, question

CODE = "answer-in-prompt"


def test_an_answer_in_the_words_of_the_prompt(checked: Callable[..., Checked]) -> None:
    prompt = "The lamp burned whale oil; what did it burn?"
    assert messages(checked, CODE, question(prompt, answer="Whale oil")) == [
        "the prompt contains its answer, “Whale oil”"
    ]


@pytest.mark.parametrize(
    ("prompt", "answer"),
    [
        ("What of whales, whose oil burned, did the lamp burn?", "The oil of whales."),
        ("A shutter banged in the wind. What was heard?", "The banging of a shutter."),
        ("The board switched it off. Who did?", "A board."),
    ],
)
def test_an_answer_in_another_order_or_form(
    checked: Callable[..., Checked], prompt: str, answer: str
) -> None:
    assert messages(checked, CODE, question(prompt, answer=answer)) == [
        f"the prompt contains all words of its answer, “{answer}”"
    ]


@pytest.mark.parametrize(
    ("prompt", "answer"),
    [
        pytest.param("What did the lamp burn?", "Whale oil", id="other words"),
        pytest.param("Was it the mast, or the board that was wrong?", "A mast.", id="a choice"),
        pytest.param("How many wheels broke?", "All the wheels.", id="one word is missing"),
        pytest.param("Seen from the tower, where is the mast?", "Under the tower.", id="preposition"),
        pytest.param("Is the board right?", "Not the board.", id="negation"),
        pytest.param("What was it?", "That it was.", id="no content words"),
    ],
)  # fmt: skip
def test_an_answer_that_is_not_in_the_prompt(
    checked: Callable[..., Checked], prompt: str, answer: str
) -> None:
    assert messages(checked, CODE, question(prompt, answer=answer)) == []


def test_a_cloze_that_contains_its_hidden_words_elsewhere(checked: Callable[..., Checked]) -> None:
    cloze = question(
        None, type="cloze", text="a {{c1::shutter}}, an old shutter, was {{c2::banging}}"
    )
    assert messages(checked, CODE, cloze) == [
        "the hidden words “shutter” are also in the rest of the text"
    ]


def test_a_prompt_that_lists_the_options(checked: Callable[..., Checked]) -> None:
    prompt = "Did the lamp burn tea, gas or whale oil?"
    assert messages(checked, CODE, choice(prompt, "Whale oil", "Tea", "Gas")) == []


def test_scattered_words_of_a_key_are_not_reported(
    checked: Callable[..., Checked],
) -> None:
    prompt = "What of whales, whose oil burned, did it burn?"
    assert messages(checked, CODE, choice(prompt, "oil of whales", "tea", "gas")) == []


def test_scattered_words_in_other_languages_are_not_reported(
    checked: Callable[..., Checked],
) -> None:
    prompt, answer = "Was war im Wind, der Laden?", "Laden im Wind"
    assert messages(checked, CODE, question(prompt, answer=answer, lang="de")) == []
