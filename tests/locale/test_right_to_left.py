"""A course in Arabic, which studykit does not speak: its texts keep their direction beside English words."""

from __future__ import annotations

from pathlib import Path

import pytest

from studykit.bank.load import Course
from studykit.bank.media import NO_MEDIA
from studykit.check import check
from studykit.targets.anki.fields import note_fields
from studykit.targets.handout.formats import render
from studykit.targets.handout.model import PrintSettings

from ..targets.handout.courses import handout_request, make_handout, open_course
from .arabic import write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "questions")


@pytest.fixture
def course(folder: Path) -> Course:
    return open_course(folder)


def test_every_quote_is_found(folder: Path) -> None:
    checked = check(folder)
    assert [d.code for d in checked.report.diagnostics if d.severity == "error"] == []


def test_texts_on_cards_have_the_direction_of_their_letters(course: Course) -> None:
    fields = {
        exercise.id: note_fields(exercise, course.info, NO_MEDIA).fields
        for _, exercise in handout_request(course).pool
    }
    assert len(fields) == 9
    for id, field in fields.items():
        quotes = "".join(field.values()).split("<blockquote")[1:]
        assert quotes, id
        assert all(quote.startswith(' lang="ar" dir="auto">') for quote in quotes), id


@pytest.mark.parametrize("kind", ["exam", "reading", "seminar", "key"])
def test_names_in_italics_are_printed_upright(kind: str, course: Course) -> None:
    """Typst's own font has Arabic letters, but not among its slanted ones."""
    for document in make_handout(kind, course).documents:
        rendered = render("pdf", document, PrintSettings(system_fonts=False))
        assert (rendered.warnings, rendered.missing_glyphs) == ((), ())


def test_quotation_marks_stay_at_the_ends_of_a_quote_after_english_words(course: Course) -> None:
    (document,) = make_handout("key", course).documents
    shown = render("md", document, PrintSettings()).content.decode()
    assert "\u2068“كان يتعطّل كل أسبوع، من الساعة 2 إلى الساعة 4.”\u2069" in shown
