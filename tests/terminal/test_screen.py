"""The quiz in the whole terminal: screens, keys, resizing, colours."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from studykit.bank.model import Choose, Exercise, Option, Type
from studykit.locale import speaking
from studykit.quiz.exam import Exam
from studykit.quiz.schedule import Grade
from studykit.quiz.session import Mode
from studykit.quiz.typed import Outcome

from .conftest import Golden
from .course import (
    FOG,
    GAPS,
    HOUR,
    MASTER,
    PAID,
    PAIRS,
    STEPS,
    TALK,
    TWO,
    WHEN,
    WHO,
    WHY,
    exercise,
)
from .learner import FakeHost, deck, drawn, press, session

KEYS: dict[str, tuple[Exercise, tuple[str, ...]]] = {
    "choice": (WHEN, ("down", "down", "enter", "c", "enter")),
    "typed": (MASTER, (*"harbor mastr", "enter", "3")),
    "recall": (WHY, (" ", "2")),
    "blanks": (GAPS, ("enter", "3")),
    "true-false": (FOG, ("f", " ")),
    "number": (HOUR, ("1", "2", ".", "5", "enter", "enter")),
    "order": (STEPS, ("down", "down", " ", "up", "up", "enter", "enter", "enter")),
    "pairs": (PAIRS, ("c", "down", "up", "a", "b", "enter", "1")),
    "speaker": (WHO, ("2", "4")),
    "comparison": (TWO, (" ", "page down", "c", "4")),
}
"""A question of each type, with the keys that answer and grade it."""


OTHERWISE: dict[str, tuple[Exercise, tuple[str, ...], str]] = {
    "choice": (WHEN, ("a",), "✓ Right."),
    "typed": (MASTER, (*"harbour master", "enter"), "✓ Right."),
    "typed-wrong": (MASTER, (*"ferryman", "enter"), "✗ Not right."),
    "true-false": (FOG, ("t",), "✗ Not right."),
    "number": (HOUR, ("9", "enter"), "✗ Not right."),
    "order": (STEPS, ("down", " ", "up", " ", "enter"), "✓ Right."),
    "pairs": (PAIRS, ("b", "c", "c", "enter"), "✓ Right."),
    "speaker": (WHO, ("1",), "✓ Right."),
}
"""The questions that are marked, answered right where `KEYS` are wrong, and the other way round."""


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("name", OTHERWISE)
def test_each_type_answered_otherwise(name: str, columns: int, golden: Golden) -> None:
    question, keys, outcome = OTHERWISE[name]
    keyboard = press(session(question, seed=1), *keys, columns=columns)
    back = keyboard.screens[-1]
    assert outcome in back
    assert max(map(len, back.split("\r\n"))) <= columns
    golden("\n".join(line.rstrip() for line in back.split("\r\n")) + "\n")


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("name", KEYS)
def test_each_type_on_a_screen(name: str, columns: int, golden: Golden) -> None:
    question, keys = KEYS[name]
    keyboard = press(session(question, seed=1), *keys, columns=columns)
    for screen in keyboard.screens:
        assert max(map(len, screen.split("\r\n"))) <= columns
    golden(drawn(keyboard))


def test_a_discussion_on_a_screen(golden: Golden) -> None:
    talk = replace(TALK, card=False)
    golden(drawn(press(session(talk, mode=Mode.ALL), " ", "enter")))


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_first_run(columns: int, golden: Golden) -> None:
    """The greeting above the first question goes with its answer."""
    greeting = "Welcome to “The ferries of Ostholm”."
    keyboard = press(session(WHEN, WHY, seed=1), "d", columns=columns, greeting=greeting)
    assert [greeting in screen for screen in keyboard.screens] == [True, False]
    golden(drawn(keyboard))


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_mistakes_of_an_exam_page_by_page(columns: int, golden: Golden) -> None:
    """One that was almost right, one that was not answered, a choice, an order and pairs."""
    exam = Exam(deck(MASTER, HOUR, WHEN, STEPS, PAIRS), 5, seed=1)
    keys = {"master": [*"harbor mastr", "enter"], "hour": ["enter"], "when": ["d"],
            "steps": ["enter"], "pairs": ["a", "a", "a", "enter"]}  # fmt: skip
    answers = [key for card in exam.cards for key in keys[card.exercise.id]]
    keyboard = press(exam, *answers, "x", *[" "] * 8, columns=columns, rows=24)
    keyboard.frames = [f for f in keyboard.frames if "Mistake" in f]
    golden(drawn(keyboard))


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("mode", [Mode.STUDY, Mode.CRAM])
def test_undo(mode: Mode, columns: int, golden: Golden) -> None:
    """It names the grade as it was named when it was given."""
    one = session(WHY, FOG, mode=mode, seed=1)
    golden(drawn(press(one, " ", "1", "U", columns=columns)))


def test_resizing_keeps_the_context_that_is_read(golden: Golden) -> None:
    keyboard = press(session(WHEN, seed=1), "a", "c", (40, 24), (120, 24), (80, 24))
    for screen in keyboard.screens[3:]:
        assert "The Harbour Talk, Part 1, A2" in screen
    golden(drawn(keyboard))


@pytest.mark.parametrize("columns", [40, 80])
def test_without_a_browser_the_whole_address_is_shown(columns: int) -> None:
    host = FakeHost(has_browser=False)
    screen = press(session(WHY), " ", "o", columns=columns, host=host).screens[-1]
    address = "https://example.org/talk#:~:text=No%20ferry%20leaves%20before,that%20is%20at%20noon."
    assert f"The page is at{address}" in screen.replace("\r\n", "")


def test_several_options_are_marked_with_space_or_letters() -> None:
    two = Choose((Option("Fog", True), Option("Ice", True), Option("War", False)), fixed=True)
    one = session(exercise("multiple_choice", two, "Which two?", id="two"))
    keyboard = press(one, "enter", " ", "b", "c", "enter", "enter")
    boxes = [re.findall(r"\[[x ]\]", screen) for screen in keyboard.screens]
    assert boxes[:5] == [
        ["[ ]", "[ ]", "[ ]"],
        ["[ ]", "[ ]", "[ ]"],  # Enter does nothing until two are marked
        ["[x]", "[ ]", "[ ]"],
        ["[x]", "[x]", "[ ]"],
        ["[x]", "[x]", "[ ]"],  # a third cannot be marked
    ]
    assert "Right." in keyboard.screens[5]
    assert one.steps[0].grade is Grade.GOOD


def test_help_that_does_not_fit_scrolls() -> None:
    """PgDn, which it offers, does not close it; a key that does not scroll does."""
    keyboard = press(session(WHEN), "?", "page down", "x", columns=40, rows=16)
    top, bottom, question = keyboard.screens[1:4]
    assert "PgDn ──" in top
    assert "When letters are answers" not in top
    assert "press Esc first." in bottom
    assert "When does the first ferry leave?" in question


def test_any_key_closes_help_that_fits() -> None:
    keyboard = press(session(WHEN), "?", "page down")
    assert "Press any key" in keyboard.screens[1]
    assert "Press any key" not in keyboard.screens[2]


def test_q_closes_the_context_before_it_ends_the_quiz() -> None:
    """The answer that is being graded is not lost."""
    one = session(WHEN)
    keyboard = press(one, "down", "enter", "c", "q", "3")
    assert "Context: The Harbour Talk" in keyboard.screens[4]
    assert "c, q close" in keyboard.screens[4]
    assert "q quit" in keyboard.screens[5]
    assert one.steps[0].grade is Grade.GOOD


def test_the_first_context_says_that_the_texts_are_loaded() -> None:
    keyboard = press(session(WHEN, WHY, seed=1), "c", "a", "c", "c", "c", "3", " ", "c")
    loading = ["Loading the texts …" in screen for screen in keyboard.screens]
    assert loading.count(True) == 1
    assert "Context: " not in keyboard.screens[loading.index(True)]
    assert "Context: " in keyboard.screens[loading.index(True) + 1]
    assert "Context: " in keyboard.screens[-1]


def test_what_is_left_is_shown_as_far_as_there_is_room() -> None:
    def header(columns: int) -> str:
        return press(session(WHY), columns=columns).screens[0].splitlines()[0]

    assert header(80).endswith("  1 new · 0 learning · 0 to review")
    assert header(40).endswith("  1 new · 0 due")
    with speaking("fr"):
        assert header(40).endswith("  encore 1")


def test_a_page_is_offered_only_if_the_source_has_one() -> None:
    shown = [
        press(session(question), *keys).screens[-1]
        for question, keys in ((FOG, ["f", "q"]), (WHEN, ["enter", "q"]))
    ]
    assert ["o page" in screen for screen in shown] == [False, True]


def test_after_escape_a_letter_is_a_command_even_where_words_are_typed() -> None:
    one = session(PAID, WHY)
    keyboard = press(one, "s", "escape", "x", "escape", "s", " ", "u", *["escape", "?"], "x")
    assert "Your answer: s" in keyboard.screens[1]
    assert "Your answer: s" in keyboard.screens[3]  # x is not a command, and is not typed
    assert "Skipped." in keyboard.screens[5]
    assert [step.done for step in one.steps] == []  # undone
    assert any("Space or Enter: show the answer" in screen for screen in keyboard.screens)


def test_capitals_are_commands_where_letters_are_answers() -> None:
    """b is the second option, B buries; S, U and ? work as well."""
    one = session(WHEN, FOG)
    keyboard = press(one, "S", "U", "?", "x", "B")
    assert "Skipped." in keyboard.screens[1]
    assert "Undone (skipped): When does the first ferry leave?" in keyboard.screens[2]
    assert "Space or Enter: show the answer" in keyboard.screens[3]
    assert [step.done for step in one.steps] == ["buried"]
    press(one, "Q", "b")  # Q ends the quiz
    assert len(one.steps) == 1


def test_resizing_draws_the_same_question_again() -> None:
    keyboard = press(session(MASTER), *"harb", (40, 12), (200, 50), *"our master", "enter")
    narrow, wide = keyboard.screens[5], keyboard.screens[6]
    assert "Your answer: harb" in narrow
    assert "Your answer: harb" in wide
    assert max(map(len, narrow.split("\r\n"))) <= 40
    assert len(narrow.split("\r\n")) == 12
    assert "Right." in keyboard.screens[-1]


def test_resizing_keeps_the_line_that_is_typed_in_sight() -> None:
    long = exercise("short_answer", Type("fog"), "How thick is it? " * 20, id="long")
    keyboard = press(session(long), "f", (40, 12))
    assert "Your answer: f" in keyboard.screens[-1]


@pytest.mark.parametrize("size", [(10, 4), (1, 1), (40, 2), (12, 7)])
def test_a_tiny_terminal_shows_what_fits(size: tuple[int, int]) -> None:
    for question, keys in KEYS.values():
        keyboard = press(session(question, seed=1), *keys, columns=size[0], rows=size[1])
        for screen in keyboard.screens:
            assert len(screen.split("\r\n")) <= size[1]
            assert max(map(len, screen.split("\r\n"))) <= size[0]


def test_a_long_page_starts_with_the_outcome_and_space_scrolls() -> None:
    """Space accepts the grade only once the end of the page was shown."""
    one = session(WHEN, seed=1)
    keyboard = press(one, "a", rows=12)
    assert re.search(r"Right\.\s+a  ✓ At noon \(your answer\)", keyboard.screens[1])
    assert "When does" not in keyboard.screens[1]
    assert "more lines: PgDn" in keyboard.screens[1]
    keyboard = press(one, "a", " ", " ", rows=12)
    assert one.steps == ()
    assert "— Ida Brandt · Part 1, A2, paragraph 2" in keyboard.screens[-1]
    assert "PgUp" in keyboard.screens[-1]
    press(one, "a", *[" "] * 4, rows=12)
    assert [step.grade for step in one.steps] == [Grade.GOOD]


def test_the_page_scrolls_to_the_pointer() -> None:
    many = Choose(tuple(Option(f"Berth {n}", n == 7) for n in range(1, 31)), fixed=True)
    one = session(exercise("multiple_choice", many, "Which?", id="many"))
    keyboard = press(one, *["down"] * 29, rows=12)
    assert "› 30  Berth 30" in keyboard.screens[-1]


@pytest.mark.parametrize("key", [" ", "enter"])
def test_space_and_enter_grade_a_recalled_answer_good(key: str) -> None:
    one = session(WHY)
    keyboard = press(one, " ", key)
    assert "Space: Good" in keyboard.screens[1]
    assert [step.grade for step in one.steps] == [Grade.GOOD]


def test_enter_with_nothing_typed_shows_the_answer() -> None:
    one = session(MASTER)
    keyboard = press(one, "enter", " ")
    assert "Enter: show the answer" in keyboard.screens[0]
    assert "✗ Not answered." in keyboard.screens[1]
    assert "Space: Again" in keyboard.screens[1]
    assert [(step.grade, step.outcome) for step in one.steps] == [(Grade.AGAIN, Outcome.WRONG)]


def test_a_key_that_does_nothing_says_what_would() -> None:
    keyboard = press(session(WHEN, seed=1), "x", "a", "x", "left")
    assert "“x” does nothing here. a–d, or ↑↓ and Enter" in keyboard.screens[1]
    assert "“x” does nothing here. 1 2 3 4: grade" in keyboard.screens[3]
    assert "Left does nothing here. 1 2 3 4: grade" in keyboard.screens[4]


def test_the_bar_moves_with_each_answer() -> None:
    keyboard = press(session(WHY, WHEN), " ", "3", "a", "3", rows=24)
    bars = [re.search("^━*", screen.split("\r\n")[0]) for screen in keyboard.screens[::2]]
    lengths = [len(bar[0]) for bar in bars if bar]
    assert lengths == sorted(set(lengths))


def test_the_bar_moves_by_half_a_column() -> None:
    many = [replace(WHY, id=f"why-{n}") for n in range(40)]
    keyboard = press(session(*many, mode=Mode.ALL), *[" ", "4"] * 6)
    bars = [screen.split("─")[0] for screen in keyboard.screens[::2]]
    assert bars == ["", "╸", "━", "━━", "━━╸", "━━━", "━━━╸"]


def test_o_opens_the_page_and_e_gives_the_terminal_to_the_editor() -> None:
    host = FakeHost(deck(WHY))
    keyboard = press(session(WHY), " ", "o", "e", "q", host=host)
    assert len(host.opened) == 1
    assert "Opened in the browser." in keyboard.screens[2]
    assert keyboard.suspensions == 1
    assert "Questions reloaded." in keyboard.screens[-1]


def test_a_line_of_text_is_read_on_the_screen() -> None:
    keyboard = press(session(WHY), "e", "/", "x", "enter", "e", "escape")
    assert "To which folder?" in keyboard.screens[1]
    assert "Copied to questions/x." in keyboard.screens[4]
    assert "Cancelled." in keyboard.screens[-1]


def test_an_exam_on_a_screen_shows_no_outcome() -> None:
    exam = Exam(deck(FOG, PAID, GAPS), 3, seed=3)
    keys: list[str] = []
    for card in exam.cards:
        keys += ["1"] if card.exercise is FOG else [*"toll", "enter"]
    keyboard = press(exam, *keys, "q")
    assert exam.current is None
    *asked, mistakes = keyboard.screens
    assert not any("Right." in s or "Not right." in s for s in asked)
    assert "Not right." in mistakes


def test_the_mistakes_of_an_exam_are_counted_apart_from_its_questions() -> None:
    exam = Exam(deck(FOG, PAID, MASTER), 3, seed=3)
    exercises = [card.exercise for card in exam.cards]
    answers = [key for one in exercises for key in (["f"] if one is FOG else [*"tide", "enter"])]
    screens = press(exam, *answers, " ", "b", "q").screens[-3:]
    first, second = (n for n, one in enumerate(exercises, 1) if one is not FOG)
    for screen, mistake, question in zip(screens, (1, 2, 1), (first, second, first), strict=True):
        assert f"Mistake {mistake} of 2 · Space: " in screen
        assert f"Question {question} · short answer" in screen


def test_no_color_keeps_words_and_bold_type() -> None:
    coloured = "".join(press(session(FOG), "f").frames)
    without = "".join(press(session(FOG), "f", NO_COLOR="1").frames)
    colours = r"\x1b\[[\d;]*3[0-7]m|\x1b\[[\d;]*3[0-7];"
    assert re.search(colours, coloured)
    assert not re.search(colours, without)
    assert "\x1b[1" in without


def test_wide_characters_fit_the_screen() -> None:
    wide = exercise("short_answer", Type("雾" * 30), "雾" * 50, id="wide")
    keyboard = press(session(wide), *"雾" * 40, "left", "backspace", "enter", columns=40)
    for screen in keyboard.screens:
        for line in screen.split("\r\n"):
            assert sum(2 if c == "雾" else 1 for c in line) <= 40
