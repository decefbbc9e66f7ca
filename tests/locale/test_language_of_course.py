"""Which language the words of a course, of a question and of a handout are in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studykit.bank.load import NO_TEXTS, load
from studykit.bank.model import Choose, is_statement
from studykit.diagnostics import Report
from studykit.locale import _, speaking, spoken
from studykit.source.course import CourseFile, Region, section_name

from ..command import Run
from ..conftest import BANK, COURSE, MakeCourse
from ..targets.handout.courses import handout_request, open_course
from .marking import MARKED, mark

DOOR = """\
- id: door
  type: true_false
  prompt: The lighthouse was switched off in 1994.
  answer: true
  passages: [{quote: The lighthouse on Skerrow Head was switched off in 1994}]
"""

QUESTIONS = f"""\
{DOOR}- id: youngest
  lang: {MARKED}
  type: true_false
  prompt: The youngest winder is nine.
  answer: false
  passages: [{{quote: Our youngest winder is twelve.}}]
"""


def info(folder: Path) -> CourseFile:
    course = load(folder, Report(), NO_TEXTS)
    assert course is not None
    return course.info


def test_the_language_of_a_course_is_that_of_its_first_bank_unless_it_says(
    make_course: MakeCourse,
) -> None:
    german = BANK.replace("questions:", "defaults: {lang: de-AT}\nquestions:")
    first = german.replace("id: bank", "id: a-bank").replace("questions:\n", "questions: []\n")
    assert info(make_course(DOOR)).language == "en"
    assert info(make_course(DOOR, more={"a.yaml": first})).language == "de-AT"
    assert (
        info(make_course(DOOR, course=COURSE + "language: fr\n", more={"a.yaml": first})).language
        == "fr"
    )


def test_a_question_has_its_own_words_whatever_the_course_speaks(
    made_up: str, make_course: MakeCourse
) -> None:
    course = open_course(make_course(QUESTIONS))
    english, other = [exercise.response for _entry, exercise in handout_request(course).pool]
    assert isinstance(english, Choose)
    assert isinstance(other, Choose)
    assert [option.text for option in english.options] == ["True", "False"]
    assert [option.text for option in other.options] == [mark("True"), mark("False")]
    assert is_statement([option.text for option in other.options])
    assert not is_statement(["True", mark("False")])


def test_a_question_in_a_language_without_words_has_those_of_the_course(made_up: str) -> None:
    course = CourseFile.model_construct(language=made_up)
    for lang, expected in (("xx", made_up), ("en", "en"), (None, made_up)):
        with course.speaking(lang):
            assert spoken() == expected
    with CourseFile.model_construct(language=None).speaking():
        assert spoken() == "en"


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("part-2", "Part 2"),
        ("chapter-10", "Chapter 10"),
        ("introduction", "Introduction"),
        ("summary", "Summary"),
        ("harbour-light", "Harbour light"),
        ("part-two", "Part two"),
        ("walk-3", "Walk 3"),
    ],
)
def test_sections_without_a_title_are_named_by_their_ids(id: str, name: str) -> None:
    assert section_name(id) == name == Region(id=id, heading="x").name


def test_known_names_of_sections_are_translated(made_up: str) -> None:
    with speaking(made_up):
        assert section_name("part-2") == mark("Part ") + "2"
        assert section_name("summary") == mark("Summary")
        assert section_name("harbour-light") == "Harbour light"


def test_a_handout_can_speak_another_language_than_its_course(
    made_up: str, make_course: MakeCourse, run: Run
) -> None:
    make_course(QUESTIONS)
    assert run("handout", "exam", "--format", "md", "--lang", made_up).code == 0
    exam = Path("handouts/exam-student.md").read_text(encoding="utf-8")
    assert exam.startswith(f"# {mark('Exam')}: Test course\n")
    assert "- **A** True\n" in exam  # the words of the English question
    assert f"- **A** {mark('True')}\n" in exam
    assert run("handout", "exam", "--format", "md").code == 0
    assert Path("handouts/exam-student.md").read_text(encoding="utf-8").startswith("# Exam: ")


def test_the_grades_speak_the_language_of_the_exam(
    made_up: str, make_course: MakeCourse, run: Run
) -> None:
    make_course(QUESTIONS)
    run("handout", "exam", "--format", "md", "--lang", made_up)
    key = json.loads(Path("handouts/exam-key.json").read_text(encoding="utf-8"))
    assert key["language"] == made_up
    said = {"door": "t", "youngest": mark("False")}
    answers = ",".join(said[question["id"]] for question in key["forms"]["A"])
    Path("answers.csv").write_text(f"student,form,1,2\nΑ,A,{answers}\n", encoding="utf-8")
    ran = run("grade", "answers.csv")
    assert ran.code == 0, ran.err
    assert "1 student. Mean 2 of 2 points (100%)" in ran.out  # authors read English
    assert Path("grades.pdf").exists()


def test_a_language_without_words_is_refused(make_course: MakeCourse, run: Run) -> None:
    make_course(DOOR)
    ran = run("handout", "key", "--lang", "xx")
    assert ran.code == 2
    assert "studykit is not translated into `xx`; use en" in ran.err
    assert _("True") == "True"
