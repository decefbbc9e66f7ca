"""Clozes without a blank, and with incomplete or empty ones."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from studykit.check import Checked, check

from ..conftest import MakeCourse
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
        pytest.param(
            "a {{c1::shutter { was}} banging",
            "the blank that starts with `{{c1::` is incomplete",
            id="an open brace",
        ),
        pytest.param(
            "a {{c1::shutter}}} was banging",
            "the blank “shutter” is followed by an unmatched brace",
            id="a closing brace",
        ),
        pytest.param(
            "a {{c1::shutter::what::?}} was banging",
            "the blank “shutter” has several `::`",
            id="two hints",
        ),
        pytest.param(
            "a {{c1::shutter}} was {{C2::banging}}",
            "`{{C2::` does not start a blank",
            id="a capital",
        ),
        pytest.param(
            "a {{c1::shutter}} was {{ c2::banging}}",
            "`{{ c2::` does not start a blank",
            id="a space",
        ),
        pytest.param(
            "a {{c1::shutter}} was {{2::banging}}",
            "`{{2::` does not start a blank",
            id="no c",
        ),
        pytest.param(
            "a {{c1::shutter}} was {{c::banging}}",
            "the blank that starts with `{{c::` is incomplete",
            id="no number",
        ),
        pytest.param(
            "a {{c1::shutter}} was {{c0::banging}}",
            "`{{c0::` does not start a blank",
            id="zero",
        ),
        pytest.param(
            "a {{c1::shutter}} was {{c2：：banging}}",
            "`{{c2：：` does not start a blank",
            id="wide colons",
        ),
        pytest.param(
            "a {{c1::shutter}} was {{с2::banging}}",
            "`{{с2::` does not start a blank",
            id="a Cyrillic letter",
        ),
        pytest.param(
            "a {{c1::shutter}} was {c2::banging}",
            "`{c2::` does not start a blank",
            id="single braces",
        ),
        pytest.param("{{C1::a shutter}}", "`{{C1::` does not start a blank", id="no other"),
    ],
)
def test_a_blank_that_is_wrong(checked: Callable[..., Checked], text: str, message: str) -> None:
    cloze = question(None, type="cloze", text=text)
    assert messages(checked, CODE, cloze) == [message]


def test_a_separator_that_is_in_the_quote(make_course: MakeCourse) -> None:
    cloze = question(
        None,
        type="cloze",
        text="It calls {{c1::Net::HTTP}}",
        passages=[{"quote": "It calls Net::HTTP"}],
    )
    folder = make_course(f"- {json.dumps({'id': 'q1'} | cloze)}", text="It calls Net::HTTP here.")
    found = [d for d in check(folder).report.diagnostics if d.code == CODE]
    assert [(d.message, d.help_text) for d in found] == [
        (
            "the quote has “Net::HTTP”, but “HTTP” is read as a hint",
            "write \\:: where `::` does not start the hint, as in Net\\::HTTP",
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a {{c1::shutter::what?}} was {{c2::banging}} up here",
        "{{c1::{1, 2}}} and {{c2::{{1}, {2}}}}",
        "the set {{{c1::1, 2}}}",
        r"it calls {{c1::Net\::HTTP::what\::?}}",
        r"a brace \}, {{c1::one \} more}} and {{c2::a {pair} of them}}\}",
        r"not \{{C1::this}}, but {{c1::that}}",
        "{{Front}} of {{c1::a card}}",
        "the dictionary {{1: 2}} of {{c1::a card}}",
    ],
)
def test_blanks_that_are_complete(checked: Callable[..., Checked], text: str) -> None:
    assert messages(checked, CODE, question(None, type="cloze", text=text)) == []
