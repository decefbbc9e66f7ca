"""Prompts that do not say what to answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from .helpers import messages, question

CODE = "vague-prompt"


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("What about the shutter?", "What about"),
        ("The lamp is electric. And how about the clockwork?", "how about"),
        ("Discuss the mast and what Marlow says of it.", "Discuss"),
        ("Tell me something about the mast.", "Tell me something about"),
        ("What do you know about the mast?", "What do you know about"),
        ("Please explain the clockwork.", "explain"),
        ("In two minutes, describe the clockwork.", "describe"),
        ("Explain why the clockwork is wound by hand.", None),
        ("Explain the difference between mast and tower.", None),
        ("Describe the clockwork in one sentence.", None),
        ("What about the mast does Marlow regret?", None),
        ("What does Marlow say about the mast?", None),
        ("How do helpers discuss the mast?", None),
        ("What would “tell me about it” mean?", None),
    ],
)
def test_a_prompt_names_the_vague_words(
    checked: Callable[..., Checked], prompt: str, words: str | None
) -> None:
    expected = [f"“{words}” does not say what to answer"] if words else []
    assert messages(checked, CODE, question(prompt)) == expected


def test_discussions_and_other_languages_pass(checked: Callable[..., Checked]) -> None:
    found = messages(
        checked,
        CODE,
        question("Discuss the mast.", type="discussion", look_for="x"),
        question("Explain the mast.", lang="de"),
    )
    assert found == []
