"""Texts that belong to no course, read as a course would read them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from ..bank.load import Course
from ..format import numbered
from ..source.course import CourseFile, Person
from ..source.formats import format_of
from ..source.locate import QuoteLocator
from ..source.pins import Lock
from ..source.text import read_text
from ..yamlfile import YamlFile
from . import names_of, read_document
from .proposal import propose


class OwnTexts(NamedTuple):
    """A course without banks that has some texts, and what was found in each."""

    course: Course
    found: tuple[str, ...]


def course_of_texts(files: Iterable[Path]) -> OwnTexts:
    """Return a course of texts in any format; speakers, parts and languages are those that were found.

    Raises StudykitError if a text cannot be read.
    """
    people: list[Person] = []
    sources: list[dict[str, Any]] = []
    raw: list[str] = []
    found = []
    for file in files:
        document = read_document(file)
        id, title, name = names_of(file)
        taken = {source["id"] for source in sources}
        id = next(free for free in numbered(id) if free not in taken)
        format = "markdown" if document.original else format_of(name)
        proposal = propose(document.text, format, people)
        known = {person.id for person in people}
        people += [
            Person(id=s.id, name=s.name, role=s.role)
            for s in proposal.speakers
            if s.id not in known
        ]
        sources.append(
            {
                "id": id, "kind": "original", "title": proposal.title or title, "file": name,
                "format": format, "language": proposal.language or "en",
                "speakers": {s.label: s.id for s in proposal.speakers},
                "regions": [
                    {"id": part.id, "kind": part.kind, part.key: part.words}
                    | ({"title": part.title} if part.title else {})
                    for part in proposal.parts
                ],
            }
        )  # fmt: skip
        raw.append(document.text)
        found.append(proposal.found)
    info = CourseFile.model_validate(
        {"id": "texts", "title": "Texts", "people": people, "sources": sources}
    )
    texts = {
        source.id: read_text(words, source, info)[0]
        for source, words in zip(info.sources, raw, strict=True)
    }
    course = Course(
        Path(), YamlFile("texts"), info, (), Lock(), texts, {}, set(), QuoteLocator(texts)
    )
    return OwnTexts(course, tuple(found))
