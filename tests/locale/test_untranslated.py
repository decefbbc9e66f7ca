"""No English is left in what a course in a made-up language becomes; see marking.py."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from studykit.analysis.items import ExamItem, GradedStudent, statistics
from studykit.bank.load import Course
from studykit.bank.media import NO_MEDIA
from studykit.locale import speaking
from studykit.targets.anki import build
from studykit.targets.anki.fields import note_fields
from studykit.targets.export import FORMATS as EXPORTS
from studykit.targets.export import ExportBank, ExportNotes, ExportRequest
from studykit.targets.handout.formats import FORMATS, render
from studykit.targets.handout.grades import grades
from studykit.targets.handout.kinds import KINDS
from studykit.targets.handout.model import Document, PrintSettings
from studykit.targets.notes import NotesLock

from ..conftest import MakeCourse
from ..targets.handout.courses import handout_request, make_handout, open_course
from ..targets.handout.poppler import pages
from .greek import IDS, MORE, files
from .marking import html_words, unmarked


@pytest.fixture
def course(made_up: str, make_course: MakeCourse) -> Course:
    return open_course(make_course(**files(made_up), text=None, more=MORE))


# Cards


def test_cards_have_no_english(course: Course) -> None:
    for _entry, exercise in handout_request(course).pool:
        note = note_fields(exercise, course.info, NO_MEDIA)
        for name, html in note.fields.items():
            shapes = r"\{\{c\d+::(?:image-occlusion:[^}]*)?|::|\}\}"
            text = re.sub(shapes, " ", html_words(html))
            of_script = re.findall(r' data-(?:right|wrong|unaccepted|you|choice)="([^"]*)"', html)
            said = " ".join(of_script).replace("{words}", "")
            assert unmarked(f"{text} {said}", *IDS) == [], (exercise.id, name)


def test_the_description_of_the_deck_has_no_english(course: Course) -> None:
    built = build(course, handout_request(course).pool, NotesLock(), 1_700_000_000)
    with zipfile.ZipFile(io.BytesIO(built.content)) as package:
        database = package.read("collection.anki2").decode("utf-8", "ignore")
    (described,) = set(re.findall(r'"desc": "(Μια συζήτηση[^"]*|\\u039c[^"]*)"', database))
    assert unmarked(html_words(json.loads(f'"{described}"'))) == []


# Handouts

OPTIONS: dict[str, dict[str, Any]] = {
    "seminar": {"minutes": 60},
    "reading": {"minutes": 60},
    "compare": {"minutes": 60},
    "exam": {"minutes": 60, "forms": 2, "answer_sheet": True},
}

SHORT = {"minutes": 60, "full_text": False}
"""Quotes only, which print where to read the text, and one section, which is the topic."""


def documents(course: Course) -> Iterator[Document]:
    for kind in KINDS:
        yield from make_handout(kind, course, **OPTIONS.get(kind, {})).documents
    for kind in ("seminar", "reading", "compare"):
        yield from make_handout(kind, course, **SHORT).documents
    yield from make_handout("exam", course, minutes=60, sections=("part-1",)).documents


@pytest.mark.parametrize("format", ["md", "html", "docx"])
def test_handouts_have_no_english(format: str, course: Course) -> None:
    made = list(documents(course))
    assert len(made) >= 15
    for document in made:
        if document.kind in FORMATS[format]:
            text = text_of(format, render(format, document, PrintSettings()).content)
            allowed = IDS if document.audience == "teacher" else ()
            assert unmarked(text, *allowed) == [], (document.kind, document.audience)


def text_of(format: str, content: bytes) -> str:
    if format == "html":
        return html_words(content.decode())
    if format == "md":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [
            package.read(name).decode()
            for name in package.namelist()
            if re.match(r"word/(document|header\d*|footer\d*)\.xml", name)
        ]
    texts = [re.sub(r"<w:instrText.*?</w:instrText>", "", part) for part in parts]
    return "\n".join(html_words(re.sub(r"</w:p>", "\n", text)) for text in texts)


@pytest.mark.slow
def test_pdf_has_no_english(course: Course) -> None:
    for document in documents(course):
        text = "\n".join(pages(render("pdf", document, PrintSettings()).content))
        allowed = IDS if document.audience == "teacher" else ()
        assert unmarked(text, *allowed) == [], (document.kind, document.audience)


def test_grades_have_no_english(made_up: str) -> None:
    items = [ExamItem("α", 1, 1, ("χ", "ψ", "ω", "φ"), ("χ",)), ExamItem("β", 2, 1)]
    few = [GradedStudent("Α", "A", {"α": 0.0, "β": 1.0}, {"α": ("ψ",)})]
    many = [
        GradedStudent(f"Μαθητής {n}", "A", {"α": float(n > 9), "β": float(n < 3)}, {"α": ("χ",)})
        for n in range(12)
    ]
    for students in (few, many):
        with speaking(made_up):
            document = grades("Διαγώνισμα", statistics(items, students), students)
        text = render("md", document, PrintSettings()).content.decode()
        assert unmarked(text) == []


# Exports

TEMPLATES = {"kahoot"}
"""Formats whose own words are those of a template, which the platform looks for."""

PARTS_OF_FORMATS = (
    "CATEGORY", "course", "top", "html", "plain", "id", "tag", "TRUE", "FALSE", "true", "false", "blank1", "blank2",
    "SHORTANSWER", "text", "SCORE", "RESPONSE", "EVIDENCE", "REASON", "SHOWN",
)  # fmt: skip
"""Words of GIFT, Moodle and QTI."""


@pytest.mark.parametrize("format", [name for name in EXPORTS if name not in TEMPLATES])
def test_exports_have_no_english(format: str, course: Course) -> None:
    exercises = tuple(exercise for _, exercise in handout_request(course).pool)
    request = ExportRequest(course.info, (ExportBank("bank", "Ερωτήσεις", exercises),))
    with course.info.speaking():
        content = EXPORTS[format].render(request, ExportNotes())
    assert unmarked(shown(format, content), *IDS, *PARTS_OF_FORMATS) == []


def shown(format: str, content: bytes) -> str:
    """Return what of an export people read."""
    if format in ("csv", "tsv"):
        rows = content.decode().split("\r\n", 1)[1]  # below the names of the columns
        kinds = r"\b(?:true_false|[a-z]+_(?:choice|answer|said_it)|who_said_it|basic|cloze|numeric"
        kinds += r"|ordering|matching|discussion|compare|core|opening|closing|evaluate|analyze|yes|qaa)\b"
        return re.sub(kinds, " ", rows)
    if format == "json":
        return html_words("\n".join(_strings(json.loads(content))))
    if EXPORTS[format].suffix == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            files = [n for n in package.namelist() if Path(n).name != "imsmanifest.xml"]
            content = b"\n".join(package.read(name) for name in files)
    text = content.decode()
    for _ in range(2):  # HTML in XML
        text = re.sub(r"<(fieldlabel|fieldentry|quiz_type|responseformat|idnumber|selecttype|layouttype"
                      r"|gradingtype|single|shuffleanswers|answernumbering|shuffle_answers|baseValue"
                      r"|qti-base-value|value|qti-value)\b.*?</\1>", " ", text)  # fmt: skip
        text = unescape(re.sub(r"<[^>]*>", " ", text))
    return text


_READ = {"html", "place", "speaker", "title"}


def _strings(data: Any) -> Iterator[str]:
    """The texts of the JSON export that are words."""
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str):
                if key in _READ:
                    yield value
            else:
                yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)
