"""What an export is made of, and what it reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ...bank.capability import Capabilities, Capability, ContentCapabilities, Support
from ...bank.media import Media
from ...bank.model import Exercise, Label, Response
from ...source.course import CourseFile


class ExportBank(NamedTuple):
    """A bank and those of its questions that are exported, in order."""

    id: str
    title: str
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """The course, the banks to export, and the pictures and recordings that their texts may name."""

    course: CourseFile
    banks: tuple[ExportBank, ...]
    media: Media = field(default_factory=dict)

    def __iter__(self) -> Iterator[Exercise]:
        return (exercise for bank in self.banks for exercise in bank.exercises)

    def key(self, exercise: Exercise) -> str:
        """The identifier of a question, which stays when it is reworded or moved."""
        return f"{self.course.id}/{exercise.id}"

    def section(self, exercise: Exercise) -> str | None:
        """The name of the section of its first passage."""
        for piece in exercise.evidence[:1]:
            source = self.course.source(piece.source)
            region = source.region(piece.place.section) if source else None
            return region.name if region else piece.place.section
        return None


@dataclass(slots=True)
class ExportNotes:
    """What a format lost of questions, and which it left out: their ids by reason."""

    lost: dict[str, list[str]] = field(default_factory=dict)
    left_out: dict[str, list[str]] = field(default_factory=dict)

    def lose(self, exercise: Exercise, what: str) -> None:
        self.lost.setdefault(what, []).append(exercise.id)

    def leave_out(self, exercise: Exercise, why: str) -> None:
        self.left_out.setdefault(why, []).append(exercise.id)

    def written(self, request: ExportRequest) -> Counter[type[Response]]:
        """Count the questions that were not left out, by response."""
        missing = {id for ids in self.left_out.values() for id in ids}
        return Counter(type(e.response) for e in request if e.id not in missing)


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: the suffix of its files, its name, and how it renders responses and content.

    `write` does what `render` does for all but questions on pictures that the format refuses.
    """

    suffix: str
    name: str
    capabilities: Capabilities
    content: ContentCapabilities
    write: Callable[[ExportRequest, ExportNotes], bytes]

    def render(self, request: ExportRequest, notes: ExportNotes) -> bytes:
        """Return the content of the file; add to the notes what it loses or leaves out."""
        support, how = self.capabilities[Label]
        if support is Support.REFUSED:
            request = _without_labels(request, notes, how)
        return self.write(request, notes)


def _without_labels(request: ExportRequest, notes: ExportNotes, why: str) -> ExportRequest:
    """Return what is left without the questions on the parts of pictures."""
    banks = []
    for bank in request.banks:
        kept = []
        for exercise in bank.exercises:
            if isinstance(exercise.response, Label):
                notes.leave_out(exercise, why)
            else:
                kept.append(exercise)
        banks.append(bank._replace(exercises=tuple(kept)))
    return replace(request, banks=tuple(banks))


NO_SHAPES = Capability(Support.REFUSED, "no room for a picture with shapes")


class NoShapes(TypeError):
    """A bug: questions on the parts of pictures are left out before a format writes."""
