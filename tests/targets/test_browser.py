"""Appearance and behaviour of cards in a browser, shown as Anki's clients show them.

Needs Chromium or Chrome; the tests are skipped if neither is installed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from importlib.resources import files
from itertools import pairwise
from math import factorial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from studykit.bank.model import (
    Arrange,
    Blank,
    Choose,
    Discuss,
    Evidence,
    Fill,
    Match,
    Number,
    Option,
    Recall,
    Type,
)
from studykit.source.text import Place
from studykit.targets.anki import notetypes

from ..conftest import REPOSITORY
from .conftest import EVIDENCE, note, packed
from .learner import Learner, collection
from .screen import NARROW, NO_STORAGE, Screen, side
from .test_cards import HOSTILE, hostile

# Cards of every note type, in all variants.

LONG = (
    "A man who winds the clock every four hours, and who writes into the book that he has done so"
)
OTHER = Evidence("a loose shutter, and no ghost", "leaflet", Place("text"))

SAMPLE = [
    note(Recall("A *shutter*."), id="recall", explanation="Wind."),
    note(Recall("One names it."), id="differs", stimulus=(EVIDENCE, OTHER), evidence=(EVIDENCE, OTHER)),
    note(Discuss(("a cause", LONG), ("a cost",)), id="discuss", prompt=f"Why?\n\n- {LONG}"),
    note(Fill(("The ", Blank(1, "clock"), f" is wound. {LONG}")), id="fill", explanation=LONG),
    note(Type("Ida Marlow", ("Marlow", "the keeper’s")), id="type"),
    note(Number("147", Fraction(140), Fraction(150), "steps"), id="number"),
    note(Number("10,000", Fraction(10_000), Fraction(10_000)), id="exact"),
    note(Number("0,5", Fraction(1, 3), Fraction(1, 2), "Meter"), id="german", lang="de"),
    note(Recall("A clock.", reverse=True), id="reversed"),
    note(
        Choose(
            (
                Option("a shutter", True, why="It was loose."),
                Option("a gull", False, why=LONG),
                Option(LONG, False, why="No."),
                Option("the sea", False),
            )
        ),
        id="one",
        explanation=LONG,
    ),
    note(
        Choose(
            (
                Option("salt", True),
                Option("tar", True, why="On the ropes."),
                Option("oil", False, why="Below."),
                Option("none of these", False, keep_last=True),
            )
        ),
        id="several",
    ),
    note(Choose((Option("True", False), Option("False", True)), fixed=True), id="fixed"),
    note(Choose((Option("9", True), Option("4", False), Option("147", False))), id="numbers"),
    note(
        Choose((Option("Ida Marlow", True), Option("a winder", False))),
        id="who",
        stimulus=(EVIDENCE,),
    ),
    note(Arrange(("wind", "noise", "key", LONG)), id="order"),
    note(Match((("Marlow", "hears"), (LONG, LONG), ("key", "turns")), ("asks",)), id="match"),
]  # fmt: skip

IDS = [card.id for card in SAMPLE]
LIVE = ["one", "several", "fixed", "numbers", "who", "order", "match"]


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    with collection(tmp_path_factory.mktemp("sample")) as learner:
        learner.import_deck(packed(SAMPLE))
        yield learner


Open = Callable[..., Screen]


@pytest.fixture(scope="module")
def screens(browser: Browser) -> dict[str, Screen]:
    """Keep open screens for later tests, because a new one is slow."""
    return {}


@pytest.fixture
def open(browser: Browser, learner: Learner, screens: dict[str, Screen]) -> Iterator[Open]:
    """Return a function that opens a screen; afterwards, check that no screen has complaints."""
    opened = []

    def open(
        phone: bool = False,
        night: bool = False,
        script: str = "",
        of: Learner = learner,
        **options: Any,
    ) -> Screen:
        key = repr((phone, night, script, options))
        if key not in screens:
            width = 360 if phone else 900
            defaults = {"viewport": {"width": width, "height": 640}, "timezone_id": "UTC"}
            context = browser.new_context(**(defaults | options))
            context.add_init_script(script)
            screens[key] = Screen(context.new_page(), of, phone, night)
        else:
            screens[key].empty()
        opened.append(screens[key])
        screens[key].learner = of
        return screens[key]

    yield open
    complaints = [complaint for screen in opened for complaint in screen.complaints]
    for screen in opened:
        screen.complaints.clear()
    assert complaints == []


@pytest.fixture(params=["desktop", "phone"])
def screen(open: Open, request: pytest.FixtureRequest) -> Screen:
    return open(phone=request.param == "phone")


@pytest.fixture
def desktop(open: Open) -> Screen:
    return open()


# Layout and accessibility of both sides of every note type.

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("night", [False, True], ids=["light", "night"])
def test_cards_have_no_accessibility_violations(open: Open, night: bool) -> None:
    """axe finds no violation on any side, also with a choice marked."""
    screen = open(night=night)
    screen.page.add_script_tag(content=AXE)
    violations = {}
    for id in IDS:
        for back in (False, True):
            screen.show(id, back, typed="Ida Marlowe")
            screen.do("answer()")
            # landmarks are up to the client
            result = screen.do("axe.run('#qa', { rules: { region: { enabled: false } } })")
            assert result["passes"]
            for violation in result["violations"]:
                violations[id, back, violation["id"]] = violation["nodes"][0]["failureSummary"]
    assert violations == {}


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_no_side_is_wider_than_a_narrow_window(open: Open, learner: Learner, phone: bool) -> None:
    screen = open(phone=phone, **NARROW)
    sides = {
        (id, back): side(learner, learner.card(id), back, LONG) for id in IDS for back in (0, 1)
    }
    outside = screen.outside(list(sides.values()))
    assert [name for name, boxes in zip(sides, outside, strict=True) if boxes] == []


def test_two_sources_are_side_by_side_on_a_wide_screen(open: Open) -> None:
    def boxes(phone: bool, back: bool) -> list[dict[str, float]]:
        screen = open(phone=phone)
        screen.show("differs", back=back)
        return [
            dict(f.bounding_box() or {}) for f in screen.page.locator(".parallel > figure").all()
        ]

    for back in (False, True):
        left, right = boxes(phone=False, back=back)
        assert left["y"] == right["y"]
        assert left["x"] + left["width"] < right["x"]
        upper, lower = boxes(phone=True, back=back)
        assert upper["x"] == lower["x"]
        assert upper["y"] + upper["height"] < lower["y"]


def test_lines_keep_their_position_on_the_other_side(screen: Screen) -> None:
    """The client's own styles of buttons and lists do not move them."""
    for id in ("one", "order"):
        lefts = set()
        for back in (False, True):
            screen.show(id, back=back)
            for part in (".badge", ".text"):
                boxes = [
                    row.bounding_box() or {} for row in screen.page.locator(f"li {part}").all()
                ]
                lefts.add((part, *{round(box["x"], 2) for box in boxes}))
        assert len(lefts) == 2, lefts


