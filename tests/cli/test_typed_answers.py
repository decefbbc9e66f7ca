"""Answers typed into an exam, and how they are shown: signs, braces, opposites, numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..command import Run
from ..conftest import MakeCourse

TEXT = """\
# Part 1: A Noise in the Wind

The change was + 6 degrees by day and - 5 degrees by night. The set {1, 2} is written as {{1}, {2}}.
To climb it by night was impossible. The town gives £6,000 a year. Er bekommt 2,5 Kilogramm Honig auf
1.200 Metern.
"""
COURSE = """\
id: test-course
title: Test course
sources:
  - {id: lighthouse, kind: original, title: The Lamp, file: lighthouse.md, language: en}
"""


@pytest.fixture(autouse=True)
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYKIT_DB", str(tmp_path / "own" / "progress.db"))
    monkeypatch.setenv("STUDYKIT_CONFIG", str(tmp_path / "own" / "config.yaml"))


def bank(question: str, defaults: str = "source: lighthouse") -> str:
    return (
        f"id: bank\ntitle: Bank\ndefaults: {{{defaults}}}\nquestions:\n  - {{id: a, {question}}}\n"
    )


def outcome(make_course: MakeCourse, run: Run, bank: str, answer: str) -> str:
    """Return the outcome of an answer in an exam with the only question of a bank."""
    make_course(bank=bank, course=COURSE, text=TEXT)
    data = json.loads(run("quiz", "--exam", "1", "--plain", "--json", stdin=f"{answer}\n").out)
    return str(data["answers"][0]["outcome"])


DAY = "passages: [{quote: The change was + 6 degrees by day}]"


@pytest.mark.parametrize(
    ("typed", "expected"), [("+ 6", "right"), ("+6", "right"), ("6", "wrong"), ("- 6", "wrong")]
)
def test_a_sign_is_a_part_of_the_answer(
    make_course: MakeCourse, run: Run, typed: str, expected: str
) -> None:
    question = f'type: short_answer, prompt: What was the change by day?, answer: "+ 6", {DAY}'
    assert outcome(make_course, run, bank(question), typed) == expected


def test_options_with_different_signs_are_not_the_same(make_course: MakeCourse, run: Run) -> None:
    make_course(
        bank=bank(
            'type: multiple_choice, prompt: What was the change by night?, key: "- 5", distractors:'
            ' [{text: "+ 5", why: The opposite.}, {text: "- 9", why: Nobody says so.}],'
            ' passages: [{quote: "- 5 degrees by night"}]'
        ),
        course=COURSE,
        text=TEXT,
    )
    ran = run("check")
    assert ran.out.endswith("0 errors, 0 warnings\n")
    assert ran.code == 0


def test_a_blank_with_braces_is_shown_whole(make_course: MakeCourse, run: Run) -> None:
    make_course(
        bank=bank(
            'type: cloze, text: "The set {{c1::{1, 2}}} is written as {{c2::{{1}, {2}}}}.",'
            ' passages: [{quote: "The set {1, 2} is written as {{1}, {2}}."}]'
        ),
        course=COURSE,
        text=TEXT,
    )
    assert run("check").out.endswith("0 errors, 0 warnings\n")
    shown = run("quiz", "--all", "--plain", stdin="\n3\n\n3\n").out
    assert "The set [blank] is written as {{1}, {2}}.\n" in shown
    assert "Answer: {1, 2}\n" in shown
    assert "The set {1, 2} is written as [blank].\n" in shown
    assert "Answer: {{1}, {2}}\n" in shown


def test_the_opposite_is_wrong(make_course: MakeCourse, run: Run) -> None:
    question = (
        "type: short_answer, prompt: Was the climb by night possible or impossible?,"
        " answer: impossible, passages: [{quote: To climb it by night was impossible}]"
    )
    assert outcome(make_course, run, bank(question), "possible") == "wrong"


def test_another_word_of_the_course_is_wrong(make_course: MakeCourse, run: Run) -> None:
    question = (
        "type: short_answer, prompt: Is it {} or the neutron?, answer: neutron,"
        " passages: [{quote: To climb it by night was impossible}]"
    ).replace("{}", "the neuron")
    assert outcome(make_course, run, bank(question), "neuron") == "wrong"
    other = question.replace("the neuron", "another one")
    assert outcome(make_course, run, bank(other), "neuron") == "close"


@pytest.mark.parametrize(
    "typed", ["£6,000", "£6000", "6,000 £", "6000.", "6\u00a0000", "6\u202f000", "+6000", "6000"]
)
def test_forms_of_one_amount(make_course: MakeCourse, run: Run, typed: str) -> None:
    question = (
        "type: numeric, prompt: How much does the town give a year?, answer: 6000, unit: £,"
        ' passages: [{quote: "The town gives £6,000 a year"}]'
    )
    assert outcome(make_course, run, bank(question), typed) == "right"


@pytest.mark.parametrize(
    ("keys", "typed", "expected"),
    [
        ('answer: "2,5", unit: Kilogramm', "2,5", "right"),
        ('answer: "2,5", unit: Kilogramm', "2.5 Kilogramm", "right"),
        ("answer: 2.5, unit: Kilogramm", "2,5", "right"),
        ("answer: 1.200, range: [900, 1500]", "1.200", "right"),
        ("answer: 1200", "1.200", "right"),
        ("answer: 1200", "1.2", "wrong"),
    ],
)
def test_numbers_in_a_german_bank(
    make_course: MakeCourse, run: Run, keys: str, typed: str, expected: str
) -> None:
    question = f"type: numeric, prompt: Wie viel Honig bekommt er?, {keys},"
    question += ' passages: [{quote: "Er bekommt 2,5 Kilogramm Honig auf 1.200 Metern"}]'
    german = bank(question, "source: lighthouse, lang: de")
    assert outcome(make_course, run, german, typed) == expected
