"""Answers that are part of what an acronym means."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from .helpers import messages, question

CODE = "answer-in-acronym"

ASKED = question("What does the LCS wind?", answer="The clockwork.")
FOUND = ["“The clockwork.” is a word of what “LCS” in the prompt means"]


@pytest.mark.parametrize(
    ("elsewhere", "expected"),
    [
        ("The lighthouse clockwork society (LCS) meets.", FOUND),
        ("LCS (Lighthouse Clockwork Society) meets.", FOUND),
        ("The light-house clock-work society (LCS) meets.", []),
        ("The old lighthouse clockwork society (LCS) meets.", FOUND),
        ("The clockwork society (LCS) meets.", []),
        ("The lamp cleaners' society (LCS) meets.", []),
        ("The lighthouse clockwork society meets.", []),
    ],
)
def test_the_meaning_comes_from_another_text(
    checked: Callable[..., Checked], elsewhere: str, expected: list[str]
) -> None:
    other = question("Who meets?", answer="Winders.", explanation=elsewhere)
    assert messages(checked, CODE, ASKED, other) == expected


def test_a_word_with_a_hyphen_counts_as_one_or_two(checked: Callable[..., Checked]) -> None:
    two = question("What does MHA need?", answer="Heads.", explanation="multi-head attention (MHA)")
    assert messages(checked, CODE, two) == ["“Heads.” is a word of what “MHA” in the prompt means"]
    one = question("What does MA need?", answer="Heads.", explanation="multi-head attention (MA)")
    assert messages(checked, CODE, one) == ["“Heads.” is a word of what “MA” in the prompt means"]


def test_the_whole_answer_must_be_in_the_meaning(checked: Callable[..., Checked]) -> None:
    other = question("Who?", answer="We.", explanation="The lighthouse clockwork society (LCS).")
    asked = question("What does the LCS wind?", answer="The clockwork of 1871")
    assert messages(checked, CODE, asked, other) == []


def test_the_acronym_must_be_in_the_prompt(checked: Callable[..., Checked]) -> None:
    other = question("Who?", answer="We.", explanation="The lighthouse clockwork society (LCS).")
    asked = question("What do they wind?", answer="The clockwork.")
    assert messages(checked, CODE, asked, other) == []


def test_blanks_of_a_cloze(checked: Callable[..., Checked]) -> None:
    other = question("Who?", answer="We.", explanation="The lighthouse clockwork society (LCS).")
    cloze = question(None, type="cloze", text="The LCS winds the {{c1::clockwork}} of {{c2::1871}}")
    assert messages(checked, CODE, cloze, other) == [
        "“clockwork” is a word of what “LCS” in the prompt means"
    ]