def test_an_arabic_card_is_laid_out_from_right_to_left(open: Open, learner: Learner) -> None:
    for phone in (False, True):
        screen = open(phone=phone)
        card = learner.note("one")
        card["Prompt"] = "ما الذي سمعته مارلو؟"
        screen.show(card.ephemeral_card())
        badge = screen.page.locator(".badge").first.bounding_box() or {}
        text = screen.page.locator(".text").first.bounding_box() or {}
        assert text["x"] + text["width"] <= badge["x"]
        gaps = screen.do(  # between the words and the letter, in either text direction
            """[...document.querySelectorAll("li")].map((row) => {
              const range = document.createRange();
              range.selectNodeContents(row.querySelector(".text"));
              return row.querySelector(".badge").getBoundingClientRect().left
                - Math.max(...[...range.getClientRects()].map((box) => box.right));
            })"""
        )
        assert all(0 < gap < 20 for gap in gaps), gaps
        assert screen.do("outside()") == []


def test_cards_load_nothing_from_the_network() -> None:
    """Styles and scripts contain no URL, and no braces that Anki would read as a field."""
    for name in ("style.css", "card.js", "choice.js", "arrange.js"):
        text = notetypes._file(name)
        assert re.search(r"url\(|@import|https?:|//\w|import\(|fetch\(", text) is None
        assert "{{" not in text


# Without scripts.


