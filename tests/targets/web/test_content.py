"""Formulas, pictures, code, tables and links on the page, and the page in other languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studykit.bank.media import ShownMedia
from studykit.bank.model import Blank, Choose, Evidence, Fill, Match, Option, Recall
from studykit.pictures import PictureFile
from studykit.sounds import SoundFile
from studykit.source.text import Place
from studykit.targets.web import page as page_module
from studykit.targets.web.page import page
from studykit.targets.web.words import words_by_language

from ..browser.sample import RICH
from ..conftest import exercise
from .conftest import OpenPage
from .page import LearnersPage
from .sample import EXERCISES, request
from .test_screens import answer, start

pytestmark = pytest.mark.slow

PIXEL = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90400000000002c00000000010001000002024401003b"
)
"""A GIF of one pixel."""

SILENCE = b"RIFF&\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0@\x1f\0\0@\x1f\0\0\1\0\x08\0data\2\0\0\0\x80\x80"
"""A recording of two samples."""

MEDIA = {
    "lens.gif": ShownMedia(PictureFile("gif", PIXEL, 1, 1), "Ada Lovelace, CC BY"),
    "tone.wav": ShownMedia(SoundFile("wav", SILENCE), "Ida Marlow"),
}


def opened(open_page: OpenPage, tmp_path: Path, *exercises: Any, **options: Any) -> LearnersPage:
    file = tmp_path / "page.html"
    file.write_text(page(request(exercises, media=MEDIA)), encoding="utf-8")
    return open_page(file, **options)


def test_formulas_in_quotes_are_shown(open_page: OpenPage, tmp_path: Path) -> None:
    quoted = Evidence("so $E = mc^2$, for $5 and $6", "lighthouse", Place("part-1"))
    asked = exercise(Recall("x"), id="quoted", evidence=(quoted,), stimulus=(quoted,))
    one = opened(open_page, tmp_path, asked).ask("quoted")
    assert one.page.locator("blockquote math msup").bounding_box()
    assert one.page.locator("blockquote annotation").text_content() == "E = mc²"
    assert one.texts("blockquote")[0].endswith(", for $5 and $6")


def test_every_content_is_shown(open_page: OpenPage, tmp_path: Path) -> None:
    """The policy of the page blocks none of it."""
    rich = f"{RICH}\n$$\\frac{{1}}{{2}}$$\n\n![a lens](lens.gif)\n\n![gone](gone.gif)"
    one = opened(open_page, tmp_path, exercise(Recall("x"), id="rich", prompt=rich)).ask("rich")
    assert one.page.locator("h1 math").count() == 3
    assert one.page.locator("h1 mfrac").bounding_box()
    assert one.texts("h1 td") == ["1", "2"]
    assert (
        one.page.locator("h1 td").nth(1).evaluate("e => getComputedStyle(e).textAlign") == "right"
    )
    assert one.texts("h1 pre .k") == ["def", "return"]
    assert one.page.locator("h1 a").get_attribute("href") == "https://example.org"
    picture = one.page.locator("h1 img")
    assert picture.get_attribute("alt") == "a lens"
    assert picture.evaluate("e => e.complete && e.naturalWidth") == 1
    assert one.text("h1 figcaption") == "Ada Lovelace, CC BY"
    assert "[picture: gone]" in one.text("h1")


def test_a_recording_is_played_and_its_words_are_folded(
    open_page: OpenPage, tmp_path: Path
) -> None:
    heard = "What is this?\n\n![a noise in the wind](tone.wav)\n\n![gone](gone.wav)"
    one = opened(open_page, tmp_path, exercise(Recall("x"), id="heard", prompt=heard)).ask("heard")
    sound = one.page.locator("h1 audio")
    assert sound.evaluate(
        "e => new Promise((done) => { e.onloadedmetadata = () => done(true); e.load(); })"
    )
    assert one.text("h1 .recording figcaption") == "Ida Marlow"
    assert one.page.locator("h1 .recording p").is_hidden()
    one.page.locator("h1 summary").click()
    assert one.text("h1 .recording p") == "a noise in the wind"
    assert "[recording: gone]" in one.text("h1")


def test_formulas_are_options_pairs_and_blanks(open_page: OpenPage, tmp_path: Path) -> None:
    one = opened(
        open_page,
        tmp_path,
        exercise(Choose((Option("$x^2$", True), Option("$x$", False))), id="choice"),
        exercise(Match((("$a$", "$b$"), ("$c$", "$d$"))), id="match"),
        exercise(Fill(("$E = ", Blank(1, "mc^2"), "$")), id="fill", prompt=""),
    )
    one.ask("choice")
    assert one.page.locator("label.row math").count() == 2
    one.ask("match")  # a menu shows no formulas: its letters stand for those below
    assert one.page.locator(".choices math").count() == 2
    one.ask("fill")
    assert one.page.locator("h1 mtext").text_content() == "[…]"
    answer(one)
    assert one.page.locator(".answer msup").count() == 1


def test_menus_and_lists_have_formulas_in_a_line(open_page: OpenPage, tmp_path: Path) -> None:
    """They can show no others: "1/2", not "12" or LaTeX."""
    pairs = ((r"$\sqrt{x}$", r"$\frac{1}{2}$"), ("b", r"$\frac{1}{2}$"))
    asked = exercise(Match(pairs), id="match", prompt=r"Where is $x^{-2}$?")
    one = opened(open_page, tmp_path, asked).ask("match")
    menu = one.page.locator("select").first
    assert [option.strip() for option in menu.locator("option").all_inner_texts()] == [
        "…",
        "a. 1/2",
    ]
    one.go("#browse", "main.browse")
    assert one.texts(".links a") == ["Where is x⁻²?"]


@pytest.mark.parametrize("width", range(320, 480, 20))
def test_no_line_begins_with_the_punctuation_after_a_formula(
    open_page: OpenPage, tmp_path: Path, width: int
) -> None:
    asked = exercise(Recall("x"), id="x", prompt="What is the formula for $g$, which is $h$?")
    one = opened(open_page, tmp_path, asked, viewport={"width": width, "height": 800}).ask("x")
    tops = """all => all.map((math) => {
      const mark = document.createRange();
      mark.setStart(math.nextSibling, 0);
      mark.setEnd(math.nextSibling, 1);
      return [math, mark].map((part) => part.getBoundingClientRect()).map((box) => (box.top + box.bottom) / 2);
    })"""
    for formula, mark in one.page.locator("h1 math").evaluate_all(tops):
        assert abs(formula - mark) < 12


GERMAN = {"right": "Richtig", "show_answer": "Antwort zeigen", "settings": "Einstellungen"}


def with_german(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add a language in which three phrases differ."""
    words = words_by_language()
    english = words["en"]
    german = english | {"phrases": english["phrases"] | GERMAN}
    monkeypatch.setattr(page_module, "words_by_language", lambda: words | {"de": german})


