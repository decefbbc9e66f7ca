"""Questions that give away the key of another, and questions that only share its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from studykit.bank.kinds.multiple_choice import MultipleChoice
from studykit.bank.load import Bank, Entry
from studykit.check import Checked, check
from studykit.rules import cross_item_cue

from ..work import is_linear
from .helpers import choice, messages, question

CODE = "cross-item-cue"

ASKED = choice("What made Marlow ask for the old key?", "A banging shutter", "A ship", "A dog")
ELSEWHERE = [{"quote": "The weight has to be wound every four hours"}]


def statement(prompt: str, answer: bool = True, **keys: Any) -> dict[str, Any]:
    return question(prompt, type="true_false", answer=answer, **{"passages": ELSEWHERE} | keys)


@pytest.mark.parametrize(
    "giver",
    [
        pytest.param(statement("She would ask for the key after the banging shutter."), id="statement"),
        pytest.param(
            question("Why ask for a key to a *banging* shutter?", passages=ELSEWHERE), id="prompt"
        ),
        pytest.param(
            choice("Whom did she ask for the key to the banging shutter?", "b", "c", passages=ELSEWHERE),
            id="choice",
        ),
        pytest.param(
            question(
                None, type="cloze", text="ask, banging shutter, {{c1::key}}, keys", passages=ELSEWHERE
            ),
            id="cloze",
        ),
        pytest.param(
            statement("She would ask for the key when a shutter was banging."), id="another order"
        ),
        pytest.param(question("How far did the banging shutter sound?"), id="the same quote"),
        pytest.param(
            question("How loud was the banging shutter?", passages=[{"quote": "was banging up here"}]),
            id="a quote inside its quote",
        ),
    ],
)  # fmt: skip
def test_a_key_is_given_away(checked: Callable[..., Checked], giver: dict[str, Any]) -> None:
    assert messages(checked, CODE, ASKED, giver) == ["`q2` (line 5) gives this key away"]
    assert messages(checked, CODE, giver, ASKED) == ["`q1` (line 4) gives this key away"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            statement("She would ask for the key after the banging shutter.", False), id="not true"
        ),
        pytest.param(statement("The weight is no banging shutter."), id="another subject"),
        pytest.param(statement("Marlow is asked by Marlow of a banging shutter."), id="names"),
        pytest.param(
            question("Why ask for the key?", answer="The banging shutter.", passages=ELSEWHERE),
            id="in its answer",
        ),
        pytest.param(
            question(
                "Was the banging shutter a reason to ask for the key?",
                type="discussion", look_for=["x"], passages=ELSEWHERE,
            ),
            id="a discussion",
        ),
    ],
)  # fmt: skip
def test_a_key_is_not_given_away(checked: Callable[..., Checked], other: dict[str, Any]) -> None:
    assert messages(checked, CODE, ASKED, other) == []


@pytest.mark.parametrize(
    ("prompt", "key"),
    [
        pytest.param("What made Marlow ask for the old key?", "The noise", id="one word"),
        pytest.param("Who did ask for the old key?", "Ida Marlow", id="a person"),
        pytest.param(
            "What did she ask for with the key?", "It was for this", id="no word of meaning"
        ),
    ],
)
def test_a_key_that_is_not_distinctive(
    checked: Callable[..., Checked], prompt: str, key: str
) -> None:
    giver = statement("Ida Marlow would ask for the key; it was for this the noise came.")
    assert messages(checked, CODE, choice(prompt, key, "A ship", "A dog"), giver) == []


def test_a_key_in_many_prompts_is_the_usual_wording_of_the_bank(
    checked: Callable[..., Checked],
) -> None:
    givers = [statement(f"{n}: ask for the key, and for the banging shutter.") for n in range(5)]
    assert messages(checked, CODE, ASKED, *givers) == []
    assert messages(checked, CODE, ASKED, *givers[:2]) == ["`q2` (line 5) gives this key away"]


def test_a_key_in_its_own_prompt_is_not_reported(checked: Callable[..., Checked]) -> None:
    own = choice("Who would ask for the banging shutter?", "The banging shutter", "A", "B")
    assert messages(checked, CODE, own) == []


KEY = "A wind that banged a shutter"


@pytest.mark.parametrize(
    ("shown", "is_cue"),
    [
        ("The banging of a shutter in the wind", True),
        ("The wind and the banging shutter", True),
        ("The wind that day", False),
        ("A shutter of a ship in the wind, which banged", False),  # a distractor too
    ],
)
def test_two_thirds_of_the_words_of_a_key_are_enough(
    checked: Callable[..., Checked], shown: str, is_cue: bool
) -> None:
    asked = choice("What made Marlow ask for the old key?", KEY, "A ship with a shutter", "A dog")
    giver = question("How far from the town was it, on foot?", answer="Far.", explanation=shown)
    assert bool(messages(checked, CODE, asked, giver)) == is_cue


def test_what_is_shown_with_the_answer(checked: Callable[..., Checked]) -> None:
    banging = "It was the banging shutter."
    explained = question("How loud was it?", explanation=banging)
    assert messages(checked, CODE, ASKED, explained) == [
        "`q2` (line 5) gives this key away in its explanation"
    ]
    why = choice("How loud was it?", "b", {"text": "c", "why": banging}, "d")
    assert messages(checked, CODE, ASKED, why) == [
        "`q2` (line 5) gives this key away where it explains an option"
    ]


def test_questions_of_different_banks_are_compared(make_course: Any) -> None:
    head = "id: {0}\ntitle: Bank\nquestions:\n"
    passages = "passages: [{quote: a shutter was banging up here in the wind}]"
    one = f"- {{id: a, type: multiple_choice, prompt: What is it?, key: The banging shutter, distractors: [b, c], {passages}}}"
    two = f"- {{id: b, type: true_false, prompt: It is the banging shutter., answer: true, {passages}}}"

    more = {"two.yaml": head.format("two") + two}
    report = check(make_course(bank=head.format("one") + one, more=more)).report
    assert [d.message for d in report.diagnostics if d.code == CODE] == [
        "`b` (questions/two.yaml:4) gives this key away"
    ]


def test_other_languages_are_not_checked(checked: Callable[..., Checked]) -> None:
    asked = ASKED | {"lang": "de"}
    assert messages(checked, CODE, asked, statement("ask for the key, the banging shutter")) == []


@pytest.mark.parametrize("prompt", ["Who saw the banging shutter?", "Who asked for the old key?"])
def test_work_grows_in_proportion_to_the_number_of_questions(
    checked: Callable[..., Checked], prompt: str
) -> None:
    """All questions have the same key, which is in every prompt or in none."""
    course = checked().course
    assert course is not None
    file, header = course.banks[0].file, course.banks[0].header
    asked = choice(prompt, "The banging shutter", "A ship", "A dog")
    same = MultipleChoice.model_validate({"id": "q"} | asked)

    def check(count: int) -> None:
        bank = Bank(file, header, tuple(Entry(same, file, header, n) for n in range(count)))
        crowded = replace(course, banks=(bank,))
        assert list(cross_item_cue.check(crowded, None)) == []  # type: ignore[arg-type]

    assert is_linear(check, 500)
