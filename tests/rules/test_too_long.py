"""A prompt may have up to 25 words and an answer up to 15."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from studykit.check import Checked

from .helpers import messages, question

CODE = "too-long"


def test_one_word_above_the_limit_is_too_many(checked: Callable[..., Checked]) -> None:
    assert messages(checked, CODE, question("tick " * 25, answer="tock " * 15)) == []
    assert messages(checked, CODE, question("tick " * 26, answer="tock " * 16)) == [
        "the prompt has 26 words; more than 25 are skimmed, not read",
        "the answer has 16 words; more than 15 are hard to recall",
    ]


def test_two_characters_count_as_a_word_if_words_have_no_spaces(
    checked: Callable[..., Checked],
) -> None:
    assert messages(checked, CODE, question("灯" * 50, lang="zh", answer="塔" * 30)) == []
    assert messages(checked, CODE, question("灯" * 52, lang="zh", answer="塔" * 32)) == [
        "the prompt has 26 words; more than 25 are skimmed, not read",
        "the answer has 16 words; more than 15 are hard to recall",
    ]


@pytest.mark.parametrize(
    "keys",
    [
        {"type": "multiple_choice", "key": "a", "distractors": ["b", "c"]},
        {"type": "true_false", "answer": True},
        {"type": "discussion", "look_for": "x"},
        {"type": "ordering", "items": ["a", "b", "c"]},
        {"type": "who_said_it", "key": "Marlow", "distractors": ["The reporter"]},
    ],
)
def test_types_that_are_not_recalled_have_no_limit(
    checked: Callable[..., Checked], keys: dict[str, Any]
) -> None:
    assert messages(checked, CODE, question("tick " * 40, **keys)) == []


def test_the_prompt_of_a_numeric_question_has_the_limit(checked: Callable[..., Checked]) -> None:
    assert messages(checked, CODE, question("tick " * 30, type="numeric", answer="4")) == [
        "the prompt has 30 words; more than 25 are skimmed, not read"
    ]


def test_what_is_not_read_as_a_sentence_does_not_count(checked: Callable[..., Checked]) -> None:
    figures = "\n\n| a | b |\n|---|---|\n| tick tick | tick? |\n\n```\ntick tick tick?\n```\n\n![tick tick](x.png)"
    assert messages(checked, CODE, question("tick " * 24 + figures)) == []
    assert messages(checked, CODE, question("tick " * 25 + figures + "\n\ntick")) == [
        "the prompt has 26 words; more than 25 are skimmed, not read"
    ]
