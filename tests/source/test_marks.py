"""Marks of pages and times: what they say of the words after them."""

from __future__ import annotations

import pytest

from studykit.source.course import CourseFile
from studykit.source.locate import Query, QuoteLocator, Verdict
from studykit.source.marks import PageTimeMarks, Position, page_mark, time_mark, time_text
from studykit.source.text import Place, read_text


def located(text: str, quote: str) -> tuple[Verdict, Place]:
    """Find a quote in a Markdown text."""
    source = {"id": "s", "kind": "book", "title": "S", "file": "s.md"}
    course = CourseFile.model_validate({"id": "c", "title": "C", "sources": [source]})
    read, _ = read_text(text, course.sources[0], course)
    location = QuoteLocator({"s": read}).locate(Query(quote, "s"))
    return location.verdict, location.matches[0].place


def test_a_mark_is_written_as_it_is_read() -> None:
    assert page_mark("12", 12) == "<!-- p. 12 -->"
    assert page_mark("xii", 14) == "<!-- p. xii, PDF page 14 -->"
    assert page_mark("-->", 3) == "<!-- p. ?, PDF page 3 -->"
    assert time_mark(751) == "<!-- 12:31 -->"
    marks = PageTimeMarks("<!-- p. xii, PDF page 14 -->a<!-- 1:02:03 -->b")
    assert marks.at(28, 29) == Position("xii", 14)
    assert marks.at(45, 46) == Position("xii", 14, 3723)


def test_after_a_mark_without_a_number_the_page_is_not_known() -> None:
    marks = PageTimeMarks("<!-- p. 12 -->a<!-- p. ? -->b<!-- p. ?, PDF page 3 -->c")
    assert page_mark("") == "<!-- p. ? -->"
    assert marks.at(14, 15) == Position("12", 12)
    assert marks.at(28, 29) == Position()
    assert marks.at(14, 29) == Position("12", 12)
    assert marks.at(54, 55) == Position(None, 3)


def test_words_before_the_first_mark_have_no_position() -> None:
    assert PageTimeMarks("a <!-- p. 2 --> b").at(0, 1) == Position()


@pytest.mark.parametrize(
    ("seconds", "text"), [(7, "0:07"), (751, "12:31"), (3600, "1:00:00"), (36061, "10:01:01")]
)
def test_times_are_written_as_people_do(seconds: int, text: str) -> None:
    assert time_text(seconds) == text


def test_a_quote_over_a_page_has_both_pages() -> None:
    text = "<!-- p. 12 -->\n\nIt was late when the <!-- p. 13 -->lamp went out.\n"
    assert located(text, "late when the lamp went out") == (
        Verdict.EXACT,
        Place("text", None, None, 1, "12–13", 12),
    )
    assert located(text, "lamp went out")[1].page == "13"


def test_a_mark_inside_a_word_or_behind_a_hyphen_does_not_split_it() -> None:
    assert (
        located("It was feed<!-- p. 27 -->ing time.\n", "It was feeding time.")[0] is Verdict.EXACT
    )
    broken = "It was feed-<!-- p. 27 -->\ning time.\n"
    assert located(broken, "It was feeding time.")[0] is Verdict.TYPOGRAPHIC


def test_other_comments_are_no_marks() -> None:
    assert located("<!-- see p. 3 -->\n\nIt was late.\n", "It was late.")[1].page is None


def test_only_markdown_has_marks() -> None:
    source = {"id": "s", "kind": "book", "title": "S", "file": "s.txt"}
    course = CourseFile.model_validate({"id": "c", "title": "C", "sources": [source]})
    read, _ = read_text("<!-- p. 3 --> It was late.", course.sources[0], course)
    (match,) = QuoteLocator({"s": read}).locate(Query("It was late.")).matches
    assert match.place.page is None
