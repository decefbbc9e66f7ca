"""The join finds what comparing all with all finds, and compares far fewer."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.resemblance import CardText, Join, WordSet, cards, pairs
from studykit.bank.kinds import KINDS
from studykit.bank.load import Entry
from studykit.bank.model import BankHeader, Passage
from studykit.rules import asked_twice, interference
from studykit.yamlfile import YamlFile

LETTERS = st.sampled_from("abcdefgh")
SETS = st.lists(st.frozensets(LETTERS), max_size=14)
THRESHOLDS = st.fractions(Fraction(1, 10), 1, max_denominator=10)


def jaccard(a: WordSet, b: WordSet) -> Fraction:
    return Fraction(len(a & b), len(a | b)) if a | b else Fraction(0)


@given(SETS, THRESHOLDS)
def test_the_join_finds_every_pair_and_no_other(sets: list[WordSet], threshold: Fraction) -> None:
    join = Join(sets, threshold)
    found = []
    for n, words in enumerate(sets):
        placed = join.place(words)
        found += [(m, n) for m in join.earlier(placed)]
        assert join.add(placed) == n
    assert len(found) == len(set(found))
    assert sorted(found) == sorted(
        (m, n)
        for n, words in enumerate(sets)
        for m in range(n)
        if jaccard(words, sets[m]) >= threshold
    )


@given(st.lists(st.tuples(st.frozensets(LETTERS), st.frozensets(LETTERS, min_size=1)), max_size=14))
def test_what_must_be_shared_narrows_the_join(sets: list[tuple[WordSet, WordSet]]) -> None:
    join = Join((words for words, _ in sets), Fraction(3, 5))
    found = []
    for n, (words, sharing) in enumerate(sets):
        placed = join.place(words, sharing)
        found += [(m, n) for m in join.earlier(placed)]
        join.add(placed)
    assert sorted(found) == sorted(
        (m, n)
        for n, (words, sharing) in enumerate(sets)
        for m in range(n)
        if jaccard(words, sets[m][0]) >= Fraction(3, 5) and sharing & sets[m][1]
    )


# Small courses at random, out of few words, so that much of them is alike.

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


def entries(asked: list[dict[str, str]]) -> list[Entry]:
    file, header = YamlFile("bank.yaml"), BankHeader(id="bank", title="Bank")
    passages = (Passage(quote="a shutter was banging"),)
    questions = [
        KINDS[keys["type"]](id=f"q{n}", passages=passages, **keys) for n, keys in enumerate(asked)
    ]
    return [Entry(question, file, header, n) for n, question in enumerate(questions)]


def by_hand(
    found: list[CardText], threshold: Fraction, judge: Callable[[CardText, CardText], bool]
) -> dict[int, set[int]]:
    """The questions that are like earlier ones, and those earlier ones, by comparing all."""
    alike: dict[int, set[int]] = {}
    for n, card in enumerate(found):
        for other in found[:n]:
            if jaccard(card.words, other.words) >= threshold and judge(card, other):
                alike.setdefault(card.entry.index, set()).add(other.entry.index)
    return alike


@given(COURSES)
def test_same_questions_are_those_of_comparing_all(asked: list[dict[str, str]]) -> None:
    found = list(cards(entries(asked)))
    threshold, judge = asked_twice.RESEMBLANCE, asked_twice.same
    expected = by_hand(found, threshold, judge)
    told = list(pairs(found, threshold, judge, lambda card: card.sharing))
    assert [card.entry.index for card, _ in told] == sorted(expected)
    assert all(other.entry.index in expected[card.entry.index] for card, other in told)


@given(COURSES)
def test_interfering_questions_are_those_of_comparing_all(asked: list[dict[str, str]]) -> None:
    found = list(cards(entries(asked)))
    threshold, judge = interference.RESEMBLANCE, interference.interferes
    expected = by_hand(found, threshold, judge)
    told = list(pairs(found, threshold, judge))
    assert [card.entry.index for card, _ in told] == sorted(expected)
    assert all(other.entry.index in expected[card.entry.index] for card, other in told)


# Large ones.  Comparing all of 10,000 would take 49,995,000 comparisons.


def compared(sets: list[WordSet], threshold: Fraction) -> int:
    join = Join(sets, threshold)
    for words in sets:
        placed = join.place(words)
        for _ in join.earlier(placed):
            pass
        join.add(placed)
    return join.compared


def natural(count: int) -> list[WordSet]:
    """Prompts of three to twelve words, of which the n-th is as frequent as 1/n (Zipf's law)."""
    rng = random.Random(count)
    words = [f"w{n}" for n in range(20_000)]
    weights = list(accumulate(1 / (n + 10) for n in range(len(words))))
    return [
        frozenset(rng.choices(words, cum_weights=weights, k=rng.randint(3, 12)))
        for _ in range(count)
    ]


def test_ten_thousand_questions_take_less_than_a_comparison_each() -> None:
    assert 0 < compared(natural(10_000), asked_twice.RESEMBLANCE) < 10_000


def test_a_template_filled_ten_thousand_times_takes_none() -> None:
    """All share all words but one, and none is alike: nothing is compared."""
    sets = [frozenset({"capital", "country", "called", f"w{n}"}) for n in range(10_000)]
    assert compared(sets, interference.RESEMBLANCE) == 0


def test_ten_thousand_questions_that_are_all_alike_are_judged_once_each() -> None:
    """Each is told beside the first; and those with other answers are not even met."""
    long = "How many steps had the old stone lighthouse of w{} at night before winter came?"
    found = list(
        cards(
            entries(
                [
                    {"type": "basic", "prompt": long.format(n), "answer": f"w{n}"}
                    for n in range(10_000)
                ]
            )
        )
    )
    judged = 0

    def judge(one: CardText, other: CardText) -> bool:
        nonlocal judged
        judged += 1
        return interference.interferes(one, other)

    assert sum(1 for _ in pairs(found, interference.RESEMBLANCE, judge)) == 9_999
    assert judged == 9_999
    assert list(pairs(found, asked_twice.RESEMBLANCE, judge, lambda card: card.sharing)) == []
    assert judged == 9_999


def test_a_template_with_ten_thousand_numbers_and_one_answer_is_not_judged() -> None:
    asked = "What did Marlow hear in the lamp room on day {} of the storm?"
    found = [
        card
        for n in range(10_000)
        for card in cards(entries([{"type": "basic", "prompt": asked.format(n), "answer": "wind"}]))
    ]

    def judge(one: CardText, other: CardText) -> bool:
        raise AssertionError((one, other))

    assert list(pairs(found, asked_twice.RESEMBLANCE, judge, lambda card: card.sharing)) == []
