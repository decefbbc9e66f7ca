"""Brackets and elisions: what an editor may change in a quote.

`[DeepSeek]` replaces at most four words of the source, or none; `[sic]` replaces nothing; `[w]e` is
a changed initial; `…`, `...`, `[…]` and `[...]` leave out at most 400 characters of one turn.  None
may hide or add words that change the meaning, such as a negation, a modal or a number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from .fold import WORD

MOST_WORDS = 4  # that a bracket may replace
MOST_GAP = 400  # characters that an elision may leave out
LEAST_PIECE = 3  # words on each side of an elision

_MARK = re.compile(r"\[…\]|…|\[sic\]|\[(?P<initial>\w)\](?=\w)|\[(?P<words>[^\[\]]{1,80})\]")


@dataclass(frozen=True, slots=True)
class Edited:
    """A range of folded text (offsets, the end exclusive) that an edited quote may mean."""

    start: int
    end: int
    hidden: tuple[str, ...]
    gapped: bool
    changes_meaning: str | None
    """A hidden or added word that changes the meaning, or None."""


def has_marks(quote: str) -> bool:
    """Whether a folded quote has brackets or elisions."""
    return _MARK.search(quote) is not None


def find_edited(text: str, quote: str) -> Iterator[Edited]:
    """Yield where a folded quote with brackets or elisions may be in a folded text."""
    pattern = _pattern(quote.strip())
    if pattern is None:
        return
    from .claims import meaning_changing  # slow to import, and few quotes have marks

    pieces, added = pattern
    for chain in _chains(text, pieces):
        hidden: list[str] = []
        for n, match in enumerate(chain):
            if n:
                hidden.append(text[chain[n - 1].end() : match.start()])
            hidden += match.groups()
        hidden = [" ".join(words.split()) for words in hidden]
        start, end = chain[0].start(), chain[-1].end()
        words = [*hidden, *added, *_beside(text, start, end, quote)]
        changing = next(filter(None, map(meaning_changing, words)), None)
        yield Edited(start, end, tuple(filter(None, hidden)), len(pieces) > 1, changing)


def _chains(text: str, pieces: list[re.Pattern[str]]) -> Iterator[list[re.Match[str]]]:
    """Yield matches of all pieces in order, each with the shortest possible gap to the next.

    A single pattern for all pieces would try every combination of them in a repetitive text.
    """
    found: list[list[re.Match[str]]] = []  # the matches of each piece
    for piece in pieces:
        ends = [match.end() for match in found[-1]] if found else None
        found.append(_following(text, piece, ends))
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


def _following(text: str, piece: re.Pattern[str], ends: list[int] | None) -> list[re.Match[str]]:
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
            if all(len(WORD.findall(words)) <= MOST_WORDS for words in match.groups()):
                found.append(match)
            at += 1
    return found


def _is_gap(text: str, start: int, end: int) -> bool:
    return end - start <= MOST_GAP and text.find("\x00", start, end) < 0


_HIDDEN = rf" ?[^\s\x00]{{0,80}}?(?: [^\s\x00]{{1,80}}){{0,{MOST_WORDS - 1}}}?"


def _pattern(quote: str) -> tuple[list[re.Pattern[str]], list[str]] | None:
    """Return a pattern for each piece between elisions, and the words in brackets.

    The groups of a pattern are the words that brackets replace.  None if a piece is too short.
    """
    pieces = [""]
    patterns = [""]
    added: list[str] = []
    last = 0
    after_initial = False
    for match in _MARK.finditer(quote):
        before = quote[last : match.start()]
        last = match.end()
        at_edge = match.start() == 0 or not quote[last:].strip(" .,;:!?\"'")
        after_initial = bool(match["initial"])
        pieces[-1] += before
        if after_initial:
            letter = match["initial"]
            pieces[-1] += letter
            patterns[-1] += rf"{re.escape(before)}[{letter.lower()}{letter.upper()}]"
            continue
        patterns[-1] += re.escape(before.strip())
        if match[0] == "[sic]":
            patterns[-1] += " ?"
        elif match["words"]:
            added.append(match["words"])
            if not at_edge:
                patterns[-1] += rf"(?!\w)({_HIDDEN}) ?(?<!\w)"
        elif not at_edge:
            patterns[-1] += r"(?<!\s)(?!\w)"
            patterns.append(r"(?<!\w)(?!\s)")
            pieces.append("")
    tail = quote[last:]
    pieces[-1] += tail
    patterns[-1] += re.escape(tail if after_initial else tail.strip())
    words = [len(WORD.findall(piece)) for piece in pieces]
    if (len(pieces) > 1 and min(words) < LEAST_PIECE) or not any(words):
        return None
    if patterns[0] and quote[0].isalpha():  # the case of the first letter is folded
        patterns[0] = f"[{quote[0]}{quote[0].swapcase()}]{patterns[0][1:]}"
    return [re.compile(pattern) for pattern in patterns], added


def _beside(text: str, start: int, end: int, quote: str) -> Iterator[str]:
    """Yield the words of the sentence that brackets at the ends of a quote may replace."""
    marks = list(_MARK.finditer(quote))
    first, last = marks[0], marks[-1]
    if first["words"] and first.start() == 0:
        sentence = re.split(r"[.!?\x00] ?", text[max(0, start - 80) : start])[-1]
        yield " ".join(sentence.split()[-MOST_WORDS:])
    if last["words"] and last.end() == len(quote):
        sentence = re.split(r"[.!?\x00]", text[end : end + 80])[0]
        yield " ".join(sentence.split()[:MOST_WORDS])
