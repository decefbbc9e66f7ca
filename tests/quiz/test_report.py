"""Results as JSON: every key of `studykit quiz --json`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from studykit.bank.kinds.cloze import parse_cloze
from studykit.bank.model import (
    Arrange,
    Choose,
    Discuss,
    Fill,
    Match,
    Number,
    Option,
    Recall,
    Response,
    Type,
)
from studykit.quiz.cards import cards
from studykit.quiz.exam import Exam
from studykit.quiz.marking import Answer
from studykit.quiz.report import exam_data, session_data
from studykit.quiz.schedule import Day, Grade
from studykit.quiz.session import Mode, Session

from ..exercises import exercise

START = datetime(2024, 3, 5, 4, tzinfo=UTC)
NOON = START + timedelta(hours=8)
FOG = Choose((Option("*Fog*", True), Option("Rain", False), Option("Wind", True)))


def exam_answer(response: Response, answer: Answer) -> Any:
    """Return the answer of an exam of one question as JSON."""
    exam = Exam(cards("c", [exercise(response)]), 1, seed=3)
    exam.answer(answer)
    (data,) = exam_data(exam, timedelta(0))["answers"]
    return data["answer"]


def test_an_exam_with_right_wrong_and_skipped_answers() -> None:
    gaps = exercise(Fill(parse_cloze("Toll: {{c1::two}} crowns.")), "gaps")
    toll, when = (
        exercise(Type("toll"), "toll"),
        exercise(Number("4", Fraction(4), Fraction(4)), "when"),
    )
    exam = Exam(cards("ferries", [gaps, toll, when]), 3, seed=3)
    answers: dict[str, Answer] = {"gaps": "tow", "toll": "Toll", "when": None}
    for card in exam.cards:
        exam.answer(answers[card.key.question], 1500)
    data = exam_data(exam, timedelta(seconds=90, microseconds=123_456))
    by_question = {answer.pop("question"): answer for answer in data.pop("answers")}
    assert data == {"seed": 3, "questions": 3, "answered": 2, "right": 1, "seconds": 90.123}
    assert by_question == {
        "gaps": {
            "part": 1,
            "type": "cloze",
            "outcome": "wrong",
            "answer": "tow",
            "seconds": 1.5,
        },
        "toll": {
            "part": 0,
            "type": "short_answer",
            "outcome": "right",
            "answer": "Toll",
            "seconds": 1.5,
        },
        "when": {
            "part": 0,
            "type": "numeric",
            "outcome": None,
            "answer": None,
            "seconds": 1.5,
        },
    }


def test_an_exam_that_was_not_finished() -> None:
    exam = Exam(cards("c", [exercise(Type("x"), id) for id in "ab"]), 2, seed=3)
    data = exam_data(exam, timedelta(seconds=1))
    assert data == {
        "seed": 3,
        "questions": 2,
        "answered": 0,
        "right": 0,
        "seconds": 1.0,
        "answers": [],
    }


def test_chosen_options_as_texts_without_markdown() -> None:
    # the seed shows Rain, Wind, *Fog*
    assert exam_answer(FOG, {2, 1}) == ["Wind", "Fog"]


def test_an_order_and_matches_as_texts_in_the_order_given() -> None:
    assert exam_answer(Arrange(("x", "*y*")), [0, 1]) == ["y", "x"]
    assert exam_answer(Match((("1", "x"), ("2", "y"))), [1, 1]) == ["y", "y"]


def test_a_session_with_every_result() -> None:
    talk = exercise(Discuss(("x",)), "talk", card=False)
    asked = [exercise(Recall("x"), id) for id in ("good", "again", "skipped", "buried")]
    deck = cards("ferries", [*asked, talk])
    session = Session(deck, NOON, mode=Mode.ALL, day=Day(START, START + timedelta(days=1)))
    for grade, elapsed_ms in ((Grade.GOOD, 2000), (Grade.AGAIN, None)):
        session.ask(NOON)
        session.grade(grade, NOON, elapsed_ms)
    session.ask(NOON)
    session.skip()
    session.ask(NOON)
    session.bury(NOON)
    session.ask(NOON)
    session.discuss()
    step = {"part": 0, "grade": None, "seconds": None}
    assert session_data(session, NOON) == {
        "mode": "all",
        "answered": 2,
        "right": 1,
        "skipped": 1,
        "buried": 1,
        "discussed": 1,
        "cards": 2,
        "seconds": 2.0,
        "hardest": ["again"],
        "due": {"today": 2, "tomorrow": 0},
        "answers": [
            {"question": "good", "part": 0, "done": "right", "grade": 3, "seconds": 2.0},
            {"question": "again", "part": 0, "done": "wrong", "grade": 1, "seconds": None},
            {"question": "skipped", "done": "skipped", **step},
            {"question": "buried", "done": "buried", **step},
            {"question": "talk", "done": "discussed", **step},
        ],
    }
