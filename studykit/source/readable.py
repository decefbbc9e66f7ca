"""What can be read of a course file with mistakes, so that quotes are looked up in spite of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple, TypeVar

from ..diagnostics import Report
from ..schema import Model, valid
from ..yamlfile import YamlFile
from ..yamlfile.unread import Unread, has_yaml_errors
from .course import HINTS, CourseFile, Person, Source, Work, check_names


class ReadableCourse(NamedTuple):
    """A course file without its mistakes.

    `unreadable` are the ids of the sources with a mistake in what says how to read their text.
    `has_all_ids` says whether everything has its own id; else placeholders replace the missing ones.
    """

    course: CourseFile
    unreadable: frozenset[str]
    has_all_ids: bool


_LISTS = ("works", "people", "sources")
_READING = (
    "id", "file", "format", "language", "speakers", "not_speakers", "speaker", "headings", "regions",
    "opens", "closes",
)  # fmt: skip
"""The keys of a source, and what people take for one, that say how its text is read."""

M = TypeVar("M", bound=Model)


def readable_course(file: YamlFile, report: Report) -> ReadableCourse | None:
    """Return a course file as far as it is valid, or None if it lists no sources.

    The mistakes themselves are in the report already, except in what its parts call one another.
    """
    part = _readable(file.data)
    if part and part.has_all_ids:
        check_names(part.course, file, report)
    return part


def _readable(data: Any) -> ReadableCourse | None:
    if not isinstance(data, dict) or isinstance(data.get("sources"), Unread):
        return None
    sources = list(_items(Source, data.get("sources"), _source))
    if not sources:
        return None
    works = list(_items(Work, data.get("works"), lambda id: {"id": id, "title": id}))
    people = list(_items(Person, data.get("people"), lambda id: {"id": id, "name": id}))
    keys = valid(CourseFile, {key: data[key] for key in data if key not in _LISTS})
    lists = {
        "works": [work for work, _ in works],
        "people": [person for person, _ in people],
        "sources": [source for source, _ in sources],
    }
    course = CourseFile.model_validate({"id": "course", "title": "Course", **keys, **lists})
    unreadable = {source.id for source, wrong in sources if any(map(_says_how_to_read, wrong))}
    is_whole = all(isinstance(data.get(key, []), list) for key in _LISTS)
    has_all_ids = all("id" not in wrong for _, wrong in (*works, *people, *sources))
    return ReadableCourse(course, frozenset(unreadable), is_whole and has_all_ids)


def _items(
    model: type[M], items: Any, placeholders: Callable[[str], dict[str, Any]]
) -> Iterator[tuple[M, set[str]]]:
    """Yield the items of a list, and the keys of each that are wrong or missing."""
    for n, item in enumerate(items if isinstance(items, list) else ()):
        data = item if isinstance(item, dict) else {}
        keys = valid(model, data)
        whole = placeholders(keys.get("id", f"unknown-{n}")) | keys
        wrong = (data.keys() | placeholders("").keys()) - keys.keys()
        if has_yaml_errors(item):  # it may have lost any of its keys
            wrong |= {"id"}
        yield model.model_validate(whole), wrong


def _source(id: str) -> dict[str, Any]:
    return {"id": id, "kind": "original", "title": id, "file": "unknown"}


def _says_how_to_read(key: str) -> bool:
    """Whether a key of a source, perhaps misspelled, says how its text is read."""
    misspelled = key not in Source.model_fields and get_close_matches(key, _READING, 1)
    return key in _READING or key in HINTS or bool(misspelled)
