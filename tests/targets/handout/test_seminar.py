"""Seminars: what fills the minutes, the students' sheet and the teacher's plan."""

from __future__ import annotations

from functools import cache

import pytest

from studykit.bank.load import Course
from studykit.source.text import Place
from studykit.targets.handout.areas import AnswerLines, NoAnswerArea
from studykit.targets.handout.extracts import Extract, reading_minutes
from studykit.targets.handout.model import Heading, Table, TextBlock, WebAddress
from studykit.targets.handout.planning import discussion_range, plan

from ...conftest import MakeCourse
from .courses import (
    BANK,
    TEXTS,
    TWO,
    handout_request,
    make_handout,
    open_course,
    shipped,
    student_and_teacher,
)
from .documents import blocks, exercises_of, items, items_by_id, left_out, notes, text_of

MOTOR = [
    (1, "Because a motor asks nothing of anybody. The weight has to"),
    (2, "be wound every four hours, so whoever winds it stays, and"),
    (3, "whoever stays looks at the sea. Somebody has to be here. The"),
]


def test_a_seminar_reads_discusses_and_closes(course: Course) -> None:
    student, teacher = student_and_teacher("seminar", course, minutes=40)
    assert student.title == "Seminar: Part 1"
    assert student.subtitle == "A talk · 40\xa0minutes"
    assert [item.id for item in items(teacher)] == ["start", "motor-talk", "end"]
    assert [heading.text for heading in blocks(student, Heading)] == [
        "Opening", "Before the discussion", "Core question", "Closing", "Exit ticket",
    ]  # fmt: skip
    assert text_of(blocks(student, TextBlock)[1].prose) == (
        "Read lines 1–4 (question 2) twice: once for the argument, then with a pencil. Underline the"
        " line that matters most for each question, and put a question mark where you doubt.\n"
        "In pairs, compare what you underlined. Where you chose different lines, say why."
    )


def test_no_way_to_start_breaks_before_its_last_blank(course: Course) -> None:
    student, _ = student_and_teacher("seminar", course, minutes=40)
    (stems,) = [table for table in blocks(student, Table) if table.caption == "Ways to start"]
    starts = [line for cell in stems.rows[0] for line in text_of(cell).splitlines()]
    assert "Line … says “…”, which shows that\u00a0…" in starts
    assert not any(start.endswith(" …") for start in starts)


def test_under_a_core_question_is_the_whole_turn_that_it_quotes(course: Course) -> None:
    student, _ = student_and_teacher("seminar", course, minutes=40)
    core = items(student)[1]
    (turn,) = core.passages
    assert [(line.number, line.text) for line in turn.lines][:3] == MOTOR
    assert turn.attribution == "Ida Marlow, Part 1, A3. The first"
    assert core.facts == "line 1"


def test_a_student_s_question_has_neither_level_nor_minutes(course: Course) -> None:
    student, teacher = student_and_teacher("seminar", course, minutes=40)
    assert [item.facts for item in items(student)] == ["", "line 1", ""]
    assert [item.facts for item in items(teacher)] == [
        "4 min", "line 1 · evaluate · 20 min", "7 min",
    ]  # fmt: skip


def test_without_texts_quotes_and_the_place_to_read_are_printed(course: Course) -> None:
    course.texts.clear()
    result = make_handout("seminar", course, minutes=40)
    assert result.remarks[0] == (
        "the text of The first is not available, so only quotes are printed; to print the passages"
        " whole, save it as `lighthouse.md` and name the folder with `--texts`"
    )
    assert make_handout("seminar", course, minutes=40, full_text=False).remarks == ()
    student, _ = result.documents
    assert [line.text for line in items(student)[1].passages[0].lines] == [
        "Because a motor asks nothing of anybody."
    ]
    assert blocks(student, WebAddress) == [
        WebAddress("Read Part 1 in The first", "https://example.org/lighthouse")
    ]


def test_the_course_s_page_is_at_the_end_of_the_sheet(make_course: MakeCourse) -> None:
    with_page = TWO.replace("works: ", "url: https://example.org/course\nworks: ", 1)
    assert with_page != TWO
    course = open_course(make_course(bank=BANK, course=with_page, more=TEXTS))
    for kind in ("seminar", "reading", "compare"):
        student, teacher = student_and_teacher(kind, course)
        assert student.parts[0].blocks[-1] == WebAddress(
            f"Practise the questions of “{course.info.title}”", "https://example.org/course"
        )
        assert blocks(teacher, WebAddress) == []


def test_two_questions_on_a_turn_print_it_once(make_course: MakeCourse) -> None:
    more = """\
- id: again
  type: discussion
  prompt: Who stays?
  look_for: [Whoever winds it]
  minutes: [5, 10]
  passages:
    - {quote: "so whoever winds it stays, and whoever stays looks at the sea"}
    - {quote: "The weight has to be wound every five hours", source: second}
"""
    course = open_course(make_course(bank=BANK + more, course=TWO, more=TEXTS))
    student, _ = student_and_teacher("seminar", course, minutes=50)
    one, other = items(student)[1:3]
    assert one.passages[0].lines[-1].number == 4
    assert [passage.source for passage in other.passages] == ["The second"]
    assert other.lines == ((2, 3), (5, 5))