def test_without_scripts_all_options_are_visible_and_have_letters(open: Open) -> None:
    screen = open(phone=True, java_script_enabled=False)
    letters = {"options": "upper-alpha"}
    expected: dict[str, list[dict[str, str]]] = {
        **{id: [letters, letters] for id in ("one", "several", "fixed", "numbers", "who")},
        "order": [{"order": "upper-alpha"}, {"order": "decimal"}],
        "match": [{"lefts": "decimal", "choices": "upper-alpha"}, {"pairs": "decimal"}],
    }
    lists = """all => Object.fromEntries(all.map((list) => [list.className,
        [...list.children].every((row) => row.checkVisibility() && row.offsetHeight > 10)
        && getComputedStyle(list.children[0]).listStyleType]))"""
    for id in LIVE:
        for back in (False, True):
            screen.show(id, back=back)
            assert screen.page.locator("ol").evaluate_all(lists) == expected[id][back], id
            assert screen.do("document.documentElement.scrollWidth") <= 360
    screen.show("one", back=True)
    right = screen.page.locator("li.right .text")
    assert right.all_inner_texts() == ["a shutter"]
    assert screen.page.locator("li.right").inner_text().splitlines()[0] == "a shutter ✓"


# Choosing.


def test_tapping_marks_an_option(screen: Screen) -> None:
    screen.show("one")
    assert screen.marked == []
    screen.tap("a gull")
    assert screen.marked == ["a gull"]
    screen.tap("the sea")
    assert screen.marked == ["the sea"]


def test_tapping_toggles_marks_when_several_are_right(screen: Screen) -> None:
    screen.show("several")
    for text in ("tar", "oil", "salt", "oil"):
        screen.tap(text)
    assert sorted(screen.marked) == ["salt", "tar"]


def test_tapping_an_option_does_not_flip_the_card(desktop: Screen) -> None:
    """AnkiDroid and AnkiMobile ignore taps on buttons, inputs and the class `tappable`."""
    for id in LIVE:
        desktop.show(id)
        controls = desktop.page.locator(".live :is(label, input, select, button)")
        ignored = "all => all.map((e) => e.closest('button, input, .tappable') !== null)"
        assert set(controls.evaluate_all(ignored)) == {True}, id


@pytest.mark.parametrize("key", ["b", "B", "2"])
def test_a_key_marks_an_option(screen: Screen, key: str) -> None:
    screen.show("one")
    if key == "B":  # as with Caps Lock; Shift+B is another key
        screen.do(
            "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'B', bubbles: true}))"
        )
    else:
        screen.press(key)
    assert screen.marked == [screen.texts[1]]
    screen.press("d")
    assert screen.marked == [screen.texts[3]]


def test_keys_toggle_marks_when_several_are_right(screen: Screen) -> None:
    screen.show("several")
    screen.press("a", "b", "4", "a")
    assert screen.marked == [screen.texts[1], screen.texts[3]]


def test_other_keys_mark_nothing(screen: Screen) -> None:
    screen.show("one")
    screen.press(
        "e", "5", "0", "z", "@", "Enter", "Escape", "F1", "Control+a", "Alt+a", "Shift+A", "Meta+a"
    )
    screen.do(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', bubbles: true, repeat: true}))"
    )
    assert screen.marked == []


def test_keys_typed_into_a_box_mark_nothing(screen: Screen) -> None:
    """The client or an add-on may have an input box on the page."""
    screen.show("one")
    for tag in ("input", "textarea"):
        screen.do(f"document.body.append(document.createElement('{tag}'))")
        screen.page.locator(f"body > {tag}").focus()
        screen.press("a", "2")
        assert screen.page.locator(f"body > {tag}").input_value() == "a2"
    assert screen.marked == []


def test_arrow_keys_and_space_work_as_in_forms(screen: Screen) -> None:
    screen.show("one")
    screen.press("Tab", "Space")
    assert screen.marked == screen.texts[:1]
    screen.press("ArrowDown", "ArrowDown")
    assert screen.marked == screen.texts[2:3]
    screen.press("a", "ArrowDown")
    assert screen.marked == screen.texts[1:2]
    screen.show("several")
    screen.press("Tab", "Space", "Tab", "Tab", "Space")
    assert screen.marked == [screen.texts[0], screen.texts[2]]


def test_keyboard_focus_is_visible(screen: Screen) -> None:
    for id, part in (("one", ".badge"), ("order", "button"), ("match", "select")):
        screen.show(id)
        control = screen.page.locator(part).first
        assert control.evaluate("e => getComputedStyle(e).boxShadow") == "none"
        screen.press("Tab")
        assert control.evaluate("e => getComputedStyle(e).boxShadow") != "none", id


