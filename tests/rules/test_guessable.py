"""Banks of true or false statements that a strategy answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from ..conftest import BANK, pointed

LINE = "  - {{id: {id}, type: true_false, prompt: {prompt}, answer: {answer}, passages: [{passage}]}}\n"
PASSAGE = "{quote: a shutter was banging up here in the wind}"


def statements(first: int, count: int, sign: str = "not ") -> str:
    """Return the lines of statements, of which every second is negated; these are true."""
    return "".join(
        LINE.format(
            id=f"s{n}",
            prompt=f"Shutter {n} was {sign if n % 2 else ''}banging",
            answer="true" if n % 2 else "false",
            passage=PASSAGE,
        )
        for n in range(first, first + count)
    )


@pytest.fixture
def found(checked: Callable[..., Checked]) -> Callable[..., list[str]]:
    """The findings of the rule on one bank or two."""

    def found(bank: str, second: str | None = None) -> list[str]:
        more = {"second.yaml": BANK.replace("bank", "second") + second} if second else None
        lines = pointed(checked(bank=BANK + bank, more=more))
        return [line for line in lines if "guessable" in line]

    return found


BY_NEGATION = (
    " | guessable: the strategy “negated or hedged is true” is right for 30 of 30 questions in this"
    " bank; chance would be right for 15 | reword some of the questions that it gets right: s0, s1, s2, s3, s4,"
    " s5, s6, s7, s8, s9, s10, s11, 18 more"
)


def test_a_bank_of_thirty_questions(found: Callable[..., list[str]]) -> None:
    assert found(statements(0, 30)) == ["bank" + BY_NEGATION]


def test_a_bank_of_fewer_questions_is_not_tested(found: Callable[..., list[str]]) -> None:
    assert found(statements(0, 29)) == []


def test_a_sign_that_is_in_true_and_false_statements_alike(
    found: Callable[..., list[str]],
) -> None:
    assert found(statements(0, 30, sign="")) == []


def test_small_banks_are_tested_together(found: Callable[..., list[str]]) -> None:
    expected = "test-course" + BY_NEGATION.replace("this bank", "the course")
    assert found(statements(0, 16), statements(16, 14)) == [expected]
