"""Clozes that differ from their passages, or start after a word that changes their meaning."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from .helpers import messages, question

CODE = "cloze-not-verbatim"
BOARD = "I don’t think the board was wrong to switch the old light off"


def found(checked: Callable[..., Checked], text: str, quote: str) -> list[str]:
    cloze = question(None, type="cloze", text=text, passages=[{"quote": quote}])
    return messages(checked, CODE, cloze)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a shutter was {{c1::rattling}}", id="another word"),
        pytest.param("a {{c1::shut}}", id="part of a word"),
        pytest.param("banging a {{c1::shutter}}", id="another order"),
    ],
)
def test_a_cloze_that_does_not_match_its_passage(
    checked: Callable[..., Checked], text: str
) -> None:
    assert found(checked, text, "a shutter was banging") == [
        "the cloze does not match any of its passages word for word"
    ]


def test_a_cloze_that_starts_after_a_negation(checked: Callable[..., Checked]) -> None:
    assert found(checked, "the board was {{c1::wrong}}", BOARD) == [
        "the cloze leaves out “don't”, which comes shortly before it in the quote"
    ]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        pytest.param("A shutter was {{c1::banging}}.", "a shutter was banging up here", id="case"),
        pytest.param("I don't think the {{c1::board}}", BOARD, id="apostrophe"),
        pytest.param("to switch the {{c1::old}} light off", BOARD, id="far from the negation"),
    ],
)
def test_a_cloze_that_matches_its_passage(
    checked: Callable[..., Checked], text: str, quote: str
) -> None:
    assert found(checked, text, quote) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("{{c1::$E^2 = (pc)^2$}}", "$$E^2 = (pc)^2$$"),
        (r"Its energy is {{c1::$\frac{1}{2} mv^2$}}", r"Its energy is $\frac{1}{2} mv^2$."),
    ],
)
def test_a_cloze_with_a_formula(checked: Callable[..., Checked], text: str, quote: str) -> None:
    assert found(checked, text, quote) == []
    assert len(found(checked, text.replace("2$", "3$"), quote)) == 1
