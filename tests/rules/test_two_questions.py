"""Prompts that go on to ask something else, and prompts that only seem to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from .helpers import messages, question

CODE = "two-questions"


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("What did Marlow hear, and why did she climb?", "and why"),
        ("What colour is the mast, and is it electric?", "and is it"),
        ("Who banged what?", None),
        ("When and where did the shutter bang?", "and where"),
        ("Is the lamp electric and if so, why?", "and if so, why"),
        ("Which wheel broke, and in which year did Marlow cut a new one?", "and in which"),
        ("Which wheel broke, and explain how she made a new one?", "and explain how"),
        ("Name the noise and say why it mattered.", "and say why"),
        ("What is the difference between what Marlow says and what the reporter says?", None),
        ("What does Marlow say about how and when she came?", None),
        ("How do those who wind and who count take turns?", None),
        ("Marlow tells how she came and why she stayed. What did she hear?", None),
        ("What do Marlow and the reporter carry?", None),
        ("What does “how and why” stand for?", None),
    ],
)
def test_a_second_question_after_and(
    checked: Callable[..., Checked], prompt: str, words: str | None
) -> None:
    expected = [f"“{words}” asks a second question"] if words else []
    assert messages(checked, CODE, question(prompt)) == expected


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("What banged? Where?", 2),
        ("What? Where? Why?", 3),
        ("What banged?!?", 0),
        ("“Why not?”, asks the reporter. What does Marlow say?", 0),
        ("What banged?", 0),
    ],
)
def test_several_question_marks(checked: Callable[..., Checked], prompt: str, count: int) -> None:
    expected = [f"the prompt asks {count} questions"] if count else []
    assert messages(checked, CODE, question(prompt, lang="de")) == expected
    assert messages(checked, CODE, question(prompt)) == expected


def test_a_discussion_asks_one_question(checked: Callable[..., Checked]) -> None:
    def talk(prompt: str) -> dict[str, object]:
        return question(prompt, type="discussion", look_for="x")

    assert messages(checked, CODE, talk("What banged?")) == []
    assert messages(checked, CODE, talk("What banged, and why?")) == [
        "“and why” asks a second question"
    ]
    assert messages(checked, CODE, talk("What banged? Who cares?")) == [
        "the prompt asks 2 questions"
    ]


def test_a_question_after_a_comma_is_a_further_one(checked: Callable[..., Checked]) -> None:
    """In a list of questions, there are other question words before the last one."""
    prompt = "When a light goes out, what changes, who sees it, and what would you do?"
    assert messages(checked, CODE, question(prompt)) == ["“and what” asks a second question"]


def test_a_gap_in_a_table_is_no_question(checked: Callable[..., Checked]) -> None:
    table = "What is missing?\n\n| a | b |\n|---|---|\n| 1 | ? |"
    assert messages(checked, CODE, question(table)) == []
    assert messages(checked, CODE, question(f"{table}\n\nAnd why?")) == [
        "the prompt asks 2 questions"
    ]
