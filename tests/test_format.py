"""Words and numbers formatted for people."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.format import (
    decimal,
    in_quotation_marks,
    letters,
    listed,
    minutes,
    number_range,
    plural,
    with_unit,
)


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 questions"), (1, "1 question"), (2, "2 questions"), (10_000, "10,000 questions")],
)
def test_plural(count: int, words: str) -> None:
    assert plural(count, "question") == words


def test_plural_takes_an_irregular_form() -> None:
    assert plural(2, "question is", "questions are") == "2 questions are"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(1, 1, "1 minute"), (20, 20, "20 minutes"), (8, 20, "8 to 20 minutes")],
)
def test_minutes(low: int, high: int, words: str) -> None:
    assert minutes(low, high) == words


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_listed(items: list[str], words: str) -> None:
    assert listed(items) == words


def test_listed_takes_another_conjunction() -> None:
    assert listed(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(
    ("index", "label"), [(0, "a"), (25, "z"), (26, "aa"), (27, "ab"), (701, "zz"), (702, "aaa")]
)
def test_letters(index: int, label: str) -> None:
    assert letters(index) == label


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0", "0"),
        ("-3", "-3"),
        ("1998", "1998"),
        ("9999.5", "9999.5"),
        ("10000", "10,000"),
        ("12500", "12,500"),
        ("-12500", "-12,500"),
        ("12345678901", "12,345,678,901"),
        ("1234567.891234", "1,234,567.891234"),
        ("0.25", "0.25"),
        ("1/1024", "0.0009765625"),
        ("1/30", "1/30"),
        ("-2/3", "-2/3"),
    ],
)
def test_a_decimal_is_never_rounded_and_never_scientific(value: str, words: str) -> None:
    assert decimal(Fraction(value)) == words


@given(st.fractions())
def test_a_decimal_reads_back_as_the_same_number(value: Fraction) -> None:
    assert Fraction(decimal(value).replace(",", "")) == value


@given(st.integers(), st.integers(0, 30), st.integers(0, 30))
def test_a_decimal_that_ends_is_written_with_a_point(top: int, twos: int, fives: int) -> None:
    assert "/" not in decimal(Fraction(top, 2**twos * 5**fives))


def test_units() -> None:
    assert with_unit("147", "steps") == "147 steps"
    assert with_unit("50", "%") == "50%"
    assert with_unit("50", None) == "50"


def test_a_range_names_its_unit_once() -> None:
    assert number_range(Fraction(140), Fraction(150), "steps") == "140 to 150 steps"


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("at five", "“at five”"),
        ("“at five”", "“at five”"),
        ("Marlow: “At five.”", "“Marlow: ‘At five.’”"),
    ],
)
def test_quotation_marks_are_not_doubled(words: str, quoted: str) -> None:
    assert in_quotation_marks(words) == quoted
