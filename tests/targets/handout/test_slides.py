"""A seminar as slides: the steps, minutes and lines of its handout."""

from __future__ import annotations

from dataclasses import replace

from studykit.bank.load import Course
from studykit.targets.handout.model import Table
from studykit.targets.handout.slides import lesson

from .courses import handout_request, student_and_teacher
from .documents import blocks, text_of


def test_slides_are_the_steps_of_the_timetable(course: Course) -> None:
    planned = lesson(handout_request(course, minutes=40))
    assert planned is not None
    _, teacher = student_and_teacher("seminar", course, minutes=40)
    rows = blocks(teacher, Table)[0].rows
    timetable = [tuple(text_of(cell) for cell in row[:2]) for row in rows]
    steps = [(slide.title, str(slide.minutes)) for slide in planned.slides]
    assert timetable == [*steps, ("Total", "40")]
    assert [slide.exercise and slide.exercise.id for slide in planned.slides] == [
        "start", None, None, "motor-talk", "end", None,
    ]  # fmt: skip
    assert (planned.title, planned.minutes, planned.spare) == ("Part 1", 40, 0)


def test_a_step_without_a_question_says_what_to_do(course: Course) -> None:
    """With the lines of the students’ handout."""
    planned = lesson(handout_request(course, minutes=40))
    assert planned is not None
    assert [slide.task.partition(".")[0] for slide in planned.slides if not slide.exercise] == [
        "**Read** lines 1–4 (question 2) twice: once for the argument, then with a pencil",
        "**In pairs**, compare what you underlined",
        "Which line changed your mind, or made you more certain? Explain",
    ]


def test_there_is_no_lesson_if_no_question_fits(course: Course) -> None:
    assert lesson(handout_request(course, minutes=1)) is None
    without = handout_request(course, minutes=40)
    assert lesson(replace(without, pool=())) is None
