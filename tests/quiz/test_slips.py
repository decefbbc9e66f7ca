"""The cost of slips, and words that a slip does not make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.language import language_or_default
from studykit.quiz.names import NAMES
from studykit.quiz.slips import edit_cost, slip_cost

ENGLISH = language_or_default("en")


def cost(typed: str, right: str, *vocabulary: str) -> int | None:
    return slip_cost(typed, right, ENGLISH, frozenset(vocabulary))


@pytest.mark.parametrize(
    ("typed", "right", "expected"),
    [
        ("tide", "tide", 0),
        ("tied", "tide", 2),
        ("ferrry", "ferry", 2),
        ("fery", "ferry", 2),
        ("seperate", "separate", 2),
        ("lighthoyse", "lighthouse", 2),
        ("lighthose", "lighthouse", 3),
        ("lighthoupse", "lighthouse", 3),
        ("lightxouse", "lighthouse", 6),
        ("", "fog", 9),
        ("fog", "", 9),
    ],
)
def test_the_cost_of_edits(typed: str, right: str, expected: int) -> None:
    assert edit_cost(typed, right) == expected


LETTERS = st.text("abcde", max_size=8)


@given(LETTERS, LETTERS)
def test_costs_are_the_same_both_ways_and_zero_only_without_edits(a: str, b: str) -> None:
    assert edit_cost(a, b) == edit_cost(b, a)
    assert (edit_cost(a, b) == 0) == (a == b)


@pytest.mark.parametrize(
    ("typed", "right", "expected"),
    [
        ("tdie", "tide", None),  # too short
        ("frery", "ferry", 2),
        ("ferye", "ferry", None),
        ("carribean", "caribbean", 4),
        ("maintainance", "maintenance", 5),
        ("lighthouses", "lighthouse", 3),
        ("churches", "church", 3),
        ("eighty", "eighth", None),
        ("impossible", "impassible", None),  # a negation
        ("manet", "monet", None),
    ],
)
def test_the_cost_of_slips(typed: str, right: str, expected: int | None) -> None:
    assert cost(typed, right) == expected


def test_a_word_of_the_vocabulary_is_no_slip_unless_it_is_a_form_of_the_right_one() -> None:
    assert cost("neuron", "neutron") == 3
    assert cost("neuron", "neutron", "neuron") is None
    assert cost("neutrons", "neutron", "neutrons") == 3
    assert cost("harbor", "harbour", "harbor") == 3


def test_names_are_folded() -> None:
    assert all(name.isascii() and name.islower() for name in NAMES)
