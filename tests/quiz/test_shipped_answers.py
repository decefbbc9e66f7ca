"""The answers of the shipped course, typed as they are in its banks."""

from __future__ import annotations

import pytest

from studykit.bank.model import Fill, Number, Type
from studykit.bank.prose import plain
from studykit.diagnostics import Report
from studykit.quiz.cards import Card
from studykit.quiz.marking import Answer, Layout, mark, missing
from studykit.quiz.typed import Outcome
from studykit.quiz.vocabulary import vocabulary
from studykit.terminal.host import load_course

from ..conftest import REPOSITORY


@pytest.fixture(scope="module")
def cards() -> list[Card]:
    loaded = load_course(REPOSITORY / "questions", None, Report())
    assert loaded is not None
    return loaded.cards


def answers(card: Card) -> list[str]:
    """Return all answers of a card that are right."""
    match card.exercise.response:
        case Type(answer, accept):
            return [plain(text) for text in (answer, *accept)]
        case Fill() as fill:
            blanks = [plain(text) for text in missing(fill, card.part)]
            return [" ".join(blanks), "; ".join(blanks)]
        case Number(answer) as number:
            return [answer, number.text, f"+{answer}", f"{answer}."]
        case _:
            return []


def test_each_right_answer_is_right_and_every_accepted_one(cards: list[Card]) -> None:
    words = vocabulary(card.exercise for card in cards)
    typed: list[tuple[Card, Answer]] = [(card, text) for card in cards for text in answers(card)]
    wrong = [
        (card.exercise.id, answer)
        for card, answer in typed
        if mark(card.exercise, Layout(), answer, card.part, words) is not Outcome.RIGHT
    ]
    assert wrong == []
    assert len(typed) > 200


def test_no_answer_is_right_or_close_for_another_short_answer(cards: list[Card]) -> None:
    words = vocabulary(card.exercise for card in cards)
    short = [card for card in cards if isinstance(card.exercise.response, Type)]
    confused = [
        (card.exercise.id, other.exercise.id)
        for card in short
        for other in short
        if card is not other
        and mark(card.exercise, Layout(), answers(other)[0], 0, words) is not Outcome.WRONG
    ]
    assert confused == []
