"""The words before or after a quote that tell its places apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studykit.source.locate import Query, QuoteLocator, Verdict, telling_apart

from .documents import locator, text_of
from .ferry import locate, spans


def test_telling_apart_by_the_fewest_words() -> None:
    matches = locate("the harbour").matches
    assert [telling_apart(match, matches) for match in matches] == [
        ("suffix", "stayed"),
        ("suffix", "freeze"),
        ("suffix", "has"),
    ]


def test_telling_apart_by_prefix_if_suffixes_are_the_same() -> None:
    texts = locator(doc="He came late. She came late.")
    matches = texts.locate(Query("came late", "doc")).matches
    assert [telling_apart(match, matches) for match in matches] == [
        ("prefix", "He"),
        ("prefix", "She"),
    ]


def test_a_word_is_told_apart_from_one_that_it_begins() -> None:
    texts = locator(doc="We saw the cat sit. We saw the cats run.")
    matches = texts.locate(Query("We saw the", "doc")).matches
    assert [telling_apart(match, matches) for match in matches] == [
        ("suffix", "cat"),
        ("suffix", "cats"),
    ]


def test_telling_apart_needs_more_than_a_comma() -> None:
    texts = locator(doc="We saw the sea, and it was grey. We saw the sea again.")
    matches = texts.locate(Query("We saw the sea", "doc")).matches
    assert telling_apart(matches[0], matches) == ("suffix", ", and")


def test_telling_apart_identical_contexts() -> None:
    texts = locator(doc="\n".join(["Rain fell on the sea."] * 12))
    matches = texts.locate(Query("Rain fell", "doc")).matches
    assert len(matches) == 12
    assert telling_apart(matches[6], matches) is None


WORDS = st.lists(
    st.sampled_from(
        ["rain", "fell", "on", "the", "sea,", "seas", "sea.", "a", "it’s", "har-\nbour"]
    ),
    max_size=6,
).map(" ".join)


@given(st.lists(WORDS, min_size=3, max_size=6))
def test_telling_apart_leaves_one_place(between: list[str]) -> None:
    text = text_of(" the tide ".join(between), id="doc", file="doc.md")
    texts, quote = QuoteLocator({"doc": text}), "the tide"
    location = texts.locate(Query(quote, "doc"))
    assert location.verdict is Verdict.AMBIGUOUS
    for match in location.matches:
        if apart := telling_apart(match, location.matches):
            asked = Query(quote, "doc", **{apart[0]: apart[1]})
            again = texts.locate(asked)
            assert (again.verdict.passes, spans(again)) == (True, [(match.start, match.end)])