def test_another_language_can_be_chosen_and_is_kept(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_german(monkeypatch)
    one = opened(open_page, tmp_path, EXERCISES["recall"])
    one.go("#settings", ".settings")
    assert "Deutsch" in one.texts("#language option")
    one.page.locator("#language").select_option("de")
    assert one.text(".settings h1") == "Einstellungen"
    one.ask("recall")
    assert one.page.locator("html").get_attribute("lang") == "de"
    assert one.page.locator("h1").get_attribute("lang") == "en"
    assert one.text(".bar") == "Antwort zeigen"


@pytest.mark.parametrize(
    ("reader", "course", "words"),
    [
        ("de-CH", "en", "Antwort zeigen"),
        ("en-GB", "de-AT", "Show answer"),
        ("ja", "de-AT", "Antwort zeigen"),
        ("ja", "fi", "Show answer"),
    ],
)
def test_the_page_speaks_the_language_of_the_browser_or_the_course(
    open_page: OpenPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    reader: str,
    course: str,
    words: str,
) -> None:
    with_german(monkeypatch)
    asked = exercise(Recall("x"), id="x", lang=course)
    one = opened(open_page, tmp_path, asked, locale=reader).ask("x")
    assert one.text(".bar") == words


def test_after_fifty_answers_the_page_reminds_to_save(open_page: OpenPage, tmp_path: Path) -> None:
    exercises = [exercise(Recall("x"), id=f"q{n}", prompt=f"{n}?") for n in range(50)]
    one = opened(open_page, tmp_path, *exercises)
    one.go("#settings", ".settings")
    one.page.fill("#new_per_day", "50")
    one.page.locator("#new_per_day").blur()
    one.page.locator("[role=status]", has_text="Saved.").wait_for()
    start(one)
    for n in range(50):
        one.page.locator("h1", has_text=f"{n}?").wait_for()
        one.press(" ", "4")
    reminder = one.text(".summary .save")
    assert reminder.startswith("50 answers are only in this browser.")
    with one.page.expect_download():
        one.page.locator(".summary .save button").click()
    one.go()
    assert one.page.locator(".save").count() == 0
