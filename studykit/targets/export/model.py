"""What an export is made of, and what it reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ...bank.capability import Capabilities, ContentCapabilities
from ...bank.model import Exercise, Response
from ...bank.pictures import Pictures
from ...source.course import CourseFile


class ExportBank(NamedTuple):
    """A bank and those of its questions that are exported, in order."""

    id: str
    title: str
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """The course, the banks to export, and the pictures that their texts may name."""

    course: CourseFile
    banks: tuple[ExportBank, ...]
    pictures: Pictures = field(default_factory=dict)

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

    `render` returns the content of the file, and adds to the notes what it loses or leaves out.
    """

    suffix: str
    name: str
    capabilities: Capabilities
    content: ContentCapabilities
    render: Callable[[ExportRequest, ExportNotes], bytes]
