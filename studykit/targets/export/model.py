"""What an export is made of, and what it reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ...bank.capability import Capabilities, Capability, ContentCapabilities, Support
from ...bank.media import Media
from ...bank.model import Exercise, Label, Match, Response, Type
from ...bank.prose import Picture
from ...source.course import CourseFile
from ..numbered import numbered_name, with_numbered


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
    numbered: Mapping[str, Picture] = field(default_factory=dict)
    """The numbered pictures that belong to the prompts of questions, by the ids of these."""

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

    @property
    def missing(self) -> set[str]:
        """The ids of the questions that were left out."""
        return {id for ids in self.left_out.values() for id in ids}

    def written(self, request: ExportRequest) -> Counter[type[Response]]:
        """Count the questions that were not left out, by response."""
        missing = self.missing
        return Counter(type(e.response) for e in request if e.id not in missing)


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: the suffix of its files, its name, and how it renders responses and content.

    `write` does what `render` does for all but questions on the parts of pictures, unless the format
    renders these natively.
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
            request = _replaced_labels(request, lambda label: notes.leave_out(label, how))
        elif support is Support.DEGRADED:
            request = _with_numbers(request, notes)
        return self.write(request, notes)


def _replaced_labels(
    request: ExportRequest, replaced: Callable[[Exercise], Exercise | None]
) -> ExportRequest:
    """Return a request with other questions, or none, in place of those on the parts of pictures."""
    banks = []
    for bank in request.banks:
        kept = (replaced(e) if isinstance(e.response, Label) else e for e in bank.exercises)
        banks.append(bank._replace(exercises=tuple(filter(None, kept))))
    return replace(request, banks=tuple(banks))


def _with_numbers(request: ExportRequest, notes: ExportNotes) -> ExportRequest:
    """Return a request that asks which part has which number in the picture, or what the only one is."""
    media = with_numbered(request, request.media)
    numbered = {}

    def replaced(exercise: Exercise) -> Exercise | None:
        label = exercise.response
        assert isinstance(label, Label)
        name = numbered_name(exercise.id)
        if name not in media:
            notes.leave_out(exercise, NO_PICTURE)
            return None
        numbered[exercise.id] = Picture(name, label.alt)
        names = [part.name for part in label.parts]
        pairs = tuple((str(n), name) for n, name in enumerate(names, 1))
        return replace(exercise, response=Match(pairs) if len(pairs) > 1 else Type(names[0]))

    request = _replaced_labels(request, replaced)
    return replace(request, media=media, numbered=numbered)


NO_PICTURE = "its picture cannot be read"

BY_NUMBER = Capability(Support.DEGRADED, "match the numbers in the picture with the parts")
NO_SHAPES = Capability(Support.REFUSED, "no room for a picture with shapes")


class NoShapes(TypeError):
    """A bug: questions on the parts of pictures are left out or replaced before a format writes."""
