"""Negations that reverse a question, and negations elsewhere in a prompt."""

from __future__ import annotations

import pytest

from .helpers import Lint, lint_choice

lint = lint_choice("negative-stem")


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("Which of these did Marlow not hear?", "not"),
        ("Which of these isn’t a reason?", "isn't"),
        ("Who cannot climb the steps?", "cannot"),
        ("Who has never climbed the steps?", "never"),
        ("What, according to Marlow, is not lacking?", "not"),
        ("After the board had gone, which of these did Marlow not do?", "not"),
        ("Some say so. Which of these do they not say?", "not"),
        ("All of these are reasons, except", "except"),
        ("All of these are reasons, except for:", "except"),
        ("Every night except which one was dark?", "except"),
        ("Which of these is least likely?", "least"),
        ("The keeper of the light is not ___.", "not"),
    ],
)
def test_a_lowercase_negation_that_reverses_the_question(
    lint: Lint, prompt: str, word: str
) -> None:
    assert lint(prompt, "A dog", "A ship", "A bell") == [
        f"“{word}” reverses the question and is easy to miss"
    ]


@pytest.mark.parametrize(
    "prompt",
    [
        # emphasized
        "Which of these did Marlow NOT hear?",
        "Which of these did Marlow **not** hear?",
        "Which of these did Marlow __not__ hear?",
        "Which of these **isn’t** a reason?",
        "Which of these did**n’t** she hear?",
        "All of these are reasons EXCEPT:",
        # asks why or how
        "Why does the lamp not burn?",
        "How did she not see it?",
        "For which reason is the lamp not lit?",
        # in a subordinate clause, a quotation or a sentence before the question
        "What do keepers who do not sleep do?",
        "Which sentence shows that she does not trust the board?",
        "When Marlow did not answer, what did the board do?",
        "The lamp does not burn. What does the board do?",
        "Marlow asks which ship does not need her. What is the answer?",
        "What is “not worth a shutter” about?",
        "The lamp that is not lit is:",
        # negates only a part
        "What does she say in one version but not in the other?",
        "What is not only loud but new?",
        "What did Marlow decide not to do?",
        "What was wrong with not winding?",
        "What happens to a lighthouse not lit at night?",
        "Which keeper, except for Marlow, climbed the tower?",
        # not a negation
        "Which costs the least?",
        "Who needs at least two keys?",
        "Which note did the knot in the rope make?",
        "Is the lamp not lit?",
    ],
)
def test_a_prompt_without_a_hidden_negation(lint: Lint, prompt: str) -> None:
    assert lint(prompt, "A dog", "A ship", "A bell") == []


def test_negative_options_of_a_negative_prompt(lint: Lint) -> None:
    found = lint("Which is **not** a reason?", "It does not pay", "No. 5 is mended", "It’s nothing")
    assert found == [
        "the prompt says “NOT”, and this option says “not” too",
        "the prompt says “NOT”, and this option says “nothing” too",
    ]


def test_negative_options_of_a_positive_prompt(lint: Lint) -> None:
    assert (
        lint("Why is the lamp dark?", "It does not pay", "Nobody winds it", "It can’t burn") == []
    )


def test_only_english_is_checked(lint: Lint) -> None:
    assert lint("Which is not here?", "a", "b", "c", lang="de") == []
