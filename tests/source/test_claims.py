"""The claims of a text: numbers, names, negations, modals and quoted phrases."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.source.claims import (
    _BEGINNINGS,
    _NEGATION,
    ClaimKind,
    _names,
    _number,
    _value,
    claims,
    covers,
    modals,
    names,
    negations,
    numbers,
    quoted,
)
from studykit.source.fold import normalize_punctuation


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("212 turns", ["212"]),
        ("1,000,000 of them", ["1000000"]),
        ("£6,000 a year", ["6000"]),
        ("$6 million", ["6000000"]),
        ("6M", ["6000000"]),
        ("3.5 knots", ["7/2"]),
        ("twenty-one years", ["21"]),
        ("Twelve winders", ["12"]),
        ("two or three", ["2-3"]),
        ("2-3", ["2-3"]),
        ("2–3", ["2-3"]),
        ("40 to 50 buckets", ["40-50"]),
        ("one-seventh", ["1/7"]),
        ("1/7", ["1/7"]),
        ("1/30th", ["1/30"]),
        ("two thirds", ["2/3"]),
        ("three dozen", ["36"]),
        ("two decades", ["20"]),
        ("twice", ["2"]),
        ("threefold", ["3"]),
        ("half", ["1/2"]),
        ("one of us", []),
        ("1 of us", ["1"]),
        ("one hundred", ["100"]),
        ("one or two", ["1-2"]),
        ("a quarter", []),
        ("0/0 of it", []),
        ("often, someone, tenant", []),
        ("", []),
    ],
)
def test_numbers_are_values(text: str, values: list[str]) -> None:
    assert [claim.value for claim in numbers(text)] == values


@given(st.integers(0, 10**9))
def test_a_number_is_the_same_with_and_without_commas(number: int) -> None:
    assert [c.value for c in numbers(f"It has {number:,} steps.")] == [str(number)]
    assert [c.value for c in numbers(f"It has {number} steps.")] == [str(number)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("She asked Marlow for it.", ["marlow"]),
        ("Limited by chips, we wait.", []),
        ("MLA and V2 came from DeepSeek.", ["mla", "v2", "deepseek"]),
        ("It is Marlow’s lamp", ["marlow"]),
        ("the GPUs and APIs of it", ["gpu", "api"]),
        ("then I said I’m here", []),
        ("He came. Then Ann spoke", ["ann"]),
        ("in the U.S. alone", ["u.s."]),
        ("so they say “Never” there", []),
    ],
)
def test_names(text: str, values: list[str]) -> None:
    assert [claim.value for claim in names(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("I don’t know", ["not"]),
        ("I do not know", ["not"]),
        ("I cannot know", ["not"]),
        ("Nobody, never, without a word", ["nobody", "never", "without"]),
        ("neither here nor there", ["neither", "nor"]),
        ("a knot in nothingness, notes, nowhere", []),
    ],
)
def test_negations(text: str, values: list[str]) -> None:
    assert [claim.value for claim in negations(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("I’ll take it", ["will"]),
        ("I will take it", ["will"]),
        ("we won’t, shan’t, can’t", ["will", "shall", "can"]),
        ("you cannot, you can", ["can", "can"]),
        ("she’d go", ["would"]),
        ("They Should, must and MIGHT", ["should", "must", "might"]),
        ("a mayor of candles", []),
    ],
)
def test_modals(text: str, values: list[str]) -> None:
    assert [claim.value for claim in modals(text)] == values


@given(st.lists(st.sampled_from(["a", "B", "ab", " ", "'s", "-", "1", ".", "(", '"', "é", ": "])))
def test_a_capital_that_only_begins_a_text_makes_no_name(parts: list[str]) -> None:
    """`names` returns such texts without a search."""
    text = "".join(parts)
    assert names(text) == tuple(_names(text))


def test_claims_are_in_order_and_a_number_in_a_name_is_part_of_it() -> None:
    text = "So we think GPT-4 will not cost $6 million."
    found = [(c.kind, c.value, text[c.start : c.end]) for c in claims(text)]
    assert found == [
        (ClaimKind.NAME, "gpt-4", "GPT-4"),
        (ClaimKind.MODAL, "will", "will"),
        (ClaimKind.NEGATION, "not", "not"),
        (ClaimKind.NUMBER, "6000000", "$6 million"),
    ]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_offsets_of_claims_are_inside_the_text(text: str) -> None:
    for claim in claims(text):
        assert 0 <= claim.start < claim.end <= len(text)


@pytest.mark.parametrize(
    ("value", "values", "covered"),
    [
        ("2", {"2"}, True),
        ("2", {"2-3"}, True),
        ("3", {"2-3"}, True),
        ("2-3", {"2-3"}, True),
        ("2-3", {"2", "3"}, True),
        ("2-3", {"2"}, False),
        ("2", {"21"}, False),
        ("5", {"4-6"}, False),
        ("2", set(), False),
    ],
)
def test_covers(value: str, values: set[str], covered: bool) -> None:
    assert covers(value, values) is covered


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("She calls it “that coat hanger”.", ["that coat hanger"]),
        ('She calls it "that coat hanger", "here".', ["that coat hanger", "here"]),
        ("It isn’t 'quoted'.", []),
        ("“” and an open “one", []),
    ],
)
def test_quoted_phrases(text: str, phrases: list[str]) -> None:
    assert quoted(text) == phrases


PIECES = st.sampled_from(
    "one two Seven seventeen twenty-one half third quarters dozen decades million bn K 5 13 1/7 $6 €"
    " 2,000 3.5% tenfold twice doubled hundred and - — to or 20th ſeven ﬁve twoé of the nine. 1-2 x5"
    " 5km $$7 .5 one2 _one ² ١٢ 中五 iPhone GPT-4 U.S. don't DeepSeek V2 O'Neil APIs É".split()
)
CLAIMING = st.builds(
    str.join, st.sampled_from([" ", "", "-", ", "]), st.lists(PIECES, max_size=8)
) | st.text(st.characters(codec="ascii"), max_size=20)


@given(CLAIMING)
def test_look_for_numbers_misses_none(text: str) -> None:
    look, rest = _number().pattern.split(f"(?=[$€£¥\\d]|{_BEGINNINGS})")
    searched = re.compile(look + rest, re.VERBOSE | re.IGNORECASE).finditer(
        normalize_punctuation(text)
    )
    expected = [(value, *m.span()) for m in searched if (value := _value(m)) is not None]
    assert [(claim.value, claim.start, claim.end) for claim in numbers(text)] == expected


NEGATING = st.sampled_from(
    "not Not NOT ｎｏｔ no No. nor none nothing cannot can't CAN’T won′t isn't n't t don'tt ſcarcely barely"
    " hardly- neither without with.out knot notes nowhere né né中not 1not _not not_".split()
)


@given(
    st.builds(str.join, st.sampled_from([" ", "", "-", "'", "’"]), st.lists(NEGATING, max_size=6))
)
def test_look_for_negations_misses_none(text: str) -> None:
    searched = _NEGATION.finditer(normalize_punctuation(text))
    expected = [match.span() for match in searched]
    assert [(claim.start, claim.end) for claim in negations(text)] == expected


def test_long_s_in_number_words() -> None:
    assert [claim.value for claim in numbers("ſix or ſeven, one-ſeventh")] == ["6-7", "1/7"]


@pytest.mark.parametrize("more", ["", " million", "/3", "-3", "th", ".5"])
def test_a_number_of_more_digits_than_python_converts_is_left_out(more: str) -> None:
    assert [claim.value for claim in numbers(f"{'1' * 4301}{more} of 12 lamps")][-1:] == ["12"]
