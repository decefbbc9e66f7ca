"""Options that differ in form, and full stops that do not end a sentence."""

from __future__ import annotations

import pytest

from .helpers import Lint, lint_choice

lint = lint_choice("not-parallel")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["A dog.", "A cat", "A ship"], "“A dog.” ends with a full stop, unlike other options"),
        (["A dog.", "A cat.", "A ship"], "“A ship” ends without a full stop, unlike other options"),
        (
            ["He said “no.”", "A cat", "A ship"],
            "“He said “no.”” ends with a full stop, unlike other options",
        ),
        (["狗。", "猫", "船"], "“狗。” ends with a full stop, unlike other options"),
        (
            ["Noise", "The board had asked her to look", "It was the wind"],
            "“Noise” is a single word, but “The board had asked her to look” is a clause",
        ),
    ],
)
def test_options_that_differ_in_form(lint: Lint, options: list[str], expected: str) -> None:
    assert lint("What is it that she means?", *options) == [expected]


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["In the U.S.", "In China", "In Japan"], id="an abbreviation"),
        pytest.param(["At 5 a.m.", "At noon", "At 6 (p.m.)"], id="hours"),
        pytest.param(["DeepSeek Inc.", "Llama", "Qwen"], id="a company"),
        pytest.param(["Pat L.", "Gull", "Ida"], id="an initial"),
        pytest.param(
            ["She hears it in the U.S.", "She did.", "She does."],
            id="a full stop that also ends an abbreviation",
        ),
        pytest.param(["“Why me?”", "“Go on!”", "“Never.”"], id="question and exclamation marks"),
        pytest.param(["“Well ...”", "A dog", "A ship"], id="an ellipsis in quotation marks"),
        pytest.param(["Noise", "The wind", "The board of the harbour on the hill"], id="no verb"),
        pytest.param(["Noise", "The wind", "She heard it"], id="a short clause"),
    ],
)
def test_options_of_the_same_form(lint: Lint, options: list[str]) -> None:
    assert lint("What is it that she means?", *options) == []


def test_clauses_are_recognized_in_english_only(lint: Lint) -> None:
    assert lint("Was?", "Wind", "She was not in the tower", "Oil", lang="de") == []
    assert lint("Was?", "Wind.", "Am 17.", "Oil", lang="de") == [
        "“Wind.” ends with a full stop, unlike other options"
    ]
