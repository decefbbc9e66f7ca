"""Questions that yes or no answers, and questions that only look like it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from .helpers import messages, question

CODE = "yes-no-question"


@pytest.mark.parametrize(
    ("prompt", "verb"),
    [
        ("Did a shutter bang?", "Did"),
        ("Isn’t the lamp electric?", "Isn't"),
        ("According to Marlow, did a shutter bang?", "did"),
        ("The lamp is electric. Does it need winders?", "Does"),
        ("In He and Yu's translation, was it a shutter?", "was"),
        ("Does Marlow say why she came?", "Does"),
        ("The lamp is electric, isn't it?", "isn't"),
        ("Did “this or that” bang?", "Did"),
    ],
)
def test_a_prompt_that_begins_with_an_auxiliary_verb(
    checked: Callable[..., Checked], prompt: str, verb: str
) -> None:
    assert messages(checked, CODE, question(prompt)) == [
        f"the question begins with “{verb}”, so it can be answered with yes or no"
    ]


@pytest.mark.parametrize(
    "prompt",
    [
        "What, according to Marlow, is banging?",
        "On which day, says Marlow, did the screen go dark?",
        "Is the lamp electric or does it burn oil?",
        "Is the lamp electric, and why?",
        "Is the lamp electric and if so, since when?",
        "Had Marlow never walked the dog, what would she have missed?",
        "May 2024 saw which noise?",
        "Do as Marlow did: name the noise.",
        "Is it the lamp? Which lamp?",
        "When she was asked, did she answer?",
    ],
)
def test_a_prompt_that_asks_for_more(checked: Callable[..., Checked], prompt: str) -> None:
    assert messages(checked, CODE, question(prompt)) == []


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("yes", "yes"),
        ("No.", "No"),
        ("**Yes**, she does.", "Yes"),
        ("No – a shutter.", "No"),
        ("No: a shutter.", "No"),
    ],
)
def test_an_answer_that_is_yes_or_no(
    checked: Callable[..., Checked], answer: str, shown: str
) -> None:
    assert messages(checked, CODE, question(answer=answer)) == [
        f"the answer is “{shown}”, so half of all guesses are right"
    ]


@pytest.mark.parametrize(
    "answer", ["No ship.", "Nobody.", "No-one.", "No. 5", "Yesterday.", "None"]
)
def test_an_answer_that_only_begins_like_yes_or_no(
    checked: Callable[..., Checked], answer: str
) -> None:
    assert messages(checked, CODE, question(answer=answer)) == []


def test_other_types_and_languages_pass(checked: Callable[..., Checked]) -> None:
    found = messages(
        checked,
        CODE,
        question("Is it so?", type="true_false", answer=True),
        question("Was hat geklappert?", lang="de", answer="No, ein Laden."),
        question("Did it bang?", type="discussion", look_for="x"),
    )
    assert found == []
