"""Cards that look alike but have different answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from studykit.check import Checked

from .helpers import messages, question

CODE = "interference"


def cloze(text: str) -> dict[str, Any]:
    return question(type="cloze", prompt=None, text=text)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            question("What did Marlow hear on her walk?", answer="A shutter"),
            question("What did Marlow hear first on her walk?", answer="The wind"),
        ),
        (
            question("What did Marlow hear?", answer="A shutter"),
            question("What did Marlow hear?", answer="The wind"),
        ),
        (
            question("How many turns does it take to bring the weight up by hand now?", answer="212"),
            question(
                "How many turns does it take to bring the weight down by hand now?",
                type="numeric",
                answer="208",
            ),
        ),
        (
            cloze("The weight has to be wound every {{c1::four}} hours"),
            cloze("The weight has to be wound up every {{c1::six}} hours"),
        ),
        (
            question("The board was right.", type="true_false", answer=True),
            question("The board was right.", type="true_false", answer=False),
        ),
    ],
)  # fmt: skip
def test_similar_prompts_with_different_answers(
    checked: Callable[..., Checked], one: dict[str, Any], two: dict[str, Any]
) -> None:
    shown = one.get("prompt") or "The weight has to be wound every […] hours"
    assert messages(checked, CODE, one, two) == [
        f"this is nearly the same as `q1` (questions/bank.yaml:4), “{shown}”, but the answer differs"
    ]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            question("What did Marlow hear on her walk?", answer="A shutter"),
            question("What did Marlow hear first on her walk?", answer="A shutter, banging"),
        ),
        (
            question("When did Marlow hear it?", answer="One day"),
            question("Why did Marlow hear it?", answer="The wind"),
        ),
        (cloze("a {{c1::shutter}} was banging up here"), cloze("a shutter was banging {{c1::up}}")),
        (
            cloze("the {{c1::wheel}} {{c2::machine}} of {{c3::brass}}"),
            cloze("the wheel machine of {{c1::brass}}"),
        ),
        (
            question("Who?", type="multiple_choice", key="a", distractors=["b", "c"]),
            question("Who?", type="multiple_choice", key="c", distractors=["b", "a"]),
        ),
    ],
)
def test_cards_that_are_not_mixed_up(
    checked: Callable[..., Checked], one: dict[str, Any], two: dict[str, Any]
) -> None:
    assert messages(checked, CODE, one, two) == []
