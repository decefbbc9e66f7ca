"""Seminars: which discussions fill the minutes, and the teacher's plan."""

from __future__ import annotations

import pytest

from studykit.bank.load import Course
from studykit.targets.handout.kinds.seminar import plan
from studykit.targets.handout.model import Heading, Table
from studykit.targets.handout.timing import minutes

from .courses import make_handout, shipped, student_and_teacher
from .documents import blocks, exercises_of, items, items_by_id, left_out, notes, text_of


def test_a_seminar_has_an_opening_core_questions_with_passages_and_a_closing(
    course: Course,
) -> None:
    student, teacher = student_and_teacher("seminar", course, minutes=36)
    assert [item.id for item in items(teacher)] == ["start", "motor-talk", "end"]
    assert [heading.text for heading in blocks(student, Heading)] == [
        "Opening", "Core questions", "Closing", "Exit ticket",
    ]  # fmt: skip
    core = items(student)[1]
    assert [line.text for line in core.passages[0].lines] == [
        "Because a motor asks nothing of anybody."
    ]
    assert core.passages[0].attribution == "Ida Marlow, Part 1, A3. The first"
    assert core.facts == "evaluate · 20 min"


def test_the_teacher_has_a_timetable_points_to_listen_for_stems_and_a_rubric(
    course: Course,
) -> None:
    _, teacher = student_and_teacher("seminar", course, minutes=40)
    core = items_by_id(teacher)["motor-talk"]
    assert notes(core, "Listen for") == [
        "Asking makes people stay\nThe sea could be watched by a machine"
    ]
    assert notes(core, "Follow up") == ["Who would stay for a bell?"]
    timetable, rubric = blocks(teacher, Table)
    assert timetable.header == ("Activity", "Minutes", "Time")
    assert [tuple(map(text_of, row)) for row in timetable.rows] == [
        ("Question 1, opening", "4", "0–4"),
        ("Question 2, core", "20", "4–24"),
        ("Question 3, closing", "7", "24–31"),
        ("Exit ticket", "5", "31–36"),
        ("Spare", "4", "36–40"),
        ("Total", "40", ""),
    ]
    assert [text_of(row[0]) for row in rubric.rows] == ["Questioning", "Evidence", "Listening"]
    assert [len(row) for row in rubric.rows] == [4, 4, 4]


def test_what_is_left_out_has_a_reason(course: Course) -> None:
    reasons = left_out(make_handout("seminar", course, minutes=20))
    assert reasons["noise"] == "not a discussion question"
    assert reasons["motor-talk"] == "needs 20 min, 6 min left"
    shipped_reasons = left_out(make_handout("seminar", shipped(), minutes=45)).values()
    assert "another opening question was chosen" in shipped_reasons
    assert "another closing question was chosen" in shipped_reasons


def test_a_remark_says_how_many_minutes_are_filled(course: Course) -> None:
    assert make_handout("seminar", course, minutes=36).remarks == ()
    assert make_handout("seminar", course, minutes=90).remarks == (
        "not enough questions: 36 of 90 minutes are filled; widen the selection or change"
        " `--minutes`",
    )
    assert make_handout("seminar", course, minutes=20).remarks == (
        "no core question fits into 20 minutes",
        "no other question fits: 14 of 20 minutes are filled; widen the selection or change"
        " `--minutes`",
    )


@pytest.mark.parametrize(
    ("total", "filled"), [(30, 25), (45, 45), (60, 50), (75, 68), (90, 90), (120, 110)]
)
def test_a_seminar_on_the_shipped_course_fills_its_minutes(total: int, filled: int) -> None:
    """As far as core questions of twenty minutes can; a remark names the rest."""
    exercises = exercises_of(shipped())
    for seed in range(10):
        result = make_handout("seminar", shipped(), minutes=total, seed=seed)
        _, teacher = result.documents
        assert result.minutes is not None
        assert sum(item.minutes or 0 for item in items(teacher)) + 5 == result.minutes
        assert filled <= result.minutes <= total
        assert bool(result.remarks) == (result.minutes < total)
        stages = [exercises[id].response.stage for id, _ in result.chosen]  # type: ignore[union-attr]
        core = ["core"] * stages.count("core")
        assert core
        assert stages == ["opening", *core, "closing"]


def test_a_seminar_into_which_no_question_fits_has_no_documents(course: Course) -> None:
    """An exit ticket alone is not a lesson."""
    result = make_handout("seminar", course, minutes=1)
    assert result.documents == ()
    assert result.chosen == ()
    assert result.remarks[1] == "no core question fits into 1 minute"


def test_another_seed_chooses_other_questions() -> None:
    chosen = {make_handout("seminar", shipped(), seed=seed).chosen for seed in range(10)}
    assert len(chosen) > 3


def test_a_plan_never_takes_longer_than_its_minutes(course: Course) -> None:
    discussions = [e for e in exercises_of(course).values() if e.type == "discussion"]
    for total in range(1, 60):
        found = plan(discussions, total, 1, {})
        assert sum(map(minutes, found.questions)) + found.ticket + found.spare == total
        assert found.spare >= 0
