"""The language of `studykit quiz` and `studykit stats`: the setting's, the system's, the course's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from studykit.format import listed
from studykit.locale import languages
from studykit.quiz.progress import Progress
from studykit.quiz.review_log import CardKey
from studykit.quiz.schedule import Grade, Scheduling

from ..command import Run
from ..conftest import MakeCourse
from ..locale.conftest import made_up as made_up
from ..locale.marking import mark, unmarked

COURSE = """\
id: k
language: qaa
title: Ο φάρος
people:
  - {id: m, name: Ίντα, role: interviewee}
sources:
  - id: f
    kind: original
    title: Το φως
    language: el
    url: https://example.org/lighthouse
    file: lighthouse.md
    speakers: {Ίντα: m}
    regions:
      - {id: part-1, kind: interview, heading: Πρώτο}
"""
"""A course without a Latin letter for learners, in the made-up language: the section has no title."""

TEXT = """\
# Το φως

## Πρώτο

Ίντα: Το βάρος πέφτει κάθε τέσσερις ώρες. Δώδεκα παιδιά το ανεβάζουν.
"""

BANK = """\
id: b
title: Β
defaults: {lang: qaa}
questions:
  - id: a
    type: true_false
    prompt: Το βάρος πέφτει.
    answer: true
    passages: [{quote: Το βάρος πέφτει κάθε τέσσερις ώρες.}]
  - id: b
    type: who_said_it
    key: Ίντα
    distractors: [Μαρία]
    passages: [{quote: Δώδεκα παιδιά το ανεβάζουν.}]
  - id: c
    type: cloze
    text: Το {{c1::βάρος}} πέφτει κάθε {{c2::τέσσερις}} ώρες.
    passages: [{quote: Το βάρος πέφτει κάθε τέσσερις ώρες.}]
  - id: d
    type: discussion
    prompt: Γιατί;
    look_for: [το βάρος]
    minutes: [5, 10]
    passages: [{quote: Δώδεκα παιδιά το ανεβάζουν.}]
"""


@pytest.fixture
def greek(make_course: MakeCourse, made_up: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the course; no learner's setting, and a system that says nothing."""
    for name, value in {"LANGUAGE": "", "LC_ALL": "C", "BROWSER": "false", "TZ": "UTC"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("STUDYKIT_CONFIG", "config.yaml")
    monkeypatch.setenv("STUDYKIT_DB", "progress.db")
    return make_course(course=COURSE, bank=BANK, text=TEXT)


def test_a_course_in_the_made_up_language_has_no_english_in_a_quiz(greek: Path, run: Run) -> None:
    lines = "?\na\nc\no\n\n" * 2 + "\n3\n" * 2 + "?\n\n\n"
    for options in (["--all"], ["--cram", "--seed", "1"], ["--exam", "9", "--seed", "1"], []):
        ran = run("quiz", "--plain", *options, stdin=lines)
        assert (ran.code, unmarked(ran.out + ran.err, "part")) == (0, []), options


def test_a_course_in_the_made_up_language_has_no_english_in_its_statistics(
    greek: Path, run: Run
) -> None:
    assert unmarked(run("stats").out) == []
    now = datetime.now(UTC)
    with Progress.open(Path("progress.db")) as progress:
        for ago in range(90, 0, -10):
            for grade in (Grade.AGAIN, Grade.EASY):
                at = now - timedelta(days=ago, seconds=-int(grade))
                progress.add(CardKey("k", "c", 2), grade, at, 1000, Scheduling(fuzz=False))
        progress.add(CardKey("k", "a"), Grade.EASY, now - timedelta(days=1), 1000, Scheduling())
        progress.add(CardKey("k", "z"), Grade.EASY, now - timedelta(days=1), 1000, Scheduling())
    for columns in ("40", "80", "120"):
        for options in ([], ["--all"], ["--plain"], ["--all", "--plain"]):
            ran = run("stats", *options, COLUMNS=columns)
            assert (ran.code, unmarked(ran.out + ran.err)) == (0, []), (columns, options)


def test_the_learners_language_is_not_that_of_the_questions(greek: Path, run: Run) -> None:
    """“True” is a word of the question, “Your answer” one of the quiz."""
    ran = run("quiz", "--plain", "--all", stdin="a\n\nq\n", LANGUAGE="en")
    assert "Your answer, a or b: a\n\nRight.\n" in ran.out
    assert f"  a: {mark('True')}\n" in ran.out


def test_the_setting_wins_over_the_system_and_the_system_over_the_course(
    greek: Path, run: Run
) -> None:
    nothing = "Nothing is due now."
    assert nothing not in run("quiz", "--new", "0").out
    assert nothing in run("quiz", "--new", "0", LC_ALL="en_GB.UTF-8").out
    assert run("config", "language", "qaa").out == "language = qaa (saved in config.yaml)\n"
    assert nothing not in run("quiz", "--new", "0", LC_ALL="en_GB.UTF-8").out
    assert run("config", "language", "en").code == 0
    assert nothing in run("quiz", "--new", "0").out


def test_a_course_without_a_language_speaks_that_of_its_first_bank(
    make_course: MakeCourse, greek: Path, run: Run
) -> None:
    make_course(course=COURSE.replace("language: qaa\n", ""), bank=BANK, text=TEXT)
    assert unmarked(run("quiz", "--plain", "--all", stdin="?\nq\n").out) == []
    assert unmarked(run("stats").out) == []


def test_a_language_that_studykit_does_not_speak_cannot_be_set(greek: Path, run: Run) -> None:
    ran = run("config", "language", "tlh")
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.err == f"studykit: `language` must be {listed(languages(), 'or')}, not the text “tlh”\n"
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--type", "numeric"], "no matching questions"),
        (
            ["--type", "discussion", "--exam", "3"],
            "none of these questions can be in an exam: recall and discussion questions are left out",
        ),
    ],
)
def test_what_stops_a_quiz_is_said_in_the_learners_language(
    greek: Path, run: Run, options: list[str], words: str
) -> None:
    ran = run("quiz", *options)
    assert (ran.code, ran.err) == (3, f"studykit: {mark(words)}\n")
