"""A key is too long beside its own distractors, or keys are too often the longest in a bank."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from studykit.check import Checked

from .asked import messages
from .chosen import Says, choice, said_by

CODE = "longest-key"

says = said_by(CODE)


@pytest.mark.parametrize(
    ("key", "distractors", "expected"),
    [
        pytest.param("one two three four five", ["a b c", "d e f"], [], id="two words more"),
        pytest.param(
            "one two three four five six",
            ["a b c", "d e f"],
            ["the key has 6 words, where a distractor has 3 on average"],
            id="three more, and twice as long",
        ),
        pytest.param(
            "a b c d e f g h i j",
            ["a b c d e f g", "a b c d e f g"],
            [],
            id="three more, but not half as long again",
        ),
        pytest.param(
            "one two three four five six seven",
            ["a", "b", "a b c d e f g"],
            [],
            id="one distractor is as long",
        ),
        pytest.param(
            ["a", "one two three four five six seven"],
            ["a b c", "a b c d"],
            ["the key has 7 words, where a distractor has 3.5 on average"],
            id="one of two keys",
        ),
        pytest.param("*one* **two** `three`", ["four five", "six"], [], id="marks are no words"),
        pytest.param(
            "one-seventieth of a can’t-do U.S.", ["a b c", "d e f"], [], id="what a word is"
        ),
    ],
)
def test_a_key_and_its_distractors(
    says: Says, key: Any, distractors: list[str], expected: list[str]
) -> None:
    assert says("What is it that she hears?", key, *distractors) == expected


def test_length_is_no_matter_of_language(says: Says) -> None:
    assert says("Was hört sie?", "eins zwei drei vier fünf sechs", "a b c", lang="de") == [
        "the key has 6 words, where a distractor has 3 on average"
    ]


LONG = choice("What is it?", "a longer one", "one two", "three")
SHORT = choice("What is it?", "a", "one two", "three")
SEVERAL = choice("What is it?", ["a longer one", "b longer one"], "one two", "three")


@pytest.mark.parametrize(
    ("bank", "expected"),
    [
        pytest.param([LONG] * 4, [], id="four questions are too few"),
        pytest.param([LONG] * 2 + [SHORT] * 3, [], id="two of five"),
        pytest.param(
            [LONG] * 3 + [SHORT] * 2,
            ["the key is the longest option in 3 of 5 questions with one key"],
            id="three of five",
        ),
        pytest.param([LONG] * 3 + [SHORT] * 5, [], id="three of eight"),
        pytest.param([LONG] * 2 + [SHORT] * 3 + [SEVERAL] * 5, [], id="several keys do not count"),
    ],
)
def test_a_bank(
    checked: Callable[..., Checked], bank: list[dict[str, Any]], expected: list[str]
) -> None:
    assert messages(checked, CODE, *bank) == expected


def test_a_bank_is_told_which_questions_it_may_mend(checked: Callable[..., Checked]) -> None:
    lines = [
        f"- {{id: q{n}, type: multiple_choice, prompt: What is it?, key: {key}, distractors: [b, c]}}\n"
        for n, key in enumerate(["a b", "a", "a b", "a", "a b"])
    ]
    passages = "passages: [{quote: a shutter was banging up here in the wind}]}"
    report = checked("".join(lines).replace("[b, c]}", f"[b, c], {passages}")).report
    (found,) = [d for d in report.diagnostics if d.code == CODE]
    assert found.help == "even out the options of some of these: q0, q2, q4"
    assert found.span[:3] == ("questions/bank.yaml", 1, 5)
