"""`SimilarSets` finds what comparing all pairs finds, and compares far fewer."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import accumulate
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis import similarity
from studykit.analysis.similarity import SimilarSets, WordSet

LETTERS = st.sampled_from("abcdefgh")
SETS = st.lists(st.frozensets(LETTERS), max_size=14)
THRESHOLDS = st.fractions(Fraction(1, 10), 1, max_denominator=10)


def jaccard(a: WordSet, b: WordSet) -> Fraction:
    return Fraction(len(a & b), len(a | b)) if a | b else Fraction(0)


def found_pairs(index: SimilarSets, count: int) -> list[tuple[int, int]]:
    return sorted((m, n) for n in range(count) for m in index.before(n))


@given(SETS, THRESHOLDS)
def test_every_similar_pair_is_found_once(sets: list[WordSet], threshold: Fraction) -> None:
    assert found_pairs(SimilarSets(sets, threshold), len(sets)) == sorted(
        (m, n)
        for n, words in enumerate(sets)
        for m in range(n)
        if jaccard(words, sets[m]) >= threshold
    )


@given(st.lists(st.tuples(st.frozensets(LETTERS), st.frozensets(LETTERS, min_size=1)), max_size=14))
def test_with_keys_only_pairs_that_share_a_key_are_found(
    pairs: list[tuple[WordSet, WordSet]],
) -> None:
    sets = [words for words, _ in pairs]
    keys = [keys for _, keys in pairs]
    threshold = Fraction(3, 5)
    assert found_pairs(SimilarSets(sets, threshold, keys), len(sets)) == sorted(
        (m, n)
        for n, words in enumerate(sets)
        for m in range(n)
        if jaccard(words, sets[m]) >= threshold and keys[n] & keys[m]
    )


@given(st.lists(st.tuples(st.frozensets(LETTERS), st.frozensets(LETTERS, min_size=1)), max_size=14))
def test_sets_that_are_too_large_for_the_index_are_found_too(
    pairs: list[tuple[WordSet, WordSet]],
) -> None:
    sets, keys = [words for words, _ in pairs], [keys for _, keys in pairs]
    expected = found_pairs(SimilarSets(sets, Fraction(3, 5), keys), len(sets))
    with patch.object(similarity, "MOST_ENTRIES", 4):
        assert found_pairs(SimilarSets(sets, Fraction(3, 5), keys), len(sets)) == expected


def test_the_index_of_a_large_set_is_not_the_product_of_its_words_and_keys() -> None:
    words = [frozenset(f"{n} {word}" for word in range(2000)) for n in range(3)]
    index = SimilarSets(words, Fraction(3, 5), words)
    assert not any(index._shared)
    assert found_pairs(index, 3) == []


# 10,000 sets have 49,995,000 pairs.


class CountedSet(WordSet):
    """A set that counts the comparisons with others."""

    comparisons = 0

    def __and__(self, other: object) -> WordSet:
        CountedSet.comparisons += 1
        return super().__and__(other)  # type: ignore[operator]


def comparisons(sets: list[WordSet], threshold: Fraction) -> int:
    CountedSet.comparisons = 0
    found_pairs(SimilarSets([CountedSet(words) for words in sets], threshold), len(sets))
    return CountedSet.comparisons


def natural_sets(count: int) -> list[WordSet]:
    """Sets of three to twelve words, of which the n-th is as frequent as 1/n (Zipf's law)."""
    rng = random.Random(count)
    words = [f"w{n}" for n in range(20_000)]
    weights = list(accumulate(1 / (n + 10) for n in range(len(words))))
    return [
        frozenset(rng.choices(words, cum_weights=weights, k=rng.randint(3, 12)))
        for _ in range(count)
    ]


def test_ten_thousand_natural_prompts_take_less_than_a_comparison_each() -> None:
    assert 0 < comparisons(natural_sets(10_000), Fraction(3, 5)) < 10_000


def test_ten_thousand_prompts_from_one_template_take_no_comparison() -> None:
    """They share all words but one, which is not enough to be similar."""
    sets = [frozenset({"capital", "country", "called", f"w{n}"}) for n in range(10_000)]
    assert comparisons(sets, Fraction(3, 4)) == 0
