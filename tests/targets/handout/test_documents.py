"""The running head of documents."""

from __future__ import annotations

from studykit.bank.load import Course
from studykit.targets.handout.documents import document
from studykit.targets.handout.model import PassageBlock

from ...conftest import COURSE, MakeCourse
from .courses import make_handout, open_course, student_and_teacher
from .documents import blocks, items, notes


def test_a_credit_joins_what_a_title_has_in_parentheses(course: Course) -> None:
    def credit(title: str) -> str:
        named = {"title": title, "credit": "machine-made"}
        info = course.info.model_copy(
            update={"sources": [course.info.sources[0].model_copy(update=named)]}
        )
        return document(
            "key", "teacher", info, [], [], "", name="Key", whole=frozenset({"lighthouse"})
        ).credits[0]

    assert credit("The Shutter").startswith("Text: The Shutter (machine-made). ")
    assert credit("The Shutter (a summary)").startswith(
        "Text: The Shutter (a summary; machine-made). "
    )


def test_a_text_of_one_section_with_its_title_is_named_once(make_course: MakeCourse) -> None:
    """As in a course on a speech that `studykit init --text` started."""
    info = (
        COURSE.replace("title: Part 1", "title: The Light")
        .replace("title: The Shutter and the Light", "title: The Light")
        .replace("title: Test course", "title: The Light")
    )
    course = open_course(make_course(course=info))
    student, _ = student_and_teacher("reading", course, sections=("part-1",))
    (key,) = make_handout("key", course, sections=("part-1",)).documents
    assert (student.title, student.subtitle) == (
        "Close reading: The Light",
        "4\N{NO-BREAK SPACE}minutes · 1\N{NO-BREAK SPACE}question",
    )
    assert blocks(student, PassageBlock)[0].attribution == "The reporter, The Light, Q1"
    assert notes(items(key)[0], "Evidence")[0].startswith("The Light, A1 (Ida Marlow): “")


def test_a_source_named_like_the_work_is_not_named_again(course: Course) -> None:
    def head(short: str) -> tuple[str, str]:
        source = course.info.sources[0].model_copy(update={"short": short})
        info = course.info.model_copy(update={"sources": [source]})
        made = document(
            "key", "teacher", info, [], [], "", name="Key", whole=frozenset({source.id})
        )
        return made.work, made.sources

    assert head("The first") == ("A talk", "The first")
    assert head("A talk") == ("A talk", "")