def test_a_turn_that_a_later_question_needs_is_printed_at_the_first_that_quotes_it(
    make_course: MakeCourse,
) -> None:
    """Its words are not printed twice: first as a quote, then in the turn."""
    more = """\
- id: both
  type: discussion
  prompt: Which number do you trust?
  look_for: [Neither]
  minutes: [5, 10]
  passages:
    - {quote: "The weight has to be wound every four hours"}
    - {quote: "The weight has to be wound every five hours", source: second}
- id: second
  type: discussion
  prompt: Who stays?
  look_for: [Whoever winds it]
  minutes: [5, 10]
  passages: [{quote: "so whoever winds it stays", source: second}]
"""
    course = open_course(make_course(bank=BANK + more, course=TWO, more=TEXTS))
    student, _ = student_and_teacher("seminar", course, minutes=60)
    _, motor, both, second, _ = items(student)
    assert [passage.source for passage in motor.passages] == ["The first"]
    (turn,) = both.passages
    assert turn.source == "The second"
    assert turn.lines[0].text.startswith("Because a motor asks nothing")
    assert second.passages == ()
    assert second.facts == "line 6"


def test_a_question_of_the_interviewer_is_printed_before_its_answer(
    make_course: MakeCourse,
) -> None:
    """Whichever version they are from, and whichever the bank names first."""
    more = """\
- id: asked
  type: discussion
  prompt: Does she answer?
  look_for: [In part]
  minutes: [5, 10]
  passages:
    - {quote: "They have satellites, and they have the mast."}
    - {quote: "Does any ship still need you?", source: second}
"""
    course = open_course(make_course(bank=BANK + more, course=TWO, more=TEXTS))
    student, _ = student_and_teacher("seminar", course, minutes=50)
    asked = next(item for item in items(student) if item.passages and len(item.passages) == 2)
    assert [passage.place for passage in asked.passages] == ["Part 1, Q4", "Part 1, A4"]


def test_of_a_text_in_a_third_language_only_the_words_in_question_are_printed(
    make_course: MakeCourse,
) -> None:
    """Students cannot read more of it, and its minutes are not counted."""
    more = """\
- id: both
  type: discussion
  prompt: Which is stronger, nobody or niemand?
  look_for: [Neither]
  minutes: [5, 10]
  passages:
    - {quote: "Because a motor asks nothing of anybody."}
    - {quote: "They are bakers and bus drivers", source: second}
"""
    foreign = TWO.replace("short: The second\n", "short: The second\n    language: de\n")
    course = open_course(make_course(bank=BANK + more, course=foreign, more=TEXTS))
    student, _ = student_and_teacher("seminar", course, minutes=50)
    (both,) = [item for item in items(student) if "niemand" in text_of(item.prompt)]
    lines = [line.text for passage in both.passages for line in passage.lines]
    assert lines == ["They are bakers and bus drivers"]


def test_a_student_has_lines_to_write_on_below_each_question(course: Course) -> None:
    student, teacher = student_and_teacher("seminar", course, minutes=40)
    assert [item.answer_area for item in items(student)] == [
        AnswerLines(2), AnswerLines(4), AnswerLines(2),
    ]  # fmt: skip
    assert {item.answer_area for item in items(teacher)} == {NoAnswerArea()}


@pytest.mark.parametrize(
    ("kind", "asked", "stated"),
    [
        ("seminar", 45, "45\xa0minutes"),
        ("seminar", 50, "50\xa0minutes"),
        ("seminar", 51, "45\xa0minutes"),
        ("reading", 45, "12\xa0minutes"),
        ("compare", 45, "8\xa0minutes"),
        ("compare", 9, "9\xa0minutes"),
        ("exam", 20, "20\xa0minutes"),
        ("exam", 45, "18\xa0minutes"),
    ],
)
def test_a_sheet_says_how_many_minutes_it_fills(
    course: Course, kind: str, asked: int, stated: str
) -> None:
    """As many as were asked for, unless more than five of them are spare."""
    student, teacher = student_and_teacher(kind, course, minutes=asked)
    assert stated in student.subtitle.split(" · ")
    assert stated in teacher.subtitle.split(" · ")


def test_a_word_of_the_section_s_aim_is_on_the_sheet(make_course: MakeCourse) -> None:
    """The section's aim, else that of the bank, else one that fits any text."""

    def aim(course: str, bank: str) -> str:
        opened = open_course(make_course(bank=bank, course=course, more=TEXTS))
        student, _ = student_and_teacher("seminar", opened, minutes=40)
        return text_of(blocks(student, TextBlock)[0].prose)

    how = " Point to a line for every claim. Everyone speaks."
    assert aim(TWO, BANK) == f"Aim. Work out what the text claims and whether it holds.{how}"
    of_bank = BANK.replace("title: The bank\n", "title: The bank\naim: Weigh the motor.\n")
    assert aim(TWO, of_bank) == f"Aim. Weigh the motor.{how}"
    of_section = TWO.replace("{id: part-1,", "{id: part-1, aim: Judge her case.,", 1)
    assert of_section != TWO
    assert aim(of_section, of_bank) == f"Aim. Judge her case.{how}"


