"""The topic and the aim of a handout: those of the section, or of the bank, that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...bank.model import Exercise
from ...format import listed
from ...source.course import Region
from .request import HandoutRequest

MAX_NAMED_SECTIONS = 3
"""The most sections that a title names."""


def topic_of(request: HandoutRequest, exercises: Sequence[Exercise]) -> str | None:
    """The topic for a title: sections, a bank, or None for the whole work."""
    sections = request.sections or _sections(exercises)
    banks = list(dict.fromkeys(request.entries[e.id].header.title for e in exercises))
    if len(sections) > 1 and len(banks) == 1 and not request.sections:
        return banks[0]
    regions = [regions[0] for s in sections if (regions := _regions(request, s))]
    if regions and len(sections) == len(regions) <= MAX_NAMED_SECTIONS:
        return listed([region.name for region in regions])
    return banks[0] if len(banks) == 1 else None


def aim_of(request: HandoutRequest, exercises: Sequence[Exercise]) -> str | None:
    """The aim of the only section, else of the only bank; None if it has none."""
    sections = request.sections or _sections(exercises)
    if len(sections) == 1:
        for region in _regions(request, sections[0]):
            if region.aim:
                return region.aim
    aims = {request.entries[e.id].header.aim for e in exercises}
    return aims.pop() if len(aims) == 1 else None


def _sections(exercises: Iterable[Exercise]) -> tuple[str, ...]:
    """The sections that questions quote."""
    return tuple(dict.fromkeys(e.place.section for one in exercises for e in one.evidence))


def _regions(request: HandoutRequest, section: str) -> list[Region]:
    """The regions with an id, those of the cited sources first."""
    cited = {e.source for one in request.exercises for e in one.evidence}
    sources = sorted(request.course_file.sources, key=lambda source: source.id not in cited)
    return [region for s in sources for region in s.sections if region.id == section]
