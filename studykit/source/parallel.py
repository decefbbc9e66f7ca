"""Parallel turns: the same turn in two renderings of one work, and how the two differ.

Sections are paired in order, and their turns in order.  A section with other turns in one source
than in the other is not paired: a guess would put words beside words that they do not render.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, zip_longest

from ..regex import regex
from .claims import Claim, ClaimKind, claims
from .course import CourseFile, Source
from .text import Place, Text


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted words as a reader sees them; a line feed ends a paragraph."""

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
    """A section whose turns cannot be paired, and how many turns it has in each source."""

    section: str
    left: int
    right: int


def turns(text: Text) -> list[Turn]:
    """Return the turns of a text, in order."""
    found: dict[tuple[str, str], Turn] = {}
    for segment in text.segments:
        if segment.turn is None or segment.outside:
            continue
        words = text.shown.text[segment.start : segment.end]
        key = (segment.region.id, segment.turn)
        if (before := found.get(key)) is not None:  # a heading interrupts the turn
            words = f"{before.words}\n{words}"
        found[key] = Turn(text.source.id, *key, segment.speaker, words)
    return list(found.values())


def pairs(left: Text, right: Text) -> tuple[list[Pair], list[Uneven]]:
    """Return the paired turns of two texts of one work, and the sections that cannot be paired."""
    paired: list[Pair] = []
    uneven: list[Uneven] = []
    none: tuple[str, list[Turn]] = ("", [])
    sections = zip_longest(_sections(left).items(), _sections(right).items(), fillvalue=none)
    for (section, ours), (other_section, theirs) in sections:
        if [turn.speaker for turn in ours] == [turn.speaker for turn in theirs]:
            paired += map(Pair, ours, theirs)
        else:
            uneven.append(Uneven(section or other_section, len(ours), len(theirs)))
    return paired, uneven


def _sections(text: Text) -> dict[str, list[Turn]]:
    sections: dict[str, list[Turn]] = {}
    for turn in turns(text):
        sections.setdefault(turn.section, []).append(turn)
    return sections


class Counterparts:
    """Finds the turn that renders another one."""

    def __init__(self, paired: Iterable[Pair]) -> None:
        self._others: dict[tuple[str, str, str | None], Turn] = {}
        for pair in paired:
            for turn, other in ((pair.left, pair.right), (pair.right, pair.left)):
                self._others.setdefault((turn.source, turn.section, turn.name), other)

    def of(self, place: Place, source: str) -> Turn | None:
        """Return the turn that in another source renders the turn at a place of a source."""
        return self._others.get((source, place.section, place.turn))


def counterpart(place: Place, source: str, paired: Iterable[Pair]) -> Turn | None:
    """Return the counterpart of a single place; see `Counterparts.of`."""
    return Counterparts(paired).of(place, source)


def witnesses(course: CourseFile, texts: Iterable[str]) -> list[tuple[Source, Source]]:
    """Return pairs of versions of one work that have turns, of those whose texts are given."""
    available = set(texts)
    found = [s for s in course.sources if s.id in available and s.version_of and s.speakers]
    return [(a, b) for a, b in combinations(found, 2) if a.version_of == b.version_of]


def differing(left: str, right: str) -> tuple[list[Claim], list[Claim]]:
    """Return the numbers, names, negations and modals of each of two texts that the other lacks.

    A negation or modal counts as often as it occurs, a number or name once.  Of what is left, a negation
    is the counterpart of any other: "isn't" of "never".
    """
    ours, theirs = _claims(left), _claims(right)
    left_only = [claim for claim in _surplus(ours, theirs) if not _names(right, claim)]
    right_only = [claim for claim in _surplus(theirs, ours) if not _names(left, claim)]
    return _without_negated_twice(left_only, right_only)


def _claims(text: str) -> list[Claim]:
    """The claims of a text, without the numbers of its footnotes."""
    marks = {match.span(1) for match in _FOOTNOTE.finditer(text)}
    return [claim for claim in claims(text) if (claim.start, claim.end) not in marks]


_FOOTNOTE = regex(r"[【［\[](\d+)[】］\]]")


def _names(text: str, claim: Claim) -> bool:
    """Whether a text has a name, be it where every word has a capital."""
    is_name = claim.kind is ClaimKind.NAME
    return is_name and re.search(rf"\b{re.escape(claim.value)}\b", text, re.I) is not None


def _without_negated_twice(
    ours: list[Claim], theirs: list[Claim]
) -> tuple[list[Claim], list[Claim]]:
    """Drop as many negations from both sides as both have, from the first on."""
    negations = [[c for c in side if c.kind is ClaimKind.NEGATION] for side in (ours, theirs)]
    shared = min(map(len, negations))
    left, right = (side[:shared] for side in negations)
    return [c for c in ours if c not in left], [c for c in theirs if c not in right]


def _surplus(ours: list[Claim], theirs: list[Claim]) -> list[Claim]:
    """Return our claims without a counterpart among theirs."""
    spare = Counter((claim.kind, claim.value) for claim in theirs)
    found = []
    for claim in ours:
        key = (claim.kind, claim.value)
        if not spare[key]:
            found.append(claim)
        elif claim.kind not in (ClaimKind.NAME, ClaimKind.NUMBER):
            spare[key] -= 1
    return found