def test_the_teacher_has_a_timetable_points_to_listen_for_and_a_rubric(course: Course) -> None:
    _, teacher = student_and_teacher("seminar", course, minutes=45)
    core = items_by_id(teacher)["motor-talk"]
    assert notes(core, "Listen for") == [
        "Asking makes people stay\nThe sea could be watched by a machine"
    ]
    assert notes(core, "Follow up") == ["Who would stay for a bell?"]
    timetable, rubric = blocks(teacher, Table)
    assert timetable.header == ("Activity", "Minutes", "Time")
    assert [tuple(map(text_of, row)) for row in timetable.rows] == [
        ("Question 1, opening", "4", "0–4"),
        ("Read", "3", "4–7"),
        ("Pairs", "6", "7–13"),
        ("Question 2, core", "20", "13–33"),
        ("Question 3, closing", "7", "33–40"),
        ("Exit ticket", "5", "40–45"),
        ("Total", "45", ""),
    ]
    assert [text_of(row[0]) for row in rubric.rows] == ["Questioning", "Evidence", "Listening"]


@pytest.mark.parametrize(
    ("words", "once", "twice"),
    [("light " * 115, 1, 2), ("light " * 131, 2, 3), ("灯" * 150 + " light" * 13, 1, 2)],
)
def test_reading_takes_its_time(words: str, once: int, twice: int) -> None:
    """At 130 words, or 200 Chinese characters, a minute."""
    place = Place("part-1")
    extract = Extract("talk", place, words, ((0, len(words)),))
    assert reading_minutes([extract]) == once
    assert reading_minutes([extract], times=2) == twice


def test_what_is_left_out_has_a_reason(course: Course) -> None:
    reasons = left_out(make_handout("seminar", course, minutes=20))
    assert reasons["noise"] == "not a discussion question"
    assert reasons["motor-talk"] == "needs 20 min, 4 min left"
    shipped_reasons = left_out(make_handout("seminar", shipped(), minutes=45)).values()
    assert "another opening question was chosen" in shipped_reasons
    assert "another closing question was chosen" in shipped_reasons


def test_a_remark_says_how_many_minutes_are_filled(course: Course) -> None:
    assert make_handout("seminar", course, minutes=45).remarks == ()
    assert make_handout("seminar", course, minutes=90).remarks == (
        "not enough questions: 45 of 90 minutes are filled; select more sections or lower"
        " `--minutes`",
    )
    assert make_handout("seminar", course, minutes=15).remarks == (
        "no core question fits into 15 minutes",
    )


SECTIONS = ("introduction", "part-1", "part-2", "part-3", "part-4", "part-5")


@cache
def of_section(section: str) -> frozenset[str]:
    """The questions that quote a section, and those without passages in their banks."""
    request = handout_request(shipped())
    citing = {
        e.id for e in request.exercises if any(q.place.section == section for q in e.evidence)
    }
    banks = {request.entries[id].header.id for id in citing}
    ends = {
        e.id
        for e in request.exercises
        if not e.evidence and request.entries[e.id].header.id in banks
    }
    return frozenset(citing | ends)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_lesson_from_30_to_90_minutes_is_planned_within_five_minutes(section: str) -> None:
    """For each section of the shipped course, with an opening, core questions and a closing."""
    request = handout_request(shipped(), sections=(section,))
    pool = tuple(pair for pair in request.pool if pair[1].id in of_section(section))
    asked = {"sections": (section,), "pool": pool, "full_text": False}
    for total in range(30, 91, 5):
        result = make_handout("seminar", shipped(), minutes=total, **asked)
        assert result.minutes is not None
        assert total - 5 <= result.minutes <= total, (total, result.remarks)
        assert result.remarks == () or (section, total) in NO_CLOSING, (total, result.remarks)
        timetable = blocks(result.documents[1], Table)[0]
        planned = [int(text_of(row[1])) for row in timetable.rows[:-1]]
        assert sum(planned) == total


NO_CLOSING = {("part-3", 30), ("part-4", 30)}
"""Whose shortest opening, core question and closing take longer."""


def test_a_question_takes_the_minutes_that_its_bank_allows() -> None:
    exercises = exercises_of(shipped())
    for total in (30, 45, 60, 90, 120):
        _, teacher = student_and_teacher("seminar", shipped(), minutes=total)
        for item in items(teacher):
            assert item.id is not None
            low, high = discussion_range(exercises[item.id])
            assert isinstance(item.minutes, int)
            assert low <= item.minutes <= high


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
        assert sum(found.minutes) + found.spare == total
        assert found.spare >= 0
        for step, minutes in zip(found.steps, found.minutes, strict=True):
            assert step.range[0] <= minutes <= step.range[1]
