"""The quiz in German and Chinese: long words and wide characters in narrow and wide terminals."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from rich.cells import cell_len

from studykit.locale import speaking
from studykit.quiz.exam import Exam
from studykit.terminal.run import run_exam

from .conftest import Golden
from .course import HOUR, PAID, PAIRS, STEPS, TALK, WHEN, WHY
from .learner import FakeHost, deck, drawn, press, quiz, quiz_io, session


@pytest.fixture(params=["de", "es", "fr", "zh-Hans"])
def tag(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak a language."""
    with speaking(request.param):
        yield request.param


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_main_screens(tag: str, columns: int, golden: Golden) -> None:
    """A choice with a wrong answer and its context, help, a typed answer, an order, pairs, a talk."""
    keys = ["x", "d", "c", "c", "1", "t", "enter", "1", "?", "x", "b", "b"]
    keyboard = press(session(WHEN, PAID, WHY, seed=1), *keys, columns=columns)
    other = press(session(STEPS, PAIRS, TALK, HOUR, seed=1), " ", "down", " ", "enter", "2", "a", "b", "c",
                  "enter", "3", " ", "enter", "9", "enter", columns=columns)  # fmt: skip
    for screen in (*keyboard.screens, *other.screens):
        assert max(map(cell_len, screen.split("\r\n"))) <= columns
    golden(drawn(keyboard) + drawn(other))


ARROWS = {
    "de": ("Pfeil links", "Pfeil rechts"),
    "es": ("Flecha izquierda", "Flecha derecha"),
    "fr": ("Flèche gauche", "Flèche droite"),
    "zh-Hans": ("左方向键", "右方向键"),
}


def test_the_right_arrow_is_not_called_correct(tag: str) -> None:
    """English has one word for the side and for the verdict."""
    keyboard = press(session(WHEN, seed=1), "a", "left", "right")
    for name, screen in zip(ARROWS[tag], keyboard.screens[2:], strict=False):
        assert name in screen


@pytest.mark.parametrize("columns", [40, 80])
def test_plain_lines_with_a_summary(tag: str, columns: int, golden: Golden) -> None:
    answers = ["?", "z", "b", "", "tol", "?", "1", "x", "/u", "", "c", "o", "3", "s", "q"]
    golden(quiz(WHEN, PAID, WHY, HOUR, answers=answers, width=columns, seed=1))


def test_an_exam_with_its_mistakes(tag: str, golden: Golden) -> None:
    shown = io.StringIO()
    answers = ["a", "s", "99", "b a c", "c c c"]
    run_exam(Exam(deck(WHEN, PAID, HOUR, STEPS, PAIRS), 5, 1), FakeHost(), quiz_io(answers, shown))
    golden(shown.getvalue())
