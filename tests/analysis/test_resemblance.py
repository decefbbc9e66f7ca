"""The rules on similar questions report what comparing all pairs reports."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.resemblance import CardText, cards, similar_pairs
from studykit.bank.kinds import KINDS
from studykit.bank.load import Entry
from studykit.bank.model import BankHeader, Passage
from studykit.rules import asked_twice, interference
from studykit.yamlfile import YamlFile

from .test_similarity import jaccard

# Small random courses, with few different words so that many cards are similar.

WORDS = st.sampled_from("Marlow Gull heard the wind door 1994 2015 not shutter".split())
ANSWERS = st.lists(st.sampled_from("wind key lamp 14".split()), min_size=1, max_size=2)
RECALLED = st.builds(
    lambda prompt, answer: {"type": "basic", "prompt": " ".join(prompt), "answer": answer},
    st.lists(WORDS, min_size=1, max_size=6),
    ANSWERS.map(" ".join),
)
CLOZES = st.lists(st.tuples(WORDS, st.integers(0, 2)), min_size=1, max_size=6).map(
    lambda words: {
        "type": "cloze",
        "text": " ".join(f"{{{{c{n}::{word}}}}}" if n else word for word, n in words),
    }
)
COURSES = st.lists(RECALLED | CLOZES, max_size=10)


def course_cards(questions: list[dict[str, str]]) -> list[CardText]:
    file, header = YamlFile("bank.yaml"), BankHeader(id="bank", title="Bank")
    passages = (Passage(quote="a shutter was banging"),)
    entries = [
        Entry(KINDS[keys["type"]](id=f"q{n}", passages=passages, **keys), file, header, n)
        for n, keys in enumerate(questions)
    ]
    return list(cards(entries))


def compare_all(
    cards: list[CardText], threshold: Fraction, judge: Callable[[CardText, CardText], bool]
) -> dict[int, set[int]]:
    """Return the numbers of the earlier similar questions for each question that has some."""
    similar: dict[int, set[int]] = {}
    for n, card in enumerate(cards):
        for other in cards[:n]:
            if jaccard(card.words, other.words) >= threshold and judge(card, other):
                similar.setdefault(card.entry.index, set()).add(other.entry.index)
    return similar


@given(COURSES)
def test_the_same_questions_are_those_that_comparing_all_finds(
    questions: list[dict[str, str]],
) -> None:
    cards = course_cards(questions)
    threshold, judge = asked_twice.RESEMBLANCE, asked_twice.is_same
    expected = compare_all(cards, threshold, judge)
    found = list(similar_pairs(cards, threshold, judge, lambda card: card.keys))
    assert [card.entry.index for card, _ in found] == sorted(expected)
    assert all(other.entry.index in expected[card.entry.index] for card, other in found)


@given(COURSES)
def test_the_interfering_questions_are_those_that_comparing_all_finds(
    questions: list[dict[str, str]],
) -> None:
    cards = course_cards(questions)
    threshold, judge = interference.RESEMBLANCE, interference.interferes
    expected = compare_all(cards, threshold, judge)
    found = list(similar_pairs(cards, threshold, judge))
    assert [card.entry.index for card, _ in found] == sorted(expected)
    assert all(other.entry.index in expected[card.entry.index] for card, other in found)


# Large courses


class Judge:
    """A judge that counts how often it is asked."""

    def __init__(self, judge: Callable[[CardText, CardText], bool]) -> None:
        self.judge = judge
        self.calls = 0

    def __call__(self, card: CardText, other: CardText) -> bool:
        self.calls += 1
        return self.judge(card, other)


STEPS = "How many steps had the old stone lighthouse of w{} at night before winter came?"
STORM = "What did Marlow hear in the lamp room on day {} of the storm?"


def test_ten_thousand_similar_cards_are_each_judged_once() -> None:
    """Each is similar to the first, so no other is looked at."""
    cards = course_cards(
        [{"type": "basic", "prompt": STEPS.format(n), "answer": f"w{n}"} for n in range(10_000)]
    )
    judge = Judge(interference.interferes)
    assert sum(1 for _ in similar_pairs(cards, interference.RESEMBLANCE, judge)) == 9_999
    assert judge.calls == 9_999


def test_ten_thousand_similar_cards_with_different_answers_are_not_judged_the_same() -> None:
    cards = course_cards(
        [{"type": "basic", "prompt": STEPS.format(n), "answer": f"w{n}"} for n in range(10_000)]
    )
    judge = Judge(asked_twice.is_same)
    pairs = similar_pairs(cards, asked_twice.RESEMBLANCE, judge, lambda card: card.keys)
    assert list(pairs) == []
    assert judge.calls == 0


def test_ten_thousand_similar_cards_with_different_numbers_are_not_judged_the_same() -> None:
    cards = course_cards(
        [{"type": "basic", "prompt": STORM.format(n), "answer": "wind"} for n in range(10_000)]
    )
    judge = Judge(asked_twice.is_same)
    pairs = similar_pairs(cards, asked_twice.RESEMBLANCE, judge, lambda card: card.keys)
    assert list(pairs) == []
    assert judge.calls == 0
