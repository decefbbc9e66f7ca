"""The passage of a text that is nearest to a quote it does not contain, and how the two differ.

It shares a pair of words with the quote; a short quote may also be compared with the whole text.  The
passage only explains a finding: it never makes a quote pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice, pairwise
from typing import Literal, NamedTuple
from unicodedata import decomposition, name, normalize

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from ..regex import regex
from .fold import BREAK, WORD
from .places import searched

NEAR = 75.0
"""The least score of a near passage, of 100: rapidfuzz's ratio."""
SURE = 90.0  # a score that ends the search
PAIRS = 8  # pairs of words to search for
PLACES = 16  # places of each pair to compare with the quote
BESIDE = 200  # characters on each side of a pair to compare
LEAST_PART = 3  # words of a quote that is partly in a text
SHORT = 60  # characters; a longer quote that is near shares a pair of words with the text

Operation = Literal["equal", "delete", "insert", "replace"]


class Difference(NamedTuple):
    """A step from the quote to the source: words of the quote, and the source's words for them."""

    operation: Operation
    quote: str
    source: str


class Alignment(NamedTuple):
    """A passage of folded text (offsets, the end exclusive) and its score, of at most 100."""

    start: int
    end: int
    score: float


class _Candidate(NamedTuple):
    """A place where a quote may begin in a text, and an offset inside the passage."""

    start: int
    inside: int


def nearest_in(text: str, quote: str) -> Alignment | None:
    """Return the passage of a folded text nearest to a folded quote, or None if none is near."""
    quote = quote.replace(BREAK, "")
    tokens = list(_TOKEN.finditer(quote))
    for candidate in _candidates(text, quote):
        alignments = _alignments(text, quote, tokens, candidate)
        best = max(alignments, key=lambda alignment: alignment.score, default=None)
        if best and best.score >= NEAR:
            return best
    return None


