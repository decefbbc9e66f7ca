"""Choosing questions: by bank, type, tag and level, and by the places that their passages stand in.

It needs no text: what was pinned has its place, and what was not stands where its passage says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from ..diagnostics import UsageError, suggest
from ..source.locate import Query
from ..source.text import Place
from .kinds import KINDS
from .load import Course, Entry
from .model import Blank, Evidence, Exercise, Fill, Level
from .prose import plain

LISTED = 12  # known names that a hint lists


@dataclass(frozen=True, slots=True)
class Filter:
    """Which questions are wanted.

    The values of one key are alternatives; keys combine, and an empty one wants all.  A tag stands
    for those below it too, `part` for `part::one`.  What is wanted of section, source and speaker
    must hold of one and the same passage.
    """

    banks: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


def select(course: Course, wanted: Filter) -> list[Entry]:
    """The questions that are wanted, in the order of the course.

    Raises UsageError for a name that is nothing known.
    """
    _check(course, wanted)
    people = {person.id for name in wanted.speakers if (person := course.info.person(name))}

    def tagged(entry: Entry) -> bool:
        return any(above in wanted.tags for tag in entry.tags for above in _upwards(tag))

    def cites(entry: Entry) -> bool:
        return any(
            (not wanted.sources or piece.source in wanted.sources)
            and (not wanted.sections or piece.place.section in wanted.sections)
            and (not people or piece.place.speaker in people)
            for piece in cited(course, entry)
        )

    by_passage = wanted.sources or wanted.sections or wanted.speakers
    return [
        entry
        for entry in course.entries
        if (not wanted.banks or entry.header.id in wanted.banks)
        and (not wanted.types or entry.question.type in wanted.types)
        and (not wanted.levels or entry.level in wanted.levels)
        and (not wanted.tags or tagged(entry))
        and (not by_passage or cites(entry))
    ]


def named(course: Course, id: str) -> Entry:
    """The question with an id, or that had it before; raises UsageError."""
    entries = list(course.entries)
    for entry in entries:
        if entry.question.id == id:
            return entry
    for entry in entries:
        if id in entry.question.formerly:
            return entry
    hint = suggest(id, [entry.question.id for entry in entries])
    hint = hint or "`studykit list` says which there are"
    raise UsageError(f"there is no question `{id}`; {hint}")


def standing(course: Course, query: Query) -> Place | None:
    """Where a passage stands: as it was pinned, else as its text has it; None if neither does."""
    if pins := course.lock.find(query):
        return pins[0].place
    if query.source not in course.texts:
        return None
    location = course.finder.locate(query)
    return location.matches[0].place if location.verdict.passes else None


def cited(course: Course, entry: Entry) -> tuple[Evidence, ...]:
    """The passages of a question in order; one that was not found stands where it claims to."""
    found = []
    for passage in entry.question.passages:
        query = entry.query(passage, course.info)
        place = standing(course, query) or Place(query.section or "", None, query.speaker)
        found.append(Evidence(passage.quote, query.source or "", place))
    return tuple(found)


def sketched(course: Course, entry: Entry) -> Exercise:
    """The neutral form of a question, to look at: its evidence need not have been found.

    What learners get comes from `evidence.exercises` alone.
    """
    defaults = entry.header.defaults
    return entry.question.lower(defaults, cited(course, entry), course.info)


def label(exercise: Exercise) -> str:
    """The words by which to know a question again, on one line."""
    words = exercise.prompt
    if isinstance(exercise.response, Fill) and not words:
        parts = exercise.response.parts
        words = "".join("[…]" if isinstance(part, Blank) else part for part in parts)
    shown = [f"“{piece.quote}”" for piece in exercise.stimulus[:1]]
    return " ".join(" ".join([plain(words), *shown]).split())


def _upwards(tag: str) -> Iterator[str]:
    """A tag and those that it is below: `part::one`, `part`."""
    while tag:
        yield tag
        tag = tag.rpartition("::")[0]


def _check(course: Course, wanted: Filter) -> None:
    """Refuse names that are nothing known: they would choose nothing, and not say why."""
    info = course.info
    tags = [above for entry in course.entries for tag in entry.tags for above in _upwards(tag)]
    for values, noun, known in (
        (wanted.banks, "bank", [bank.header.id for bank in course.banks]),
        (wanted.types, "question type", KINDS),
        (wanted.tags, "tag", tags),
        (wanted.levels, "level", get_args(Level)),
        (wanted.sections, "section", [r.id for s in info.sources for r in s.sections]),
        (wanted.sources, "source", [source.id for source in info.sources]),
    ):
        for value in values:
            if value not in known:
                raise UsageError(f"there is no {noun} `{value}`; {_hint(value, noun, known)}")
    for name in wanted.speakers:
        if info.person(name) is None:
            names = [name for person in info.people for name in person.names]
            hint = suggest(name, names) or _hint(name, "person", [p.name for p in info.people])
            raise UsageError(f"`{name}` is none of the course's people; {hint}")


def _hint(value: str, noun: str, known: Iterable[str]) -> str:
    names = list(dict.fromkeys(known))
    if near := suggest(value, names):
        return near
    if not names:
        return f"there is no {noun} at all"
    more = f" and {len(names) - LISTED:,} more" if len(names) > LISTED else ""
    nouns = "people" if noun == "person" else f"{noun}s"
    return f"the {nouns} are {', '.join(names[:LISTED])}{more}"
