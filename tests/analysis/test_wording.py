"""Words, phrases and sentences of questions."""

from __future__ import annotations

import pytest

from studykit.analysis.wording import (
    Tokens,
    find_phrase,
    length,
    negates,
    normalized,
    sentences,
    stem,
    tokens,
    without_quotations,
)


def test_tokens_have_no_markup_and_no_case() -> None:
    assert tokens("*One*-two, THREE’s 5–13%") == ("one-two", "three's", "5-13%")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- 5 degrees", ("minus-5", "degrees")),
        ("+ 5", ("plus-5",)),
        ("−£5", ("minus", "£5")),
        ("from -5 to 5", ("from", "minus-5", "to", "5")),
        ("> 5", ("above-5",)),
        ("3 - 5 boats", ("3-5", "boats")),
        ("- a boat", ("a", "boat")),
    ],
)
def test_the_sign_of_a_number_is_a_token(text: str, expected: Tokens) -> None:
    """Or + 5 and - 5 would be one option."""
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ("innovation innovative innovate innovators", "innov"),
        ("bang bangs banging banged", "bang"),
        ("run running", "run"),
        ("supply supplies supplied", "suppl"),
        ("Ida Ida's", "Ida"),
        ("class classes", "clas"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str, expected: str) -> None:
    assert {stem(form) for form in forms.split()} == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a shutter was banging", 4),
        ("the U.S. Navy can’t", 4),
        ("马洛听到了什么声音", 5),  # nine characters, of which one is left over
    ],
)
def test_two_characters_count_as_a_word_in_scripts_without_spaces(text: str, expected: int) -> None:
    assert length(text) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        (("a", "c"), 2),
        (("a",), 0),
        (("a", "b", "a", "c", "d"), None),
        (("c", "a"), None),
        ((), None),
    ],
)
def test_the_first_place_of_a_phrase(phrase: Tokens, expected: int | None) -> None:
    assert find_phrase(("a", "b", "a", "c"), phrase) == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("not", True), ("isn't", True), ("never", True), ("knot", False)]
)
def test_negations(word: str, expected: bool) -> None:
    assert negates(["it", word]) is expected


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert sentences("She left the U.S. Navy. Dr. Ng stayed! Who won, Ng vs. Bo?") == (
        "She left the U.S. Navy.",
        "Dr. Ng stayed!",
        "Who won, Ng vs. Bo?",
    )


def test_quotations_are_replaced_by_a_word() -> None:
    assert without_quotations("Why “Not. One.” and 'no' but Ida's *wheel*?") == (
        "Why quotation and quotation but Ida's wheel?"
    )


@pytest.mark.parametrize("text", ["½ Oil", "1⁄2  oil", "**½** OIL"])
def test_options_that_differ_in_characters_only_are_equal_when_normalized(text: str) -> None:
    assert normalized(text) == "1⁄2 oil"
