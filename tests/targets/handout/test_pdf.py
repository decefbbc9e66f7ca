"""Handouts as PDF: accessible, whole, and every text as it was written."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from studykit.bank.load import Course
from studykit.bank.prose import parse
from studykit.diagnostics import StudykitError
from studykit.targets.handout.areas import (
    AnswerBlank,
    LetteredChoice,
    Options,
)
from studykit.targets.handout.formats import pdf
from studykit.targets.handout.formats.pdf import typesetting
from studykit.targets.handout.lines import Numbering
from studykit.targets.handout.model import (
    Document,
    Heading,
    Item,
    PaperSize,
    Parallel,
    Part,
    PassageBlock,
    PrintSettings,
    Table,
    TextBlock,
    WebAddress,
)
from studykit.targets.handout.prose import as_prose, words
from studykit.targets.handout.texts import texts

from .courses import HOSTILE, MORE_HOSTILE, make_handout, shipped, student_and_teacher
from .example import example
from .poppler import lefts, pages, solid, width_of
from .printing import paper, printed, question, settings

KINDS = ("seminar", "reading", "compare", "exam")


def warned(text: str, *fonts: Path) -> tuple[str, ...]:
    rendered = pdf.render(paper(text), settings("a4", *fonts))
    return (*rendered.warnings, *rendered.missing_glyphs)


def test_equal_documents_give_equal_bytes() -> None:
    assert printed(example()) == printed(example())


@pytest.mark.parametrize(("name", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_pages_have_the_size_of_the_paper(name: PaperSize, size: tuple[int, int]) -> None:
    with pikepdf.open(io.BytesIO(printed(example(), name))) as file:
        boxes = {tuple(round(float(x)) for x in page.mediabox) for page in file.pages}
    assert boxes == {(0, 0, *size)}


def test_the_metadata_has_pdf_ua_title_and_language() -> None:
    with pikepdf.open(io.BytesIO(printed(example()))) as file:
        metadata = file.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "The Shutter and the Light: exam"
        assert str(file.Root.Lang) == "en"
        assert bool(file.Root.MarkInfo.Marked)
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)


def roles(element: pikepdf.Object) -> Iterator[tuple[str, int, pikepdf.Object]]:
    """The structure elements below another in reading order: role, depth, element."""

    def walk(found: pikepdf.Object, depth: int) -> Iterator[tuple[str, int, pikepdf.Object]]:
        if isinstance(found, pikepdf.Array):
            for child in found:  # type: ignore[attr-defined]
                yield from walk(child, depth)
        elif isinstance(found, pikepdf.Dictionary):
            if "/S" in found:
                yield str(found.S)[1:], depth, found
            if "/K" in found:
                yield from walk(found.K, depth + 1)

    yield from walk(element, 0)


@pytest.fixture(scope="module")
def tagged() -> Iterator[pikepdf.Pdf]:
    """The student's example."""
    with pikepdf.open(io.BytesIO(printed(example("student")))) as file:
        yield file


def below(file: pikepdf.Pdf) -> list[tuple[str, int, pikepdf.Object]]:
    return list(roles(file.Root.StructTreeRoot.K))


def test_headings_are_tagged_by_level_without_gaps(tagged: pikepdf.Pdf) -> None:
    found = [(role, str(e.T)) for role, _, e in below(tagged) if role in ("H1", "H2", "H3", "H4")]
    form = [("H2", "Two translations"), ("H2", "Questions"), ("H3", "Longer ones")]
    title = "The Shutter and the Light: exam, form"
    assert found == [("H1", f"{title} A"), *form, ("H1", f"{title} B"), *form]


def test_questions_and_options_are_lists_with_labels(tagged: pikepdf.Pdf) -> None:
    """Questions; options, things to order, pairs; a list in the rubric; terms; each in two forms."""
    found = [role for role, _, _ in below(tagged)]
    items = 2 * (9 + (3 + 3 + 3 + 2 + 3) + 2 + 2)
    assert (found.count("LI"), found.count("Lbl"), found.count("LBody")) == (items, items, items)


def test_tables_have_headers_and_passages_are_quotations(tagged: pikepdf.Pdf) -> None:
    """A rubric of four columns and two rows, and two translations in two columns; twice."""
    found = [role for role, _, _ in below(tagged)]
    assert (found.count("Table"), found.count("TH"), found.count("Caption")) == (4, 12, 2)
    assert found.count("BlockQuote") == 2 * 4


def test_screen_readers_read_blanks(tagged: pikepdf.Pdf) -> None:
    texts = [str(e.Alt) for role, _, e in below(tagged) if role == "Figure"]
    order = ["blank 1", "blank 2", "blank 3"]
    exam = ["blank 1", "blank 2", "blank", "blank", *order, "blank", "blank"]
    assert texts == 2 * [*exam, "QR code of the address", "blank"]


