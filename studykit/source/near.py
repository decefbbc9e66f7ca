"""The passage of a text that is most like a quote that is not in it, and how the two differ.

Shared runs of three words vote for a diagonal, where they fail runs of two, then rare words; the
winner is aligned with the quote word by word (longest common subsequence).  A near passage only
ever explains: it never makes a quote pass.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, compress, count
from operator import add, sub
from typing import Literal, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from .fold import BREAK

NEAR = 75.0  # of 100: rapidfuzz's ratio from which on a passage counts as near
COMMON = 64  # places from which on a run of words is too common to vote, where others can
FEW = 4  # places up to which a run is looked at first: mostly that is enough
RARE = 30  # places up to which a word may vote by itself
SURE = 3  # runs that stand in one place each and agree: no other place can win

Operation = Literal["equal", "delete", "insert", "replace"]


class Difference(NamedTuple):
    """A step from the quote to the source: the quote's words and the source's instead of them."""

    operation: Operation
    quote: str
    source: str


@dataclass(frozen=True, slots=True)
class Near:
    """A stretch of folded text (offsets, the end exclusive), and its score of 100."""

    start: int
    end: int
    score: float


# What parts words here: coarser than `fold.WORD`, and several times faster.
_PARTING = {n: n for n in range(128)}  # each stands there: what does not is translated slowly
_PARTING |= dict.fromkeys(map(ord, '\x00—,.;:!?"()[]{}…“”'), ord(" "))


def _flat(text: str) -> str:
    """The text with its words in lower case and apart, as long as it was."""
    lower = text.casefold()
    return (lower if len(lower) == len(text) else text).translate(_PARTING)


class Words:
    """The words of a folded text, and where runs of one, two or three of them stand.

    Kept in arrays: some twelve bytes a word, and eight more for each length of run that was asked
    for.  Runs are found by chains of words with equal hashes.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._chains: dict[int, tuple[int, array[int], array[int]]] = {}
        # no step of Python for each word: a long text has a hundred thousand
        pieces = _flat(text).split(" ")
        lengths = list(map(len, pieces))
        ends = map(add, accumulate(lengths), count())
        self.ends = array("I", compress(ends, lengths))
        words = list(filter(None, pieces))
        self.starts = array("I", map(sub, self.ends, filter(None, lengths)))
        self._known = {word: id for id, word in enumerate(dict.fromkeys(words))}
        self._ids = array("I", map(self._known.__getitem__, words))

    def numbered(self, words: list[str]) -> list[int]:
        """The numbers of words, -1 for one that the text does not have."""
        known = self._known
        return [known.get(word, -1) for word in words]

    def diagonal(self, words: list[int]) -> int | None:
        """Where the first of some words would stand, if they stood where most of them vote for."""
        for length, limit in ((3, FEW), (3, COMMON), (2, COMMON), (1, RARE)):
            votes: dict[int, int] = {}
            crowd: dict[int, int] = {}
            sure: dict[int, int] = {}
            for n in range(len(words) - length + 1):
                run = words[n : n + length]
                if -1 in run:
                    continue
                places = self.places(run, limit)
                if limit == FEW and len(places) == 1:
                    at = places[0] - n
                    sure[at] = sure.get(at, 0) + 1
                    if sure[at] == SURE:
                        return at
                counted = votes if len(places) < limit else crowd
                for place in places:
                    counted[place - n] = counted.get(place - n, 0) + 1
            if length > 1 and limit != FEW:
                votes = votes or crowd
            if votes:
                near = (-2, -1, 0, 1, 2)
                best = max(
                    votes, key=lambda d: (sum(votes.get(d + k, 0) for k in near), votes[d], -d)
                )
                if limit != FEW or votes[best] > 1:
                    return best
        return None

    def places(self, run: list[int], limit: int) -> list[int]:
        """Where a run of words stands, counted in words; at most so many places.

        Some may be missing where many other runs have the same hash.
        """
        length, first = len(run), run[0]
        mask, heads, following = self._chains.get(length) or self._chain(length)
        place = heads[hash(tuple(run)) & mask]
        found: list[int] = []
        if not place:
            return found
        ids, wanted = self._ids, array("I", run)
        steps = 20 * limit
        while place and steps:
            place -= 1
            if ids[place] == first and ids[place : place + length] == wanted:
                found.append(place)
                if len(found) == limit:
                    break
            place = following[place]
            steps -= 1
        return found

    def agree(self, at: int, words: list[int]) -> bool:
        """Whether the first and the last of some words stand where the first is put."""
        last = at + len(words) - 1
        ids = self._ids
        return at >= 0 and last < len(ids) and ids[at] == words[0] and ids[last] == words[-1]

    def find(self, quote: str) -> Iterator[int] | None:
        """Where a folded quote stands, by its rarest run of three words; None where it has none."""
        pieces = _flat(quote).split(" ")
        spelled = list(filter(None, pieces))
        words = self.numbered(spelled[1:-1])  # the outermost may be cut
        if len(words) < 3:
            return None
        if -1 in words:
            return iter(())
        for limit in (FEW, COMMON):
            for n in range(len(words) - 2):
                places = self._bucket(words[n : n + 3], limit)
                if places is not None:
                    before = _start(pieces, n + 1)
                    offsets = sorted(self.starts[place] - before for place in places)
                    return (at for at in offsets if at >= 0 and self.text.startswith(quote, at))
        return None

    def _bucket(self, run: list[int], limit: int) -> list[int] | None:
        """Every place where a run of words may stand, by its hash; None where there are too many."""
        length = len(run)
        mask, heads, following = self._chains.get(length) or self._chain(length)
        place = heads[hash(tuple(run)) & mask]
        found: list[int] = []
        while place:
            if len(found) == limit:
                return None
            found.append(place - 1)
            place = following[place - 1]
        return found

    def _chain(self, length: int) -> tuple[int, array[int], array[int]]:
        """Buckets of runs by hash: the last place of each, and for each place the one before it."""
        if length not in self._chains:
            ids = self._ids
            places = max(0, len(ids) - length + 1)
            mask = (1 << max(4, places.bit_length())) - 1
            heads = array("I", bytes(4 * (mask + 1)))
            following = array("I")
            runs = zip(*(ids[n : n + places] for n in range(length)), strict=True)
            for n, hashed in enumerate(map(hash, runs), 1):
                bucket = hashed & mask
                following.append(heads[bucket])
                heads[bucket] = n  # 0 is the end of a chain
            self._chains[length] = mask, heads, following
        return self._chains[length]


