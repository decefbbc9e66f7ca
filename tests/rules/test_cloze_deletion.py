"""Clozes without a blank, and with incomplete or empty ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from .helpers import messages, question

CODE = "cloze-deletion"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("a shutter was banging", "the cloze has no blank", id="no blank"),
        pytest.param("a {{c1::::what?}} was banging", "a blank has no words", id="a hint alone"),
        pytest.param(
            "{{c1::a shutter}} was {{c2:banging}}",
            "the blank that starts with `{{c2:` is incomplete",
            id="one colon",
        ),
        pytest.param(
            "a {{c1::shutter was banging",
            "the blank that starts with `{{c1::` is incomplete",
            id="no closing braces",
        ),
        pytest.param(
            "{{c1::a {{c2::shutter}} was}} banging",
            "the blank that starts with `{{c1::` is incomplete",
            id="nested",
        ),
    ],
)
def test_a_blank_that_is_wrong(checked: Callable[..., Checked], text: str, message: str) -> None:
    cloze = question(None, type="cloze", text=text)
    assert messages(checked, CODE, cloze) == [message]


def test_blanks_that_are_complete(checked: Callable[..., Checked]) -> None:
    cloze = question(
        None, type="cloze", text="a {{c1::shutter::what?}} was {{c2::banging}} up here"
    )
    assert messages(checked, CODE, cloze) == []
