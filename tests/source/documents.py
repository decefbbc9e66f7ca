"""Small documents for these tests: a text, described as a course file would."""

from __future__ import annotations

from typing import Any

from studykit.diagnostics import Report
from studykit.source.course import CourseFile, load_course_file
from studykit.source.locate import QuoteLocator
from studykit.source.text import Fault, Text, read_text
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
    """A text and the faults of its description; a transcript without regions unless described."""
    course = course_of(source, people=people)
    return read_text(raw, course.sources[0], course)


def text_of(raw: str, **source: Any) -> Text:
    """A text that fits its description."""
    text, faults = read(raw, **source)
    assert faults == []
    return text


def finder(**raws: str | Text) -> QuoteLocator:
    """A finder in several texts, by their ids; a bare string is a transcript."""
    texts = {id: raw if isinstance(raw, Text) else text_of(raw, id=id) for id, raw in raws.items()}
    return QuoteLocator(texts)


def lighthouse() -> Text:
    """The sample interview, as `tests/conftest.py` describes it."""
    report = Report()
    file = YamlFile("course.yaml", COURSE)
    file.parse(report)
    course = load_course_file(file, report)
    assert course is not None
    text, faults = read_text(LIGHTHOUSE, course.sources[0], course)
    assert faults == []
    assert report.diagnostics == []
    return text
