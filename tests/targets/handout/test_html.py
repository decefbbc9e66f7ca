"""The page: its texts, accessibility and printing."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from studykit.bank.load import Course
from studykit.bank.prose import parse
from studykit.targets.handout.areas import (
    GAP,
    Blanks,
    BubbleRow,
    Bubbles,
    Gap,
    LetteredChoice,
    NoAnswerArea,
    Options,
)
from studykit.targets.handout.formats import render
from studykit.targets.handout.kinds import KINDS
from studykit.targets.handout.lines import Numbering
from studykit.targets.handout.model import (
    CutCards,
    Document,
    Heading,
    Item,
    Note,
    PaperCard,
    Parallel,
    Part,
    PassageBlock,
    PrintSettings,
    Table,
    TextBlock,
)
from studykit.targets.handout.prose import as_prose
from studykit.targets.handout.texts import texts

from .courses import make_handout
from .example import example
from .poppler import pages


def page(document: Document, **settings: str) -> str:
    return render("html", document, PrintSettings(**settings)).content.decode()  # type: ignore[arg-type]


class _Words(HTMLParser):
    """The words of a page, and its tags that are not closed yet."""

    VOID = frozenset({"meta", "br", "col"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("audience", ["student", "teacher"])
def test_every_text_of_a_document_is_on_its_page(audience: str) -> None:
    document = example(audience)
    found = _Words(page(document))
    assert found.open == []
    words = squeezed("".join(found.words))
    for location, text in texts(document):
        if location != "the running head":
            assert squeezed(text) in words, location


def test_text_that_looks_like_markup_is_shown_as_text(hostile: Course) -> None:
    plain = {tag for kind in KINDS for tag in _Words(page(example())).tags}
    for kind in KINDS:
        for document in make_handout(kind, hostile, minutes=200).documents:
            found = _Words(page(document))
            assert found.open == []
            assert found.tags <= plain | {
                "code",
                "em",
                "strong",
                "ol",
                "dl",
                "section",
                "svg",
                "path",
            }
            assert not {a for a in found.attributes if a.startswith("on")}
            words = squeezed("".join(found.words))
            for location, text in texts(document):
                if location != "the running head":
                    assert squeezed(text) in words, location


def test_the_running_head_is_escaped_for_css() -> None:
    document = replace(example(), work='a"; } </style><script>\\', sources="梁文锋")
    html = page(document)
    assert "<script" not in html
    assert r"@top-left { content: \"a\22 \3b " not in html
    assert '@top-left { content: "a\\22 \\3b  \\7d  \\3c \\2f style\\3e ' in html
    assert '@top-right { content: "\\6881 \\6587 \\950b "' in html


def test_the_page_has_the_size_of_the_paper() -> None:
    assert "@page { size: A4;" in page(example())
    assert "@page { size: letter;" in page(example(), paper="letter")


def test_equal_documents_give_equal_bytes() -> None:
    assert page(example()) == page(example())


def test_nothing_on_the_page_is_fetched_from_elsewhere() -> None:
    html = page(example())
    assert "default-src 'none'" in html
    assert not re.search(r"<(script|link|img|iframe)|url\(|@import|\ssrc=", html)


@pytest.mark.parametrize(
    ("quote", "side_by_side"),
    [("Short enough", True), ("Longer than thirty-four columns are", False)],
)
def test_two_passages_of_a_question_are_side_by_side_if_their_lines_fit(
    quote: str, side_by_side: bool
) -> None:
    passages = tuple(
        PassageBlock(Numbering().take(text), "Part 1", "Source") for text in (quote, "Short")
    )
    item = Item(1, as_prose("Which?"), NoAnswerArea(), passages=passages)
    html = page(replace(example(), parts=(Part((item,)),)))
    assert ('<div class="parallel">' in html) == side_by_side


# In a browser


def shown(browser: Browser, document: Document, folder: Path, width: int, scheme: str) -> Page:
    file = folder / "page.html"
    file.write_text(page(document), encoding="utf-8")
    view = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    view.goto(file.as_uri())
    return view


def documents(course: Course) -> list[Document]:
    found = [example("student"), example("teacher")]
    for kind in KINDS:
        found += make_handout(kind, course, minutes=90).documents
    return found


def test_every_kind_fits_every_screen(browser: Browser, course: Course, tmp_path: Path) -> None:
    for document in documents(course):
        assert too_wide(browser, document, tmp_path, 320, 768, 1280) == []


@pytest.mark.slow
def test_hostile_text_does_not_make_the_page_wider_than_the_screen(
    browser: Browser, hostile: Course, tmp_path: Path
) -> None:
    for kind in KINDS:
        for document in make_handout(kind, hostile, minutes=200).documents:
            assert too_wide(browser, document, tmp_path, 320) == []


def too_wide(browser: Browser, document: Document, folder: Path, *widths: int) -> list[int]:
    """Return the widths of screens on which a document can be scrolled sideways."""
    view = shown(browser, document, folder, widths[0], "light")
    found = []
    for width in widths:
        view.set_viewport_size({"width": width, "height": 900})
        if view.evaluate("document.documentElement.scrollWidth") > width:
            found.append(width)
    view.close()
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_axe_finds_no_violation(
    browser: Browser, course: Course, tmp_path: Path, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for document in documents(course):
        view = shown(browser, document, tmp_path, width, scheme)
        violations = Axe().run(view).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []
        view.close()


def test_on_a_phone_the_lines_of_a_passage_run_on_with_their_numbers(
    browser: Browser, tmp_path: Path
) -> None:
    """No ragged pairs: every visual line but the last is filled."""
    lines = Numbering().take("Words of a passage that goes on for a while. " * 8)
    document = replace(example(), parts=(Part((PassageBlock(lines, "Part 1", "Source"),)),))
    view = shown(browser, document, tmp_path, 360, "light")
    height = view.evaluate("document.querySelector('blockquote').clientHeight")
    style = "getComputedStyle(document.querySelector('.line'))"
    assert view.evaluate(f"{style}.display") == "inline"
    characters = sum(len(line.text) + 3 for line in lines)
    assert height / 24 < characters / 28 + 2
    assert view.evaluate("document.querySelectorAll('.n').length") == len(lines)
    view.set_viewport_size({"width": 768, "height": 900})
    assert view.evaluate(f"{style}.display") == "block"
    view.close()


@pytest.mark.parametrize("width", [320, 768])
def test_a_blank_is_on_the_line_of_its_number_and_of_the_mark_after_it(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    area = Blanks(parse(f"between {GAP}, and {GAP} (or so)."), (Gap(1, 30), Gap(2, 40)), 2)
    item = Item(1, as_prose("What is the gap?"), area, points=2)
    file = tmp_path / "gaps.html"
    file.write_text(page(Document("exam", "student", "T", "", "W", "", (Part((item,)),))))
    with browser.new_page(viewport={"width": width, "height": 700}) as tab:
        tab.goto(file.as_uri())
        gaps = tab.locator(".gap")
        assert gaps.all_text_contents() == ["(1)\u00a0blank,", "(2)\u00a0blank"]
        assert gaps.evaluate_all("all => all.map(one => one.getClientRects().length)") == [1, 1]
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        points = tab.locator(".facts").bounding_box()
        prompt = tab.locator(".prompt").bounding_box()
        assert points
        assert prompt
        assert points["x"] >= prompt["x"] + prompt["width"]  # beside, as the instructions say


def test_on_a_phone_cells_without_row_headers_are_under_their_headers(
    browser: Browser, tmp_path: Path
) -> None:
    cells = tuple(as_prose(text) for text in ("What does … mean?", "Line … says …", "I agree …"))
    table = Table("Ways to start", ("Asking", "Evidence", "Listening"), (cells,), (1, 1, 1), False)
    document = replace(example(), parts=(Part((table,)),))
    view = shown(browser, document, tmp_path, 360, "light")
    cell = "document.querySelector('td')"
    assert view.evaluate(f"getComputedStyle({cell}, '::before').content") == '"Asking"'
    assert view.evaluate(f"{cell}.offsetWidth") > 300
    view.set_viewport_size({"width": 768, "height": 900})
    assert view.evaluate(f"getComputedStyle({cell}, '::before').content") == "none"
    assert view.evaluate(f"{cell}.offsetWidth") < 300
    view.close()


def test_on_a_phone_the_rows_of_a_wide_table_are_below_each_other(
    browser: Browser, tmp_path: Path
) -> None:
    """All columns of a rubric are on the screen, under the header of their row."""
    row = tuple(as_prose(text) for text in ("Evidence", *["Points to lines and says why."] * 3))
    table = Table("Rubric", ("", "Beginning", "Developing", "Strong"), (row,), (3, 5, 5, 5))
    times = Table("Timetable", ("Activity", "Time"), ((as_prose("Read"), as_prose("5")),), (4, 1))
    document = replace(example(), parts=(Part((table, times)),))
    view = shown(browser, document, tmp_path, 360, "light")
    rubric = "document.querySelector('.scroll')"
    assert view.evaluate(f"{rubric}.scrollWidth - {rubric}.clientWidth") == 0
    boxes = [
        box
        for cell in view.locator("tbody").first.locator("th, td").all()
        if (box := cell.bounding_box())
    ]
    assert [box["y"] for box in boxes] == sorted({box["y"] for box in boxes})
    heads = (
        "[...document.querySelectorAll('td')].map(td => getComputedStyle(td, '::before').content)"
    )
    assert view.evaluate(heads)[-4:] == ['"Beginning"', '"Developing"', '"Strong"', "none"]
    view.close()


def test_on_a_phone_each_version_is_below_its_name() -> None:
    """The two are below each other there, and questions ask for one by its name."""
    sides = [PassageBlock(Numbering().take("Who?"), "A1", name) for name in ("One", "Two")]
    blocks = (Heading("A1"), Parallel("A1", *sides))
    content = page(Document("compare", "student", "T", "", "W", "", (Part(blocks),)))
    texts = re.findall(r">(One|Who\? |A1\. One|Two|A1\. Two)<", content)
    assert texts == ["One", "Who? ", "A1. One", "Two", "Who? ", "A1. Two"]


def test_a_chinese_word_in_another_language_is_on_one_line(
    browser: Browser, tmp_path: Path
) -> None:
    text = "How much of his case depends on the verb 赶超, and on which half of 赶超?"
    document = replace(example(), parts=(Part((TextBlock(as_prose(text)),)),))
    view = shown(browser, document, tmp_path, 360, "light")
    lines = """start => {
        const text = document.createTreeWalker(document.querySelector('.words'), 4).nextNode()
        const range = new Range()
        range.setStart(text, start), range.setEnd(text, start + 2)
        return new Set([...range.getClientRects()].map(one => one.y)).size
    }"""
    starts = [n for n, c in enumerate(text) if c == "赶"]
    for width in range(320, 500, 7):
        view.set_viewport_size({"width": width, "height": 900})
        assert [view.evaluate(lines, start) for start in starts] == [1, 1], width
    view.close()


def test_on_a_phone_a_table_in_a_card_stays_a_table(browser: Browser, tmp_path: Path) -> None:
    """And the word Front or Back is on a line of its own."""
    card = PaperCard(parse("| l | t |\n| - | - |\n| 25 | 10 |"), parse("The thumb."))
    document = replace(example(), parts=(Part((CutCards((card,)),)),))
    view = shown(browser, document, tmp_path, 360, "light")
    style = "getComputedStyle(document.querySelector({!r}){}).display"
    assert view.evaluate(style.format("td table thead", "")) == "table-header-group"
    assert view.evaluate(style.format("td td", "")) == "table-cell"
    assert view.evaluate(style.format("td", ", '::before'")) == "block"
    view.close()


def test_a_line_of_sixty_columns_is_one_line_on_a_desk_and_on_paper(
    browser: Browser, tmp_path: Path
) -> None:
    """From 768 pixels no line of a passage is broken again, whichever fonts are installed."""
    view = shown(browser, example(), tmp_path, 768, "light")
    broken = "[...document.querySelectorAll('.line')].filter(l => l.offsetHeight > 35).length"
    assert view.evaluate(broken) == 0
    view.emulate_media(media="print")
    view.set_viewport_size({"width": 650, "height": 900})  # the text of an A4 page
    assert view.evaluate(broken) == 0
    view.close()


def test_lines_are_linked_only_if_their_passage_is_on_the_page(course: Course) -> None:
    """The teacher's plan of a seminar has no passages."""
    student, teacher = make_handout("seminar", course, minutes=40).documents
    assert '<a href="#l0-1">line 1</a>' in page(student)
    assert "line 1 · evaluate" in page(teacher)
    assert "#l0-" not in page(teacher)