# The choice on the back.


@pytest.mark.parametrize(
    ("id", "taps", "verdict"),
    [
        ("one", ["a shutter"], "Right."),
        ("one", ["a gull"], "Not right."),
        ("one", ["a gull", "a shutter"], "Right."),
        ("one", [], ""),
        ("several", ["salt", "tar"], "Right."),
        ("several", ["salt"], "Not right."),
        ("several", ["salt", "tar", "oil"], "Not right."),
        ("several", ["salt", "salt"], ""),
        ("fixed", ["True"], "Not right."),
    ],
)
def test_the_back_shows_what_was_chosen(
    screen: Screen, id: str, taps: list[str], verdict: str
) -> None:
    screen.show(id)
    for text in taps:
        screen.tap(text)
    marked = screen.marked
    screen.show(id, back=True)
    assert screen.verdict == verdict
    chosen = screen.page.locator("li.chosen")
    assert [row.locator(".text").inner_text() for row in chosen.all()] == marked
    assert chosen.get_by_text("your choice").count() == len(marked)
    right = screen.page.locator("li.right").all()
    assert chosen.locator(".mark").all_inner_texts() == [
        "✓" if text in [row.locator(".text").inner_text() for row in right] else "✗"
        for text in marked
    ]


def test_a_card_shown_again_has_no_choice(screen: Screen) -> None:
    for id in ("one", "order", "match"):
        screen.show(id)
        screen.do("answer()")
        screen.show(id, back=True)
        assert screen.verdict != ""
        screen.show(id)
        screen.show(id, back=True)
        assert screen.verdict == "", id


def test_the_back_shows_the_right_option_and_the_reasons(screen: Screen) -> None:
    screen.show("one", back=True)
    rows = [row.inner_text().split("\n") for row in screen.page.locator("li").all()]
    assert sorted(row[1:] for row in rows) == sorted(
        [["a shutter ✓", "It was loose."], ["a gull", LONG], [LONG, "No."], ["the sea"]]
    )
    assert [row[0] for row in rows] == ["A", "B", "C", "D"]
    assert screen.page.locator("li.right .text").all_inner_texts() == ["a shutter"]


@pytest.mark.parametrize(
    ("phone", "script", "verdict"),
    [
        (False, NO_STORAGE, "Right."),  # the page keeps the choice
        (True, NO_STORAGE, ""),
    ],
)
def test_cards_work_without_storage(open: Open, phone: bool, script: str, verdict: str) -> None:
    screen = open(phone=phone, script=script)
    for id in ("one", "order", "match"):
        screen.show(id)
        screen.do("answer()")
        screen.show(id, back=True)
        assert screen.page.locator("li .text").count() > 2
    screen.show("one")
    screen.tap("a shutter")
    screen.show("one", back=True)
    assert screen.verdict == verdict


@pytest.mark.parametrize("stored", ["{", "null", "7", '["another", [0]]'])
def test_foreign_data_in_storage_is_ignored(open: Open, stored: str) -> None:
    script = f"sessionStorage.setItem('studykit', {json.dumps(stored)})"
    screen = open(phone=True, script=script)
    for id in ("one", "order", "match"):
        screen.show(id, back=True)
        assert screen.verdict == ""


def test_an_order_is_built_by_tapping(screen: Screen) -> None:
    screen.show("order")
    for text in ("noise", "wind", "key"):
        screen.tap(text)
    assert badges(screen) == {"wind": "2", "noise": "1", "key": "3", LONG: ""}
    screen.tap("noise")
    assert badges(screen) == {"wind": "1", "noise": "", "key": "2", LONG: ""}
    screen.show("order", back=True)
    assert screen.verdict == ""  # not all were tapped

    screen.show("order")
    for text in ("wind", "noise", "key", "A man"):
        screen.tap(text)
    screen.show("order", back=True)
    assert screen.verdict == "Right."
    assert screen.page.locator(".yours").count() == 0

    screen.show("order")
    for text in ("noise", "wind", "key", "A man"):
        screen.tap(text)
    screen.show("order", back=True)
    assert screen.verdict == "Not right."
    assert badges(screen) == {"wind": "1", "noise": "2", "key": "3", LONG: "4"}
    assert marks(screen) == ["✓", "✗ you: 1", "✓", "✓"]


