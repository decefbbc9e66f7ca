"""Numbers and dates that cannot be sorted, and options that only begin with a number."""

from __future__ import annotations

import pytest

from .helpers import Lint, lint_choice

lint = lint_choice("unsorted-numbers")

MIXED = "the options are numbers or dates that cannot be sorted"


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["90 minutes", "2 hours", "3 days"], id="units"),
        pytest.param(["20", "30 years", "40 years"], id="a missing unit"),
        pytest.param(["$6 million", "5,000 dollars", "£7"], id="currencies"),
        pytest.param(["5%", "10 percent", "20 per cent"], id="percent"),
        pytest.param(["about 20", "about 30", "about 40"], id="other words"),
        pytest.param(["10 to 20", "30 to 40", "50 to 60"], id="ranges in words"),
        pytest.param(["In 1994", "In 2003", "In 2010"], id="years"),
        pytest.param(["1994", "In May 1995", "17 July 1996"], id="dates"),
    ],
)
def test_numbers_that_cannot_be_sorted(lint: Lint, options: list[str]) -> None:
    assert lint("How long is it that she means?", *options) == [MIXED]


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["2 hours", "3 hours", "90 hours"], id="one unit"),
        pytest.param(["two", "three", "four"], id="words"),
        pytest.param(["two", "3", "4"], id="words and figures"),
        pytest.param(["1994", "May 1995", "17 July 1996"], id="dates"),
        pytest.param(["7", "7 billion", "8 million"], id="scales"),
        pytest.param(["1990s", "1980s", "1970s"], id="decades"),
        pytest.param(["2 winters", "3 ships", "5 dogs"], id="counts of different things"),
        pytest.param(["One dog", "Two cats", "Three ships"], id="the same in words"),
        pytest.param(["3D printing", "5G networks", "2 dogs"], id="names that begin with a number"),
        pytest.param(["0-to-1 innovation", "1-to-10 innovation", "4"], id="phrases"),
        pytest.param(["One-seventh", "One-tenth", "One-third"], id="fractions in words"),
        pytest.param(["One of the keepers who came", "Two of them", "Three"], id="people"),
        pytest.param(["Five", "Four minutes", "Nobody knows"], id="one without a number"),
        pytest.param(["Monday", "Tuesday", "Friday"], id="days"),
    ],
)
def test_numbers_that_are_sorted_and_other_options(lint: Lint, options: list[str]) -> None:
    assert lint("How long is it that she means?", *options) == []


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("50", ["“50” is kept last, although these options are sorted"]),
        ("500", []),
        ("More than 300", []),
        ("Nobody knows", []),
    ],
)
def test_a_number_that_is_kept_last(lint: Lint, last: str, expected: list[str]) -> None:
    kept = {"text": last, "keep_last": True}
    assert lint("How long is it that she means?", "200", "100", kept) == expected


def test_digits_are_read_in_every_language(lint: Lint) -> None:
    assert lint("Wie lang?", "20", "30%", "40%", lang="de") == [MIXED]
