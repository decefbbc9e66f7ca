"""Lines are broken once, and numbered through; a document can be read through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.bank.prose import parse
from studykit.diagnostics import wide
from studykit.source.claims import Kind
from studykit.targets.handout.model import (
    MEASURE,
    Item,
    LineRun,
    NoAnswerArea,
    NumberedLine,
    Numbering,
    broken,
    spans,
    texts,
)

from .example import example

LONG = (
    "The weight has to be wound every four hours, so whoever winds it stays, and looks at the sea."
)


def shown(text: str, measure: int) -> list[str]:
    return [line.text for line in broken(text, measure)]


def test_lines_break_at_spaces_and_after_dashes() -> None:
    assert shown(LONG, 24) == [
        "The weight has to be",
        "wound every four hours,",
        "so whoever winds it",
        "stays, and looks at the",
        "sea.",
    ]
    assert shown("one hour—I’ll take it", 10) == ["one hour—", "I’ll take", "it"]


def test_a_line_as_wide_as_the_measure_is_not_broken() -> None:
    assert shown("four four", 9) == ["four four"]
    assert shown("four four", 8) == ["four", "four"]


def test_wide_characters_take_two_columns_and_no_line_begins_with_their_comma() -> None:
    assert shown("灯塔，每四个小时。", 8) == ["灯塔，每", "四个小", "时。"]


def test_a_word_wider_than_a_line_is_cut_but_not_between_a_letter_and_its_accent() -> None:
    assert shown("a" * 7 + " b", 3) == ["aaa", "aaa", "a b"]
    assert shown("e\u0301" * 3, 2) == ["e\u0301e\u0301", "e\u0301"]
    assert shown("xe\u0301", 1) == ["x", "e\u0301"]


def test_a_line_feed_opens_a_paragraph() -> None:
    lines = broken("one\n\ntwo three", 4, first=9)
    assert lines == (
        NumberedLine(9, (LineRun("one"),), opens=True),
        NumberedLine(10, (LineRun("two"),), opens=True),
        NumberedLine(11, (LineRun("three"[:4]),)),
        NumberedLine(12, (LineRun("e"),)),
    )


def test_marks_stay_on_their_words_over_a_break() -> None:
    marks = [(Kind.NAME, 4, 15), (Kind.NEGATION, 16, 19)]
    assert [line.runs for line in broken("The Ida Marlow? not now", 7, marks)] == [
        (LineRun("The "), LineRun("Ida", Kind.NAME)),
        (LineRun("Marlow?", Kind.NAME),),
        (LineRun("not", Kind.NEGATION), LineRun(" now")),
    ]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from(" \n—")))
def test_no_word_is_lost_and_no_line_too_wide(text: str) -> None:
    lines = broken(text, 12)
    assert "".join("".join(line.text.split()) for line in lines) == "".join(text.split())
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    for line in lines:
        clinging = sum(wide(c) == 0 for c in line.text)
        assert wide(line.text) <= 12 + clinging


def test_numbers_go_on_and_stand_on_every_fifth_line() -> None:
    numbering = Numbering()
    first = numbering.take("a\nb\nc")
    left, right = numbering.take_both("d", "e\nf\ng")
    last = numbering.take("h")
    assert [line.number for line in (*first, *left, *right, *last)] == [1, 2, 3, 4, 4, 5, 6, 7]
    assert [line.number for line in (*first, *right, *last) if line.shows] == [5]


def test_sixty_columns_are_the_measure() -> None:
    assert MEASURE == 60
    assert all(wide(line.text) <= 60 for line in Numbering().take(LONG * 3))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], ""),
        ([(4, 4)], "line 4"),
        ([(4, 9)], "lines 4–9"),
        ([(1, 2), (5, 5)], "lines 1–2 and 5"),
        ([(1, 2), (5, 5), (7, 9)], "lines 1–2, 5 and 7–9"),
    ],
)
def test_lines_in_words(found: list[tuple[int, int]], words: str) -> None:
    assert spans(*found) == words


def test_the_facts_of_a_question_on_one_line() -> None:
    item = Item(
        1, parse("Why?"), NoAnswerArea(), lines=(4, 9), points=1, level="analyze", minutes=20,
        more_lines=((12, 12),),
    )  # fmt: skip
    assert item.facts == "lines 4–9 and 12 · analyze · 20 min · 1 point"
    assert Item(1, parse("Why?"), NoAnswerArea()).facts == ""


def test_every_text_of_a_document_is_read_with_where_it_stands() -> None:
    found = list(texts(example()))
    assert ("form A, question 1", "It would ask nothing of anybody.") in found
    assert ("form B, line 7", "That took eleven months and three attempts.") in found
    assert ("form A, the glossary, “lens”", "what turns") in found
    assert found[-1] == ("the credits", "Questions: MIT licence.")


def test_the_student_s_example_has_no_notes_and_no_ids() -> None:
    words = {text for _, text in texts(example("student"))}
    assert not words & {"See the passage.", "no-motor", "useless", "Listen for"}
