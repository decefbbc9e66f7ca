"""Options that are not built alike, and full stops that end no sentence."""

from __future__ import annotations

import pytest

from .chosen import Says, said_by

says = said_by("not-parallel")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["A dog.", "A cat", "A ship"], "“A dog.” ends in a full stop, unlike other options"),
        (["A dog.", "A cat.", "A ship"], "“A ship” ends in no full stop, unlike other options"),
        (
            ["He said “no.”", "A cat", "A ship"],
            "“He said “no.”” ends in a full stop, unlike other options",
        ),
        (["狗。", "猫", "船"], "“狗。” ends in a full stop, unlike other options"),
        (
            ["Noise", "The board had asked her to look", "It was the wind"],
            "“Noise” is a single word, “The board had asked her to look” a clause",
        ),
    ],
)
def test_not_built_alike(says: Says, options: list[str], expected: str) -> None:
    assert says("What is it that she means?", *options) == [expected]


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["In the U.S.", "In China", "In Japan"], id="an abbreviation"),
        pytest.param(["At 5 a.m.", "At noon", "At 6 (p.m.)"], id="hours"),
        pytest.param(["DeepSeek Inc.", "Llama", "Qwen"], id="a firm"),
        pytest.param(["Pat L.", "Gull", "Ida"], id="an initial"),
        pytest.param(
            ["She hears it in the U.S.", "She did.", "She does."], id="a stop that is both"
        ),
        pytest.param(["“Why me?”", "“Go on!”", "“Never.”"], id="marks that may stay"),
        pytest.param(["Noise", "The wind", "The board of the harbour on the hill"], id="no clause"),
        pytest.param(["Noise", "The wind", "She heard it"], id="a short clause"),
    ],
)
def test_built_alike(says: Says, options: list[str]) -> None:
    assert says("What is it that she means?", *options) == []


def test_what_is_a_clause_is_told_in_english_only(says: Says) -> None:
    assert says("Was?", "Wind", "She was not in the tower", "Oil", lang="de") == []
    assert says("Was?", "Wind.", "Am 17.", "Oil", lang="de") == [
        "“Wind.” ends in a full stop, unlike other options"
    ]