def test_the_tags_are_in_the_order_of_the_page(tagged: pikepdf.Pdf) -> None:
    """Marked contents are numbered in the order of drawing: the tree has each once, in that order.

    The exception are the credits at the foot of each form's first page, read after its title.
    """
    pages = {page.objgen: n for n, page in enumerate(tagged.pages)}
    order: list[tuple[int, int]] = []

    def walk(found: pikepdf.Object | int, page: int | None) -> None:
        if isinstance(found, int):
            assert page is not None
            order.append((page, found))
        elif isinstance(found, pikepdf.Array):
            for child in found:  # type: ignore[attr-defined]
                walk(child, page)
        elif isinstance(found, pikepdf.Dictionary):
            if "/Pg" in found:
                page = pages[found.Pg.objgen]
            if "/MCID" in found:
                walk(int(found.MCID), page)
            elif "/K" in found:
                walk(found.K, page)

    walk(tagged.Root.StructTreeRoot.K, None)
    assert len(order) > 100
    assert len(order) == len(set(order))
    assert sum(before > after for before, after in pairwise(order)) == 2


def test_each_page_has_work_source_number_and_form() -> None:
    found = [page for page in pages(printed(example("student"))) if page.strip()]
    assert len(found) == 4
    for n, page in enumerate(found):
        assert "Interview with Ida Marlow · The Shutter and the Light" in page
        assert f"Form {'AABB'[n]}\n" in page
        assert f"Page {1 + n % 2} of 2" in page
        assert "for the teacher" not in page


def test_each_page_for_the_teacher_says_so() -> None:
    assert all("for the teacher" in page for page in pages(printed(example())) if page.strip())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", ["a4", "letter"])
def test_every_question_of_the_shipped_course_is_printed_once(kind: str, size: PaperSize) -> None:
    for document in make_handout(kind, shipped()).documents:
        rendered = pdf.render(document, settings(size))
        text = solid("".join(pages(rendered.content, "-raw")))
        has_all_characters = not rendered.missing_glyphs
        for part in document.parts:
            for item in (block for block in part.blocks if isinstance(block, Item)):
                prompt = solid("".join(words(item.prompt)))
                if not (has_all_characters or prompt.isascii()):
                    continue  # no font on this machine has the characters
                same = [b for b in part.blocks if isinstance(b, Item) and b.prompt == item.prompt]
                assert text.count(prompt) >= len(same), prompt
                if kind != "exam" and len(prompt) > 30:
                    assert text.count(prompt) == len(same), prompt


def test_every_text_is_printed() -> None:
    document = example()
    text = solid("".join(pages(printed(document), "-raw")))
    for location, one in texts(document):
        for words_between_blanks in one.replace(", so  winds", "  winds").split("  "):
            assert solid(words_between_blanks.removesuffix("every")) in text, location


def test_every_line_is_numbered_and_no_line_is_broken_or_joined() -> None:
    """Even if letters are so wide that sixty of them are wider than the page."""
    text = "Words that go on. " * 30 + "\n" + "WM" * 90 + "\n" + "梁".join("abcde")
    lines = Numbering().take(text.replace("梁", "—"))
    found = pages(printed(paper(PassageBlock(lines, "Part 1", "Source"))), "-layout")
    body = [line.strip() for page in found for line in page.split("\n")]
    for line in lines:
        matching = [x for x in body if " ".join(x.split()) == f"{line.number} {line.text}"]
        assert matching, (line, body)


@pytest.mark.parametrize(
    "text", [HOSTILE, MORE_HOSTILE[0], pytest.param(MORE_HOSTILE[3], marks=pytest.mark.slow)]
)
def test_text_that_looks_like_markup_is_printed_as_text(text: str) -> None:
    blocks = [
        Heading(text),
        TextBlock(as_prose(text)),
        TextBlock(parse(text)),
        Item(
            1,
            as_prose(text),
            Options((LetteredChoice("A", as_prose(text)), LetteredChoice("B", parse(text)))),
        ),
        PassageBlock(Numbering().take(text), text, text, text, text),
        Table(text, (text, "b"), ((as_prose(text), parse(text)),), (1, 1)),
    ]
    document = Document("key", "teacher", text, text, text, text, (Part(tuple(blocks)),), (text,))
    order = [] if "ע" in text else ["-raw"]  # raw is the visual order
    found = solid("".join(pages(printed(document), *order)))
    assert found.count(solid(text)[:40]) >= 8


