"""Which negations turn what a prompt asks, and which do not."""

from __future__ import annotations

import pytest

from .chosen import Says, said_by

says = said_by("negative-stem")


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
def test_it_turns_what_is_asked(says: Says, prompt: str, word: str) -> None:
    assert says(prompt, "A dog", "A ship", "A bell") == [
        f"“{word}” turns what the prompt asks, and is easily read over"
    ]


@pytest.mark.parametrize(
    "prompt",
    [
        # seen at once
        "Which of these did Marlow NOT hear?",
        "Which of these did Marlow **not** hear?",
        "Which of these did Marlow __not__ hear?",
        "Which of these **isn’t** a reason?",
        "Which of these did**n’t** she hear?",
        "All of these are reasons EXCEPT:",
        # it is asked why or how
        "Why does the lamp not burn?",
        "How did she not see it?",
        "For which reason is the lamp not lit?",
        # in a clause, in a quotation, in what leads up to the question
        "What do keepers who do not sleep do?",
        "Which sentence shows that she does not trust the board?",
        "When Marlow did not answer, what did the board do?",
        "The lamp does not burn. What does the board do?",
        "Marlow asks which ship does not need her. What is the answer?",
        "What is “not worth a shutter” about?",
        "The lamp that is not lit is:",
        # of a part only
        "What does she say in one version but not in the other?",
        "What is not only loud but new?",
        "What did Marlow decide not to do?",
        "What was wrong with not winding?",
        "What happens to a lighthouse not lit at night?",
        "Which keeper, except for Marlow, climbed the tower?",
        # no negation
        "Which costs the least?",
        "Who needs at least two keys?",
        "Which note did the knot in the rope make?",
        "Is the lamp not lit?",
    ],
)
def test_it_does_not(says: Says, prompt: str) -> None:
    assert says(prompt, "A dog", "A ship", "A bell") == []


def test_an_option_is_negative_as_well(says: Says) -> None:
    found = says("Which is **not** a reason?", "It does not pay", "No. 5 is mended", "It’s nothing")
    assert found == [
        "the prompt asks with “NOT”, and this option says “not” again",
        "the prompt asks with “NOT”, and this option says “nothing” again",
    ]


def test_negative_options_are_fine_where_the_prompt_is_not(says: Says) -> None:
    assert (
        says("Why is the lamp dark?", "It does not pay", "Nobody winds it", "It can’t burn") == []
    )


def test_other_languages_are_left_alone(says: Says) -> None:
    assert says("Which is not here?", "a", "b", "c", lang="de") == []
