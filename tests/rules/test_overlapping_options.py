"""Two options that can both be right, by their numbers or by their words."""

from __future__ import annotations

import pytest

from .helpers import Lint, lint_choice

lint = lint_choice("overlapping-options")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10–20", "20–30"),
        ("5–13%", "10%"),
        ("5 to 13 years", "10-20 years"),
        ("10% to 20%", "15%–30%"),
        ("at least 20", "10 to 20"),
        ("20 or more", "15 to 25"),
        ("20+", "30+"),
        ("up to 10", "5–8"),
        ("under 10", "over 5"),
        ("no more than 10", "between 10 and 20"),
        ("$10–$20", "$20–$30"),
        ("1990–1995", "1995–2000"),
        ("1.5 million or fewer", "1,000,000–2,000,000"),
    ],
)
def test_ranges_that_overlap(lint: Lint, one: str, other: str) -> None:
    message = f"“{one}” and “{other}” overlap, so both can be right"
    assert lint("How many are there?", one, other, "none") == [message]
    assert lint("Wie viele?", one, other, lang="de") == [message]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10–20", "21–30"),
        ("more than 20", "10–20"),
        ("fewer than 10", "10 or more"),
        ("less than 5%", "5–13%"),
        ("10–20 years", "15–30 months"),
        ("$10–$20", "€10–€20"),
        ("2024-07", "2024-08"),
        ("10", "20"),
        ("7 billion", "7 million to 8 million"),
    ],
)
def test_ranges_that_do_not_overlap(lint: Lint, one: str, other: str) -> None:
    assert lint("How many are there?", one, other, "none") == []


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ("A shutter in the wind", "The shutter"),
        ("State subsidies for farmers", "Subsidies"),
        ("The whole harbour board", "The harbour board"),
        ("She wound it on Saturdays only", "She wound it"),
        ("A dog and a cat", "A dog"),
        ("Yes, because it is late", "Yes"),
        ("Its low price", "Price"),
    ],
)
def test_an_option_that_includes_another(lint: Lint, whole: str, part: str) -> None:
    message = f"“{whole}” includes “{part}”, so both can be right"
    assert lint("What is it that she means?", part, whole, "Oil") == [message]
    assert lint("What is it that she means?", whole, "Oil", part) == [message]
    assert lint("Was meint sie?", whole, "Oil", part, lang="de") == []


@pytest.mark.parametrize(
    ("longer", "shorter"),
    [
        pytest.param("No subsidies", "Subsidies", id="negated"),
        pytest.param("It is not fair", "It is fair", id="negated inside"),
        pytest.param("Subsidies without end", "Subsidies", id="negated afterwards"),
        pytest.param("Profit rather than fame", "Profit", id="contrasted"),
        pytest.param("Data centres", "Data", id="a compound"),
        pytest.param("Publishing papers", "Papers", id="an object"),
        pytest.param("After the war", "The war", id="after a preposition"),
        pytest.param("The chair of the board", "The board", id="another person"),
        pytest.param("New York", "York", id="a name in a name"),
        pytest.param("It banged", "It", id="only a pronoun"),
        pytest.param("unfair", "fair", id="inside a word"),
    ],
)
def test_a_longer_option_that_says_something_else(lint: Lint, longer: str, shorter: str) -> None:
    assert lint("What is it that she means?", longer, shorter, "Oil") == []


def test_two_keys_may_overlap(lint: Lint) -> None:
    assert lint("What are the two?", ["A dog", "A dog and a cat"], "An owl", "Oil") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [(r"$\frac{1}{2} m_e c^2$", "$m_e c^2$"), ("$E = mc^2$", "$mc^2$"), ("about 4 km²", "km²")],
)
def test_formulas_do_not_include_each_other(lint: Lint, one: str, other: str) -> None:
    assert lint("Which energy is it?", one, other, "none") == []
