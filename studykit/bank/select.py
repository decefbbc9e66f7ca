"""Selection of questions: by bank, type, tag and level, and by the places of their passages.

No text is needed: a pinned passage has a place, and any other passage claims one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from ..diagnostics import UsageError, require_known, suggest, unknown
from ..source.locate import Query
from ..source.text import Place
from .kinds import KINDS
from .load import Course, Entry
from .model import Evidence, Exercise, Fill, Level, cloze_text
from .prose import plain


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions on questions; an empty one selects all.

    The values of one key are alternatives; all keys must match.  A tag includes the tags below it:
    `part` includes `part::one`.  Section, source and speaker must match one and the same passage.
    """

    banks: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


def select(course: Course, filter: Filter) -> list[Entry]:
    """Return the questions that match a filter, in the order of the course.

    Raises UsageError if the filter has an unknown name.
    """
    _check_names(course, filter)
    people = {person.id for name in filter.speakers if (person := course.info.person(name))}

    def has_tag(entry: Entry) -> bool:
        return any(above in filter.tags for tag in entry.tags for above in _upwards(tag))

    def matches(piece: Evidence) -> bool:
        return (
            (not filter.sources or piece.source in filter.sources)
            and (not filter.sections or piece.place.section in filter.sections)
            and (not people or piece.place.speaker in people)
        )

    by_passage = filter.sources or filter.sections or filter.speakers
    return [
        entry
        for entry in course.entries
        if (not filter.banks or entry.header.id in filter.banks)
        and (not filter.types or entry.question.type in filter.types)
        and (not filter.levels or entry.level in filter.levels)
        and (not filter.tags or has_tag(entry))
        and (not by_passage or any(map(matches, cited(course, entry))))
    ]


def named(course: Course, id: str) -> Entry:
    """Return the question that has or formerly had an id; raises UsageError if there is none."""
    entries = list(course.entries)
    for entry in entries:
        if entry.question.id == id:
            return entry
    for entry in entries:
        if id in entry.question.formerly:
            return entry
    hint = suggest(id, [entry.question.id for entry in entries])
    raise UsageError(f"unknown question `{id}`; {hint or 'see `studykit list`'}")


def found_place(course: Course, query: Query) -> Place | None:
    """Return the place of a passage from its pin, else from its text, else None."""
    if pins := course.lock.find(query):
        return pins[0].place
    if query.source not in course.texts:
        return None
    location = course.finder.locate(query)
    return location.matches[0].place if query.accepts(location.verdict) else None


def cited(course: Course, entry: Entry) -> tuple[Evidence, ...]:
    """Return the passages of a question in order; one that is not found has the place it claims."""
    pieces = []
    for passage in entry.question.passages:
        query = entry.query(passage, course.info)
        claimed = Place(query.section or "", None, query.speaker)
        place = found_place(course, query) or claimed
        pieces.append(Evidence(passage.quote, query.source or "", place))
    return tuple(pieces)


def sketched(course: Course, entry: Entry) -> Exercise:
    """Lower a question to look at it, even if its evidence is not found.

    Learners get exercises only from `evidence.exercises`.
    """
    return entry.question.lower(entry.header.defaults, cited(course, entry), course.info)


def label(exercise: Exercise) -> str:
    """Return words that identify a question, on one line."""
    words = exercise.prompt
    if isinstance(exercise.response, Fill) and not words:
        words = cloze_text(exercise.response.parts, lambda _: "[…]")
    quotes = [f"“{piece.quote}”" for piece in exercise.stimulus[:1]]
    return " ".join(" ".join([plain(words), *quotes]).split())


def _upwards(tag: str) -> Iterator[str]:
    """Yield a tag and the tags above it: `part::one`, `part`."""
    while tag:
        yield tag
        tag = tag.rpartition("::")[0]


def _check_names(course: Course, filter: Filter) -> None:
    """Raise UsageError for an unknown name, which would silently select nothing."""
    info = course.info
    tags = [above for entry in course.entries for tag in entry.tags for above in _upwards(tag)]
    for values, noun, known in (
        (filter.banks, "bank", [bank.header.id for bank in course.banks]),
        (filter.types, "question type", KINDS),
        (filter.tags, "tag", tags),
        (filter.levels, "level", get_args(Level)),
        (filter.sections, "section", [r.id for s in info.sources for r in s.sections]),
        (filter.sources, "source", [source.id for source in info.sources]),
    ):
        for value in values:
            require_known(noun, value, known)
    for name in filter.speakers:
        if info.person(name) is None:
            aliases = [alias for person in info.people for alias in person.names]
            known = aliases if suggest(name, aliases) else [person.name for person in info.people]
            raise UsageError(unknown("person", name, known))
