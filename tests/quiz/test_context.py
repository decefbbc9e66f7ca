"""The context of a passage, and the same turn in another translation."""

from __future__ import annotations

from pathlib import Path

import pytest

from studykit.bank.load import Course, load
from studykit.diagnostics import Report
from studykit.quiz.context import WHOLE, Context, contexts

from ..conftest import COURSE, LIGHTHOUSE, MakeCourse

TWO = (
    COURSE.replace("kind: original", "kind: translation\n    work: talk\n    short: First")
    .replace("sources:", "works: [{id: talk, title: A talk}]\nsources:")
    .rstrip()
    + """
  - id: second
    kind: translation
    work: talk
    short: Second
    title: Another
    file: second.md
    speakers: {Reporter: reporter, Marlow: marlow}
    regions:
      - {id: part-1, title: Part 1, kind: interview, heading: "Part 1: A Noise in the Wind"}
      - {id: part-2, title: Part 2, kind: interview, heading: "Part 2: Saturdays Only"}
"""
)
BANK = """\
- id: noise
  type: basic
  prompt: What?
  answer: A shutter.
  passages: [{quote: a shutter was banging up here in the wind, source: lighthouse}]
- id: both
  type: basic
  prompt: What?
  answer: A shutter.
  passages:
    - {quote: a shutter was banging up here in the wind, source: lighthouse}
    - {quote: a blind was knocking up there in the wind, source: second}
- id: elsewhere
  type: basic
  prompt: What?
  answer: Nothing.
  passages: [{quote: no such words, source: lighthouse}]
"""
SECOND = LIGHTHOUSE.replace("a shutter was banging up here", "a blind was knocking up there")


def made(folder: Path) -> Course:
    course = load(folder, Report())
    assert course is not None
    return course


def contexts_of(course: Course, id: str) -> list[Context]:
    entry = next(entry for entry in course.entries if entry.question.id == id)
    return contexts(course, entry)


@pytest.fixture
def course(make_course: MakeCourse) -> Course:
    return made(make_course(BANK, course=TWO, more={"texts/second.md": SECOND}))


def test_a_quote_in_its_turn_with_the_turn_of_the_other_translation(course: Course) -> None:
    (context,) = contexts_of(course, "noise")
    assert context.title == "First, Part 1, A1"
    assert context.before == "A noise. I was walking the dog, and "
    assert context.words == "a shutter was banging up here in the wind"
    assert context.after.startswith(", and I thought: somebody should see to that.")
    assert context.other_title == "Second, Part 1, A1"
    assert "and a blind was knocking up there in the wind, and I" in context.other


def test_marks_of_notes_are_not_shown(make_course: MakeCourse) -> None:
    texts = [
        text.replace("up here in the wind", "up here【1】 in the wind【2】").replace(
            "up there in the wind", "up there【1】 in the wind"
        )
        for text in (LIGHTHOUSE, SECOND)
    ]
    folder = make_course(BANK, course=TWO, text=texts[0], more={"texts/second.md": texts[1]})
    (context,) = contexts_of(made(folder), "noise")
    assert context.words == "a shutter was banging up here in the wind"
    assert context.after.startswith(", and I thought")
    assert "knocking up there in the wind" in context.other


def test_a_turn_that_the_question_cites_itself_is_not_repeated(course: Course) -> None:
    assert [context.other for context in contexts_of(course, "both")] == ["", ""]
    assert [context.title for context in contexts_of(course, "both")] == [
        "First, Part 1, A1",
        "Second, Part 1, A1",
    ]


def test_without_the_text_or_the_quote_only_the_source_is_named(make_course: MakeCourse) -> None:
    course = made(make_course(BANK, course=TWO, text=None))
    assert contexts_of(course, "noise") == [Context("First", missing="lighthouse")]
    course = made(make_course(BANK, course=TWO))
    assert contexts_of(course, "elsewhere") == [Context("First", missing="lighthouse")]


def test_a_long_turn_is_cut_to_the_words_near_the_quote(make_course: MakeCourse) -> None:
    long = "word " * 600
    texts = [
        text.replace("**Marlow:** A noise.", f"**Marlow:** {long} A noise. {long}")
        for text in (LIGHTHOUSE, SECOND)
    ]
    folder = make_course(BANK, course=TWO, text=texts[0], more={"texts/second.md": texts[1]})
    (context,) = contexts_of(made(folder), "noise")
    assert context.before.startswith("… word word")
    assert 100 < len(context.before.split()) <= WHOLE // 2 + 2
    assert context.other.startswith("… ")
    assert len(context.other.split()) <= WHOLE + 2
    assert "a blind was knocking" in context.other


def test_a_long_turn_in_chinese_is_cut_as_well(make_course: MakeCourse) -> None:
    """It has no spaces; two characters count as a word."""
    long = "雾天没有渡船。" * 200
    text = LIGHTHOUSE.replace("**Marlow:** A noise.", f"**Marlow:** {long} A noise. {long}")
    (context,) = contexts_of(made(make_course(BANK, course=TWO, text=text)), "noise")
    assert context.before.startswith("… ")
    assert 200 < len(context.before) <= WHOLE + 100