@pytest.mark.parametrize(
    ("taps", "expected"),
    [
        ("0123", ["✓", "✓", "✓", "✓"]),
        ("1230", ["✗ you: 4", "✓", "✓", "✓"]),
        ("3012", ["✓", "✓", "✓", "✗ you: 1"]),
        ("0312", ["✓", "✓", "✓", "✗ you: 2"]),
        ("3210", ["✓", "✗ you: 3", "✗ you: 2", "✗ you: 1"]),
    ],
)
def test_only_lines_out_of_order_are_marked(
    desktop: Screen, taps: str, expected: list[str]
) -> None:
    """One line in the wrong place shifts others, which are still in the right order."""
    lines = ("wind", "noise", "key", "A man")
    desktop.show("order")
    for n in taps:
        desktop.tap(lines[int(n)])
    desktop.show("order", back=True)
    assert marks(desktop) == expected
    assert desktop.verdict == ("Right." if taps == "0123" else "Not right.")


def marks(screen: Screen) -> list[str]:
    """Return what is said beside each line of an ordering or a match."""
    return screen.page.locator("li .mark, li .yours").all_inner_texts()


def badges(screen: Screen) -> dict[str, str]:
    """Return the items of an ordering, each with its number."""
    rows = screen.page.locator("li").all()
    return {r.locator(".text").inner_text(): r.locator(".badge").inner_text() for r in rows}


@pytest.mark.parametrize(
    ("chosen", "verdict", "marked"),
    [
        (["hears", LONG, "turns"], "Right.", ["✓", "✓", "✓"]),
        (["turns", LONG, "asks"], "Not right.", ["✗ you: turns", "✓", "✗ you: asks"]),
        (["hears", LONG], "", []),
    ],
)
def test_a_match_is_chosen_from_a_list(
    screen: Screen, chosen: list[str], verdict: str, marked: list[str]
) -> None:
    screen.show("match")
    selects = screen.page.locator("select")
    names = selects.first.locator("option").all_inner_texts()
    assert sorted(re.sub(r"^[A-D]\. ", "", name) for name in names) == sorted(
        ["…", "hears", LONG, "turns", "asks"]
    )
    for n, text in enumerate(chosen):
        label = next(name for name in names if name.endswith(f". {text}"))
        selects.nth(n).select_option(label=label)
    screen.show("match", back=True)
    assert screen.verdict == verdict
    assert marks(screen) == marked


# Typed answers.

NO = "Not an accepted answer."


@pytest.mark.parametrize(
    ("id", "typed", "verdict"),
    [
        ("type", "Ida Marlow", "Right."),
        ("type", "ida marlow", "Right."),
        ("type", "  Ída  Marlow! ", "Right."),
        ("type", "marlow", "Right."),
        ("type", "Keeper's", "Right."),
        ("type", "Ida", NO),
        ("type", "Ida Marlowe", NO),
        ("type", "-", NO),
        ("type", "", ""),
        ("number", "147", "Right."),
        ("number", "140", "Right."),
        ("number", "150 steps", "Right."),
        ("number", "149.9", "Right."),
        ("number", "1 step", "Not right."),
        ("number", "151", "Not right."),
        ("number", "-147", "Not right."),
        ("number", "about 147", ""),
        ("number", "", ""),
        ("exact", "10,000", "Right."),
        ("exact", "10000", "Right."),
        ("exact", "10 000", "Right."),
        ("exact", "10.000", "Not right."),
        ("exact", "1,0000", ""),
        ("exact", "20000/2", "Right."),
        ("german", "0,5", "Right."),
        ("german", "1/3 Meter", "Right."),
        ("german", "0.4", "Right."),
        ("german", "0,51", "Not right."),
    ],
)
def test_a_typed_answer_gets_a_verdict(screen: Screen, id: str, typed: str, verdict: str) -> None:
    """None if nothing was typed, or if it is a number that only the learner can read."""
    screen.show(id, back=True, typed=typed)
    assert screen.verdict == verdict


