"""Backslashes that YAML took for its own, in double quotes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from ..conftest import pointed
from .test_bad_formula import question


@pytest.mark.parametrize(
    ("formula", "letter", "character"),
    [
        (r"\theta", "t", "a tab"),
        (r"\nu", "n", "a line break"),
        (r"\rho", "r", "a carriage return"),
        (r"\Pi", "P", "a line break"),
        (r"\Lambda", "L", "a line break"),
    ],
)
def test_a_command_in_double_quotes(
    formula: str, letter: str, character: str, checked: Callable[..., Checked]
) -> None:
    command = formula.partition("{")[0]
    found = pointed(checked(question(f'"What did Marlow hear at ${formula}$?"')))
    assert (
        f"{command} | yaml-ate-backslash: in double quotes YAML reads `\\{letter}` as {character}, so"
        f" `{command}` is lost | use single quotes, or a block after `|`"
    ) in found


@pytest.mark.parametrize(
    ("letters", "code"),
    [
        ("alpha", "0007"),
        ("beta", "0008"),
        ("frac12", "000C"),
        ("vec v", "000B"),
        ("epsilon", "001B"),
    ],
)
def test_other_commands_become_characters_that_no_text_can_have(
    letters: str, code: str, checked: Callable[..., Checked]
) -> None:
    prompt = rf'"What did Marlow hear at $\{letters}$?"'
    assert pointed(checked(question(prompt)))[:1] == [
        f"{prompt} | bad-value: `prompt` must not contain the control character U+{code}"
        rf" | in double quotes YAML reads `\{letters[0]}` as this character:"
        " use single quotes, or a block after `|`"
    ]


@pytest.mark.parametrize(
    "prompt",
    [
        r'"What did Marlow hear at $\\theta$?"',
        r"'What did Marlow hear at $\theta$?'",
        r'"What did Marlow hear for $5?\nNot for $6."',
        r'"What did Marlow hear for $5 and\t$6 \"in all\"?"',
    ],
)
def test_other_backslashes(prompt: str, checked: Callable[..., Checked]) -> None:
    assert pointed(checked(question(prompt))) == []
