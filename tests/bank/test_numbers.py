"""Numbers as banks write them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.bank.numbers import number
from studykit.language import language_or_default
from studykit.language.numbers import number as read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("147", 147),
        ("-0.5", Fraction(-1, 2)),
        ("- 5", -5),
        ("−5", -5),
        ("+6000", 6000),
        ("1,000", 1000),
        ("1\u00a0000", 1000),
        ("1\u2009000", 1000),
        ("1\u202f000", 1000),
        ("1’000", 1000),
        ("1/30", Fraction(1, 30)),
        ("2 / 4", Fraction(1, 2)),
        ("½", Fraction(1, 2)),
        ("1½", Fraction(3, 2)),
        ("1 1/2", Fraction(3, 2)),
        ("2,5", Fraction(5, 2)),
        ("1.200", Fraction(6, 5)),
        ("1/0", None),
        ("1,000,5", None),
        ("£5", None),
        ("5%", None),
        ("five", None),
        ("1e3", 1000),
        ("1e345", None),
        ("e3", None),
        ("", None),
        ("1" * 4301, None),
        ("1/" + "1" * 4301, None),
        ("0." + "1" * 4301, None),
    ],
)
def test_numbers_in_english(text: str, value: int | Fraction | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("2,5", "de", Fraction(5, 2)),
        ("2.5", "de", Fraction(5, 2)),
        ("1.200", "de", 1200),
        ("1,200", "de", Fraction(6, 5)),
        ("1.200,5", "de", Fraction(2401, 2)),
        ("1.200", "de-CH", Fraction(6, 5)),
        ("1.200", "zh", Fraction(6, 5)),
        ("2,5", "da", Fraction(5, 2)),
    ],
)
def test_numbers_in_other_languages(text: str, lang: str, value: int | Fraction) -> None:
    """A language without data is read as English."""
    assert number(text, lang) == value


COMMON = st.from_regex(r"-?[0-9]{1,5}(\.[0-9]{1,2})?", fullmatch=True).filter(str.isascii)


@given(COMMON, st.sampled_from(["en", "de", "fr", "zh"]))
def test_common_numbers_are_the_same_in_every_language(text: str, lang: str) -> None:
    """They are not read by the patterns of a language, which take a while to compile."""
    assert number(text, lang) == read_number(text, language_or_default(lang)) == Fraction(text)
