"""The passage of a text that is most like a quote that is not in it, and how the two differ.

Shared runs of three words vote for a diagonal, where they fail runs of two, then rare words; the
winner is aligned with the quote word by word (longest common subsequence).  A near passage only
ever explains: it never makes a quote pass.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from .fold import BREAK, WORD

NEAR = 75.0  # of 100: rapidfuzz's ratio from which on a passage counts as near
COMMON = 64  # places from which on a run of words is too common to vote, where others can
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
    """The words of a folded text, and where runs of one, two or three of them stand.

    Kept in arrays: about nine bytes a word, and eight more for each length of run that was asked
    for.  Runs are found by chains of words with equal hashes.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = array("I")
        self.ends = array("I")
        self._ids = array("I")
        self._known: dict[str, int] = {}
        self._chains: dict[int, tuple[int, array[int], array[int]]] = {}
        known, ids, starts, ends = self._known, self._ids, self.starts, self.ends
        for match in WORD.finditer(text):
            ids.append(known.setdefault(match[0].casefold(), len(known)))
            starts.append(match.start())
            ends.append(match.end())

    def diagonal(self, words: list[str]) -> int | None:
        """Where the first of some words would stand, if they stood where most of them vote for."""
        known = [self._known.get(word, -1) for word in words]
        for length, limit in ((3, COMMON), (2, COMMON), (1, RARE)):
            votes: Counter[int] = Counter()
            crowd: Counter[int] = Counter()
            for n in range(len(known) - length + 1):
                run = known[n : n + length]
                if -1 in run:
                    continue
                places = self._places(run, limit)
                for place in places:
                    (votes if len(places) < limit else crowd)[place - n] += 1
            if length > 1:
                votes = votes or crowd
            if votes:
                near = (-2, -1, 0, 1, 2)
                return max(votes, key=lambda d: (sum(votes[d + k] for k in near), votes[d], -d))
        return None

    def _places(self, run: list[int], limit: int) -> list[int]:
        """Where a run of words stands, at most so many places."""
        length = len(run)
        mask, heads, following = self._chain(length)
        ids = self._ids
        found: list[int] = []
        place = heads[_mixed(run) & mask]
        steps = 0
        while place and len(found) < limit and steps < 20 * limit:
            at = place - 1
            if all(ids[at + k] == run[k] for k in range(length)):
                found.append(at)
            place = following[at]
            steps += 1
        return found

    def _chain(self, length: int) -> tuple[int, array[int], array[int]]:
        """Buckets of runs by hash: the last place of each, and for each place the one before it."""
        if length not in self._chains:
            ids = self._ids
            count = max(0, len(ids) - length + 1)
            mask = (1 << max(4, count.bit_length())) - 1
            heads = array("I", bytes(4 * (mask + 1)))
            following = array("I", bytes(4 * count))
            for n in range(count):
                bucket = _mixed(ids[n : n + length]) & mask
                following[n] = heads[bucket]
                heads[bucket] = n + 1  # 0 is the end of a chain
            self._chains[length] = mask, heads, following
        return self._chains[length]


def _mixed(run: Sequence[int]) -> int:
    mixed = 0
    for id in run:
        mixed = (mixed * 0x9E3779B1 + id + 1) & 0xFFFFFFFFFFFF
    return mixed ^ (mixed >> 21)


def nearest_in(index: Words, quote: str) -> Near | None:
    """The stretch of a text nearest to a folded quote, where it is near enough to be meant."""
    quote = quote.replace(BREAK, "")
    words = [match[0].casefold() for match in WORD.finditer(quote)]
    at = index.diagonal(words)
    if at is None:
        return None
    # words may be missing or too many; but if none are, more text only invites stray likenesses
    found = [_near(index, quote, at, len(words), spare) for spare in (0, max(3, len(words) // 3))]
    best = max((near for near in found if near), key=lambda near: near.score, default=None)
    return best if best and best.score >= NEAR else None


def _near(index: Words, quote: str, at: int, count: int, spare: int) -> Near | None:
    """The quote against the words of a text from `at`, and some to spare on both sides."""
    first, last = max(0, at - spare), min(len(index.starts), at + count + spare) - 1
    if last < first:
        return None
    middle = index.starts[max(first, min(last, at + count // 2))]
    opening = index.text.rfind("\x00", 0, middle) + 1
    closing = index.text.find("\x00", middle)
    closing = len(index.text) if closing < 0 else closing
    start, end = max(index.starts[first], opening), min(index.ends[last], closing)
    # punctuation beside the words is no difference, unless the quote has some too
    while (spare or not quote[0].isalnum()) and start > opening and _joined(index.text[start - 1]):
        start -= 1
    while (spare or not quote[-1].isalnum()) and end < closing and _joined(index.text[end]):
        end += 1
    mine = [match[0] for match in _CHUNK.finditer(quote)]
    theirs = list(_CHUNK.finditer(index.text, start, end))
    steps = _aligned(mine, [match[0].replace(BREAK, "") for match in theirs])
    if steps is None:
        return None
    begin, finish, diff = steps
    start, end = theirs[begin].start(), theirs[finish - 1].end()
    return Near(start, end, fuzz.ratio(quote, index.text[start:end]), diff)


def _joined(character: str) -> bool:
    """Whether a character beside a word is written onto it."""
    return not character.isspace() and character != "—"


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
