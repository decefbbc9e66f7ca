"""The passage nearest to a quote, and the difference between the two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.source.fold import BREAK, folded
from studykit.source.near import Alignment, difference, nearest_in

TEXT = folded(
    "The keeper rowed out at dawn, alone. The fog lay on the water like wool—he saw no shore."
    "\x00And what did he do then?"
    "\x00He stopped, and he listened for the bell. “There is always a bell,” he told us."
)


def nearest(quote: str) -> Alignment | None:
    return nearest_in(TEXT, folded(quote))


def steps(quote: str) -> list[tuple[str, str, str]]:
    """Return the steps that are not equal."""
    near = nearest(quote)
    assert near is not None
    steps = difference(folded(quote), TEXT[near.start : near.end])
    return [tuple(step) for step in steps if step.operation != "equal"]


def passage(quote: str) -> str:
    near = nearest(quote)
    assert near is not None
    return TEXT[near.start : near.end]


def test_near_passage_and_its_difference() -> None:
    near = nearest("The fog hung on the water like wool")
    assert near is not None
    assert TEXT[near.start : near.end] == "The fog lay on the water like wool"
    assert round(near.score) == 90
    assert difference("The fog hung on the water like wool", TEXT[near.start : near.end]) == (
        ("equal", "The fog", "The fog"),
        ("replace", "hung", "lay"),
        ("equal", "on the water like wool", "on the water like wool"),
    )


@pytest.mark.parametrize(
    ("quote", "differences"),
    [
        ("The fog on the water like wool", [("insert", "", "lay")]),
        ("The thick fog lay on the water", [("delete", "thick", "")]),
        ("The fog lay on the waters, like wool", [("replace", "waters,", "water")]),
        ("the fog lay on the Water like wool", [("replace", "the", "The"), ("replace", "Water", "water")]),
        ("The keeper rowed out at dawn alone.", [("insert", "", ",")]),
        ("The keeper rowed out at dawn, alone!", [("replace", "!", ".")]),
        ("like wool—he saw the shore.", [("replace", "the", "no")]),
        ("like wool, he saw no shore.", [("replace", ",", "—")]),
        ("He stopped and listened for a bell.", [
            ("insert", "", ","), ("insert", "", "he"), ("replace", "a", "the"),
        ]),
    ],
)  # fmt: skip
def test_difference_word_by_word(quote: str, differences: list[tuple[str, str, str]]) -> None:
    assert steps(quote) == differences


def test_text_before_and_after_the_quote_is_not_a_difference() -> None:
    assert passage("fog lay on the sea like wool") == "fog lay on the water like wool"
    assert steps("fog lay on the sea like wool") == [("replace", "sea", "water")]


def test_first_or_last_word_is_replaced() -> None:
    assert steps("Our keeper rowed out at dawn,") == [("replace", "Our", "The")]
    assert steps("he listened for the gong.") == [("replace", "gong", "bell")]
    assert passage("he listened for the gong.") == "he listened for the bell."


def test_punctuation_beside_the_quote_is_not_a_difference() -> None:
    assert steps("The fog hung on the water like wool") == [("replace", "hung", "lay")]
    assert steps("The keeper rowed off at dawn") == [("replace", "off", "out")]
    assert steps("There was always a bell") == [("replace", "was", "is")]
    assert steps("“There was always a bell,” he told us.") == [("replace", "was", "is")]
    assert steps("There was always a bell.") == [
        ("replace", "was", "is"),
        ("replace", ".", ","),
    ]


def test_same_word_before_the_passage_does_not_extend_it() -> None:
    text = "its roof is red. For many long years nobody saw its old door and its owner was poor."
    near = nearest_in(text, "its new door and its owner was poor.")
    assert near is not None
    assert text[near.start : near.end] == "its old door and its owner was poor."


def test_inserted_and_missing_words_near_the_beginning() -> None:
    quote = "rowed out at dawn, alone. The fog lay there on the water like wool—he saw no shore."
    assert steps(quote) == [("delete", "there", "")]
    quote = "The keeper rowed out, alone. The fog lay on the water like wool—he saw no shore."
    assert steps(quote) == [("insert", "", "at dawn")]


def test_passage_stays_within_a_segment() -> None:
    assert passage("no shore. And what did he do then?") == "And what did he do then?"
    assert steps("no shore. And what did he do then?") == [("delete", "no shore.", "")]


def test_word_broken_at_a_line_end_is_not_a_difference() -> None:
    text = folded("We ran the experi-\nments on the roof at night.")
    assert BREAK in text
    quote = "We ran the experiments on the roof at noon."
    near = nearest_in(text, quote)
    assert near is not None
    assert difference(quote, text[near.start : near.end]) == (
        ("equal", "We ran the experiments on the roof at", "We ran the experiments on the roof at"),
        ("replace", "noon", "night"),
        ("equal", ".", "."),
    )


@pytest.mark.parametrize(
    "quote", ["Bees make honey from clover.", "The bell on the water told no keeper.", "…", ""]
)
def test_no_passage_is_near(quote: str) -> None:
    assert nearest(quote) is None


def test_text_without_words() -> None:
    for text in ("", "…", "\x00\x00"):
        assert nearest_in(text, "The keeper rowed out") is None


def test_short_quote_without_a_pair_of_words_in_the_text() -> None:
    assert steps("keeper row out") == [("replace", "row", "rowed")]


def test_misspelled_words_are_near_without_a_pair_of_words_in_the_text() -> None:
    assert steps("rowd out att dawn") == [("replace", "rowd", "rowed"), ("replace", "att", "at")]


def test_long_quote_without_a_pair_of_words_in_the_text_is_not_near() -> None:
    """To compare each of its characters with the text would take too long."""
    assert nearest(" ".join(f"{word}q" for word in TEXT.split())) is None


def test_differences_between_han_characters() -> None:
    text = folded("记者采访了幻方的创始人,他们谈了很久。")
    near = nearest_in(text, "采访了幻方的创业人")
    assert near is not None
    assert difference("采访了幻方的创业人", text[near.start : near.end]) == (
        ("equal", "采访了幻方的创", "采访了幻方的创"),
        ("replace", "业", "始"),
        ("equal", "人", "人"),
    )


def test_best_of_several_places_of_a_pair_is_nearest() -> None:
    text = folded(
        "Nobody wrote the old lighthouse keeper a letter. He saw the lighthouse keeper at dusk."
        " They left the lighthouse keeper at dawn."
    )
    near = nearest_in(text, "They led the lighthouse keeper at dawn.")
    assert near is not None
    assert text[near.start : near.end] == "They left the lighthouse keeper at dawn."


@given(st.text(max_size=60), st.text(max_size=40))
def test_any_text_and_any_quote_can_be_compared(text: str, quote: str) -> None:
    near = nearest_in(folded(text), folded(quote))
    if near is not None:
        assert 0 <= near.start < near.end <= len(folded(text))
        assert 75 <= near.score <= 100


@given(st.lists(st.sampled_from("ab cd ef gh ij".split()), min_size=1, max_size=12), st.data())
def test_steps_have_all_words_of_both_sides(words: list[str], data: st.DataObject) -> None:
    quote = data.draw(st.lists(st.sampled_from([*"ab cd ef".split(), "xy"]), min_size=1))
    text = " ".join(words)
    near = nearest_in(text, " ".join(quote))
    if near is not None:
        diff = difference(" ".join(quote), text[near.start : near.end])
        assert " ".join(step.quote for step in diff if step.quote) == " ".join(quote)
        source = " ".join(step.source for step in diff if step.source)
        assert source == text[near.start : near.end]