@pytest.mark.parametrize("kind", [*KINDS, "key"])
def test_every_text_of_a_hostile_bank_is_printed_or_warned_of(hostile: Course, kind: str) -> None:
    for document in make_handout(kind, hostile, minutes=200).documents:
        rendered = pdf.render(document, settings())
        assert rendered.warnings == ()
        text = solid("".join(pages(rendered.content, "-raw")))
        for location, one in texts(document):
            if one.isascii() and "of #eval" not in one:  # blanks are between the words
                assert solid(one)[:50] in text, location
        with pikepdf.open(io.BytesIO(rendered.content)) as file:
            assert "/OpenAction" not in file.Root
            assert "/JavaScript" not in file.Root.get("/Names", {})


def test_a_character_that_no_font_has_is_printed_as_a_box_with_a_warning() -> None:
    rendered = pdf.render(paper("Sign 梁 here", question(1)), settings())
    assert rendered.missing_glyphs == (
        "no font has U+6881 梁 (CJK UNIFIED IDEOGRAPH-6881) in the text",
    )
    assert "Sign □ here" in "".join(pages(rendered.content))


def test_the_warning_counts_other_places() -> None:
    item = Item(
        7,
        as_prose("梁?"),
        Options((LetteredChoice("A", as_prose("梁")), LetteredChoice("B", as_prose("b")))),
    )
    (warning,) = pdf.render(paper("梁", item), settings()).missing_glyphs
    assert warning.endswith("(CJK UNIFIED IDEOGRAPH-6881) in the text and 1 other place")


def test_emoji_are_warned_of_and_their_joiners_are_not() -> None:
    assert list(warned("👩‍👧 ❤️")) == [
        "no font has U+1F469 👩 (WOMAN) in the text",
        "no font has U+1F467 👧 (GIRL) in the text",
    ]


def test_the_warning_names_a_missing_mark_but_not_its_letter() -> None:
    (warning,) = warned("a\u1ab0, а\u0304")
    assert warning == "no font has U+1AB0 (COMBINING DOUBLED CIRCUMFLEX ACCENT) in the text"


def test_many_missing_characters_share_a_warning() -> None:
    found = warned("".join(chr(0x4E00 + n) for n in range(300)))
    assert len(found) == 9
    assert found[-1].startswith("no font has 292 other characters: U+4E08 丈 (CJK UNIFIED")


def test_a_script_that_would_be_set_wrongly_is_warned_of() -> None:
    """Typst has a font with the letters of Devanagari but without its ligatures."""
    assert len(warned("नमस्ते")) == 6