def _start(pieces: list[str], n: int) -> int:
    """Where the word of a number begins in a text that was cut into pieces at its spaces."""
    at = 0
    for piece in pieces:
        if piece:
            if not n:
                break
            n -= 1
        at += len(piece) + 1
    return at


def nearest_in(index: Words, quote: str) -> Near | None:
    """The stretch of a text nearest to a folded quote, where it is near enough to be meant."""
    quote = quote.replace(BREAK, "")
    words = index.numbered(_flat(quote).split())
    at = index.diagonal(words)
    if at is None:
        return None
    # words may be missing or too many; but if none are, more text only invites stray likenesses
    best = _at_once(index, quote, at, words)
    if best is None:
        found = [_near(index, quote, at, len(words), n) for n in (0, max(3, len(words) // 3))]
        best = max((near for near in found if near), key=lambda near: near.score, default=None)
    return best if best and best.score >= NEAR else None


def _at_once(index: Words, quote: str, at: int, words: list[int]) -> Near | None:
    """The words at a diagonal where the first and last are the quote's, so that none is missing."""
    if not index.agree(at, words):
        return None
    text, start, end = index.text, index.starts[at], index.ends[at + len(words) - 1]
    if text.find("\x00", start, end) >= 0:
        return None
    if start and not quote[0].isalnum() and text[start - 1] == quote[0]:
        start -= 1
    if not quote[-1].isalnum():
        for sign in quote[len(quote.rstrip(_SIGNS)) :]:
            if end < len(text) and (
                text[end] == sign or (sign in ".,;:!?" and text[end] in _SIGNS)
            ):
                end += 1
    score = fuzz.ratio(quote, text[start:end])
    return Near(start, end, score) if score >= 90 else None


_SIGNS = ".,;:!?…)]}\"'—"


# Words and signs, each a step of a difference.
_CHUNK = re.compile(rf"[^\W_]+(?:[-'.,:/{BREAK}]+[^\W_]+)*|[^\s\x00]")


def _near(index: Words, quote: str, at: int, count: int, spare: int) -> Near | None:
    """The quote against the words of a text from `at`, and some to spare on both sides."""
    first, last = max(0, at - spare), min(len(index.starts), at + count + spare) - 1
    if last < first:
        return None
    text = index.text
    middle = index.starts[max(first, min(last, at + count // 2))]
    start = index.starts[first]
    start = max(start, text.rfind("\x00", start, middle) + 1)
    if start and text[start - 1] in "\"'([“":
        start -= 1
    end = text.find("\x00", middle, index.ends[last])
    end = _sentence_end(text, index.ends[last], len(text)) if end < 0 else end
    steps = _steps(quote, text, start, end)
    if not steps:
        return None
    start = next(step[2] for step in steps if step[2] < step[3])
    end = next(step[3] for step in reversed(steps) if step[2] < step[3])
    return Near(start, end, fuzz.ratio(quote, text[start:end]))


def _sentence_end(text: str, end: int, limit: int) -> int:
    """The end of a word with the punctuation that is written onto it."""
    while end < limit and not text[end].isspace() and text[end] not in "—\x00":
        end += 1
    return min(end, limit)


def difference(quote: str, text: str) -> tuple[Difference, ...]:
    """How a folded quote differs from a stretch of folded text, step by step."""
    quote = quote.replace(BREAK, "")
    return tuple(
        Difference(
            "equal" if same else "delete" if c == d else "insert" if a == b else "replace",
            quote[a:b],
            text[c:d].replace(BREAK, ""),
        )
        for a, b, c, d, same in _steps(quote, text, 0, len(text))
    )


EditStep = tuple[int, int, int, int, bool]


def _steps(quote: str, text: str, start: int, end: int) -> list[EditStep]:
    """From, to in the quote, from, to in the text, and whether they are equal; none if all differs.

    What the text has before and after is no difference, unless the quote has as much there.
    """
    mine = list(_CHUNK.finditer(quote))
    theirs = list(_CHUNK.finditer(text, start, end))
    steps: list[list[int]] = []
    alike: list[bool] = []
    for code in LCSseq.opcodes([m[0] for m in mine], [m[0].replace(BREAK, "") for m in theirs]):
        span = [code.src_start, code.src_end, code.dest_start, code.dest_end]
        if alike and alike[-1] == (code.tag == "equal"):
            steps[-1][1], steps[-1][3] = span[1], span[3]
        else:
            steps.append(span)
            alike.append(code.tag == "equal")
    if not any(alike):
        return []
    if not alike[0]:
        head = steps[0]
        head[2] = max(head[2], head[3] - (head[1] - head[0]))
    if not alike[-1]:
        tail = steps[-1]
        tail[3] = min(tail[3], tail[2] + (tail[1] - tail[0]))

    def ends(found: list[re.Match[str]], a: int, b: int) -> tuple[int, int]:
        return (found[a].start(), found[b - 1].end()) if a < b else (0, 0)

    return [
        (*ends(mine, a, b), *ends(theirs, c, d), same)
        for (a, b, c, d), same in zip(steps, alike, strict=True)
        if a < b or c < d
    ]
