"""Pronouns without anything to refer to, and pronouns that are clear or refer to nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from .helpers import messages, question

CODE = "unclear-pronoun"


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("Why did she ask for the key?", "she"),
        ("She asked for the key. Why did Marlow ask?", "She"),
        ("According to him, what banged?", "him"),
        ("What is his view of the mast?", "his"),
        ("Why do they come on Saturdays?", "they"),
        ("What did it burn?", "it"),
        ("Why does it have to be wound by hand?", "it"),
        ("How does it work?", "it"),
        ("“He came”, they say of whom?", None),
        ("How do they and the reporter differ?", "they"),
        ("What did he reply to her?", "he"),
        ("To whom does she refer as “the boss”?", "she"),
    ],
)
def test_a_pronoun_with_nothing_before_it(
    checked: Callable[..., Checked], prompt: str, word: str | None
) -> None:
    expected = [f"“{word}” has nothing before it to refer to"] if word else []
    assert messages(checked, CODE, question(prompt)) == expected


@pytest.mark.parametrize(
    "prompt",
    [
        "Why did Marlow say that she asked for the key?",
        "Why does the weight have to be wound, and what does it lift?",
        "In her view, what does Marlow learn?",
        "When she opened the door, what did Marlow find?",
        "What does it take to bring the weight up?",
        "What does it mean to engineers when others follow them?",
        "Is it true that the shutter banged?",
        "How does it come that the shutter banged?",
        "It is Marlow who brings up the mast.",
        "What is it that asks nothing of anybody?",
        "Who carried his own flask?",
        "Which of them banged?",
        "He and Yu have which word for it?",
        "In He and Yu's translation, what banged?",
        "What makes it hard to leave?",
    ],
)
def test_a_pronoun_that_is_clear(checked: Callable[..., Checked], prompt: str) -> None:
    assert messages(checked, CODE, question(prompt)) == []


def test_only_prompts_in_english_are_checked(checked: Callable[..., Checked]) -> None:
    found = messages(
        checked,
        CODE,
        question(type="cloze", prompt=None, text="It was {{c1::banging}}"),
        question("Was hat er gehört?", lang="de"),
        question(type="who_said_it", prompt=None, key="Marlow", distractors=["The reporter"]),
    )
    assert found == []
