"""Brackets and elisions: what an editor may change in a quote.

`[DeepSeek]` replaces at most four words of the source, or none; `[sic]` replaces nothing; `[w]e` is
a changed initial; `…`, `...`, `[…]` and what else a language writes leave out at most 400 characters of
one turn.  A quote has at most fifty marks.  A mark replaces whole words, and a bracket inserts whole words.

Whether a mark changes the meaning is for a person to decide, except where it hides or inserts a word that
surely does, such as a negation, a modal or a number: `meaning.changing_word` finds it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import NamedTuple

from ..regex import regex
from .edges import is_edge
from .fold import BREAK, SPACELESS, WORD

MOST_MARKS = 50  # in a quote
MOST_WORDS = 4  # that a bracket may replace
MOST_GAP = 400  # characters that an elision may leave out
LEAST_PIECE = 3  # words on each side of an elision

ELISIONS = ("[…]", "[……]", "……", "…")
"""The marks of an elision in every language, folded; the longest first."""

_LETTERS = f"[^\\W\\d_{SPACELESS}]"
_INITIAL = rf"(?<!\w)\[(?P<initial>{_LETTERS})\](?={_LETTERS})"


@dataclass(frozen=True, slots=True)
class Edited:
    """A range of folded text (offsets, the end exclusive) that an edited quote may mean.

    `hidden` and `inserted` are the words that the marks leave out and add.  `gaps` are the ranges that they
    hide; at the ends of the quote these are the words beside it that a bracket may replace.
    """

    start: int
    end: int
    hidden: tuple[str, ...]
    inserted: tuple[str, ...]
    gapped: bool
    gaps: tuple[HiddenRange, ...]
    quote: str
    """The quote with its brackets removed and what they insert left in."""
    inserts: tuple[tuple[int, int], ...]
    """Where in that quote the inserted words are."""


class HiddenRange(NamedTuple):
    """A range of folded text that a mark hides; `elided` by an elision, not by a bracket."""

    start: int
    end: int
    elided: bool


IsEdge = Callable[[int], bool]
"""Whether an offset of a folded text is inside of no word."""


_MAY_HAVE_MARKS = regex(r"[\[…略]|중략")


def may_have_marks(quote: str) -> bool:
    """Whether a folded quote may have brackets or elisions: a quick look."""
    return _MAY_HAVE_MARKS.search(quote) is not None


@cache
def _mark(elisions: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(map(re.escape, sorted(elisions, key=len, reverse=True)))
    return re.compile(rf"(?P<elision>{either})|\[sic\]|{_INITIAL}|\[(?P<words>[^\[\]]{{1,80}})\]")


def find_edited(
    text: str,
    quote: str,
    is_edge_of_text: IsEdge | None = None,
    elisions: Sequence[str] = ELISIONS,
) -> Iterator[Edited]:
    """Yield where a folded quote with brackets or elisions may be in a folded text."""
    pattern = _pattern(quote.strip(), tuple(elisions))
    if pattern is None:
        return

    @cache  # a text that repeats itself asks for the same ones
    def at_edge(at: int) -> bool:
        return is_edge(text, at) and (is_edge_of_text is None or is_edge_of_text(at))

    for chain in _chains(text, pattern.pieces, at_edge):
        gaps = []
        for n, match in enumerate(chain):
            if n:
                gaps.append(HiddenRange(chain[n - 1].end(), match.start(), elided=True))
            gaps += [
                HiddenRange(*match.span(i), elided=False) for i in range(1, match.re.groups + 1)
            ]
        hidden = [" ".join(text[gap.start : gap.end].replace(BREAK, "").split()) for gap in gaps]
        start, end = chain[0].start(), chain[-1].end()
        if pattern.opens:
            gaps.insert(0, _words_before(text, start))
        if pattern.closes:
            gaps.append(_words_after(text, end))
        yield Edited(
            start,
            end,
            tuple(filter(None, hidden)),
            tuple(pattern.quote[first:last] for first, last in pattern.inserts),
            len(pattern.pieces) > 1,
            tuple(gap for gap in gaps if gap.start < gap.end),
            pattern.quote,
            pattern.inserts,
        )


def _chains(
    text: str, pieces: Sequence[re.Pattern[str]], at_edge: IsEdge
) -> Iterator[list[re.Match[str]]]:
    """Yield matches of all pieces in order, each with the shortest possible gap to the next.

    A single pattern for all pieces would try every combination of them in a repetitive text.
    """
    found: list[list[re.Match[str]]] = []  # the matches of each piece
    for n, piece in enumerate(pieces):
        ends = [match.end() for match in found[-1]] if found else None
        is_last = n == len(pieces) - 1

        def is_whole(match: re.Match[str], first: bool = n == 0, last: bool = is_last) -> bool:
            inner = [] if first else [match.start()]
            inner += [] if last else [match.end()]
            inner += [at for i in range(1, match.re.groups + 1) for at in match.span(i)]
            return all(map(at_edge, inner))

        found.append(_following(text, piece, ends, is_whole))
        if not found[-1]:
            return
    chains = {match.start(): [match] for match in found.pop()}  # by their starts
    for matches in reversed(found):
        starts, following = list(chains), chains
        chains = {}
        for match in matches:
            n = bisect_left(starts, match.end())
            if n < len(starts) and _is_gap(text, match.end(), starts[n]):
                chains[match.start()] = [match, *following[starts[n]]]
    last = 0
    for start, chain in chains.items():
        if start >= last:
            yield chain
            last = chain[-1].end()


def _following(
    text: str,
    piece: re.Pattern[str],
    ends: list[int] | None,
    is_whole: Callable[[re.Match[str]], bool],
) -> list[re.Match[str]]:
    """Return the matches of a piece, in order; with `ends`, those at most a gap after one of them."""
    found: list[re.Match[str]] = []
    at = 0
    for end in sorted(ends) if ends is not None else [0]:
        last = len(text) if ends is None else min(len(text), end + MOST_GAP)
        at = max(at, end)
        while at <= last:
            match = piece.search(text, at)
            if match is None:
                return found
            at = match.start()
            if at > last:
                break
            few = all(len(WORD.findall(words)) <= MOST_WORDS for words in match.groups())
            if few and is_whole(match):
                found.append(match)
            at += 1
    return found


def _is_gap(text: str, start: int, end: int) -> bool:
    return end - start <= MOST_GAP and text.find("\x00", start, end) < 0


_EDGE = rf"(?:(?<!\w)|(?!\w)|(?<=[{SPACELESS}])|(?=[{SPACELESS}]))"  # of words, as far as a pattern can tell
_HIDDEN = rf" ?[^\s\x00]{{0,80}}?(?: [^\s\x00]{{1,80}}){{0,{MOST_WORDS - 1}}}?"
_CLOSING = " .,;:!?\"'。、，；：！？」』"
_NO_WORD = regex(r"['’´`-]|.*-$|n't$|[^\w]*$")  # 't, -less, non-, %


class _Pattern(NamedTuple):
    """What to look for: a pattern for each piece between elisions.

    The groups of a pattern are the words that brackets replace.  `opens` and `closes` say whether the quote
    begins and ends with a bracket; `quote` and `inserts` are those of `Edited`.
    """

    pieces: tuple[re.Pattern[str], ...]
    opens: bool
    closes: bool
    quote: str
    inserts: tuple[tuple[int, int], ...]


def _pattern(quote: str, elisions: tuple[str, ...]) -> _Pattern | None:
    """Return the pattern of a quote; None if it can have none.

    It has none if it has too many marks, a piece is too short, or a bracket inserts no whole words.
    """
    marks = list(islice(_mark(elisions).finditer(quote), MOST_MARKS + 1))
    if len(marks) > MOST_MARKS:
        return None
    pieces = [""]
    patterns = [""]
    plain = ""  # the quote with what brackets insert
    inserts: list[tuple[int, int]] = []
    opens = closes = after_initial = False
    last = 0
    for match in marks:
        before = quote[last : match.start()]
        last = match.end()
        at_start, at_end = match.start() == 0, not quote[last:].strip(_CLOSING)
        after_initial = bool(match["initial"])
        pieces[-1] += before
        plain += before
        if after_initial:
            letter = match["initial"]
            pieces[-1] += letter
            plain += letter
            patterns[-1] += rf"{re.escape(before)}[{letter.lower()}{letter.upper()}]"
            continue
        patterns[-1] += re.escape(before.strip())
        if match["elision"]:
            plain += match[0]
            if not (at_start or at_end):
                patterns.append("")
                pieces.append("")
        elif match["words"]:
            inserts.append((len(plain), len(plain) + len(match["words"])))
            plain += match["words"]
            opens, closes = opens or at_start, closes or at_end
            if not (at_start or at_end):
                patterns[-1] += rf"{_EDGE}({_HIDDEN}) ?{_EDGE}"
        elif not (at_start or at_end):  # [sic]
            patterns[-1] += "() ?"
    tail = quote[last:]
    pieces[-1] += tail
    plain += tail
    patterns[-1] += re.escape(tail if after_initial else tail.strip())
    words = [len(WORD.findall(piece)) for piece in pieces]
    if (len(pieces) > 1 and min(words) < LEAST_PIECE) or not any(words):
        return None
    if not all(_is_whole_insert(plain, *insert) for insert in inserts):
        return None
    if patterns[0] and quote[0].isalpha():  # the case of the first letter is folded
        patterns[0] = f"[{quote[0]}{quote[0].swapcase()}]{patterns[0][1:]}"
    return _Pattern(tuple(map(re.compile, patterns)), opens, closes, plain, tuple(inserts))


def _is_whole_insert(quote: str, start: int, end: int) -> bool:
    """Whether a bracket inserts whole words: no affix, unit or sign."""
    words = quote[start:end]
    return is_edge(quote, start) and is_edge(quote, end) and not _NO_WORD.match(words)


def _words_before(text: str, start: int) -> HiddenRange:
    """Return the last words of the sentence before a quote, which a bracket at its start may replace."""
    sentence = _SENTENCE_END.split(text[max(0, start - 80) : start])[-1]
    words = list(WORD.finditer(text, start - len(sentence), start))[-MOST_WORDS:]
    return HiddenRange(words[0].start() if words else start, start, elided=False)


def _words_after(text: str, end: int) -> HiddenRange:
    sentence = _SENTENCE_END.split(text[end : end + 80])[0]
    words = list(WORD.finditer(text, end, end + len(sentence)))[:MOST_WORDS]
    return HiddenRange(end, words[-1].end() if words else end, elided=False)


_SENTENCE_END = regex(r"[.!?](?:\s|$)|[。\x00]")