def test_a_right_answer_has_no_wrong_letters(screen: Screen) -> None:
    """The client's comparison of letters goes, and what was typed is shown if it is something else."""
    shown = screen.page.locator(".typed")
    screen.show("type", back=True, typed="ida marlow")
    assert shown.inner_text() == "Ida Marlow"
    screen.show("type", back=True, typed="marlow")
    assert shown.inner_text() == "Ida Marlow you: marlow"
    font = "e => getComputedStyle(e).fontFamily"
    fonts = {screen.page.locator(name).evaluate(font) for name in (".yours", ".verdict")}
    assert len(fonts) == 1  # Anki gives the comparison the font of the field
    screen.show("type", back=True, typed="Ida Marlowe")
    assert shown.locator(".typeBad").inner_text() == "e"


def test_a_unit_is_shown_once(screen: Screen) -> None:
    screen.show("number", back=True, typed="147")
    assert screen.page.locator("#qa").inner_text().count("steps") == 1


# The back.


def test_the_back_scrolls_to_the_prompt(open: Open) -> None:
    """Clients scroll to the element `answer`, so the prompt and the answer below it are in sight."""
    screen = open(phone=True, viewport={"width": 400, "height": 300})
    for id in IDS:
        screen.show(id, back=True)
        screen.do("document.getElementById('answer').scrollIntoView()")
        box = screen.page.locator(".prompt").bounding_box() or {}
        assert 0 <= box["y"] < 100, id


# Many cards in one page.


def test_cards_on_one_page_do_not_interfere(desktop: Screen) -> None:
    """Each card reacts only to its own keys, and its back shows its own choice."""
    for _ in range(3):
        desktop.show("one")
        desktop.press("a", "c")
        first = desktop.marked
        assert len(first) == 1
        desktop.show("one", back=True)
        desktop.press("a", "b", "1", "d")
        assert desktop.page.locator("li.chosen .text").all_inner_texts() == first

        desktop.show("several")
        assert desktop.marked == []
        desktop.press("b")
        second = desktop.marked
        assert second == desktop.texts[1:2]
        desktop.show("recall")
        desktop.press("a", "b", "1")
        desktop.show("type")
        desktop.page.locator("#typeans").focus()
        desktop.press("a", "1")
        assert desktop.page.locator("#typeans").input_value() == "a1"
        desktop.show("several", back=True)
        assert desktop.page.locator("li.chosen .text").all_inner_texts() == second

        desktop.show("fixed", back=True)
        assert desktop.verdict == ""
        desktop.show("order")
        desktop.press("a", "b")
        assert desktop.page.locator(".picked").count() == 0
        desktop.show("one")
        assert desktop.marked == []
        desktop.show("one", back=True)
        assert desktop.verdict == ""


def test_only_one_key_listener_is_active(desktop: Screen) -> None:
    for _ in range(20):
        for id in LIVE:
            desktop.show(id)
            desktop.show(id, back=True)
    assert desktop.do("listeners.size") == 1
    globals = desktop.do("Object.keys(window).filter((name) => name.startsWith('studykit')).sort()")
    assert globals == ["studykitChosen", "studykitKeys"]


# The daily order of options.


def orders(
    screen: Screen, ids: list[str], times: list[datetime], back: bool = False
) -> list[list[str]]:
    """Return the order of each card's options at each time, by their numbers."""
    sides = [side(screen.learner, screen.learner.card(id), back, "") for id in ids]
    stamps = [time.timestamp() * 1000 for time in times]
    return screen.do(  # type: ignore[no-any-return]
        f"""(() => {{
          const sides = {json.dumps(sides)};
          return {json.dumps(stamps)}.map((time) => {{
            Date.now = () => time;
            return sides.map((html) => (show(html), order()));
          }});
        }})()"""
    )


NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
YEAR = [NOON + timedelta(days=n) for n in range(365)]


def test_both_sides_show_the_same_order_every_day(desktop: Screen) -> None:
    ids = ["one", "several", "fixed", "numbers", "who"]
    fronts = orders(desktop, ids, YEAR)
    assert orders(desktop, ids, YEAR, back=True) == fronts
    assert [len({day[n] for day in fronts}) for n in range(5)] == [24, 6, 1, 1, 2]


def test_a_day_ends_at_four_in_the_morning(open: Open) -> None:
    """The order changes at 4 a.m. of the learner's time zone, and only then."""
    screen = open(timezone_id="Asia/Tokyo")
    four = datetime(2026, 3, 1, 19, tzinfo=UTC)  # 4 a.m. in Tokyo
    hours = [four + timedelta(hours=n) for n in range(24)]
    (today,) = set(map(tuple, orders(screen, ["one", "order"], hours)))
    before, after = orders(
        screen, ["one", "order"], [four - timedelta(seconds=1), four + timedelta(days=1)]
    )
    assert tuple(before) != today != tuple(after)


