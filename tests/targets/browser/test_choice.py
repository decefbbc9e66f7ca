"""Choosing options by tapping and with keys, and what the back shows of the choice."""

from __future__ import annotations

import json

import pytest

from ..screen import NO_STORAGE, Screen
from .conftest import Open
from .sample import LIVE, LONG


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


# On the back


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


# Many cards in one page


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
    for _ in range(5):
        for id in LIVE:
            desktop.show(id)
            desktop.show(id, back=True)
    assert desktop.do("listeners.size") == 1
    globals = desktop.do("Object.keys(window).filter((name) => name.startsWith('studykit')).sort()")
    assert globals == ["studykitChosen", "studykitKeys"]
