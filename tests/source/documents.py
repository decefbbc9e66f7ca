"""Small documents for these tests: a text with the description that a course file would have."""

from __future__ import annotations

from typing import Any

from studykit.diagnostics import Report
from studykit.source.course import CourseFile, load_course_file
from studykit.source.fault import Fault
from studykit.source.locate import QuoteLocator
from studykit.source.text import Text, read_text
from studykit.yamlfile import YamlFile

from ..conftest import COURSE, LIGHTHOUSE

ANN = {"id": "ann", "name": "Ann", "role": "interviewer"}
BOB = {"id": "bob", "name": "Bob", "role": "interviewee"}
EVE = {"id": "eve", "name": "Eve"}
INTERVIEW = {"id": "talk", "kind": "interview", "opens": "Ann:"}


def course_of(*sources: dict[str, Any], people: tuple[Any, ...] = (ANN, BOB, EVE)) -> CourseFile:
    described = [
        {"id": "doc", "kind": "original", "title": "Document", "file": "doc.txt", **source}
        for source in sources
    ]
    return CourseFile.model_validate(
        {"id": "course", "title": "Course", "people": people, "sources": described}
    )


def read(
    raw: str, *, people: tuple[Any, ...] = (ANN, BOB, EVE), **source: Any
) -> tuple[Text, list[Fault]]:
    """Return a text and its faults; by default it is a transcript without regions."""
    course = course_of(source, people=people)
    return read_text(raw, course.sources[0], course)


def text_of(raw: str, **source: Any) -> Text:
    """Return a text that matches its description."""
    text, faults = read(raw, **source)
    assert faults == []
    return text


def locator(**raws: str | Text) -> QuoteLocator:
    """Return a locator for texts, by their ids; a string is a transcript."""
    texts = {id: raw if isinstance(raw, Text) else text_of(raw, id=id) for id, raw in raws.items()}
    return QuoteLocator(texts)


def lighthouse() -> Text:
    """Return the sample interview of `tests/conftest.py`."""
    report = Report()
    file = YamlFile("course.yaml", COURSE)
    file.parse(report)
    course = load_course_file(file, report)
    assert course is not None
    text, faults = read_text(LIGHTHOUSE, course.sources[0], course)
    assert faults == []
    assert report.diagnostics == []
    return text
