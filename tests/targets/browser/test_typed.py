"""Typed answers."""

from __future__ import annotations

from ..screen import Screen

NO = "Not an accepted answer."


VERDICTS = [
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
    ("comma", "0,5", "Right."),
    ("comma", "1/3 metro", "Right."),
    ("comma", "0.4", "Right."),
    ("comma", "0,51", "Not right."),
]


def test_a_typed_answer_gets_a_verdict(screen: Screen) -> None:
    """None if nothing was typed, or if it is a number that only the learner can read."""
    found = []
    for id, typed, _ in VERDICTS:
        screen.show(id, back=True, typed=typed)
        found.append((id, typed, screen.verdict))
    assert found == VERDICTS


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
