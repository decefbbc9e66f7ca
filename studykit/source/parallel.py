"""Parallel places: the same turn in two renderings of one work, and where they differ.

Turns are paired by section and order.  Where the counts differ nothing is paired: a guess would put
words beside words that they do not render.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, zip_longest

from .claims import Claim, Kind, claims
from .course import CourseFile, Source
from .text import Place, Text


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted words as a reader sees them, paragraphs apart by line feeds."""

    source: str
    section: str
    name: str
    speaker: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Pair:
    """The same turn in two sources."""

    left: Turn
    right: Turn


@dataclass(frozen=True, slots=True)
class Uneven:
    """A section whose turns cannot be paired: how many each source has of it."""

    section: str
    left: int
    right: int


def turns(text: Text) -> list[Turn]:
    """The turns of a text, in order."""
    found: dict[tuple[str, str], Turn] = {}
    for stretch in text.stretches:
        if stretch.turn is None or stretch.outside:
            continue
        words = text.shown.text[stretch.start : stretch.end]
        key = (stretch.region.id, stretch.turn)
        if (before := found.get(key)) is not None:  # a heading stands inside the turn
            words = f"{before.words}\n{words}"
        found[key] = Turn(text.source.id, *key, stretch.speaker, words)
    return list(found.values())


def pairs(left: Text, right: Text) -> tuple[list[Pair], list[Uneven]]:
    """The turns of two texts of one work side by side, and the sections that cannot be paired."""
    paired: list[Pair] = []
    uneven: list[Uneven] = []
    theirs = [_sections(left), _sections(right)]
    for ours, other in zip_longest(*(sections.items() for sections in theirs)):
        section = (ours or other)[0]
        a, b = (ours[1] if ours else []), (other[1] if other else [])
        if len(a) == len(b) and [turn.speaker for turn in a] == [turn.speaker for turn in b]:
            paired += [Pair(x, y) for x, y in zip(a, b, strict=True)]
        else:
            uneven.append(Uneven(section, len(a), len(b)))
    return paired, uneven


def _sections(text: Text) -> dict[str, list[Turn]]:
    sections: dict[str, list[Turn]] = {}
    for turn in turns(text):
        sections.setdefault(turn.section, []).append(turn)
    return sections


class Counterparts:
    """Which turn renders another one, by its place."""

    def __init__(self, paired: Iterable[Pair]) -> None:
        self._others: dict[tuple[str, str, str | None], Turn] = {}
        for pair in paired:
            for mine, other in ((pair.left, pair.right), (pair.right, pair.left)):
                self._others.setdefault((mine.source, mine.section, mine.name), other)

    def of(self, place: Place, source: str) -> Turn | None:
        """The turn that renders in another source what a place of a source stands in."""
        return self._others.get((source, place.section, place.turn))


def counterpart(place: Place, source: str, paired: Iterable[Pair]) -> Turn | None:
    """The same of a single place."""
    return Counterparts(paired).of(place, source)


def witnesses(course: CourseFile, texts: Iterable[str]) -> list[tuple[Source, Source]]:
    """Pairs of sources of one work that have turns and whose texts are among those here."""
    here = set(texts)
    found = [s for s in course.sources if s.id in here and s.work and s.speakers]
    return [(a, b) for a, b in combinations(found, 2) if a.work == b.work]


def differing(left: str, right: str) -> tuple[list[Claim], list[Claim]]:
    """The numbers, names, negations and modals of each of two texts that the other has not.

    What both have equally often is no difference, wherever it stands.
    """
    a, b = claims(left), claims(right)
    return _surplus(a, b), _surplus(b, a)


def _surplus(mine: list[Claim], theirs: list[Claim]) -> list[Claim]:
    spare = Counter((claim.kind, claim.value) for claim in theirs)
    found = []
    for claim in mine:
        key = (claim.kind, claim.value)
        if spare[key] > 0:
            spare[key] -= 1
            if claim.kind in (Kind.NAME, Kind.NUMBER):  # said twice is no other claim
                spare[key] += 1
        else:
            found.append(claim)
    return found
