"""`studykit quiz`, on a pipe and in a real terminal."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pexpect
import pytest

from ..conftest import QUESTION, MakeCourse
from .conftest import Run


def test_on_a_pipe_it_asks_shows_the_passage_and_sums_up(make_course: MakeCourse, run: Run) -> None:
    make_course()
    ran = run("quiz", "--seed", "1", stdin="\ny\n\n")
    assert ran.code == 0
    assert "What did Marlow hear?" in ran.out
    assert "a shutter was banging up here in the wind" in ran.out
    assert "Part 1, A1 · Ida Marlow" in ran.out
    assert "1 of 1 question asked" in ran.out


def test_it_works_in_any_folder_on_the_shipped_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("quiz", "part-1", "--limit", "2", "--seed", "7", stdin="q\n")
    assert ran.code == 0
    assert "Question 1 of 2" in ran.out


def test_a_course_in_the_making_needs_no_pins(make_course: MakeCourse, run: Run) -> None:
    """Quotes that are not pinned yet are looked up in the text; what fails is left out, and told."""
    make_course(QUESTION + QUESTION.replace("id: noise", "id: no").replace("banging", "bunging"))
    ran = run("quiz", stdin="q\n")
    assert ran.out.startswith(
        "1 question is left out: `studykit check` says what is wrong with them\n"
    )
    assert "Question 1 of 1" in ran.out


def test_an_unknown_bank_is_one_sentence(make_course: MakeCourse, run: Run) -> None:
    make_course()
    ran = run("quiz", "bnak")
    assert ran.code == 3
    assert ran.err == "studykit: there is no bank `bnak`; did you mean `bank`?\n"


def test_in_a_terminal_ctrl_c_ends_with_the_summary(make_course: MakeCourse) -> None:
    make_course()
    child = pexpect.spawn(
        sys.executable,
        ["-m", "studykit", "quiz"],
        encoding="utf-8",
        dimensions=(24, 80),
        # a shell that runs the tests in the background has its children ignore the signal
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    child.expect("Enter shows the answer: ")
    child.sendintr()
    child.expect("Summary")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
