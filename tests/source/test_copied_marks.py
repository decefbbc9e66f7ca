"""Marks of notes that were copied with a quote: they count only where the text has the same mark."""

from __future__ import annotations

import pytest

from studykit.source.copied_marks import copied_marks, number_of, without_copied_marks
from studykit.source.locate import Query, Verdict

from .documents import locator, text_of

TEXT = (
    "They ate by the tide table rather than by the church clock.【1】 It was an awkward way to live.\n"
    "Boards do not rot while they stay\nwet;【2】 they last. He called it “a good\nsow”,【3】 and the quar-\n"
    "rel【4】 went on. It cost £6.【5】 The court gave him vitamin B【12】 for it. Apollo【13】 failed in"
    " 1768.【6】 He paid 12【7】 pounds for five metres【8】 of rope and no. 【9】 in all."
)


def verdict(quote: str, text: str = TEXT) -> Verdict:
    doc = text_of(text, id="doc", file="doc.md")
    return locator(doc=doc).locate(Query(quote)).verdict


@pytest.mark.parametrize(
    "quote",
    [
        "by the church clock.1 It was an awkward way",
        "by the church clock.[1] It was an awkward way",
        "by the church\nclock.1\nIt was an awkward way to live.",
        "rather than by the church clock.1",
        "stay wet;2 they last. He called it “a good sow”,3 and the quarrel4 went on.",
        "stay wet;2 they last. He called it “a good sow”,3 and the quar-\nrel4 went on.",
    ],
)
def test_a_mark_counts_where_the_text_has_it(quote: str) -> None:
    assert verdict(quote) is Verdict.TYPOGRAPHIC


@pytest.mark.parametrize(
    "quote",
    [
        "by the church clock.2 It was an awkward way",  # another note
        "by the church clock.11 It was an awkward way",
        "by the church1 clock. It was an awkward way",  # another place
        "They ate by the tide table1 rather than by the church clock.",
        "by the church clock. 1 It was an awkward way",  # a word of its own
        "they1 last. He called it “a good sow”",
        "It cost £6.5 The court gave him vitamin B for it",  # what would be another number or word
        "The court gave him vitamin B12 for it.",
        "Apollo13 failed in 1768.",
        "Apollo failed in 1768.6 He paid",
        "He paid 127 pounds for five metres of rope",
        "He paid 12 pounds for five metres8 of rope",
        "of rope and no.9 in all.",
        "stay wet;2 they last. He called it “a good sow”,4 and the quarrel4 went on.",  # one is wrong
    ],
)
def test_any_other_figure_is_a_change(quote: str) -> None:
    assert verdict(quote) not in (Verdict.EXACT, Verdict.TYPOGRAPHIC)


def test_only_marks_of_converters_count() -> None:
    """Other raised figures only look like marks of notes: nobody has seen the notes."""
    plain = "They ate by the church clock.¹ It was an awkward way to live."
    assert verdict("by the church clock.1 It was an awkward way", plain) is Verdict.NEAR


def test_chinese_needs_no_space_after_a_mark() -> None:
    text = "钟停了。【1】它再也没有走。图【2】表明了这一点。"
    assert verdict("钟停了。1它再也没有走", text) is Verdict.TYPOGRAPHIC
    assert verdict("图2表明了这一点", text) is not Verdict.TYPOGRAPHIC


def test_a_figure_that_the_text_has_is_no_mark() -> None:
    """Where the text itself has the figure, it is found as it is."""
    assert verdict("by the church clock.1 It was", "He ate by the church clock.1 It was") is (
        Verdict.EXACT
    )


def test_marks_are_found_in_order() -> None:
    quote = "wet;2 they last. “A good sow”,3 and the quarrel[4] went on."
    assert [number_of(mark) for mark in copied_marks(quote)] == ["2", "3", "4"]
    assert without_copied_marks(quote) == "wet; they last. “A good sow”, and the quarrel went on."
