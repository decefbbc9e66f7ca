"""The screens of the page: a session, its summary, progress as a file, and all others."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator

from studykit.bank.model import Arrange, Blank, Choose, Discuss, Fill, Match, Option, Recall, Type
from studykit.targets.web.page import page

from ...command import run_here
from ..conftest import EVIDENCE, exercise
from ..test_cards import HOSTILE
from .conftest import OpenPage
from .page import PHONE, LearnersPage
from .sample import EXERCISES, LEAFLET, request

pytestmark = pytest.mark.slow


def answer(one: LearnersPage) -> None:
    """Show the answer of whatever is asked."""
    one.shows(".screen:not(.answered)")
    give_up = one.page.locator(".bar .quiet")
    (give_up if give_up.count() else one.page.locator(".bar .main")).click()
    one.shows(".answered")


def start(one: LearnersPage) -> LearnersPage:
    one.go()
    one.page.locator(".big-button").click()
    one.shows("main.question")
    return one


# A session


def test_a_session_from_start_to_summary(desktop: LearnersPage) -> None:
    desktop.go()
    assert desktop.texts(".due li") == ["10 new cards"]
    desktop.press("Enter")
    for _ in range(10):
        answer(desktop)
        desktop.press("4")
    assert desktop.text(".summary h1") == "Done for now"
    assert desktop.text(".score") == "10 / 10 remembered"
    desktop.press("Enter")
    assert desktop.text(".today .went-well") == "Remembered today: 10 of 10"


def test_grades_say_when_the_card_comes_back(phone: LearnersPage) -> None:
    start(phone)
    answer(phone)
    grades = phone.texts(".grade")
    assert grades[:3] == ["Again 1 min", "Hard 6 min", "Good 10 min (suggested)"]
    assert re.fullmatch(r"Easy \d+ days", grades[3])  # varied a little


def test_a_wrong_answer_suggests_again(desktop: LearnersPage) -> None:
    desktop.go("#study", "main.question")
    for _ in range(4):  # to the first that is typed
        if desktop.page.locator("input[type=text]").count():
            break
        answer(desktop)
        desktop.press("4")
        desktop.shows(".screen:not(.answered)")
    answer(desktop)
    assert desktop.text(".grade.suggested").startswith("Again")


def test_a_card_graded_again_comes_back_in_the_session(desktop: LearnersPage) -> None:
    start(desktop)
    first = desktop.text("h1")
    answer(desktop)
    desktop.press("1")
    for _ in range(9):
        answer(desktop)
        desktop.press("4")
    assert desktop.text(".screen:not(.answered) h1") == first


def test_undo_skip_and_bury(desktop: LearnersPage) -> None:
    start(desktop)
    first = desktop.text("h1")
    answer(desktop)
    desktop.press("3")
    desktop.shows(".screen:not(.answered)")
    desktop.press("U")
    desktop.says(".note", "Undone.")
    assert desktop.text("h1") == first
    desktop.press("S")
    desktop.says(".note", "Skipped.")
    buried = desktop.text("h1")
    assert buried != first
    desktop.press("B")
    desktop.says(".note", "This question comes back tomorrow.")
    assert desktop.text("h1") != buried
    desktop.press("U")
    desktop.says("h1", buried)


def test_two_taps_are_one_grade(phone: LearnersPage) -> None:
    start(phone)
    answer(phone)
    phone.page.evaluate(
        "{ const b = document.querySelectorAll('.grade')[2]; b.click(); b.click(); }"
    )
    phone.shows(".screen:not(.answered)")
    assert len(phone.reviews()) == 1


def test_progress_is_there_when_the_page_is_opened_again(desktop: LearnersPage) -> None:
    start(desktop)
    answer(desktop)
    desktop.press("4")
    desktop.shows(".screen:not(.answered)")
    desktop.go()
    assert desktop.texts(".due li") == ["9 new cards"]
    assert desktop.text(".went-well") == "Remembered today: 1 of 1"


def test_a_grade_in_another_tab_counts_and_is_shown(open_page: OpenPage) -> None:
    one = start(open_page())
    first = one.text("h1")
    answer(one)
    other = one.context.new_page()
    other.goto(one.file.as_uri() + "#study")
    other.locator(".bar .main").click()
    other.locator(".grade").first.wait_for()
    other.keyboard.press("4")
    other.locator(".screen:not(.answered)").wait_for()
    one.press("1")
    one.says(".note", "You graded that card in another tab. That grade counts.")
    assert one.text("h1") != first
    assert [review["grade"] for review in one.reviews()] == [4]


def test_back_leads_to_the_start(phone: LearnersPage) -> None:
    start(phone)
    phone.page.go_back()
    phone.shows("main.start")


# Progress as a file


def test_progress_goes_to_the_terminal_and_back(
    desktop: LearnersPage, open_page: OpenPage, tmp_path: Path
) -> None:
    """What the page saved is merged there, and what is exported there is loaded in another page."""
    start(desktop)
    for grade in "134":
        answer(desktop)
        desktop.press(grade)
        desktop.shows(".screen:not(.answered)")
    desktop.go("#settings", ".settings")
    assert desktop.text("#kept") == "3 answers are only in this browser."
    with desktop.page.expect_download() as download:
        desktop.page.locator("button", has_text="Save progress").click()
    desktop.shows("#kept:text-matches('^ *Last saved on')")
    assert re.fullmatch(r"test-course-\d{4}-\d\d-\d\d\.jsonl", download.value.suggested_filename)
    saved = tmp_path / "saved.jsonl"
    download.value.save_as(saved)
    db = {"STUDYKIT_DB": str(tmp_path / "progress.db")}
    assert "3 new reviews" in run_here("progress", "merge", saved, **db).out
    assert "all cards match the review log" in run_here("progress", "rebuild", **db).out
    exported = tmp_path / "exported.jsonl"
    run_here("progress", "export", exported, **db)
    other = open_page()
    assert other.load(exported) == "3 new answers. 0 were here already."
    assert other.go().text(".went-well") == "Remembered today: 2 of 3"
    assert other.reviews() == desktop.reviews()


def test_a_file_that_is_no_progress_adds_nothing(desktop: LearnersPage, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("{}\n", encoding="utf-8")
    desktop.go("#settings", ".settings")
    desktop.page.locator("input[type=file]").set_input_files(file)
    assert (
        desktop.text(".settings > [role=status]")
        == "Line 1 of the file is not a review. Nothing was added."
    )


def test_a_browser_that_keeps_nothing_says_so(open_page: OpenPage) -> None:
    one = open_page()
    one.context.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    start(one)
    assert one.text(".problem p").startswith("This browser does not let the page save anything.")
    answer(one)
    one.press("4")
    one.shows(".screen:not(.answered)")
    with one.page.expect_download() as download:
        one.page.locator(".problem button").click()
    assert len(Path(download.value.path()).read_text(encoding="utf-8").splitlines()) == 1


# Other ways to ask


def test_going_through_all_asks_wrong_ones_again_and_keeps_nothing(desktop: LearnersPage) -> None:
    desktop.go("#cram", "main.question")
    first = desktop.text("h1")
    answer(desktop)
    assert [re.sub(r" \(suggested\)", "", words) for words in desktop.texts(".grade")] == [
        "Wrong",
        "Right",
    ]
    desktop.press("n")
    for _ in range(11):
        answer(desktop)
        desktop.press("y")
    assert desktop.text(".screen:not(.answered) h1") == first
    assert desktop.reviews() == []


def test_a_test_is_marked_at_the_end(desktop: LearnersPage) -> None:
    desktop.go("#exam", ".settings")
    desktop.page.locator("button", has_text="Start the test").click()
    desktop.shows("main.question")
    while desktop.page.locator("main.question").count():
        desktop.page.locator(".bar .quiet").click()
    assert desktop.text(".score .big") == "0 / 8"
    assert len(desktop.texts(".result")) == 8
    assert "Nothing was saved." in desktop.text("main")
    assert desktop.reviews() == []


# Links


@pytest.mark.parametrize("id", ["one", "older", "old"])
def test_a_link_opens_a_question_by_any_id_it_had(desktop: LearnersPage, id: str) -> None:
    desktop.ask(id)
    assert desktop.text("h1") == "What made the noise?"


def test_an_unknown_question_is_said(desktop: LearnersPage) -> None:
    desktop.go("#q=%3Cb%3E", "main.start")
    assert desktop.text(".note") == "There is no question “<b>” in this course."


def test_a_section_has_its_questions(desktop: LearnersPage) -> None:
    desktop.go()
    desktop.page.locator(".section-row").first.click()
    desktop.shows("main.section")
    assert desktop.texts(".links a")[0] == "What did Marlow hear?"


def test_questions_are_found_by_their_words(desktop: LearnersPage) -> None:
    desktop.go("#browse", "main.browse")
    desktop.page.fill("#search", "comes FIRST")
    assert desktop.texts(".links li:visible") == ["What comes first?"]
    assert desktop.text(".browse [role=status]") == "Found: 1"


# Keys


def test_single_keys_can_be_turned_off(desktop: LearnersPage) -> None:
    desktop.go("#settings", ".settings")
    desktop.page.get_by_label("Use single keys").uncheck()
    desktop.page.locator("[role=status]", has_text="Saved.").wait_for()
    start(desktop)
    answer(desktop)
    desktop.press("4")
    assert desktop.page.locator(".answered").count() == 1
    desktop.press("Enter")
    desktop.shows(".screen:not(.answered)")


def test_keys_are_listed_and_letters_typed_are_no_commands(desktop: LearnersPage) -> None:
    desktop.ask("type")
    desktop.page.locator("input[type=text]").focus()
    desktop.page.keyboard.type("squbo")
    assert desktop.page.input_value("input[type=text]") == "squbo"
    desktop.press("Escape", "?")
    assert "Ask again tomorrow" in desktop.text("dialog")
    desktop.press("Escape")
    desktop.press("Escape", "q")
    desktop.shows("main.start")


# Printing


def test_the_sheet_has_every_question_and_no_answer(desktop: LearnersPage) -> None:
    desktop.go("#print", "main.printing")
    desktop.page.locator("#bank").select_option("")
    assert len(desktop.page.locator(".sheet-questions > li").all()) == len(EXERCISES)
    assert "It was loose" not in desktop.text(".sheet")
    desktop.page.get_by_label("Add the answers on a page of their own").check()
    assert len(desktop.page.locator(".sheet-key ol > li").all()) == len(EXERCISES)
    desktop.page.emulate_media(media="print")
    assert desktop.page.locator(".no-print").is_hidden()
    assert desktop.page.locator(".sheet").is_visible()


def test_a_printed_sheet_has_questions_alone_and_the_answers_on_a_page_of_their_own(
    desktop: LearnersPage,
) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    desktop.go("#print", "main.printing")
    desktop.page.locator("#bank").select_option("")
    desktop.page.get_by_label("Add the answers on a page of their own").check()
    with pdfium.PdfDocument(desktop.page.pdf(format="A4")) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    assert texts[0].startswith("Test course\r\nName:")
    assert texts[-1].startswith("Answers\r\n")
    assert not any("Print" in words or "Back to the start" in words for words in texts)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_printed_answer_is_black_on_white_and_within_the_paper(
    open_page: OpenPage, scheme: str
) -> None:
    """A browser prints no backgrounds, and makes a page smaller if anything is wider than the paper."""
    one = open_page(viewport={"width": 650, "height": 900}, color_scheme=scheme)
    one.page.emulate_media(media="print")
    for id in EXERCISES:
        one.ask(id)
        one.page.evaluate("document.querySelector('.bar button').click()")
        one.shows(".answered")
        assert one.page.evaluate(OUTSIDE) == []
        light = """[...document.querySelectorAll("main *")].filter((e) =>
          e.checkVisibility() && getComputedStyle(e).color.match(/\\d+/g).some((n) => n > 128)).map((e) => e.outerHTML)"""
        assert one.page.evaluate(light) == []
        assert one.page.locator("header:visible, footer:visible").count() == 0


# Accessibility and layout

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")

SCREENS = ["", "#section=one", "#statistics", "#settings", "#exam", "#browse", "#print"]


def violations(one: LearnersPage, options: dict[str, Any] | None = None) -> list[str]:
    one.page.evaluate(AXE)
    result: dict[str, Any] = one.page.evaluate("(options) => axe.run(options)", options or {})
    assert result["passes"]
    return [f"{v['id']}: {v['nodes'][0]['failureSummary']}" for v in result["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_has_accessibility_violations(open_page: OpenPage, scheme: str) -> None:
    one = open_page(**PHONE, color_scheme=scheme)
    found = {}
    start(one)
    answer(one)
    found["study"] = violations(one)
    one.page.locator(".menu summary").click()
    found["menu"] = violations(one)
    one.page.locator(".menu button", has_text="Keys").click()
    found["keys"] = violations(one)
    one.page.locator("dialog button").click()
    one.page.locator(".grade").first.click()
    one.shows(".screen:not(.answered)")
    one.page.locator(".close").click()
    one.shows("main.summary")
    found["summary"] = violations(one)
    for address in SCREENS:
        found[address] = violations(one.go(address))
    for id in EXERCISES:
        found[id] = violations(one.ask(id))
        answer(one)
        found[f"{id} answered"] = violations(one)
    one.go("#cram", "main.question")
    answer(one)
    found["cram"] = violations(one)
    one.go("#exam", ".settings").page.locator("button", has_text="Start the test").click()
    one.shows("main.question")
    found["test"] = violations(one)
    while one.page.locator("main.question").count():
        one.page.locator(".bar .quiet").click()
    found["result"] = violations(one)
    found["unknown"] = violations(one.go("#q=unknown", ".note"))
    one.context.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    found["not kept"] = violations(one.go("", ".problem"))
    assert {name: list for name, list in found.items() if list} == {}


OUTSIDE = """[...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
  const { left, right, width } = element.getBoundingClientRect();
  return width > 1 && element.checkVisibility() && (right > document.documentElement.clientWidth + 1 || left < -1)
    && !element.closest(".scroll, .unseen, pre, .formula");
}).map((element) => element.outerHTML.slice(0, 80))"""


def enlarge(one: LearnersPage, css: str) -> None:
    """Add a rule to the style sheet, such as a larger font size."""
    one.page.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }",
        css,
    )


LARGE = "html { font-size: 200% !important }"


@pytest.mark.parametrize("zoom", ["", LARGE], ids=["100%", "200%"])
def test_nothing_is_outside_a_small_window(open_page: OpenPage, zoom: str) -> None:
    """At 320 pixels, also with text twice as large (WCAG 1.4.4 and 1.4.10)."""
    one = open_page(viewport={"width": 320, "height": 640})
    wide = {}
    for address in [*SCREENS, *(f"#q={id}" for id in EXERCISES)]:
        one.go(address)
        for name in (address, f"{address} answered"):
            if name.endswith("answered"):
                if not address.startswith("#q"):
                    continue
                answer(one)
            if zoom:
                enlarge(one, zoom)
            wide[name] = one.page.evaluate(OUTSIDE)
    assert {name: found for name, found in wide.items() if found} == {}


COMPANY = "Donaudampfschifffahrtsgesellschaftskapitän"


def test_long_words_are_broken_in_a_small_window(open_page: OpenPage, tmp_path: Path) -> None:
    """At 320 pixels and text twice as large, wherever a word can be."""
    quote = replace(EVIDENCE, quote=COMPANY)
    responses = (
        *(Recall(COMPANY), Type(COMPANY), Arrange((COMPANY, "b", "c")), Discuss((COMPANY,))),
        Fill(("A ", Blank(1, COMPANY, COMPANY), ".")),
        Choose((Option(COMPANY, True, why=COMPANY), Option("b", False))),
        Match(((COMPANY, COMPANY), ("b", "c"))),
    )
    exercises = [
        exercise(
            response,
            id=f"q-{n}",
            prompt=COMPANY,
            explanation=COMPANY,
            evidence=(quote, LEAFLET),
            stimulus=stimulus,
        )
        for n, response in enumerate(responses)
        for stimulus in [(quote,) if n % 2 else ()]
    ]
    file = tmp_path / "page.html"
    file.write_text(page(request(exercises)), encoding="utf-8")
    one = open_page(file, viewport={"width": 320, "height": 640})
    wide = {}
    for asked in exercises:
        one.ask(asked.id)
        enlarge(one, LARGE)
        wide[asked.id] = one.page.evaluate(OUTSIDE)
        answer(one)
        wide[f"{asked.id} answered"] = one.page.evaluate(OUTSIDE)
    assert {name: found for name, found in wide.items() if found} == {}


@pytest.mark.parametrize("width", [320, 390])
def test_the_menu_and_the_keys_are_in_a_small_window(open_page: OpenPage, width: int) -> None:
    """With text twice as large; nothing of the header covers anything else of it."""
    one = start(open_page(viewport={"width": width, "height": 844}))
    enlarge(one, LARGE)
    parts = one.page.locator(".top > .close, .top progress:visible, .top .count, .top > .menu")
    boxes = sorted(
        (box["x"], box["x"] + box["width"]) for box in map(Locator.bounding_box, parts.all()) if box
    )
    assert len(boxes) >= 3
    assert all(end <= start for (_, end), (start, _) in pairwise(boxes))
    one.page.locator(".menu summary").click()
    assert one.page.evaluate(OUTSIDE) == []
    one.page.locator(".menu button", has_text="Keys").click()
    assert one.page.locator("dialog h2").evaluate("e => e === document.activeElement")
    narrow = "all => all.filter((e) => e.clientWidth < 80 || e.scrollWidth > e.clientWidth).length"
    assert one.page.locator("dialog dd, dialog").evaluate_all(narrow) == 0


def test_buttons_are_large_enough_to_touch(phone: LearnersPage) -> None:
    small = {}
    for address in [*SCREENS, *(f"#q={id}" for id in EXERCISES)]:
        phone.go(address)
        small[address] = phone.page.evaluate(
            """[...document.querySelectorAll("button, select, summary, label.row, .button, input:not([type=radio], [type=checkbox], [type=file])")]
            .filter((e) => e.checkVisibility() && (e.offsetHeight < 44 || e.offsetWidth < 44)).map((e) => e.outerHTML.slice(0, 80))"""
        )
    assert {name: found for name, found in small.items() if found} == {}


# Hostile texts, other scripts


def test_hostile_texts_are_shown_as_written(open_page: OpenPage, tmp_path: Path) -> None:
    """In a prompt, an option, a reason and an answer; nothing runs and nothing is loaded."""
    for n, text in enumerate(
        [*HOSTILE, "{n}", "javascript:alert(1)", "</script><script>alert(1)</script>"]
    ):
        options = (Option(f"x{text}", True, why=f"y{text}"), Option("other", False))
        exercises = [
            exercise(Choose(options), id="choice", prompt=f"p{text}", explanation=f"z{text}"),
            exercise(Recall(f"a{text}"), id="back", prompt=f"q{text}"),
        ]
        file = tmp_path / f"{n}.html"
        file.write_text(page(request(exercises)), encoding="utf-8")
        one = open_page(file).ask("choice")
        assert one.page.locator("h1").count() == 1
        answer(one)
        elements = one.page.evaluate(
            "[...document.querySelectorAll('#page *')].filter((e) => e.matches('script, style, iframe, object, img, form')"
            " || e.getAttributeNames().some((a) => a.startsWith('on'))).length"
        )
        assert elements == 0
        one.ask("back")
        answer(one)
        one.context.close()


@pytest.mark.parametrize(
    ("lang", "words", "direction"),
    [
        ("ar", "ما الذي سمعته مارلو؟", "rtl"),
        ("he", "מה שמעה מרלו?", "rtl"),
        ("ja", "灯台守は何を聞きましたか。", "ltr"),
    ],
)
def test_texts_have_their_language_and_direction(
    open_page: OpenPage, tmp_path: Path, lang: str, words: str, direction: str
) -> None:
    """The words of the page itself keep theirs."""
    file = tmp_path / "page.html"
    asked = exercise(Recall(words), id="x", prompt=words, lang=lang)
    file.write_text(
        page(request([asked, exercise(Recall("y"), id="y"), exercise(Recall("z"), id="z")])),
        encoding="utf-8",
    )
    one = open_page(file).ask("x")
    heading = one.page.locator("h1")
    assert heading.get_attribute("lang") == lang
    assert heading.evaluate("e => getComputedStyle(e).direction") == direction
    assert one.page.locator("html").get_attribute("lang") == "en"
    assert one.page.locator(".bar").evaluate("e => getComputedStyle(e).direction") == "ltr"
