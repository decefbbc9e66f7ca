"""Quotes that someone looks up: the query for named values, and the answer as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..diagnostics import StudykitError, UsageError, require_known, unknown
from ..source.excerpt import typed, whole_sentences
from ..source.locate import Location, Nearest, Query, TextRange, Verdict, telling_apart
from .load import Course

KEYS = ("quote", "source", "speaker", "section", "prefix", "suffix")
"""The names of what a query consists of."""


def query_of(course: Course, values: Mapping[str, Any]) -> Query:
    """Return the query for the values of `KEYS`.

    Raises UsageError for a value of the wrong type and for an unknown name, and StudykitError for a
    source whose text is not here.
    """
    for key in KEYS:
        if not isinstance(values.get(key), str | None):
            raise UsageError(f"`{key}` must be text")
    if not (values.get("quote") or "").strip():
        raise UsageError("`quote` must not be empty")
    id, speaker, section = (values.get(key) for key in ("source", "speaker", "section"))
    sources = course.info.sources
    if id:
        sources = tuple(source for source in sources if source.id == id)
        if not sources:
            raise UsageError(unknown("source", id, (s.id for s in course.info.sources)))
        if id not in course.texts:
            raise StudykitError(
                f"the text of {id} is not on this machine; `studykit source add {id} FILE` adds it"
            )
    sections = [region.id for source in sources for region in source.sections]
    require_known("section", section or None, sections)
    person = course.info.person(speaker) if speaker else None
    if speaker and person is None:
        names = [name for known in course.info.people for name in known.names]
        raise UsageError(unknown("person", speaker, names))
    return Query(
        values["quote"], id, person.id if person else None, section,
        values.get("prefix"), values.get("suffix"),
    )  # fmt: skip


def passage_to_cite(course: Course, query: Query, location: Location) -> dict[str, str]:
    """Return the keys of a passage that cites what was found; none if nothing can be cited."""
    found: TextRange | None = None
    context: dict[str, str | None] = {}
    if location.matches:
        match = location.matches[0]
        if not match.outside:
            found = match.with_whole_words if match.clipped else match
            if location.verdict is Verdict.AMBIGUOUS:
                distinction = telling_apart(match, location.matches)
                context = dict([distinction]) if distinction else {}
            else:
                context = {"prefix": query.prefix, "suffix": query.suffix}
    elif location.nearest and not location.nearest.segment.outside:
        found = whole_sentences(location.nearest)
    if found is None:
        return {}
    keys = {
        "source": found.source,
        "quote": typed(found, query.quote),
        "speaker": course.info.name(found.place.speaker),
        **context,
    }
    return {key: value for key, value in keys.items() if value}


def location_data(location: Location) -> dict[str, Any]:
    """Return a location for JSON."""
    return {
        "verdict": str(location.verdict),
        "matches": [
            {
                "source": match.source,
                "region": match.region,
                **match.place.as_data(),
                "start": match.start,
                "end": match.end,
                "text": match.text,
            }
            for match in location.matches
        ],
        "nearest": _nearest_data(location.nearest) if location.nearest else None,
    }


def _nearest_data(nearest: Nearest) -> dict[str, Any]:
    return {
        "source": nearest.source,
        "section": nearest.place.section,
        "turn": nearest.place.turn,
        "speaker": nearest.place.speaker,
        "start": nearest.start,
        "end": nearest.end,
        "text": nearest.text,
        "score": round(nearest.score, 1),
        "diff": [list(step) for step in nearest.diff],
    }
