"""Drift: how pinned passages differ in a text that has changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..bank.load import Course
from ..source.locate import Location, Nearest
from ..source.text import Place


class Change(StrEnum):
    """The difference between a pinned passage and the new text."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    EDITED = "edited"
    GONE = "gone"
    NEW = "new"
    """The quote is in the text but has no pin: the bank was edited."""


@dataclass(frozen=True, slots=True)
class Drifted:
    """A passage of a question, its place in the pinned text, and its place in the new one."""

    question: str
    quote: str
    change: Change
    before: Place | None
    after: Place | None
    nearest: Nearest | None = None


@dataclass(frozen=True, slots=True)
class SourceDrift:
    """A source whose text has changed: the sha256 of the pinned and the new text, and passages."""

    source: str
    before: str
    after: str
    passages: tuple[Drifted, ...]

    def of(self, change: Change) -> list[Drifted]:
        return [passage for passage in self.passages if passage.change is change]

    @property
    def open(self) -> bool:
        """Whether any passage has changed."""
        return any(passage.change is not Change.UNCHANGED for passage in self.passages)


def drift(course: Course) -> list[SourceDrift]:
    """Return the sources whose texts are here and have changed, with all their passages."""
    changed: dict[str, list[Drifted]] = {
        id: []
        for id, digest in course.digests.items()
        if course.lock.texts.get(id, digest) != digest
    }
    for entry, _, passage in course.passages:
        query = entry.query(passage, course.info)
        if query.source not in changed:
            continue
        location = course.finder.locate(query)
        pins = course.lock.find(query)
        after = location.matches[0].place if query.accepts(location.verdict) else None
        before = pins[0].place if pins else None
        change = _change(before, after, location)
        if change is not None:
            changed[query.source].append(
                Drifted(entry.question.id, passage.quote, change, before, after, location.nearest)
            )
    return [
        SourceDrift(id, course.lock.texts[id], course.digests[id], tuple(passages))
        for id, passages in changed.items()
    ]


def _change(before: Place | None, after: Place | None, location: Location) -> Change | None:
    if before is None:
        return Change.NEW if after is not None else None
    if after is None:
        return Change.EDITED if location.nearest or location.matches else Change.GONE
    return Change.UNCHANGED if before == after else Change.MOVED