def font(folder: Path, characters: str, family: str = "Made Up") -> Path:
    """A folder with a font that draws a box for each of some characters."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for n, point in enumerate([(100, 0), (100, 800), (900, 800), (900, 0)]):
        (pen.lineTo if n else pen.moveTo)(point)
    pen.closePath()
    names = [".notdef", *(f"u{ord(c):04X}" for c in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): f"u{ord(c):04X}" for c in characters})
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    names_of_font = {
        "familyName": family,
        "styleName": "Regular",
        "psName": family.replace(" ", ""),
    }
    builder.setupNameTable(names_of_font)
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    folder.mkdir()
    builder.save(folder / "made-up.ttf")
    return folder


def test_a_font_of_the_user_s_is_used(tmp_path: Path) -> None:
    folder = font(tmp_path / "fonts", "梁文锋")
    rendered = pdf.render(paper("Liang 梁文锋, *梁*"), settings("a4", folder))
    assert rendered.missing_glyphs == ()
    assert "Liang 梁文锋" in "".join(pages(rendered.content))
    assert len(warned("梁幻", folder)) == 1


def test_a_font_of_the_system_is_used_for_characters_that_no_other_has() -> None:
    _, installed = typesetting._system_fonts(())
    if not any("CJK" in family for family in installed):
        pytest.skip("no CJK font is installed")
    rendered = pdf.render(paper("Liang 梁文锋"), PrintSettings())
    assert (rendered.warnings, rendered.missing_glyphs) == ((), ())
    assert "Liang 梁文锋" in "".join(pages(rendered.content))


def test_chinese_quotation_marks_are_as_wide_as_its_characters(tmp_path: Path) -> None:
    """They share their code points with those of Latin letters."""
    folder = font(tmp_path / "fonts", "梁文锋“”", "SimSun")

    def width(lang: str) -> float:
        document = replace(paper("“梁文锋”"), lang=lang)
        return width_of("“梁文锋”", pdf.render(document, settings("a4", folder)).content)

    ems = {lang: round(width(lang) / 11, 1) for lang in ("zh", "zh-Hans", "en")}
    assert ems == {"zh": 5.0, "zh-Hans": 5.0, "en": 3.8}


def test_a_chinese_word_in_another_language_is_on_one_line(tmp_path: Path) -> None:
    """Readers who do not know it could not tell that the halves belong together."""
    folder = font(tmp_path / "fonts", "梁文锋，")
    blocks = ["a " * n + "梁文锋, or 梁文锋" for n in range(40, 66)]
    found = "".join(pages(pdf.render(paper(*blocks), settings("a4", folder)).content))
    assert found.count("梁文锋") == 2 * len(blocks)


def test_full_lines_of_chinese_fit_beside_a_margin(tmp_path: Path) -> None:
    folder = font(tmp_path / "fonts", "梁文锋。")
    lines = Numbering().take("梁文锋" * 30 + "。")
    document = replace(paper(PassageBlock(lines, "A1", "A text", lang="zh")), margin=True)
    content = pdf.render(document, settings("a4", folder)).content
    found = pages(content, "-layout")[0].split("\n")
    assert [line.split() for line in found if "锋" in line] == [
        [str(line.number), line.text] for line in lines
    ]


def test_several_quotes_of_a_turn_are_below_one_heading() -> None:
    sides = [PassageBlock(Numbering().take("Who?"), "A1", source) for source in ("One", "Two")]
    pair = Parallel("Part 1, A1", *sides)
    (page,) = pages(printed(paper(Heading("Part 1, A1"), pair, pair)))
    assert page.count("Part 1, A1") == 1


def test_numbers_are_at_the_right_of_what_runs_from_right_to_left() -> None:
    """Those of questions and of lines; the margin is at the left."""
    numbering = Numbering()
    numbering.last = 40
    passage = PassageBlock(numbering.take("שלום"), "Part 1", "Source", lang="he")
    item = Item(37, as_prose("עולם"), AnswerBlank(10), points=2, lang="he")
    places = lefts(printed(replace(paper(passage, item), margin=True)))
    assert places["41"] > places["שלום"[::-1]] > 300
    assert places["37"] > places["עולם"[::-1]] > 300


def test_our_words_in_a_question_from_right_to_left_keep_their_order() -> None:
    """The colon is after the label, and the number before its noun."""
    item = Item(1, as_prose("עולם"), AnswerBlank(10), points=2, lang="he")
    places = lefts(printed(paper(item)))
    assert places["2"] < places["points"]
    assert "Answer:" in places


def test_an_address_is_a_link_with_a_qr_code() -> None:
    address = WebAddress("Read it", "https://www.example.org/a-text/")
    content = printed(paper(address))
    assert "Read it:\nexample.org/a-text" in "".join(pages(content))
    with pikepdf.open(io.BytesIO(content)) as file:
        (link,) = file.pages[0].Annots
        assert str(link.A.URI) == "https://www.example.org/a-text/"


def test_a_folder_without_fonts_is_warned_of_and_a_missing_one_is_an_error(tmp_path: Path) -> None:
    assert warned("a", tmp_path) == (f"no fonts in {tmp_path}",)
    with pytest.raises(StudykitError, match=r"^font folder not found: "):
        warned("a", tmp_path / "nowhere")


def test_hebrew_runs_from_right_to_left() -> None:
    """Its letters are in reading order, and the text is at the right of the page."""
    found = pages(printed(paper("שלום עולם")), "-layout")[0]
    (line,) = [line for line in found.split("\n") if "שלום" in line]
    assert "שלום עולם" in line
    assert len(line) - len(line.lstrip()) > 15


def test_control_characters_are_replaced_and_directions_closed() -> None:
    found = "".join(pages(printed(paper("one\u2028two\ufeff\u0085thr\ufeffee \ufffe"))))
    assert "one two three \ufffd" in found
    item = Item(
        1,
        as_prose("Which \u202eone"),
        Options((LetteredChoice("A", as_prose("this")),)),
        points=1,
    )
    found = "".join(pages(printed(paper(item))))
    assert "1 point" in found
    assert "this" in found


@pytest.mark.parametrize("character", ["x", "梁", "🦉", "=", "ש"])
def test_long_words_stay_on_the_page(character: str) -> None:
    """Even without a place to break, and if no font has the character."""
    found = "".join(pages(pdf.render(paper(character * 2000), settings()).content, "-layout"))
    shown = character if character in "x=ש" else pdf.MISSING
    assert found.count(shown) == 2000
    assert max(line.count(shown) for line in found.split("\n")) < 120


def test_without_typst_an_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    typesetting.find_fonts.cache_clear()
    message = r"^PDF needs typst: install studykit with the extra `print` \(docs/commands\.md\)$"
    with pytest.raises(StudykitError, match=message):
        pdf.render(example(), settings())


def test_an_exam_is_printed_for_each_audience(course: Course) -> None:
    student, teacher = student_and_teacher("exam", course, forms=2)
    assert "Form B" in "".join(pages(printed(student)))
    assert "Answer" in "".join(pages(printed(teacher)))
