"""Where words occur in a text, with an index and without."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studykit.source.places import MANY, Places, searched

TEXT = "the ferry waits for the tide, and the tide waits for no ferry"


def asked_often(text: str) -> Places:
    places = Places(text)
    for _ in range(MANY):
        places.of("ferry")
    return places


def test_places_are_found_in_order() -> None:
    assert list(Places(TEXT).of("waits for")) == [10, 43]
    assert list(asked_often(TEXT).of("waits for")) == [10, 43]


def test_words_are_found_by_the_rarest_inside_of_them() -> None:
    assert list(asked_often(TEXT).of("he tide waits f")) == [35]
    assert list(asked_often(TEXT).of("the tide and the")) == []


def test_nothing_is_nowhere() -> None:
    assert list(Places(TEXT).of("")) == []


@given(
    st.text("ab \x00", max_size=60),
    st.text("ab ", min_size=1, max_size=8),
)
def test_the_index_finds_what_a_search_through_the_text_finds(text: str, words: str) -> None:
    assert list(asked_often(text).of(words)) == list(searched(words, text))
