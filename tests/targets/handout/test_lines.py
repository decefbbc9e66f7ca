"""Breaking texts into numbered lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studykit.diagnostics import wide
from studykit.source.claims import ClaimKind
from studykit.targets.handout.lines import Numbering, break_lines
from studykit.targets.handout.model import LineRun, NumberedLine
from studykit.targets.handout.passages import lines_of

LONG = (
    "The weight has to be wound every four hours, so whoever winds it stays, and looks at the sea."
)


def broken(text: str, measure: int) -> list[str]:
    return [line.text for line in break_lines(text, measure)]


def test_lines_break_at_spaces_and_after_dashes() -> None:
    assert broken(LONG, 24) == [
        "The weight has to be",
        "wound every four hours,",
        "so whoever winds it",
        "stays, and looks at the",
        "sea.",
    ]
    assert broken("one hour—I’ll take it", 10) == ["one hour—", "I’ll take", "it"]


def test_a_line_as_wide_as_the_measure_is_not_broken() -> None:
    assert broken("four four", 9) == ["four four"]
    assert broken("four four", 8) == ["four", "four"]


def test_wide_characters_take_two_columns_and_no_line_starts_with_a_wide_comma() -> None:
    assert broken("灯塔，每四个小时。", 8) == ["灯塔，每", "四个小", "时。"]


def test_a_word_wider_than_a_line_is_cut_but_not_between_a_letter_and_its_accent() -> None:
    assert broken("a" * 7 + " b", 3) == ["aaa", "aaa", "a b"]
    assert broken("e\u0301" * 3, 2) == ["e\u0301e\u0301", "e\u0301"]
    assert broken("xe\u0301", 1) == ["x", "e\u0301"]


def test_a_line_feed_starts_a_paragraph() -> None:
    lines = break_lines("one\n\ntwo three", 4, first=9)
    assert lines == (
        NumberedLine(9, (LineRun("one"),), starts_paragraph=True),
        NumberedLine(10, (LineRun("two"),), starts_paragraph=True),
        NumberedLine(11, (LineRun("thre"),)),
        NumberedLine(12, (LineRun("e"),)),
    )


def test_an_empty_text_is_one_line() -> None:
    assert break_lines("") == (NumberedLine(1, (), starts_paragraph=True),)


def test_marks_stay_on_their_words_across_line_breaks() -> None:
    marks = [(ClaimKind.NAME, 4, 15), (ClaimKind.NEGATION, 16, 19)]
    assert [line.runs for line in break_lines("The Ida Marlow? not now", 7, marks)] == [
        (LineRun("The "), LineRun("Ida", ClaimKind.NAME)),
        (LineRun("Marlow?", ClaimKind.NAME),),
        (LineRun("not", ClaimKind.NEGATION), LineRun(" now")),
    ]


def test_a_formula_is_as_wide_as_it_is_shown_and_is_not_broken() -> None:
    text = "so $\\frac{1}{2} = 0{,}5$, and $$\nE = mc^2\n$$ of $\\fraq x$ etc."
    lines = break_lines(text, 12)
    assert [line.shown for line in lines] == [
        "so", "1/2 = 0,5,", "and E = mc²", "of $\\fraq x$", "etc.",
    ]  # fmt: skip
    assert lines[2].runs == (LineRun("and "), LineRun("$$\nE = mc^2\n$$", None, "E = mc^2"))
    assert lines_of(text, lines, *span_of("E = mc^2", text)) == (3, 3)


def test_a_formula_is_marked_as_a_whole() -> None:
    start, end = span_of("mc", text := "so $E = mc^2$ is")
    (line,) = break_lines(text, 60, [(ClaimKind.NAME, start, end)])
    assert [(run.text, run.mark) for run in line.runs] == [
        ("so ", None), ("$E = mc^2$", ClaimKind.NAME), (" is", None),
    ]  # fmt: skip


def span_of(words: str, text: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from(" \n—")))
def test_no_word_is_lost_and_no_line_is_too_wide(text: str) -> None:
    lines = break_lines(text, 12)
    assert "".join("".join(line.text.split()) for line in lines) == "".join(text.split())
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    for line in lines:
        without_width = sum(wide(c) == 0 for c in line.text)
        assert wide(line.text) <= 12 + without_width


def test_lines_are_numbered_consecutively() -> None:
    numbering = Numbering()
    first = numbering.take("a\nb\nc")
    left, right = numbering.take_both("d", "e\nf\ng")
    last = numbering.take("h")
    assert [line.number for line in (*first, *left, *right, *last)] == [1, 2, 3, 4, 4, 5, 6, 7]


def test_a_line_has_sixty_columns_and_thirty_four_beside_another() -> None:
    numbering = Numbering()
    left, right = numbering.take_both("x" * 100, "y" * 100)
    assert len(numbering.take("z" * 100)[0].text) == 60
    assert (len(left[0].text), len(right[0].text)) == (34, 34)
