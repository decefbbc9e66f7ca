"""Handouts as Word documents: Word's own styles, reproducible bytes, every text."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from studykit.bank.load import Course
from studykit.bank.prose import parse
from studykit.diagnostics import StudykitError
from studykit.targets.handout.areas import (
    GAP,
    AnswerLines,
    Blanks,
    BubbleRow,
    Bubbles,
    Gap,
    LetteredChoice,
    NoAnswerArea,
    Options,
    PairsArea,
)
from studykit.targets.handout.formats import docx as format
from studykit.targets.handout.lines import Numbering
from studykit.targets.handout.model import (
    Document,
    HandoutBlock,
    Heading,
    Item,
    Note,
    PaperSize,
    Parallel,
    Part,
    PassageBlock,
    PrintSettings,
    TextBlock,
)
from studykit.targets.handout.prose import as_prose, list_of, words
from studykit.targets.handout.texts import texts

from .courses import HOSTILE, MORE_HOSTILE, make_handout, shipped
from .documents import items
from .example import example
from .poppler import office, pages, solid

KINDS = ("seminar", "reading", "compare", "exam", "key")


def written(document: Document, paper: PaperSize = "a4") -> bytes:
    rendered = format.render(document, PrintSettings(paper))
    assert rendered.warnings == ()
    return rendered.content


def word(document: Document, paper: PaperSize = "a4") -> Word:
    """A document as Word would read it."""
    return docx.Document(io.BytesIO(written(document, paper)))


def body_text(file: Word) -> str:
    """The text of the body, including tables, and of the foot of the first page."""
    parts = [file.element.body, *(s.first_page_footer._element for s in file.sections)]
    return "".join(t.text or "" for part in parts for t in part.iter(qn("w:t")))


def styles(file: Word) -> Counter[str]:
    return Counter(p.style.name for p in file.paragraphs if p.style and p.style.name)


def test_equal_documents_give_equal_bytes_without_the_date_of_today() -> None:
    content = written(example())
    assert content == written(example())
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert {entry.date_time[:3] for entry in file.infolist()} == {(1980, 1, 1)}
        assert file.namelist()[0] == "[Content_Types].xml"
        assert not [name for name in file.namelist() if "thumbnail" in name]
        core = file.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {"2000-01-01"}
    assert "The Shutter and the Light: exam" in core


def test_every_paragraph_has_a_style() -> None:
    found = styles(word(example("student")))
    assert found["Title"] == found["Subtitle"] == 2
    assert (found["Heading 1"], found["Heading 2"]) == (4, 2)
    assert found["List"] == 2 * 9  # questions
    assert found["List 2"] == 2 * (3 + 3 + 3)  # options and things to order; pairs are in a table
    assert found["Caption"] == 2
    assert found["Answer Line"] == 2 * (4 + 3)
    assert set(found) <= {
        *("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "List", "List 2", "Caption"),
        *("List Continue", "List Bullet", "Passage", "Source", "Notice", "Table Text"),
        *("Answer Line", "Credits", "Fields"),
    }


def test_tables_repeat_their_header_row_and_do_not_split_rows() -> None:
    tables = [t for t in word(example()).tables if t.style and t.style.name == "Table Grid"]
    assert len(tables) == 2 * 2
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


@pytest.mark.parametrize(("paper", "size"), [("a4", (210.0, 297.0)), ("letter", (215.9, 279.4))])
def test_each_form_has_a_section_with_its_own_header_and_page_numbers(
    paper: PaperSize, size: tuple[float, float]
) -> None:
    sections = list(word(example(), paper).sections)
    assert len(sections) == 2
    for n, (section, letter) in enumerate(zip(sections, "AB", strict=True), 1):
        assert section.page_width is not None
        assert section.page_height is not None
        assert section.page_width.mm == pytest.approx(size[0], abs=0.1)
        assert section.page_height.mm == pytest.approx(size[1], abs=0.1)
        head = section.header.paragraphs[0].text
        assert head.startswith("Interview with Ida Marlow · The Shutter and the Light")
        assert head.endswith(f"Form\xa0{letter}")
        foot = section.footer.paragraphs[0]
        assert "for the teacher" in foot.text
        fields = [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", f"PAGEREF end_of_part_{n}"]


def test_questions_are_kept_with_their_options_and_headings_with_what_follows() -> None:
    file = word(example("student"))
    assert all(file.styles[f"Heading {n}"].paragraph_format.keep_with_next for n in (1, 2))
    found = file.paragraphs
    (start,) = [n for n, p in enumerate(found) if "Why does Marlow" in p.text][:1]
    (end,) = [n for n, p in enumerate(found) if "It would be as loud" in p.text][:1]
    assert all(p.paragraph_format.keep_with_next for p in found[start:end])
    assert not found[end].paragraph_format.keep_with_next


def test_a_question_is_kept_with_the_table_of_its_answers() -> None:
    pairs = PairsArea((as_prose("noon"),), (LetteredChoice("A", as_prose("fog")),))
    item = Item(1, as_prose("What happens when?"), pairs)
    file = word(Document("exam", "student", "T", "", "W", "", (Part((item,)),)))
    (prompt,) = [p for p in file.paragraphs if "What happens when?" in p.text]
    assert prompt.paragraph_format.keep_with_next


def test_a_question_on_several_turns_may_go_on_on_the_next_page_after_each() -> None:
    """Its prompt is kept with the first, and the last with the lines to write on."""
    turns = [
        PassageBlock(Numbering().take(f"Turn {n}. " * 70), f"A{n}", "The first") for n in (1, 2, 3)
    ]
    item = Item(1, as_prose("Who?"), AnswerLines(2), tuple(turns))
    file = word(Document("seminar", "student", "T", "", "W", "", (Part((item,)),)))
    kept = [p.paragraph_format.keep_with_next or False for p in file.paragraphs[1:]]
    prompt, line = [True], [True, False]
    assert kept == [*prompt, True, False, True, False, True, True, *line]


def test_two_versions_are_side_by_side_below_one_heading() -> None:
    sides = [PassageBlock(Numbering().take("Who?"), "A1", source) for source in ("One", "Two")]
    blocks = (Heading("Part 1, A1"), Parallel("Part 1, A1", *sides), Parallel("Part 1, A1", *sides))
    file = word(Document("compare", "student", "T", "", "W", "", (Part(blocks),)))
    assert [p.style.name for p in file.paragraphs if p.text == "Part 1, A1"] == ["Heading 1"]
    cells = file.tables[0].rows[1].cells
    assert [cell.text for cell in cells] == ["1\tWho?\nA1. One", "1\tWho?\nA1. Two"]


def test_a_chinese_word_in_another_language_is_not_broken() -> None:
    def shown(text: str, lang: str) -> str:
        blocks = (TextBlock(as_prose(text)),)
        file = word(Document("key", "teacher", "T", "", "W", "", (Part(blocks),), lang=lang))
        return "".join(p.text for p in file.paragraphs if p.text not in ("T", ""))

    assert shown("Liang (梁文锋) says 赶超.", "en") == "Liang (梁\u2060文\u2060锋) says 赶\u2060超."
    assert shown("这是他说的，赶超。", "zh") == "这是他说的，赶超。"
    assert shown("a whole clause: 无法阻止被别人赶超", "en").endswith("无法阻止被别人赶超")


def test_a_range_of_lines_is_not_broken_at_its_dash() -> None:
    item = Item(1, as_prose("Who?"), AnswerLines(2), lines=((4, 9),))
    file = word(Document("seminar", "student", "T", "", "W", "", (Part((item,)),)))
    assert "lines\u00a04–\u20609" in file.paragraphs[2].text


def test_room_for_a_reason_starts_after_its_label() -> None:
    choices = (LetteredChoice("A", as_prose("This")), LetteredChoice("B", as_prose("That")))
    item = Item(1, as_prose("Which?"), Options(choices, reason=True))
    file = word(Document("compare", "student", "T", "", "W", "", (Part((item,)),)))
    assert [p.text for p in file.paragraphs[3:]] == ["B\tThat", "Because (line ______): \t", "\t"]


def kept(*blocks: HandoutBlock) -> list[tuple[str, bool]]:
    """The first words of each paragraph, and whether it is on the page of the next."""
    file = word(Document("reading", "teacher", "T", "", "W", "", (Part(blocks),)))
    return [
        (paragraph.text.strip()[:9], bool(paragraph.paragraph_format.keep_with_next))
        for paragraph in file.paragraphs[1:]
    ]


def test_a_question_up_to_half_a_page_is_kept_with_its_notes() -> None:
    points = Note("Listen for", list_of(map(as_prose, ("One", "Two"))))
    item = Item(1, as_prose("Who?"), NoAnswerArea(), notes=(points, Note("Why", as_prose("So."))))
    assert kept(item) == [
        ("1.\tWho?", True),
        ("Listen fo", True),
        ("One", True),
        ("Two", True),
        ("Why: So.", False),
    ]
    reasons = tuple(Note(f"Why {n}", as_prose("Because. " * 60)) for n in range(5))
    assert kept(replace(item, notes=reasons)) == [
        ("1.\tWho?", True),
        ("Why 0: Be", False),
        ("Why 1: Be", False),
        ("Why 2: Be", False),
        ("Why 3: Be", True),
        ("Why 4: Be", False),
    ]


def test_a_question_of_the_interviewer_is_kept_with_its_answer() -> None:
    """And a passage with the question on it, but no long one with the next."""
    numbering = Numbering()
    asked = PassageBlock(numbering.take("Why does nobody turn it?"), "Q1", "Source")
    answer = PassageBlock(numbering.take("Because nobody asks. " * 40), "A1", "Source")
    item = Item(1, as_prose("Who?"), NoAnswerArea())
    assert [keep for text, keep in kept(asked, answer, asked, item) if "Sourc" in text] == [
        True,
        False,
        True,
    ]


def test_the_total_of_pages_is_that_of_the_part() -> None:
    """A bookmark on the last page of each part, whose pages are numbered from 1."""
    body = word(example("student")).element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert names == ["end_of_part_1", "end_of_part_2"]
    ends = [child for child in body if child.find(f".//{qn('w:sectPr')}") is not None]
    (first,) = ends
    assert first.getprevious().find(f".//{qn('w:bookmarkStart')}") is not None


def test_every_text_is_written() -> None:
    document = example()
    file = word(document)
    heads = "".join(p.text for s in file.sections for p in s.header.paragraphs)
    text = solid(body_text(file) + heads)
    for location, one in texts(document):
        for words_between_blanks in one.replace(", so  winds", "  winds").split("  "):
            assert solid(words_between_blanks.removesuffix("every")) in text, location


@pytest.mark.parametrize("kind", KINDS)
def test_every_question_of_the_shipped_course_is_written_once(kind: str) -> None:
    for document in make_handout(kind, shipped(), minutes=90).documents:
        text = solid(body_text(word(document)))
        found = items(document)
        assert found
        for prompt, count in Counter(solid("".join(words(i.prompt))) for i in found).items():
            if len(prompt) > 40:
                assert text.count(prompt) == count, prompt


@pytest.mark.parametrize("text", [HOSTILE, *MORE_HOSTILE])
def test_text_that_looks_like_markup_is_written_as_text(text: str) -> None:
    part = Part(
        (
            TextBlock(as_prose(text)),
            TextBlock(parse(text)),
            Item(1, as_prose(text), NoAnswerArea()),
        )
    )
    document = Document("key", "teacher", text, text, text, text, (part,), (text,))
    file = word(document)
    assert solid(body_text(file)).count(solid(text)) >= 4
    assert file.core_properties.title == text[:255]


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_a_hostile_bank_is_written(hostile: Course, kind: str) -> None:
    for document in make_handout(kind, hostile, minutes=200).documents:
        text = solid(body_text(word(document)))
        for location, one in texts(document):
            if " of " not in one and location not in ("the title", "the running head"):
                assert solid(one) in text, location


def test_what_is_matched_is_beside_its_choices() -> None:
    (table,) = [t for t in word(example("student")).tables if len(t.rows) == 1][:1]
    left, right = table.rows[0].cells
    assert [p.text for p in left.paragraphs] == [
        "_____\u00a0\u00a01.\tA motor asks nothing",
        "_____\u00a0\u00a02.\tThere are 149 steps",
    ]
    assert [p.text[:2] for p in right.paragraphs] == ["A\t", "B\t", "C\t"]


def test_a_full_first_page_does_not_touch_the_credits() -> None:
    """Only the first credit has more space above, in a footer that has several."""
    document = replace(example("student"), credits=("One.", "Two."))
    first, second, *_ = word(document).sections[0].first_page_footer.paragraphs
    assert (first.text, second.text) == ("One.", "Two.")
    assert first.paragraph_format.space_before == Pt(9)
    assert second.paragraph_format.space_before is None


def test_the_credits_are_at_the_foot_of_a_form_s_first_page() -> None:
    """At its end they would sometimes take a page of their own."""
    for section in word(example("student")).sections:
        assert section.different_first_page_header_footer
        assert [p.text for p in section.first_page_footer.paragraphs][:-1] == list(
            example("student").credits
        )
        assert "belong" not in "".join(p.text for p in section.footer.paragraphs)


def test_an_answer_sheet_has_its_bubbles() -> None:
    rows = (BubbleRow(1, ("A", "B")), BubbleRow(2))
    part = Part((Bubbles(rows),), "A", "Answer sheet")
    file = word(Document("exam", "student", "T", "", "W", "", (part,)))
    assert file.paragraphs[0].text == "Answer sheet, form A"
    cell = file.tables[0].rows[0].cells[0]
    assert [p.text for p in cell.paragraphs] == ["1\t○A  ○B"]


def test_points_are_at_the_right_of_the_first_line_of_a_question() -> None:
    """Word has no tab stop beyond the indent of a line: they are in a frame that is anchored there."""
    item = Item(1, as_prose("What happens at noon? " * 9), NoAnswerArea(), points=2)
    file = word(Document("exam", "student", "T", "", "W", "", (Part((item,)),)))
    points, prompt = file.paragraphs[1:]
    assert points.text == "2 points"
    frame = points._p.pPr.find(qn("w:framePr"))
    assert (frame.get(qn("w:hAnchor")), frame.get(qn("w:xAlign"))) == ("margin", "right")
    assert prompt.text.startswith("1.\tWhat happens at noon?")
    assert prompt.paragraph_format.right_indent == pytest.approx(Mm(22), abs=Mm(0.1))


def test_the_number_of_a_blank_is_on_the_line_of_the_blank() -> None:
    area = Blanks(parse(f"between {GAP} and {GAP}"), (Gap(1, 8), Gap(2, 8)), 2)
    file = word(Document("exam", "student", "T", "", "W", "", (Part((Item(1, (), area),)),)))
    assert file.paragraphs[1].text == "1.\tbetween (1)\u00a0________ and (2)\u00a0________"


def test_word_does_not_open_a_handout_in_its_compatibility_mode() -> None:
    with zipfile.ZipFile(io.BytesIO(written(example()))) as file:
        settings = file.read("word/settings.xml").decode()
    modes = re.findall(r'w:name="compatibilityMode"[^>]*w:val="(\d+)"', settings)
    assert modes == ["15"]


def test_an_answer_sheet_has_two_columns_for_more_than_four_letters() -> None:
    for letters, columns in (("ABCD", 3), ("ABCDE", 2)):
        part = Part((Bubbles((BubbleRow(1, tuple(letters)), BubbleRow(2))),), "A", "Answer sheet")
        file = word(Document("exam", "student", "T", "", "W", "", (part,)))
        assert len(file.tables[0].columns) == columns


@pytest.mark.parametrize(
    ("lang", "attribute"), [("zh", "eastAsia"), ("ja", "eastAsia"), ("he", "bidi"), ("fr", "val")]
)
def test_a_language_is_set_for_its_script(lang: str, attribute: str) -> None:
    item = Item(1, as_prose("Question"), NoAnswerArea(), lang=lang)
    file = word(Document("key", "teacher", "T", "", "W", "", (Part((item,)),)))
    found = [dict(e.attrib) for e in file.element.body.iter(qn("w:lang"))]
    assert found[0] == {qn(f"w:{attribute}"): lang}


def test_chinese_is_named_by_a_region_which_word_knows() -> None:
    item = Item(1, as_prose("Question"), NoAnswerArea(), lang="zh-Hans")
    file = word(Document("key", "teacher", "T", "", "W", "", (Part((item,)),)))
    found = [dict(e.attrib) for e in file.element.body.iter(qn("w:lang"))]
    assert found[0] == {qn("w:eastAsia"): "zh-CN"}


def test_hebrew_runs_from_right_to_left() -> None:
    document = Document("key", "teacher", "T", "", "W", "", (Part((TextBlock(as_prose("שלום")),)),))
    (paragraph,) = [p for p in word(document).paragraphs if p.text == "שלום"]
    assert paragraph._p.pPr.find(qn("w:bidi")) is not None
    assert paragraph.runs[0].font.rtl


def test_control_characters_are_replaced() -> None:
    text = "one\x00two\x0bthree\ud800 \ufffe"
    document = Document(
        "key", "teacher", text, text, text, text, (Part((TextBlock(as_prose(text)),)),)
    )
    assert "one\ufffdtwo three\ufffd" in body_text(word(document))


def test_without_python_docx_an_error_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    message = (
        r"^DOCX needs python-docx: install studykit with the extra `print` \(docs/commands\.md\)$"
    )
    with pytest.raises(StudykitError, match=message):
        format.render(example(), PrintSettings())


@pytest.mark.slow
@pytest.mark.parametrize("audience", ["student", "teacher"])
def test_libreoffice_prints_every_question(audience: str, tmp_path: Path) -> None:
    document = example(audience)
    file = tmp_path / "example.docx"
    file.write_bytes(written(document))
    # LibreOffice prints a no-break space as an ordinary one
    found = [page.replace("\N{NO-BREAK SPACE}", " ") for page in pages(office(file, tmp_path))]
    text = solid("".join(found))
    for n in range(1, 10):
        assert f"{n}." in text
    for part in document.parts:
        for item in (block for block in part.blocks if isinstance(block, Item)):
            assert text.count(solid("".join(words(item.prompt)))) >= len(document.parts)
    printed = [page for page in found if page.strip()]
    assert all("Form A" in page or "Form B" in page for page in printed)
    for letter in "AB":
        form = [page for page in printed if f"Form {letter}" in page]
        for n, page in enumerate(form, 1):
            assert f"Page {n} of {len(form)}" in page
        assert [document.credits[-1] in page for page in form] == [True, *[False] * (len(form) - 1)]


@pytest.mark.parametrize(
    ("lang", "quoted", "east_asian"),
    [
        ("en", ("en", "zh-Hans"), "zh-CN"),
        ("en", ("zh", "ja"), "zh"),
        ("ja", ("zh",), "ja"),
        ("en", ("en", "fr"), "en-US"),
    ],
)
def test_quoted_chinese_anywhere_has_the_glyphs_of_its_country(
    lang: str, quoted: tuple[str, ...], east_asian: str
) -> None:
    """Evidence, prompts and explanations quote words without a language of their own."""
    document = replace(example("student"), lang=lang, quoted_langs=quoted)
    languages = list(word(document).styles.element.iter(qn("w:lang")))
    assert {e.get(qn("w:eastAsia")) for e in languages} == {east_asian}
    if lang == "en":
        assert {e.get(qn("w:val")) for e in languages} == {"en"}
