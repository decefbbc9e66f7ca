"""Every response is asked, answered and shown: with keys, by touch and with the mouse."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from studykit.bank.model import Number
from studykit.targets.web.page import page

from ..conftest import exercise
from .conftest import OpenPage
from .page import LearnersPage, choose, options
from .sample import request

pytestmark = pytest.mark.slow


def test_recall_is_shown_and_continued_with_the_space_bar(desktop: LearnersPage) -> None:
    desktop.ask("recall")
    assert desktop.focused() == "What did Marlow hear?"
    desktop.press(" ")
    assert desktop.text(".answer") == "A shutter."
    assert desktop.text(".explanation") == "It was the wind."
    desktop.press(" ")
    desktop.shows("main.start")


def test_a_question_is_asked_in_the_other_direction(desktop: LearnersPage) -> None:
    desktop.ask("both")
    desktop.press("Enter", "Enter")
    assert desktop.text("main.question") == "reversed What is this the answer to? A clock."
    desktop.press("Enter")
    assert desktop.text(".answer") == "What wakes the keeper?"


def test_a_blank_has_its_hint_and_is_filled(phone: LearnersPage) -> None:
    phone.ask("fill")
    assert phone.text("h1") == "The [heavy] blank, hint: heavy is wound every four hours."
    phone.page.locator(".bar .main").tap()
    assert phone.text(".filled") == "The weight is wound every four hours."
    assert phone.texts(".filled mark") == ["weight"]


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("A motor!", "✓ Right"),
        ("an engine", "✓ Right"),
        ("a moter", "≈ Almost right"),
        ("a sail", "✗ Not right"),
    ],
)
def test_typed_words_are_marked(desktop: LearnersPage, typed: str, verdict: str) -> None:
    """The first key goes into the field, although the question has the focus."""
    desktop.ask("type")
    desktop.page.keyboard.type(typed)
    assert desktop.page.input_value("input[type=text]") == typed
    desktop.press("Enter")
    assert desktop.verdict == verdict
    assert desktop.text(".answer") == "a motor"


def test_an_almost_right_word_is_shown_beside_the_right_one(desktop: LearnersPage) -> None:
    desktop.ask("type")
    desktop.page.keyboard.type("a moter")
    desktop.press("Enter")
    assert desktop.text(".typed-answer") == "≈ a moter your answer"
    assert desktop.text(".corrections") == "“moter” should be “motor”"


def test_a_word_that_is_almost_another_right_one_shows_both(desktop: LearnersPage) -> None:
    desktop.ask("type")
    desktop.page.keyboard.type("an engnie")
    desktop.press("Enter")
    assert desktop.text(".answer") == "a motor"
    assert desktop.text(".also-right") == "Also right: an engine"
    assert desktop.text(".corrections") == "“engnie” should be “engine”"


def test_a_wrong_answer_has_no_hints_on_spelling(desktop: LearnersPage) -> None:
    """A motif is no motor: what differs would read as if it were almost right."""
    desktop.ask("type")
    desktop.page.keyboard.type("a motif")
    desktop.press("Enter")
    assert desktop.verdict == "✗ Not right"
    assert desktop.text(".typed-answer") == "✗ a motif your answer"
    assert desktop.page.locator(".corrections").count() == 0


def test_enter_in_an_empty_field_shows_the_answer(desktop: LearnersPage) -> None:
    desktop.ask("type")
    desktop.press("Enter")
    assert desktop.verdict == "✗ Not answered"


@pytest.mark.parametrize(("typed", "verdict"), [("145 steps", "✓ Right"), ("151", "✗ Not right")])
def test_numbers_are_marked_by_their_value(phone: LearnersPage, typed: str, verdict: str) -> None:
    phone.ask("number")
    assert phone.text(".unit") == "steps"
    phone.page.locator("input[type=text]").tap()
    phone.page.keyboard.type(typed)
    phone.page.locator(".bar .main").tap()
    assert phone.verdict == verdict
    assert phone.text(".answer") == "147 steps"
    assert phone.text(".accepted") == "Accepted: 140 to 150"


def test_a_letter_chooses_and_answers(desktop: LearnersPage) -> None:
    desktop.ask("one")
    shown = options(desktop)
    assert sorted(shown) == ["a gull", "a shutter", "the sea"]
    desktop.press("abc"[shown.index("a gull")])
    assert desktop.verdict == "✗ Not right"
    rows = desktop.texts(".solution .row")
    assert rows[shown.index("a gull")] == "✗ Wrong: a gull your answer There was none that night."
    assert rows[shown.index("a shutter")] == "✓ Right: a shutter It was loose."
    assert "your answer" not in rows[shown.index("the sea")]


def test_a_digit_and_the_arrows_choose_too(desktop: LearnersPage) -> None:
    desktop.ask("one")
    shown = options(desktop)
    desktop.press(str(shown.index("a shutter") + 1))
    assert desktop.verdict == "✓ Right"
    desktop.ask("one")
    shown = options(desktop)
    desktop.press("ArrowDown", " ", *["ArrowDown"] * shown.index("a shutter"), "Enter")
    assert desktop.verdict == "✓ Right"


def test_an_option_is_tapped_and_checked(phone: LearnersPage) -> None:
    phone.ask("one")
    check = phone.page.locator(".bar .main")
    assert check.is_disabled()
    choose(phone, "a shutter")
    check.tap()
    assert phone.verdict == "✓ Right"


def test_as_many_options_as_are_right_are_chosen(desktop: LearnersPage) -> None:
    desktop.ask("several")
    assert desktop.text("legend") == "Choose 2."
    shown = options(desktop)
    desktop.press("abc"[shown.index("salt")])
    assert desktop.page.locator(".bar .main").is_disabled()
    desktop.press("abc"[shown.index("tar")], "Enter")
    assert desktop.verdict == "✓ Right"


def test_the_first_letter_of_true_and_false_answers(desktop: LearnersPage) -> None:
    desktop.ask("fixed")
    assert options(desktop) == ["True", "False"]
    desktop.press("f")
    assert desktop.verdict == "✓ Right"


def lines(page: LearnersPage) -> list[str]:
    return page.texts(".ordering .line .text")


def test_lines_are_moved_with_buttons(phone: LearnersPage) -> None:
    phone.ask("order")
    for place, words in enumerate(["wind", "noise", "key"]):
        while lines(phone).index(words) > place:
            phone.page.get_by_role("button", name=f"Up: {words}").tap()
    phone.page.locator(".bar .main").tap()
    assert phone.verdict == "✓ Right"
    assert phone.texts(".solution .row") == ["1 wind ✓ Right", "2 noise ✓ Right", "3 key ✓ Right"]


def test_lines_are_moved_with_keys(desktop: LearnersPage) -> None:
    """As in the terminal: go to a line, pick it up, move it, drop it, answer."""
    desktop.ask("order")
    for place, words in enumerate(["wind", "noise", "key"]):
        at = lines(desktop).index(words)
        desktop.page.locator(".line").nth(at).focus()
        desktop.press(" ", *["ArrowUp"] * (at - place), " ")
    assert lines(desktop) == ["wind", "noise", "key"]
    desktop.press("Enter")
    assert desktop.verdict == "✓ Right"


def test_only_lines_out_of_order_are_wrong(desktop: LearnersPage) -> None:
    desktop.ask("order")
    for place, words in enumerate(["noise", "key", "wind"]):
        while lines(desktop).index(words) > place:
            desktop.page.get_by_role("button", name=f"Up: {words}").click()
    desktop.page.locator(".bar .main").click()
    assert desktop.texts(".solution .row") == [
        "1 wind ✗ you: 3",
        "2 noise ✓ Right",
        "3 key ✓ Right",
    ]


def test_pairs_are_chosen_from_menus(phone: LearnersPage) -> None:
    phone.ask("match")
    for left, right in (("wind", "blows"), ("key", "turns")):
        menu = phone.page.get_by_label(left)
        names = menu.locator("option").all_inner_texts()
        menu.select_option(label=next(name for name in names if name.endswith(right)))
    phone.page.locator(".bar .main").tap()
    assert phone.verdict == "✓ Right"


def test_letters_match_one_line_after_the_other(desktop: LearnersPage) -> None:
    desktop.ask("match")
    names = desktop.page.locator("select").first.locator("option").all_inner_texts()[1:]
    letter = {re.sub(r"^\w\. ", "", name): name[0] for name in names}
    desktop.press(letter["turns"], letter["turns"])
    desktop.page.locator("h1").focus()
    desktop.press("Enter")
    assert desktop.verdict == "✗ Not right"
    assert desktop.texts(".solution .row") == ["wind → blows ✗ you: turns", "key → turns ✓ Right"]


def test_a_discussion_shows_what_to_listen_for(phone: LearnersPage) -> None:
    phone.ask("talk")
    phone.page.locator(".bar .main").tap()
    assert phone.texts(".solution li") == ["a cause", "a cost", "Who pays?"]


def test_the_evidence_names_speaker_place_and_credit_once(desktop: LearnersPage) -> None:
    desktop.ask("one")
    desktop.page.locator(".bar .quiet").click()
    assert desktop.texts(".evidence h3") == ["The Shutter and the Light", "A Leaflet"]
    assert desktop.texts(".evidence blockquote") == ["a noise", "a loose shutter, and no ghost"]
    assert desktop.texts(".evidence figcaption") == [
        "Ida Marlow · Part 1, A1 Read the source ↗".removesuffix(" ↗"),
        "Text",
    ]
    assert desktop.texts(".evidence .credit") == ["written for studykit"]
    link = desktop.page.locator(".evidence a")
    assert link.get_attribute("href") == "https://example.org/lighthouse#:~:text=a%20noise"
    assert link.get_attribute("rel") == "noreferrer noopener"


@pytest.mark.parametrize(("width", "columns"), [(390, 1), (1280, 2)])
def test_two_sources_are_side_by_side_if_there_is_room(
    desktop: LearnersPage, width: int, columns: int
) -> None:
    desktop.page.set_viewport_size({"width": width, "height": 800})
    desktop.ask("one")
    desktop.page.locator(".bar .quiet").click()
    lefts = [box["x"] for s in desktop.shows(".source").all() if (box := s.bounding_box())]
    assert len(set(lefts)) == columns


@pytest.mark.parametrize(
    ("typed", "verdict"), [("二十五", "✓ Right"), ("25", "✓ Right"), ("三十五", "✗ Not right")]
)
def test_number_words_in_chinese_are_marked(
    open_page: OpenPage, tmp_path: Path, typed: str, verdict: str
) -> None:
    """They need a module that pages in other languages do without."""
    steps = exercise(
        Number("25", Fraction(25), Fraction(25)),
        id="steps",
        type="numeric",
        prompt="灯塔有多少级台阶？",
        lang="zh-Hans",
    )
    file = tmp_path / "page.html"
    file.write_text(page(request([steps])), encoding="utf-8")
    one = open_page(file).ask("steps")
    one.page.locator("input[type=text]").fill(typed)
    one.press("Enter")
    assert one.verdict == verdict
