"""Exams: which questions they ask, and how they are marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.bank.kinds.cloze import parse_cloze
from studykit.bank.model import Choose, Discuss, Fill, Option, Recall, Type
from studykit.quiz.cards import Card, cards
from studykit.quiz.exam import Exam
from studykit.quiz.typed import Outcome

from ..exercises import exercise


def deck(count: int = 10) -> list[Card]:
    text = Fill(parse_cloze("{{c1::One}}, {{c2::two}}."))
    made = [exercise(Type("toll"), f"q{n}") for n in range(count)]
    made += [
        exercise(text, "gaps"),
        exercise(Recall("x"), "why"),
        exercise(Discuss(("x",)), "talk"),
    ]
    return list(cards("c", made))


@given(st.integers(1, 30), st.integers())
def test_an_exam_asks_different_questions_that_can_be_marked(count: int, seed: int) -> None:
    exam = Exam(deck(), count, seed)
    asked = [card.key.question for card in exam.cards]
    assert len(asked) == len(set(asked)) == min(count, 11)
    assert not {"why", "talk"} & set(asked)
    assert exam.possible == 11


def test_the_same_seed_makes_the_same_exam() -> None:
    asked = [[card.key for card in Exam(deck(), 6, seed).cards] for seed in (1, 1, 2)]
    assert asked[0] == asked[1] != asked[2]


def test_the_order_of_the_cards_does_not_matter() -> None:
    assert Exam(deck(), 6, 1).cards == Exam(list(reversed(deck())), 6, 1).cards


@given(st.integers(1, 6), st.integers())
def test_questions_that_give_each_other_away_are_not_asked_together(count: int, seed: int) -> None:
    """Of a ring of six questions, an exam can ask three at most."""
    ring = {(f"q{n}", f"q{(n + 1) % 6}") for n in range(6)}
    exam = Exam(deck(6)[:6], count, seed, giveaways=ring)
    asked = {card.exercise.id for card in exam.cards}
    assert not any(one in asked and other in asked for one, other in ring)
    assert min(count, 2) <= exam.total <= min(count, 3)
    assert exam.possible == 6


def test_a_close_answer_is_right_and_no_answer_is_wrong() -> None:
    exam = Exam(cards("c", [exercise(Type("lighthouse"), f"q{n}") for n in range(4)]), 4, 1)
    for answer in ("lighthouse", "lighthuose", "fog", None):
        exam.answer(answer, 10)
    assert [one.outcome for one in exam.marked] == [
        Outcome.RIGHT, Outcome.CLOSE, Outcome.WRONG, Outcome.WRONG,
    ]  # fmt: skip
    assert [one.right for one in exam.marked] == [True, True, False, False]
    assert exam.current is None
    with pytest.raises(ValueError, match=r"^the exam has ended$"):
        exam.answer("x")


def test_taking_the_last_answer_back() -> None:
    exam = Exam(deck(), 2, 1)
    first = exam.current
    assert not exam.back()
    exam.answer(None)
    assert exam.number == 2
    assert exam.back()
    assert exam.current is first
    assert exam.marked == ()


def test_an_answer_that_does_not_fit_is_refused_and_not_kept() -> None:
    choose = Choose((Option("x", True), Option("y", False)))
    exam = Exam(cards("c", [exercise(choose, "a")]), 1, 1)
    with pytest.raises(ValueError, match=r"^\[2\] are not indices of 2 options$"):
        exam.answer({2})
    assert exam.number == 1
