"""Marks of notes, which readers do not see."""

from __future__ import annotations

import pytest

from studykit.source.note_marks import note_marks, without_note_marks


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The keeper【1】 stays.", "The keeper stays."),
        ("The keeper 【1】 stays.", "The keeper stays."),
        ("The keeper【12】 . She stays.", "The keeper. She stays."),
        ("She stays.【1】", "She stays."),
        ("She stays. 【1】", "She stays."),
        ("看守人【1】留下。", "看守人留下。"),
        ("【1】 Keeper: who winds the clock.\n【2】Clock", "Keeper: who winds the clock.\nClock"),
        ("One stays.[3] Another leaves.", "One stays. Another leaves."),
        ("“One stays.”[3] Another leaves.", "“One stays.” Another leaves."),
        ("One stays.³ Another leaves.", "One stays. Another leaves."),
        ("她留下。[3]他走。", "她留下。他走。"),
        ("She stays.[^clock] He leaves.", "She stays. He leaves."),
    ],
)
def test_a_mark_is_taken_out_with_its_space(text: str, shown: str) -> None:
    assert without_note_marks(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "An area of 4 m² and x[1] of the list [1, 2].",
        "The weight falls 2【3】4 feet.",
        "[1] is a book in a list, and [DeepSeek] an editor's word.",
        "The pattern [^a] is not a note, and a[^b]* is none.",
        "The length² grows, and (a + b)² too.",
    ],
)
def test_what_may_mean_something_stays(text: str) -> None:
    assert without_note_marks(text) == text


def test_a_range_of_a_text_is_shown_as_it_would_be_in_it() -> None:
    """What is beside the range decides on a mark, but is not shown."""
    text = "Ask the keeper【1】 why. She stays.[2] He leaves."
    at = text.index("【")
    assert without_note_marks(text, 0, at) == "Ask the keeper"
    assert without_note_marks(text, at) == " why. She stays. He leaves."
    assert without_note_marks(text, text.index("[2]"), text.index(" He")) == ""
    assert [text[start:end] for start, end in note_marks(text)] == ["【1】", "[2]"]
