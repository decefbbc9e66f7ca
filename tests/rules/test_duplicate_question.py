"""Ids of questions and banks that are used twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from studykit.check import Checked

from .helpers import messages, question

CODE = "duplicate-question"


def test_an_id_of_two_questions(checked: Callable[..., Checked]) -> None:
    assert messages(checked, CODE, question(id="noise"), question(id="noise")) == [
        "the id `noise` is already used at questions/bank.yaml:4"
    ]


def test_a_former_id_that_another_question_has(checked: Callable[..., Checked]) -> None:
    assert messages(checked, CODE, question(id="noise"), question(formerly="noise")) == [
        "the former id `noise` belongs to the question at questions/bank.yaml:4"
    ]


def test_a_former_id_that_another_question_had(checked: Callable[..., Checked]) -> None:
    first, second = question(formerly="noise"), question(formerly="noise")
    assert messages(checked, CODE, first, second) == [
        "the former id `noise` belongs to the question at questions/bank.yaml:4"
    ]


def test_a_former_id_that_is_the_id_itself(checked: Callable[..., Checked]) -> None:
    assert messages(checked, CODE, question(id="noise", formerly="noise")) == [
        "the former id `noise` belongs to the question at questions/bank.yaml:4"
    ]


def test_an_id_of_two_banks(checked: Callable[..., Checked]) -> None:
    def bank(name: str) -> str:
        return (
            "id: bank\ntitle: T\nquestions:\n"
            f"- {{id: {name}, type: basic, prompt: What did Marlow hear {name}?, answer: A shutter.,"
            " passages: [{quote: a shutter was banging}]}\n"
        )

    made: Any = checked(bank=bank("one"), more={"two.yaml": bank("two")})
    assert [d.message for d in made.report.diagnostics if d.code == CODE] == [
        "the bank id `bank` is already used by questions/bank.yaml"
    ]