def test_a_printed_question_is_on_one_page_with_its_notes_and_the_passage_above(
    browser: Browser, tmp_path: Path
) -> None:
    notes = (Note("Answer", as_prose("It is so.")), Note("Explanation", as_prose("For a reason.")))
    options = tuple(LetteredChoice(c, as_prose(f"Option {c}")) for c in "ABCD")
    blocks = [
        block
        for n in range(1, 25)
        for block in (
            PassageBlock(Numbering().take(f"Words of {n}. " * 5), f"A{n}", "Source"),
            Item(n, as_prose(f"Which is number {n}?"), Options(options), id=f"q{n}", notes=notes),
        )
    ]
    document = Document("reading", "teacher", "T", "", "W", "", (Part(tuple(blocks)),))
    printed = pages_of(shown(browser, document, tmp_path, 1280, "light"))
    assert len(printed) > 3
    for n in range(1, 25):
        (one,) = [text for text in printed if f"Which is number {n}?" in text]
        assert f"A{n}. Source" in one
        assert len(re.findall(r"Which is number", one)) == one.count("For a reason.")


def pages_of(view: Page) -> list[str]:
    """The text of each page as it is printed."""
    pdf = view.pdf(prefer_css_page_size=True)
    view.close()
    return pages(pdf)


def test_each_form_starts_on_a_new_page_and_has_its_letter_on_each(
    browser: Browser, course: Course, tmp_path: Path
) -> None:
    student = make_handout("exam", course, minutes=90, forms=2).documents[0]
    view = shown(browser, student, tmp_path, 1280, "light")
    pdf = view.pdf(prefer_css_page_size=True)
    view.close()
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert pages >= 4
    pdftotext = shutil.which("pdftotext")
    if pdftotext is None:
        pytest.skip("pdftotext is not installed")
    text = subprocess.run(
        [pdftotext, "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    printed = text.stdout.decode().rstrip("\f").split("\f")
    assert len(printed) == pages
    letters = ["A" if "Form A" in page else "B" if "Form B" in page else "" for page in printed]
    assert letters == sorted(letters)
    assert set(letters) == {"A", "B"}
    for n, sheet in enumerate(printed, 1):
        assert "A talk" in sheet
        assert re.search(rf"{n} ?/ ?{pages}", sheet)


def test_the_answers_to_a_question_stay_in_one_column_of_the_answer_sheet() -> None:
    """A column ends only between list items, and each question is one."""
    rows = (BubbleRow(1, ("A", "B")), BubbleRow(2, part=1), BubbleRow(2, part=2))
    part = Part((Bubbles(rows),), "A", "Answer sheet")
    content = page(Document("exam", "student", "T", "", "W", "", (part,)))
    items = re.findall(r"<li>(.*?)</li>", content[content.index('class="bubbles"') :])
    numbers = [re.findall(r'<span class="no">(.*?)</span>', item) for item in items]
    assert numbers == [["1"], ["2 (1)", "2 (2)"]]
