"""The quiz line by line: whole transcripts, and what commands and odd questions do."""

from __future__ import annotations

import io
import re
from contextlib import nullcontext
from dataclasses import replace

import pytest
from rich.console import Console

from studykit.bank.model import Choose, Evidence, Exercise, Option, Recall, Type
from studykit.quiz.context import Context
from studykit.quiz.exam import Exam
from studykit.quiz.session import Mode
from studykit.source.text import Place
from studykit.terminal.run import QuizIO, run_exam, run_session
from studykit.terminal.ui import Resources

from .conftest import Golden
from .course import (
    ALL,
    COURSE,
    FOG,
    GAPS,
    HOUR,
    MASTER,
    PAID,
    PAIRS,
    TALK,
    TWO,
    WHEN,
    WHY,
    exercise,
)
from .learner import Clock, FakeHost, Script, deck, quiz, quiz_io, session


def test_each_type_in_plain_lines(golden: Golden) -> None:
    """A new card of each type, some answered rightly, until nothing is left for now."""
    answers = [
        *("c", ""),  # wrong: Enter accepts Again
        *("The Fee", ""),
        *("harbor mastr", "3"),
        *("", "n"),
        *("", "y"),
        *("b", "4"),
        *("14", ""),
        *("b", "4"),  # the first one again, a minute after it was forgotten
        *("a a b", "b c a", ""),
        *("a b", "b c c", ""),
        *("", "2"),
        *("a", ""),
        *("12", "4"),
        *("", "2"),
    ]
    questions = [question for question in ALL if question is not TALK]
    golden(quiz(*questions, answers=answers, seed=1))


def test_all_questions_in_order_with_a_discussion(golden: Golden) -> None:
    talk = replace(TALK, card=False)
    golden(quiz(WHY, talk, FOG, answers=["", "3", "", "", "b", ""], mode=Mode.ALL))


def test_cramming_repeats_wrong_answers(golden: Golden) -> None:
    """The only grades are right and wrong, and the learner can overrule both."""
    answers = ["harbor master", "n", "", "maybe", "y", "b", "n", "harbour master", "", "b", ""]
    golden(quiz(WHY, FOG, MASTER, answers=answers, mode=Mode.CRAM, seed=2))


def test_an_exam_shows_results_only_at_the_end(golden: Golden) -> None:
    shown = io.StringIO()
    exam = Exam(deck(*ALL), 8, seed=3)
    answers = ["s", "/u", "b a c", "b", "11", "/b", "b", "c b a", "two crown", "toll", "a"]
    assert run_exam(exam, FakeHost(), quiz_io(answers, shown)) == 0
    golden(shown.getvalue())


def test_an_exam_that_is_left_at_once_has_no_score() -> None:
    shown = io.StringIO()
    assert run_exam(Exam(deck(*ALL), 2, seed=3), FakeHost(), quiz_io(["/q"], shown)) == 0
    assert shown.getvalue().endswith(
        "\nResult\n\n2 questions not reached.\nNothing was answered.\n"
    )


def test_commands_at_every_prompt(golden: Golden) -> None:
    """Where letters are answers, commands need a slash; s, ? and q never do."""
    answers = ["?", "/e", "q", "/u", "s", "u", "b", "?", "c", "o", "/undo", "u", "/b", "", "?", "c"]
    answers += ["o", "u", "", "e", "", "e", "questions", "x", "3", "q"]
    golden(quiz(WHEN, PAID, WHY, TWO, answers=answers, seed=1))


def test_c_and_o_show_the_passage_after_an_answer() -> None:
    host = FakeHost()
    transcript = quiz(WHY, answers=["c", "", "c", "o", "3"], host=host)
    assert "Answer first; then c and o show the passages.\n" in transcript
    assert (
        "\nContext: The Harbour Talk, Part 1, A2\n"
        "    It is an old rule. [passage:] No ferry leaves before the fog has lifted, and\n"
        "    that is at noon. [end of the passage] My father kept it, and so do I.\n"
        "\n"
        "The same turn: Ferries: a Talk, Part 1, A2\n"
        "    The rule is old. Before noon there is fog, and no ferry. I keep to it.\n"
    ) in transcript
    assert "Opened in the browser.\n" in transcript
    link = "https://example.org/talk#:~:text=No%20ferry%20leaves%20before,that%20is%20at%20noon."
    assert host.opened == [link]


def test_a_missing_text_is_reported_with_the_commands_that_add_it() -> None:
    transcript = quiz(PAIRS, answers=["c a a", "c", "3"])
    assert (
        "\nContext: Ostholm Post\n"
        "The text is not on this machine. Download it with `studykit source fetch paper`,\n"
        "or add a file with `studykit source add paper FILE`.\n"
    ) in transcript


