"""Levels of questions that only recall, and default levels of banks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from ..conftest import BANK, QUESTION, pointed

WHO = """\
  - id: noise
    type: who_said_it
    level: {level}
    prompt: Who says this in Part 1?
    key: Ida Marlow
    distractors: [The reporter]
    passages: [{{quote: a shutter was banging up here in the wind}}]
"""


@pytest.mark.parametrize("level", ["remember", "understand"])
def test_recalling_a_speaker(level: str, checked: Callable[..., Checked]) -> None:
    assert pointed(checked(bank=BANK + WHO.format(level=level))) == []


@pytest.mark.parametrize("level", ["apply", "analyze", "evaluate", "create"])
def test_a_higher_level(level: str, checked: Callable[..., Checked]) -> None:
    assert pointed(checked(bank=BANK + WHO.format(level=level))) == [
        f"{level} | level-above-type: recalling who says a sentence is not “{level}”"
        " | use remember, or understand if the reason must be found"
    ]


@pytest.mark.parametrize(("level", "is_found"), [("understand", False), ("analyze", True)])
def test_the_default_level_of_a_bank(
    level: str, is_found: bool, checked: Callable[..., Checked]
) -> None:
    bank = BANK.replace("questions:", f"defaults: {{level: {level}}}\nquestions:") + "".join(
        f"  {line}\n" for line in QUESTION.splitlines()
    )
    expected = [
        f"{level} | level-above-type: “{level}” is too high for a bank’s default level"
        " | use remember or understand, and set higher levels on individual questions"
    ]
    assert pointed(checked(bank=bank)) == (expected if is_found else [])
