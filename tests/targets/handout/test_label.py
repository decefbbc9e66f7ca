"""Questions on the parts of a picture, on paper and in pages."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile

import pytest

from studykit.bank.media import Media, ShownMedia
from studykit.bank.model import Label, LabelledPart
from studykit.bank.shapes import Shape
from studykit.pictures import read
from studykit.targets.handout.answer_key import answer_key
from studykit.targets.handout.answers import answer_notes
from studykit.targets.handout.areas import LabelBlanks
from studykit.targets.handout.asking import PrintedQuestion, item, printed_question
from studykit.targets.handout.formats import render
from studykit.targets.handout.kinds.exam import section_of
from studykit.targets.handout.model import Document, Part, PrintSettings
from studykit.targets.handout.prose import words
from studykit.targets.handout.timing import minutes, points
from studykit.targets.numbered import with_numbered

from ...exercises import exercise
from ...pictures.files import png
from .poppler import pages
from .test_rich import alts

LAMP = Label(
    "lamp.png",
    "A lamp",
    (
        LabelledPart("the *roof*", Shape("polygon", ((0.2, 0.3), (0.4, 0.3), (0.3, 0.1)))),
        LabelledPart("the lens", Shape("ellipse", ((0.1, 0.4), (0.5, 0.6)))),
        LabelledPart("the box", Shape("rectangle", ((0, 0.8), (0.2, 1)))),
    ),
)

QUESTION = exercise(LAMP, id="lamp", prompt="Name the parts.")

MEDIA: Media = with_numbered(
    [QUESTION], {"lamp.png": ShownMedia(read(png(200, 100)), "Ida Marlow")}
)


def rendered(format: str, media: Media = MEDIA) -> bytes:
    printed = printed_question(QUESTION, random.Random(1))
    return render(format, document(printed), PrintSettings(media=media)).content


def document(printed: PrintedQuestion) -> Document:
    part = Part((item(1, QUESTION, printed, teacher=False),))
    return Document("exam", "student", "Lamp", "", "Work", "Source", (part,))


def test_blanks_and_key() -> None:
    printed = printed_question(QUESTION, random.Random(1))
    assert printed.answer_area == LabelBlanks(3, 20)
    assert printed.key == "1 the roof; 2 the lens; 3 the box"
    assert (section_of(QUESTION), points(QUESTION), minutes(QUESTION)) == ("Pictures", 3, 2)
    (note,) = answer_notes(QUESTION, printed.key)
    assert (note.label, list(words(note.prose))) == ("Answer", ["the roof", "the lens", "the box"])
    keyed = json.loads(
        answer_key(document(printed), {"A": [(QUESTION, printed)]}).model_dump_json()
    )
    question = keyed["forms"]["A"][0]
    assert (question["kind"], question["right"]) == ("fill", ["the roof", "the lens", "the box"])


def test_the_page_shows_the_numbered_picture_and_not_the_names() -> None:
    html = rendered("html").decode()
    assert html.count('src="data:image/svg+xml;base64,') == 1
    assert 'alt="A lamp" width="200" height="100"' in html
    assert html.count('<span class="blank"') == 3
    assert re.findall(r'<span class="no">(\d)\.</span> <span class="blank"', html) == [
        "1",
        "2",
        "3",
    ]
    assert "the lens" not in html


def test_the_pdf_shows_the_numbers() -> None:
    content = rendered("pdf")
    assert alts(content) == ["A lamp", "blank 1", "blank 2", "blank 3"]
    text = "".join(pages(content))
    assert text.count("1.") >= 2  # of the question, and of the first part
    assert "lens" not in text


def test_word_gets_pixels() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered("docx"))) as archive:
        (name,) = [name for name in archive.namelist() if name.startswith("word/media/")]
        picture = read(archive.read(name))
        xml = archive.read("word/document.xml").decode()
    assert (picture.kind, round(picture.width / picture.height, 1)) == ("png", 2.0)
    assert 'descr="A lamp"' in xml
    assert xml.count(">____________________<") == 3


@pytest.mark.parametrize("format", ["pdf", "docx", "html", "md"])
def test_a_picture_that_cannot_be_used_is_given_in_words(format: str) -> None:
    assert rendered(format, {})


def test_markdown_has_the_words_of_the_picture() -> None:
    assert rendered("md").decode().count("\\[picture: A lamp\\]") == 1