def test_a_question_edited_during_the_quiz_is_shown_again() -> None:
    better = replace(WHY, prompt="Why wait for noon?")
    transcript = quiz(WHY, answers=["e", "", "3"], host=FakeHost(deck(better)))
    assert transcript.index("Why wait?") < transcript.index("Questions reloaded.")
    assert "Question 1, 1 left, type: recall, card: new\n\nWhy wait for noon?\n" in transcript


def test_a_reversed_question_shows_the_answer_and_asks_for_the_prompt() -> None:
    both = exercise("basic", Recall("an *ebb*", reverse=True), "What do you call a falling tide?")
    transcript = quiz(both, answers=["", "3", "", "3"], mode=Mode.ALL)
    assert (
        "Question 2 of 2, type: recall, reversed, card: new\n\n"
        "What is this the answer to?\n"
        "an ebb\n\n"
        "Press Enter to show the answer: \n\n"
        "Answer: What do you call a falling tide?\n"
    ) in transcript


@pytest.mark.parametrize("mode", [Mode.STUDY, Mode.CRAM])
def test_enter_grades_as_on_a_screen_an_answer_that_is_said(mode: Mode) -> None:
    """Good; a learner who reads by ear would else hear only that Enter is wrong."""
    transcript = quiz(WHY, answers=["", ""], mode=mode)
    assert "Please type" not in transcript
    assert "1 of 1 remembered" in transcript


def test_a_spelling_hint_is_only_for_an_answer_that_is_almost_right() -> None:
    """And it names no word that is not shown: here another answer that counts."""
    where = exercise("short_answer", Type("Silicon Valley", ("California",)), "Where?")
    transcript = quiz(where, answers=["Catalonia"])
    assert "Not right.\nYours:  Catalonia\nAnswer: Silicon Valley\n\n" in transcript
    assert (
        "Almost right.\nYours:  Californai\nAnswer: Silicon Valley\nAlso right: California\n"
        "“Californai” should be “California”\n"
    ) in quiz(where, answers=["Californai"])


def test_what_was_typed_is_shown_unless_it_is_the_answer() -> None:
    """Also a number within the bounds, and another answer that counts."""
    assert "Right.\nYours:  12.5\nAnswer: 12 o'clock\n" in quiz(HOUR, answers=["12.5"])
    assert "Right.\nAnswer: 12 o'clock\n" in quiz(HOUR, answers=["12 O'Clock"])
    assert "Right.\nYours:  The Fee\nAnswer: toll\n" in quiz(PAID, answers=["The Fee"])


def test_undo_names_a_grade_as_it_was_given() -> None:
    two = (WHY, replace(WHY, id="why-again"))
    assert "Undone (wrong): Why wait?" in quiz(*two, answers=["", "n", "/u"], mode=Mode.CRAM)
    assert "Undone (Again): Why wait?" in quiz(*two, answers=["", "1", "/u"])


def test_help_says_what_is_possible_in_the_quiz() -> None:
    cram = quiz(WHY, answers=["?", "/b"], mode=Mode.CRAM)
    assert "? help, q quit; nothing is saved." in cram
    assert "Nothing is saved in this quiz; “s” skips the question.\n" in cram
    shown = io.StringIO()
    run_exam(Exam(deck(FOG), 1, seed=1), FakeHost(), quiz_io(["?", "/c", "a"], shown))
    assert "q end the exam and see the result; nothing is saved." in shown.getvalue()
    assert "bury" not in shown.getvalue()
    assert "Not available in an exam.\n" in shown.getvalue()


def test_a_question_without_a_passage_says_so() -> None:
    assert "This question cites no passage.\n" in quiz(FOG, answers=["b", "c"])


def test_no_sign_is_read_out_that_is_only_to_be_seen() -> None:
    """Screen readers skip brackets and dashes, but read arrows, marks and addresses sign by sign."""
    transcript = quiz(WHY, MASTER, answers=["", "c", "", "harbor mastr", ""])
    assert "[end of the passage]" in transcript
    assert "Almost right." in transcript
    assert not re.search(r"[*_/|<>✓✗≈→↑↓·—]|https?:", transcript)


def test_a_grade_is_confirmed_before_the_next_question() -> None:
    transcript = quiz(WHY, FOG, answers=["", "3"])
    assert (
        "Grade 1 to 4, Enter for 3: 3\nGood: due in 10 minutes.\n\nQuestion 2, 2 left" in transcript
    )


