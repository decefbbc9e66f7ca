"""Brackets and elisions: what an editor may change in a quote, and what not.

`[DeepSeek]` stands for at most four words of the source or for none, `[sic]` for nothing, `[w]e` for
a changed initial; `…`, `...`, `[…]` and `[...]` for at most 400 characters of one turn.  None may
hide or bring in what would turn the meaning: a negation, a modal, a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .claims import modals, negations, numbers
from .fold import WORD, folded

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
    compiled, inserted, gapped = pattern
    for match in compiled.finditer(text):
        hidden = tuple(" ".join(part.split()) for part in match.groups() if part is not None)
        beside = _beside(text, match, quote)
        turned = next(filter(None, map(_turning, (*hidden, *inserted, *beside))), None)
        yield Edited(match.start(), match.end(), tuple(filter(None, hidden)), gapped, turned)


def _pattern(quote: str) -> tuple[re.Pattern[str], list[str], bool] | None:
    """The quote as a pattern whose groups are what is hidden; None where it cannot be one."""
    quote = quote.strip()
    parts: list[str] = []
    inserted: list[str] = []
    pieces: list[str] = [""]  # between elisions
    gapped = False
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
                gapped = True
                pieces.append("")
                parts.append(rf"(?<!\s)(?!\w)([^\x00]{{0,{MOST_GAP}}}?)(?<!\w)(?!\s)")
        else:
            inserted.append(match["words"])
            if not edge:
                words = rf"(?: ?[^\s\x00]+){{0,{MOST_WORDS}}}?"
                parts.append(rf"(?!\w)({words}) ?(?<!\w)")
    tail = quote[last:]
    pieces[-1] += tail
    parts.append(re.escape(tail.strip() if not _ends_with_initial(quote, last) else tail))
    if gapped and any(len(WORD.findall(piece)) < LEAST_PIECE for piece in pieces):
        return None
    body = "".join(parts)
    return (re.compile(body), inserted, gapped) if body.strip() else None


def _beside(text: str, match: re.Match[str], quote: str) -> Iterator[str]:
    """The words of the sentence that a bracket at the quote's beginning or end may stand for."""
    if (first := _MARK.match(quote)) and first["words"]:
        sentence = re.split(r"[.!?\x00] ?", text[max(0, match.start() - 80) : match.start()])[-1]
        yield " ".join(sentence.split()[-MOST_WORDS:])
    if (
        quote.endswith("]")
        and (last := list(_MARK.finditer(quote))[-1])["words"]
        and last.end() == len(quote)
    ):
        sentence = re.split(r"[.!?\x00]", text[match.end() : match.end() + 80])[0]
        yield " ".join(sentence.split()[:MOST_WORDS])


def _ends_with_initial(quote: str, last: int) -> bool:
    return bool(re.search(r"\[\w\]$", quote[:last])) and last < len(quote) and quote[last].isalpha()


def _turning(words: str) -> str | None:
    for find in (negations, modals, numbers):
        for claim in find(folded(words)):
            return folded(words)[claim.start : claim.end]
    return None
