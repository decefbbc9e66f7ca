"""Answers whose words are in the prompt: in a row, in another order, in another form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from .helpers import messages, question

CODE = "answer-in-prompt"


@pytest.mark.parametrize(
    ("prompt", "answer", "said"),
    [
        ("The lamp burned whale oil; what did it burn?", "Whale oil", "its answer"),
        ("What of whales, whose oil burned, did the lamp burn?", "The oil of whales.", "all"),
        ("A shutter banged in the wind. What was heard?", "The banging of a shutter.", "all"),
        ("The board switched it off. Who did?", "A board.", "all"),
        ("What did the lamp burn?", "Whale oil", None),
        ("Was it the mast, or the board that was wrong?", "A mast.", None),
        ("How many wheels broke?", "All the wheels.", None),
        ("Seen from the tower, where is the mast?", "Under the tower.", None),
        ("Is the board right?", "Not the board.", None),
        ("What was it?", "That it was.", None),
    ],
)
def test_a_recalled_answer(
    checked: Callable[..., Checked], prompt: str, answer: str, said: str | None
) -> None:
    found = messages(checked, CODE, question(prompt, answer=answer))
    words = "all words of its answer" if said == "all" else said
    assert found == ([f"the prompt contains {words}, “{answer}”"] if said else [])


def test_scattered_words_of_a_key_are_not_reported(
    checked: Callable[..., Checked],
) -> None:
    choice = question(
        "What of whales, whose oil burned, did it burn?",
        type="multiple_choice",
        key="oil of whales",
        distractors=["tea", "gas"],
    )
    assert messages(checked, CODE, choice) == []


def test_scattered_words_in_other_languages_are_not_reported(
    checked: Callable[..., Checked],
) -> None:
    prompt, answer = "Was war im Wind, der Laden?", "Laden im Wind"
    assert messages(checked, CODE, question(prompt, answer=answer, lang="de")) == []