def test_plain_lines_at_40_columns(golden: Golden) -> None:
    """Lines are wrapped at words and indented; only addresses and prompts may be longer."""
    answers = ["a", "", "harbor mastr", "", "b b c", "", "", "3"]
    transcript = quiz(WHEN, MASTER, PAIRS, GAPS, answers=answers, width=40, seed=1)
    lines = [line for line in transcript.splitlines() if "https://" not in line]
    lines = [line for line in lines if not line.startswith(("Grade", "Your letters for 1 to 3"))]
    assert max(len(line) for line in lines) <= 40
    golden(transcript)


def test_wide_characters_count_as_two_columns() -> None:
    wide = exercise("basic", Recall("雾" * 25), "?", id="wide")
    assert quiz(wide, answers=["", "3"], width=30).splitlines()[11:15] == [
        "Press Enter to show the answer: ",
        "",
        "Answer: 雾雾雾雾雾雾雾雾雾雾雾",
        "雾雾雾雾雾雾雾雾雾雾雾雾雾雾",
    ]


def test_escape_sequences_in_a_source_text_are_printed_as_text() -> None:
    class HostileText(FakeHost):
        def contexts(self, exercise: Exercise) -> list[Context]:
            return [
                Context("A page", "red \x1b[31m", "quoted \x9b", other_title="B", other="\x1b]0;x")
            ]

    transcript = quiz(WHY, answers=["", "c", "3"], host=HostileText())
    assert "red ␛[31m[passage:] quoted" in transcript
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", transcript)


def test_markup_and_escape_sequences_in_a_bank_are_printed_as_text() -> None:
    odd = exercise(
        "basic", Recall("[/] :smile: \x1b]0;gone\x07"), "[red]Is[/red] `[b]` <i>1</i>\x1b[2J?"
    )
    transcript = quiz(odd, answers=["", "3"])
    assert "\n[red]Is[/red] [b] <i>1</i>␛[2J?\n" in transcript
    assert "\nAnswer: [/] :smile: ␛]0;gone␇\n" in transcript
    assert "\x1b" not in transcript
    assert "\x07" not in transcript


def test_paragraphs_and_lists_are_laid_out_without_trailing_spaces() -> None:
    shaped = exercise(
        "basic",
        Recall("- fog, and\n  - ice\n\n- war"),
        "One.\n\nTwo,\\\nthree.",
        Evidence("Fog.\n\nIce.", "paper", Place("text")),
    )
    transcript = quiz(shaped, answers=["", "3"])
    assert transcript.partition("new\n\n")[2].partition("1: Again")[0] == (
        "One.\n\nTwo,\nthree.\n\nPress Enter to show the answer: \n\n"
        "Answer:\n- fog, and\n  - ice\n- war\n\n"
        "Passage: Text, Ostholm Post\n    Fog.\n\n    Ice.\n\n"
    )


def test_more_options_than_letters_are_numbered() -> None:
    many = Choose(tuple(Option(f"Berth {n}", n == 7) for n in range(1, 31)), fixed=True)
    transcript = quiz(exercise("multiple_choice", many, "Which?"), answers=["31", "7", ""])
    assert transcript.partition("  29: Berth 29\n")[2].startswith(
        "  30: Berth 30\n\n"
        "Your answer, 1 to 30: 31\n"
        "Please type one number from 1 to 30.\n"
        "Your answer, 1 to 30: 7\n\n"
        "Right.\n"
    )


@pytest.mark.parametrize("typed", ["a", "A", " a) ", "true", "t"])
def test_an_option_is_chosen_by_its_letter_or_its_words(typed: str) -> None:
    assert f"Your answer, a or b: {typed}\n\nNot right.\n" in quiz(FOG, answers=[typed])


def test_plain_lines_have_no_colours_and_no_box_characters() -> None:
    shown = io.StringIO()
    console = Console(file=shown, width=80, force_terminal=True, color_system="standard")
    script = Script(["b", ""], shown)
    run_session(session(FOG), FakeHost(), QuizIO(shown, True, Clock(), script, console))
    assert "\nRight.\n" in shown.getvalue()
    assert not re.search("[\x1b\u2500-\u257f]", shown.getvalue())


def test_an_address_keeps_its_own_fragment_before_the_words() -> None:
    sources = (
        COURSE.sources[0].model_copy(update={"url": "https://example.org/a#talk"}),
        *COURSE.sources[1:],
    )
    course = COURSE.model_copy(update={"sources": sources})
    course.__dict__.pop("_sources", None)
    resources = Resources(course, lambda _: [], lambda *_: False)
    assert resources.open_page(PAID, nullcontext) == (
        "https://example.org/a#talk:~:text=The%20toll%20was%20two%20crowns."
    )
    assert resources.open_page(PAIRS, nullcontext) == "This source has no web page."