def _candidates(text: str, quote: str) -> Iterator[_Candidate]:
    """Yield passages of a text that may be near a quote, the likeliest first."""
    if shared := _sharing_words(text, quote):
        yield shared
    if len(quote) <= SHORT:
        # the passage may score higher: it has whole words, and need not be as long as the quote
        found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=NEAR - 15)
        if found is not None:
            yield _Candidate(found.dest_start, (found.dest_start + found.dest_end) // 2)


def _sharing_words(text: str, quote: str) -> _Candidate | None:
    """Return the passage most like a quote of those that share one of its longest pairs of words."""
    pairs = list(pairwise(WORD.finditer(quote)))
    pairs.sort(key=lambda pair: pair[0].start() - pair[1].end())
    best, best_score = None, 0.0
    for first, last in pairs[:PAIRS]:
        start, end = first.start(), last.end()
        low = max(0, start - BESIDE)
        part = quote[low : end + BESIDE]
        for place in islice(searched(quote[start:end], text), PLACES):
            at = max(0, place - start + low)
            score = fuzz.ratio(part, text[at : at + len(part)])
            if score > best_score:
                best, best_score = _Candidate(max(0, place - start), place), score
        if best_score >= SURE:
            break
    return best


# A word or a punctuation mark.
_TOKEN = regex(rf"{WORD.pattern}|[^\s\x00]")
_LONGEST = 60  # characters in a word


def _alignments(
    text: str, quote: str, tokens: TokenMatches, candidate: _Candidate
) -> Iterator[Alignment]:
    """Yield alignments of a quote with the words of a text at a candidate.

    The text may have more words than the quote, so some before and after are tried.  If it has not,
    they only match by chance, so the text is also tried without them.
    """
    spare = max(20, len(quote) // 3)
    low = max(0, candidate.start - spare - _LONGEST)
    high = candidate.start + len(quote) + spare + _LONGEST
    low = max(low, text.rfind("\x00", low, candidate.inside) + 1)
    end = text.find("\x00", candidate.inside, high)
    around = list(_TOKEN.finditer(text, low, end if end >= 0 else high))
    for before, after in ((0, 0), (0, spare), (spare, 0), (spare, spare)):
        first, last = candidate.start - before, candidate.start + len(quote) + after
        near = [token for token in around if token.end() > first and token.start() < last]
        passage = [token for step in _steps(tokens, near) for token in step.source]
        if passage:
            start, end = passage[0].start(), passage[-1].end()
            yield Alignment(start, end, fuzz.ratio(quote, text[start:end]))


def difference(quote: str, text: str) -> tuple[Difference, ...]:
    """Return the steps from a folded quote to a folded text."""
    steps = _steps(list(_TOKEN.finditer(quote.replace(BREAK, ""))), list(_TOKEN.finditer(text)))
    return tuple(
        Difference(step.operation, _text(step.quote), _text(step.source)) for step in steps
    )


TokenMatches = Sequence[re.Match[str]]


class _EditStep(NamedTuple):
    """A run of tokens of the quote, and the tokens of the text in their place."""

    equal: bool
    quote: TokenMatches
    source: TokenMatches

    @property
    def operation(self) -> Operation:
        if self.equal:
            return "equal"
        if not self.source:
            return "delete"
        return "replace" if self.quote else "insert"


def _text(tokens: TokenMatches) -> str:
    """Return the text from the first to the last token, with broken words joined."""
    if not tokens:
        return ""
    return tokens[0].string[tokens[0].start() : tokens[-1].end()].replace(BREAK, "")


def _steps(quote: TokenMatches, source: TokenMatches) -> list[_EditStep]:
    """Return the steps from a quote to a text, or none if no token is in both.

    Text before and after the quote does not count, unless the quote has other words there.
    """
    words = LCSseq.opcodes([m[0] for m in quote], [m[0].replace(BREAK, "") for m in source])
    steps = []
    for equal, group in groupby(words, key=lambda operation: operation.tag == "equal"):
        run = list(group)
        of_quote = quote[run[0].src_start : run[-1].src_end]
        of_source = source[run[0].dest_start : run[-1].dest_end]
        steps.append(_EditStep(equal, of_quote, of_source))
    if not any(step.equal for step in steps):
        return []
    first, last = steps[0], steps[-1]
    if not first.equal:
        source = _counterpart(first.quote[::-1], first.source[::-1])[::-1]
        steps[0] = first._replace(source=source)
    if not last.equal:
        steps[-1] = last._replace(source=_counterpart(last.quote, last.source))
    return [step for step in steps if step.quote or step.source]


def _counterpart(quote: TokenMatches, source: TokenMatches) -> TokenMatches:
    """Return the first tokens of the source, with as many words as the quote.

    A punctuation mark after the last word is included if the quote ends with one too.
    """
    word_ends = [0] + [n for n, token in enumerate(source, 1) if _is_word(token)]
    words = sum(map(_is_word, quote))
    end = word_ends[min(words, len(word_ends) - 1)]
    mark_in_quote = bool(quote) and not _is_word(quote[-1])
    if mark_in_quote and end < len(source) and not _is_word(source[end]):
        end += 1
    return source[:end]


def _is_word(token: re.Match[str]) -> bool:
    return WORD.match(token[0]) is not None


def longest_part(text: str, quote: str) -> Alignment | None:
    """Return where the longest part of a folded quote is in a folded text, of three words or more."""
    words = list(islice(WORD.finditer(quote), 400))
    best: tuple[int, int] | None = None
    last = 0
    for first in range(len(words) - LEAST_PART + 1):
        last = max(last, first + LEAST_PART - 1)
        while last < len(words) and quote[words[first].start() : words[last].end()] in text:
            start, end = words[first].start(), words[last].end()
            last += 1
            if end - start > LEAST_PART and (not best or end - start > best[1] - best[0]):
                best = start, end
    if best is None:
        return None
    at = text.index(quote[best[0] : best[1]])
    return Alignment(at, at + best[1] - best[0], 100.0)


def look_alikes(mine: str, theirs: str) -> str | None:
    """Name two characters that look alike, by code point: "“μ” is U+03BC, “µ” U+00B5"."""
    if len(mine) != len(theirs):
        return None
    for one, other in zip(mine, theirs, strict=True):
        same = normalize("NFKC", one) == normalize("NFKC", other) and not _is_shaped(one + other)
        letters = one.isalpha() and other.isalpha()
        if one != other and (same or (letters and _script(one) != _script(other))):
            return f"“{one}” is U+{ord(one):04X}, “{other}” U+{ord(other):04X}"
    return None


def _is_shaped(letters: str) -> bool:
    """Whether one of some characters is raised, lowered or in a circle, which looks different."""
    return any(decomposition(c).startswith(("<super>", "<sub>", "<circle>")) for c in letters)


def _script(letter: str) -> str:
    return name(letter, "").partition(" ")[0]
