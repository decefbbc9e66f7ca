"""How a quiz ends: its summary, its exit code, its results as JSON."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from studykit.bank.model import Evidence, Recall
from studykit.diagnostics import StudykitError
from studykit.quiz.exam import Exam
from studykit.quiz.progress import Overtaken, Progress
from studykit.quiz.report import exam_data, session_data
from studykit.quiz.review_log import CardKey
from studykit.quiz.schedule import CardState, Grade, Phase
from studykit.source.course import CourseFile, Source
from studykit.source.text import Place
from studykit.terminal.question import duration
from studykit.terminal.run import run_session
from studykit.terminal.ui import Ended, Resources

from .course import BEFORE_NOON, FOG, PAID, TOLL, WHEN, WHY, exercise
from .learner import NOON, FakeHost, deck, quiz, quiz_io, session


def test_a_card_graded_elsewhere_in_the_meantime_is_not_graded_twice() -> None:
    class Busy(Progress):
        def add(self, card: CardKey, *rest: Any, **more: Any) -> Any:
            raise Overtaken(card)

    transcript = quiz(WHY, answers=["", "3"], store=Busy.in_memory())
    assert (
        "Grade not saved: why was graded elsewhere in the meantime; that grade counts.\n"
        in transcript
    )
    assert "Nothing was answered." in transcript


def test_an_answer_takes_no_negative_time_if_the_clock_is_set_back() -> None:
    times = iter([NOON - n * timedelta(hours=1) for n in range(100)])
    one = session(WHY)
    io_ = replace(quiz_io(["", "3"], io.StringIO()), clock=lambda: next(times))
    assert run_session(one, FakeHost(), io_) == 0
    assert [step.elapsed_ms for step in one.steps] == [0]


def test_a_full_disk_ends_the_quiz_with_its_summary_and_an_error() -> None:
    class Full(Progress):
        def add(self, *_: Any, **__: Any) -> Any:
            raise StudykitError("p.db cannot be used: the disk is full")

    shown = io.StringIO()
    one = session(WHY, store=Full.in_memory())
    with pytest.raises(StudykitError, match="the disk is full"):
        run_session(one, FakeHost(), quiz_io(["", "3"], shown))
    assert shown.getvalue().endswith("Summary\n\nNothing was answered.\n1 card not started.\n")


def test_the_first_quiz_of_a_course_greets() -> None:
    store = Progress.in_memory()
    greeting = "Welcome to “The ferries of Ostholm”.\n"
    assert quiz(WHY, PAID, answers=["", "3", "q"], store=store).startswith(greeting)
    assert greeting not in quiz(WHY, PAID, answers=["q"], store=store)


@pytest.mark.parametrize(
    ("last", "end"), [("q", "q\n"), (EOFError(), "\n"), (KeyboardInterrupt(), "\n")]
)
def test_leaving_a_quiz_shows_the_summary(last: str | BaseException, end: str) -> None:
    """`q`, Ctrl-D and Ctrl-C: graded questions count, the open one does not."""
    transcript = quiz(FOG, PAID, WHY, answers=["a", "", last], seed=1)
    assert transcript.partition("Your answer: ")[2] == end + (
        "\nSummary\n\nHardest\n- The ferry leaves in fog.\n\n"
        "0 of 1 remembered (0%)\n1 card is due again in a minute. 2 not started.\n"
    )


def test_sections_are_in_the_order_of_the_course() -> None:
    """Also if the first translation has only the second of them."""
    later = exercise("basic", Recall("x"), "x?", TOLL, id="later")
    first = exercise("basic", Recall("x"), "x?", BEFORE_NOON, id="first")
    transcript = quiz(later, first, answers=["", "4", "", "4"])
    assert "\nBy section\n- Part 1: 1 of 1 remembered\n- Part 2: 1 of 1 remembered\n" in transcript


def test_a_signal_sets_the_exit_code() -> None:
    shown = io.StringIO()
    assert run_session(session(WHY), FakeHost(), quiz_io([Ended(143)], shown)) == 143
    assert "Nothing was answered." in shown.getvalue()


def test_a_leech_is_named_with_its_question_and_in_the_summary() -> None:
    leech = CardState(
        Phase.REVIEW, None, 1.0, 9.0, NOON, NOON - timedelta(days=1), reviews=30, lapses=9
    )

    class Leeches(Progress):
        def states(self, course: str) -> dict[CardKey, CardState]:
            return {CardKey("ferries", "why"): leech}

        def state(self, card: CardKey) -> CardState:
            state = super().state(card)
            return state if state.reviews else leech

        def add(self, *given: Any, **more: Any) -> Any:
            review = super().add(*given, **more)
            return replace(review, before=leech, after=replace(review.after, lapses=10))

    transcript = quiz(WHY, answers=["", "1"], store=Leeches.in_memory())
    assert ", type: recall, card: leech\n" in transcript
    assert "Leech: forgotten 9 times. Rewording the question may help.\n" in transcript
    assert (
        "Leech: Why wait?\n"
        "You keep forgetting this card. Reread its passage, or reword the question.\n"
    ) in transcript


def test_sections_of_two_works_with_one_name_get_the_title_of_the_source() -> None:
    course = CourseFile(
        id="c",
        title="C",
        sources=(
            Source(id="one", kind="news", title="First Post", file="one.md"),
            Source(id="two", kind="news", title="Second Post", file="two.md"),
        ),
    )

    class Other(FakeHost):
        @property
        def resources(self) -> Resources:
            return replace(super().resources, course=course)

    exercises = [
        exercise("basic", Recall("x"), "x?", Evidence("x", id, Place("text")), id=id)
        for id in ("one", "two")
    ]
    transcript = quiz(*exercises, answers=["", "4", "", "4"], host=Other())
    assert transcript.partition("By section\n")[2].startswith(
        "- First Post, Text: 1 of 1 remembered\n- Second Post, Text: 1 of 1 remembered\n"
    )


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(seconds=30), "under 1 min"),
        (timedelta(minutes=1), "1 min"),
        (timedelta(minutes=59, seconds=40), "1 hour"),
        (timedelta(hours=23, minutes=50), "1 day"),
        (timedelta(days=30), "30 days"),
        (timedelta(days=45), "1.5 months"),
        (timedelta(days=364), "1.0 years"),
        (timedelta(days=900), "2.5 years"),
    ],
)
def test_durations_are_given_in_their_largest_unit(time: timedelta, words: str) -> None:
    assert duration(time) == words


# As JSON.


def test_exam_as_json() -> None:
    exam = Exam(deck(FOG, PAID, WHEN), 3, seed=3)
    answers: dict[str, Any] = {"fog": {1}, "paid": "toll", "when": None}
    for card in exam.cards:
        exam.answer(answers[card.exercise.id], 1500)
    data = exam_data(exam, timedelta(seconds=90))
    found = {one.pop("question"): one for one in data.pop("answers")}
    assert data == {"seed": 3, "questions": 3, "answered": 2, "right": 2, "seconds": 90.0}
    assert found == {
        "fog": {
            "part": 0,
            "type": "true_false",
            "outcome": "right",
            "answer": ["False"],
            "seconds": 1.5,
        },
        "paid": {
            "part": 0,
            "type": "short_answer",
            "outcome": "right",
            "answer": "toll",
            "seconds": 1.5,
        },
        "when": {
            "part": 0,
            "type": "multiple_choice",
            "outcome": None,
            "answer": None,
            "seconds": 1.5,
        },
    }


def test_session_as_json() -> None:
    one = session(WHY, FOG)
    one.ask(NOON)
    one.grade(Grade.AGAIN, NOON, 2000)
    data = session_data(one, NOON)
    assert data["answers"] == [
        {"question": "why", "part": 0, "done": "wrong", "grade": 1, "seconds": 2.0}
    ]
    assert (data["answered"], data["right"], data["hardest"]) == (1, 0, ["why"])
    assert data["due"] == {"today": 1, "tomorrow": 0}