def test_all_orders_are_equally_frequent(desktop: Screen) -> None:
    """Chi-squared over 2,400 days; fair shuffles exceed 50 once in a thousand times."""
    days = [NOON + timedelta(days=n) for n in range(2_400)]
    counts = Counter(order for (order,) in orders(desktop, ["one"], days))
    assert len(counts) == factorial(4)
    assert sum((count - 100) ** 2 / 100 for count in counts.values()) < 50
    for place in range(4):
        numbers = Counter(order[place] for order in counts.elements())
        assert all(abs(count - 600) < 80 for count in numbers.values())


def test_the_order_of_one_day_does_not_predict_the_next(desktop: Screen) -> None:
    """Every pair of first options on two successive days is equally frequent."""
    days = [NOON + timedelta(days=n) for n in range(1_601)]
    first = [order[0] for (order,) in orders(desktop, ["one"], days)]
    pairs = Counter(pairwise(first))
    assert len(pairs) == 16
    assert sum((count - 100) ** 2 / 100 for count in pairs.values()) < 40


def test_keep_last_and_ordered_options_do_not_move(desktop: Screen) -> None:
    desktop.show("several")
    assert desktop.texts[-1] == "none of these"
    assert {day[0][-1] for day in orders(desktop, ["several"], YEAR)} == {"3"}
    desktop.show("numbers")
    assert desktop.texts == ["4", "9", "147"]
    desktop.show("fixed")
    assert desktop.texts == ["True", "False"]


def test_orderings_never_start_in_the_right_order_and_left_sides_stay(desktop: Screen) -> None:
    days = orders(desktop, ["order", "match"], YEAR)
    assert {day[0] for day in days} == {
        f"{a}{b}{c}{d}" for a in range(4) for b in range(4) for c in range(4) for d in range(4)
        if {a, b, c, d} == {0, 1, 2, 3}
    } - {"0123"}  # fmt: skip
    assert len({day[1] for day in days}) == 24
    desktop.show("match")
    assert desktop.page.locator(".lefts .text").all_inner_texts() == ["Marlow", LONG, "key"]


# Every card of the shipped deck.


def test_no_shipped_card_is_wider_than_a_phone(open: Open, tmp_path: Path) -> None:
    (deck,) = (REPOSITORY / "decks").glob("*.apkg")
    with collection(tmp_path) as shipped:
        shipped.import_deck(deck.read_bytes())
        cards = [(card, back) for card in shipped.cards() for back in (False, True)]
        sides = [side(shipped, card, back, "something else") for card, back in cards]
        outside = open(**NARROW).outside(sides)
        too_wide = [
            (card.note()["ID"], back)
            for (card, back), boxes in zip(cards, outside, strict=True)
            if boxes
        ]
        assert too_wide == []


# Hostile texts.

UNEXPECTED = """...[...document.querySelectorAll("#qa *")].filter((element) =>
  !element.matches("div, hr, ol, ul, li, p, span, br, center, label, input, button, select, option, "
    + "figure, figcaption, blockquote, cite, code, style, script, a[href^='https://example.org/']")
  || element.getAttributeNames().some((name) => name.startsWith("on"))
  || element.matches("script ~ script"))
  .map((element) => element.outerHTML.slice(0, 80))"""
"""JavaScript for all elements that no card of studykit contains."""


def test_hostile_text_is_harmless_in_a_browser(open: Open, tmp_path: Path) -> None:
    """In any field of any note type, none runs, opens a dialog or is outside the window."""
    with collection(tmp_path) as learner:
        screen = open(**NARROW)
        for n, text in enumerate(HOSTILE):
            cards = hostile(text)
            learner.import_deck(packed(cards, modified=1_700_000_000 + n))
            names = [(card.id, back) for card in cards for back in (False, True)]
            sides = [side(learner, learner.card(id), back, text) for id, back in names]
            outside = screen.outside(sides, UNEXPECTED)
            wrong = [name for name, boxes in zip(names, outside, strict=True) if boxes]
            assert wrong == [], text[:20]
        assert len(learner.cards()) == 8
