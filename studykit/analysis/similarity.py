"""Similar sets of words, found without comparing every set with every other.

Two sets are similar if their Jaccard index (the number of words that they share, divided by the
number of words in either) reaches a threshold.  Sort the words of all sets in one order: two sets
that must share n words then share at least one of the first |x| - n + 1 words of each, its prefix
(Bayardo, Ma and Srikant, "Scaling up all pairs similarity search", WWW 2007).  So an index of the
prefixes finds every similar pair; with rare words first, it compares few others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain, product

WordSet = frozenset[str]

ANY_KEY: WordSet = frozenset({""})
"""The keys of a set that may be similar to every other set."""


MOST_ENTRIES = 10_000
"""Of one set in the index.  A larger one, of hundreds of words and of keys, is compared with all."""


_Groups = dict[tuple[int, int], list[int]]
"""Sets that share a word and a key, in order, by their size and the word's position in them."""


class SimilarSets:
    """Sets of words, indexed to find those that are similar to a given one.

    `keys` narrow the search: two sets are compared only if they also share a key.
    """

    def __init__(
        self,
        sets: Sequence[WordSet],
        threshold: Fraction,
        keys: Sequence[WordSet] | None = None,
    ) -> None:
        self._sets = sets
        self._keys = keys or [ANY_KEY] * len(sets)
        share = threshold / (1 + threshold)
        largest = max(map(len, sets), default=0)
        self._needed = [_rounded_up(share, sizes) for sizes in range(2 * largest + 1)]
        """The words that two sets must share, by the sum of their sizes."""
        prefixes = _prefixes(sets, threshold)
        self._unindexed: dict[int, None] = {}  # a set that keeps its order
        frequency: Counter[tuple[str, str]] = Counter()
        for n, prefix in enumerate(prefixes):
            if len(prefix) * len(self._keys[n]) > MOST_ENTRIES:
                self._unindexed[n] = None
            else:
                frequency.update(product(prefix, self._keys[n]))
        # of each set, the positions of its words, with the sets that share word and key
        self._shared: list[list[tuple[int, _Groups]]] = [[] for _ in sets]
        index: defaultdict[tuple[str, str], _Groups] = defaultdict(dict)
        for n, prefix in enumerate(prefixes):
            if n in self._unindexed:
                continue
            for position, word in enumerate(prefix):
                for key in self._keys[n]:
                    if frequency[word, key] > 1:  # few are
                        groups = index[word, key]
                        groups.setdefault((len(sets[n]), position), []).append(n)
                        self._shared[n].append((position, groups))

    def before(self, n: int) -> Iterator[int]:
        """Yield the numbers of the sets before the n-th that are similar to it."""
        words = self._sets[n]
        if n in self._unindexed:
            yield from self._similar_among(range(n), n)
            return
        yield from self._similar_among(self._unindexed, n)
        seen: set[int] = set()
        for group, needed in self._groups(n):
            for other in group:
                if other >= n:
                    break
                if other not in seen:
                    seen.add(other)
                    if len(words & self._sets[other]) >= needed:
                        yield other

    def _similar_among(self, others: Iterable[int], n: int) -> Iterator[int]:
        """Yield those before the n-th set, among some, that are similar to it, without the index."""
        words, keys = self._sets[n], self._keys[n]
        for other in others:
            if other >= n:
                break
            needed = self._needed[len(words) + len(self._sets[other])]
            if not keys.isdisjoint(self._keys[other]) and len(words & self._sets[other]) >= needed:
                yield other

    def _groups(self, n: int) -> Iterator[tuple[list[int], int]]:
        """Yield groups of sets that may be similar to the n-th, with the words they must share."""
        size = len(self._sets[n])
        for position, groups in self._shared[n]:
            for (other_size, other_position), group in groups.items():
                needed = self._needed[size + other_size]
                # Skip sets with too few words left after this one (the positional filter of
                # Xiao et al., "Efficient similarity joins for near duplicate detection", WWW
                # 2008), so that prompts from one template take linear time.
                if min(size - position, other_size - other_position) >= needed:
                    yield group, needed


def _prefixes(sets: Sequence[WordSet], threshold: Fraction) -> list[list[str]]:
    """Return the prefix of each set, rare words first."""
    frequency = Counter(chain.from_iterable(sets))
    rare_first = sorted(frequency, key=lambda word: (frequency[word], word))
    rank = {word: n for n, word in enumerate(rare_first)}
    prefixes = []
    for words in sets:
        needed = _rounded_up(threshold, len(words))
        prefixes.append(sorted(words, key=rank.__getitem__)[: len(words) - needed + 1])
    return prefixes


def _rounded_up(share: Fraction, count: int) -> int:
    return -(-share.numerator * count // share.denominator)
