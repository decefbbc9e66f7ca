"""Brackets and elisions: what an editor may change in a quote, and what not.

`[DeepSeek]` stands for at most four words of the source or for none, `[sic]` for nothing, `[w]e` for
a changed initial; `…`, `...`, `[…]` and `[...]` for at most 400 characters of one turn.  None may
hide or bring in what would turn the meaning: a negation, a modal, a number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from .fold import WORD

MOST_WORDS = 4  # that a bracket may stand for
MOST_GAP = 400  # characters that an elision may stand for
LEAST_PIECE = 3  # words on each side of an elision

_MARK = re.compile(r"\[…\]|…|\[sic\]|\[(?P<initial>\w)\](?=\w)|\[(?P<words>[^\[\]]{1,80})\]")


@dataclass(frozen=True, slots=True)
class Edited:
    """A place in folded text (offsets, the end exclusive) that an edited quote may stand for."""

    start: int
    end: int
    hidden: tuple[str, ...]
    gapped: bool
    turned: str | None
    """What of the hidden or inserted words would turn the meaning, or None."""


def has_marks(quote: str) -> bool:
    """Whether a folded quote has brackets or elisions at all."""
    return ("[" in quote or "…" in quote) and _MARK.search(quote) is not None


def find_edited(text: str, quote: str) -> Iterator[Edited]:
    """Where a folded quote with brackets or elisions stands in a folded text."""
    pattern = _pattern(quote)
    if pattern is None:
        return
    from .claims import turning  # its patterns take long to make, and few quotes have marks

    pieces, inserted = pattern
    for matches in _chains(text, pieces):
        hidden: list[str] = []
        for n, match in enumerate(matches):
            if n:
                hidden.append(" ".join(text[matches[n - 1].end() : match.start()].split()))
            hidden += (" ".join(part.split()) for part in match.groups())
        start, end = matches[0].start(), matches[-1].end()
        beside = _beside(text, start, end, quote)
        turned = next(filter(None, map(turning, (*hidden, *inserted, *beside))), None)
        yield Edited(start, end, tuple(filter(None, hidden)), len(pieces) > 1, turned)


def _chains(text: str, pieces: list[re.Pattern[str]]) -> Iterator[list[re.Match[str]]]:
    """Where all pieces stand in order, each gap as short as it can be.

    One pattern for the whole would try every way to put the pieces of a text that repeats itself.
    """
    ways: list[list[re.Match[str]]] = []
    for piece in pieces:
        ways.append(_following(text, piece, [m.end() for m in ways[-1]] if ways else None))
        if not ways[-1]:
            return
    chains = {match.start(): [match] for match in ways.pop()}
    while ways:
        starts, following = list(chains), chains
        chains = {}
        for match in ways.pop():
            n = bisect_left(starts, match.end())
            if n < len(starts) and _is_gap(text, match.end(), starts[n]):
                chains[match.start()] = [match, *following[starts[n]]]
    last = 0
    for start, chain in chains.items():
        if start >= last:
            yield chain
            last = chain[-1].end()


def _following(text: str, piece: re.Pattern[str], ends: list[int] | None) -> list[re.Match[str]]:
    """Where a piece stands, in order; at most a gap behind one of some ends, if there are any."""
    found: list[re.Match[str]] = []
    at = 0
    for end in sorted(ends) if ends is not None else [0]:
        at = max(at, end)
        while at <= len(text) and (ends is None or at <= end + MOST_GAP):
            match = piece.search(text, at)
            if match is None:
                return found
            at = match.start()
            if ends is not None and at > end + MOST_GAP:
                break
            if all(len(WORD.findall(part)) <= MOST_WORDS for part in match.groups()):
                found.append(match)
            at += 1
    return found


def _is_gap(text: str, start: int, end: int) -> bool:
    return end - start <= MOST_GAP and text.find("\x00", start, end) < 0


def _pattern(quote: str) -> tuple[list[re.Pattern[str]], list[str]] | None:
    """The pieces between elisions as patterns whose groups are what brackets hide, and the brackets.

    None where the quote cannot be found by them.
    """
    quote = quote.strip()
    bodies: list[str] = []
    parts: list[str] = []
    inserted: list[str] = []
    pieces: list[str] = [""]  # between elisions
    last = 0
    for match in _MARK.finditer(quote):
        before = quote[last : match.start()]
        mark = match[0]
        last = match.end()
        pieces[-1] += before
        if match["initial"]:
            letter = match["initial"]
            pieces[-1] += letter
            parts += [re.escape(before), f"[{letter.lower()}{letter.upper()}]"]
            continue
        parts.append(re.escape(before.strip()))
        edge = match.start() == 0 or not quote[match.end() :].strip(" .,;:!?\"'")
        if mark == "[sic]":
            parts.append(" ?")
        elif mark in ("…", "[…]"):
            if not edge:
                pieces.append("")
                bodies.append("".join(parts) + r"(?<!\s)(?!\w)")
                parts = [r"(?<!\w)(?!\s)"]
        else:
            inserted.append(match["words"])
            if not edge:
                words = rf" ?[^\s\x00]{{0,80}}?(?: [^\s\x00]{{1,80}}){{0,{MOST_WORDS - 1}}}?"
                parts.append(rf"(?!\w)({words}) ?(?<!\w)")
    tail = quote[last:]
    pieces[-1] += tail
    parts.append(re.escape(tail.strip() if not _ends_with_initial(quote, last) else tail))
    if len(pieces) > 1 and any(len(WORD.findall(piece)) < LEAST_PIECE for piece in pieces):
        return None
    if not any(WORD.search(piece) for piece in pieces):
        return None
    bodies.append("".join(parts))
    if bodies[0] and quote[0].isalpha():  # the case of the first letter is folded
        bodies[0] = f"[{quote[0]}{quote[0].swapcase()}]{bodies[0][1:]}"
    return [re.compile(body) for body in bodies], inserted


def _beside(text: str, start: int, end: int, quote: str) -> Iterator[str]:
    """The words of the sentence that a bracket at the quote's beginning or end may stand for."""
    if (first := _MARK.match(quote)) and first["words"]:
        sentence = re.split(r"[.!?\x00] ?", text[max(0, start - 80) : start])[-1]
        yield " ".join(sentence.split()[-MOST_WORDS:])
    if (
        quote.endswith("]")
        and (last := list(_MARK.finditer(quote))[-1])["words"]
        and last.end() == len(quote)
    ):
        sentence = re.split(r"[.!?\x00]", text[end : end + 80])[0]
        yield " ".join(sentence.split()[:MOST_WORDS])


def _ends_with_initial(quote: str, last: int) -> bool:
    return bool(re.search(r"\[\w\]$", quote[:last])) and last < len(quote) and quote[last].isalpha()
