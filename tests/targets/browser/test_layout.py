"""Layout and accessibility of both sides of every note type."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from studykit.targets.anki import notetypes

from ...conftest import REPOSITORY
from ..learner import Learner, collection
from ..screen import NARROW, Screen, side
from .conftest import Open
from .sample import IDS, LIVE, LONG

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.slow
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


def test_the_back_scrolls_to_the_prompt(open: Open) -> None:
    """Clients scroll to the element `answer`, so the prompt and the answer below it are in sight."""
    screen = open(phone=True, viewport={"width": 400, "height": 300})
    for id in IDS:
        screen.show(id, back=True)
        screen.do("document.getElementById('answer').scrollIntoView()")
        box = screen.page.locator(".prompt").bounding_box() or {}
        assert 0 <= box["y"] < 100, id


# Without scripts


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


# Every card of the shipped deck


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
