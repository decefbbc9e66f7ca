"""Claims in answers and explanations that are in none of the passages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from studykit.check import Checked

from ..conftest import LIGHTHOUSE, printed
from .helpers import messages, question

CODE = "answer-beyond-evidence"


@pytest.mark.parametrize(
    ("keys", "claim"),
    [
        pytest.param({"answer": "A shutter, 147 steps up."}, "number “147”", id="number"),
        pytest.param({"answer": "A shutter in Skerrow."}, "name “Skerrow”", id="name"),
        pytest.param({"explanation": "It “banged”."}, "phrase “banged”", id="phrase"),
        pytest.param(
            {"explanation": 'She says "a “loud” bang".'}, "phrase “a “loud” bang”", id="nested quotation marks"
        ),
        pytest.param(
            {"type": "true_false", "prompt": "She heard two bangs.", "answer": True},
            "number “two”",
            id="true statement",
        ),
    ],
)  # fmt: skip
def test_a_claim_that_no_passage_contains(
    checked: Callable[..., Checked], keys: dict[str, Any], claim: str
) -> None:
    message = f"the {claim} is not in any of the question's passages"
    assert messages(checked, CODE, question(**keys)) == [message]


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param({"answer": "A shutter, says Ida Marlow."}, id="a person of the course"),
        pytest.param({"explanation": "She says “a shutter was banging”."}, id="a quoted passage"),
        pytest.param({"explanation": "The two came back."}, id="the two"),
        pytest.param(
            {"type": "true_false", "prompt": "She heard two bangs.", "answer": False},
            id="false statement",
        ),
        pytest.param({"answer": "147 Stufen auf Skerrow Head.", "lang": "de"}, id="in German"),
    ],
)
def test_a_claim_that_needs_no_passage(
    checked: Callable[..., Checked], keys: dict[str, Any]
) -> None:
    assert messages(checked, CODE, question(**keys)) == []


@pytest.mark.parametrize("answer", ["It has GPUs.", "It has a GPU.", "Each GPU’s fan."])
def test_a_plural_of_capitals_is_the_same_name(
    answer: str, checked: Callable[..., Checked]
) -> None:
    text = LIGHTHOUSE.replace("They have satellites", "They have GPUs")
    question = f"""\
        - id: gpu
          type: basic
          prompt: What do ships have?
          answer: {answer}
          passages: [{{quote: "They have GPUs, and they have the mast."}}]
    """
    assert printed(checked(question, text=text)).endswith("0 errors, 0 warnings")


def test_letters_and_coefficients_of_formulas_are_no_claims(
    checked: Callable[..., Checked],
) -> None:
    for answer in (r"$T = 2\pi\sqrt{l/g}$", r"$\ce{4Fe + 3O2 -> 2Fe2O3}$", r"$3\,T$ of a shutter"):
        assert messages(checked, CODE, question(answer=answer)) == []


def test_other_numbers_of_formulas_are_claims(checked: Callable[..., Checked]) -> None:
    found = messages(
        checked, CODE, question(answer=r"A shutter, at $g = 9.81\,\mathrm{m}$ and $v_{12}$.")
    )
    assert found == ["the number “9.81” is not in any of the question's passages"]


def test_a_number_with_its_unit_in_a_formula(checked: Callable[..., Checked]) -> None:
    """The m is metres, not million."""
    passage = [{"quote": "For twenty-one years nobody climbed its 147 steps"}]
    asked = question(answer=r"$147\,\mathrm{m}$", passages=passage)
    assert messages(checked, CODE, asked) == []
