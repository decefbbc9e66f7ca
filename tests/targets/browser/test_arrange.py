"""Orderings and matches."""

from __future__ import annotations

import re

import pytest

from ..screen import Screen
from .sample import LONG


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
