"""Prompts that can, or cannot, be answered with the options covered."""

from __future__ import annotations

import pytest

from .helpers import Lint, lint_choice

lint = lint_choice("unfocused-stem")

NO_MARK = "the prompt has no question mark, blank or colon"


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("Marlow on her walk", NO_MARK),
        ("The lamp is lit by", NO_MARK),
        ("Who climbed?", "the prompt has only 2 words"),
        ("Marlow:", "the prompt has only 1 word"),
        (
            "Which of the following is true?",
            "“Which of the following is true” asks nothing by itself",
        ),
        (
            "By her account, which of these is correct of the lamp?",
            "“which of these is correct” asks nothing by itself",
        ),
        (
            "Which of the following statements about the lamp is **false**?",
            "“Which of the following statements about the lamp is false” asks nothing by itself",
        ),
    ],
)
def test_prompts_that_need_their_options(lint: Lint, prompt: str, expected: str) -> None:
    assert lint(prompt, "a", "b", "c") == [expected]


@pytest.mark.parametrize(
    "prompt",
    [
        "Who was she then?",
        "The lamp is lit by:",
        "The lamp is lit by ___ on Saturdays.",
        "The lamp is lit by …",
        "Choose the noise that she heard.",
        "Which statement on the board do both readers support?",
        "Which of these is the right number?",
        "Which of these would Marlow call wrong?",
        "Which of these is right next to the tower?",
        "Which of these is true friendship in her eyes?",
    ],
)
def test_prompts_that_can_be_answered_alone(lint: Lint, prompt: str) -> None:
    assert lint(prompt, "a", "b", "c") == []


def test_only_punctuation_is_checked_in_other_languages(lint: Lint) -> None:
    assert lint("Wer?", "a", "b", "c", lang="de") == []
    assert lint("谁来了？", "a", "b", "c", lang="zh") == []
    assert lint("Der Turm", "a", "b", "c", lang="de") == [NO_MARK]
