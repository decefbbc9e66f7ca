"""The passage of a text that is most like a quote that is not in it, and how the two differ.

Shared runs of three words vote for a diagonal, where they fail runs of two, then rare words; the
winner is aligned with the quote word by word (longest common subsequence).  A near passage only
ever explains: it never makes a quote pass.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from .fold import WORD

NEAR = 75.0  # of 100: rapidfuzz's ratio from which on a passage counts as near
RARE = 30  # places up to which a word may vote by itself

Operation = Literal["equal", "delete", "insert", "replace"]


class Difference(NamedTuple):
    """A step from the quote to the source: the quote's words and the source's instead of them."""

    operation: Operation
    quote: str
    source: str


@dataclass(frozen=True, slots=True)
class Near:
    """A stretch of folded text (offsets, the end exclusive), its score, and the differences."""

    start: int
    end: int
    score: float
    diff: tuple[Difference, ...]


_CHUNK = re.compile(r"—|[^\s—\x00]+")


class Words:
    """The words of a folded text, and where runs of them stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(WORD.finditer(text))
        self.words = [match[0].casefold() for match in found]
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]
        self._runs: dict[int, dict[str, list[int]]] = {}

    def runs(self, length: int) -> dict[str, list[int]]:
        """Where every run of so many words stands; counted once, when it is first asked for."""
        if length not in self._runs:
            runs: defaultdict[str, list[int]] = defaultdict(list)
            for n, run in enumerate(_joined(self.words, length)):
                runs[run].append(n)
            self._runs[length] = dict(runs)
        return self._runs[length]

    def diagonal(self, words: list[str]) -> int | None:
        """Where the first of some words would stand, if they stood where most of them vote for."""
        for length in (3, 2, 1):
            places = self.runs(length)
            votes: Counter[int] = Counter()
            for n, run in enumerate(_joined(words, length)):
                found = places.get(run, ())
                if length > 1 or len(found) <= RARE:
                    for place in found:
                        votes[place - n] += 1
            if votes:
                return max(
                    votes,
                    key=lambda d: (sum(votes[d + k] for k in (-2, -1, 0, 1, 2)), votes[d], -d),
                )
        return None


def _joined(words: list[str], length: int) -> Iterable[str]:
    if length == 1:
        return words
    return (" ".join(words[n : n + length]) for n in range(len(words) - length + 1))


def nearest_in(index: Words, quote: str) -> Near | None:
    """The stretch of a text nearest to a folded quote, where it is near enough to be meant."""
    words = [match[0].casefold() for match in WORD.finditer(quote)]
    at = index.diagonal(words)
    if at is None:
        return None
    spare = max(3, len(words) // 3)
    first, last = max(0, at - spare), min(len(index.words), at + len(words) + spare) - 1
    if last < first:
        return None
    middle = index.starts[max(first, min(last, at + len(words) // 2))]
    start = max(index.starts[first], index.text.rfind("\x00", 0, middle) + 1)
    end = index.text.find("\x00", middle)
    end = _sentence_end(index.text, index.ends[last], len(index.text) if end < 0 else end)
    mine = [match[0] for match in _CHUNK.finditer(quote)]
    theirs = list(_CHUNK.finditer(index.text, start, end))
    steps = _aligned(mine, [match[0] for match in theirs])
    if steps is None:
        return None
    begin, finish, diff = steps
    start, end = theirs[begin].start(), theirs[finish - 1].end()
    score = fuzz.ratio(quote, index.text[start:end])
    return Near(start, end, score, diff) if score >= NEAR else None


def _sentence_end(text: str, end: int, limit: int) -> int:
    """The end of a word with the punctuation that is written onto it."""
    while end < limit and not text[end].isspace() and text[end] != "—":
        end += 1
    return min(end, limit)


def _aligned(mine: list[str], theirs: list[str]) -> tuple[int, int, tuple[Difference, ...]] | None:
    """First and last word of the source's that stand against the quote's, and the steps."""
    steps: list[list[int]] = []  # quote from, to, source from, to
    alike: list[bool] = []
    for code in LCSseq.opcodes(mine, theirs):
        span = [code.src_start, code.src_end, code.dest_start, code.dest_end]
        if alike and alike[-1] == (code.tag == "equal"):
            steps[-1][1], steps[-1][3] = span[1], span[3]
        else:
            steps.append(span)
            alike.append(code.tag == "equal")
    if not any(alike):
        return None
    # what the source has before and after is no difference, unless the quote has as much
    if not alike[0]:
        head = steps[0]
        head[2] = max(head[2], head[3] - (head[1] - head[0]))
    if not alike[-1]:
        tail = steps[-1]
        tail[3] = min(tail[3], tail[2] + (tail[1] - tail[0]))
    diff = tuple(
        Difference(
            "equal" if same else "delete" if c == d else "insert" if a == b else "replace",
            " ".join(mine[a:b]),
            " ".join(theirs[c:d]),
        )
        for (a, b, c, d), same in zip(steps, alike, strict=True)
        if a < b or c < d
    )
    begin = min(c for _, _, c, d in steps if c < d)
    finish = max(d for _, _, c, d in steps if c < d)
    return begin, finish, diff
