"""Attributions within a question, and at its start and end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from .helpers import messages, question


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("What, according to Marlow, was banging?", "according to Marlow"),
        ("Which part of the tower, by her account, was whole?", "by her account"),
        ("To whom did the board, in Part 1, give the key?", "in Part 1"),
        ("On a walk, what, as Marlow says, did she hear?", "as Marlow says"),
        ("Marlow came. How many steps, in her words, were there?", "in her words"),
    ],
)
def test_an_attribution_between_question_word_and_verb(
    checked: Callable[..., Checked], prompt: str, words: str
) -> None:
    assert messages(checked, "wedged-attribution", question(prompt)) == [
        f"“{words}” interrupts the question"
    ]


@pytest.mark.parametrize(
    "prompt",
    [
        "According to Marlow, what was banging?",
        "What was banging, according to Marlow?",
        "In Part 1, which part of the tower was whole?",
        "What does the clockwork need, and who winds it by hand, in her view?",
        "How does Marlow answer the question that the reporter asks, in Part 2, about the roof?",
        "What, if anything, was banging?",
        "Which lamp burned oil, which was dear, in 1871?",
        "What, according to Marlow, was banging",  # not a question
    ],
)
def test_other_questions(checked: Callable[..., Checked], prompt: str) -> None:
    assert messages(checked, "wedged-attribution", question(prompt)) == []


def test_other_languages_are_not_checked(checked: Callable[..., Checked]) -> None:
    prompt = question("What, in Part 1, was banging?", lang="de")
    assert messages(checked, "wedged-attribution", prompt) == []
