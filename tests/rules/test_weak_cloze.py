"""How much a cloze may hide, and which words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from .helpers import messages, question

CODE = "weak-cloze"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{c1::one}} {{c2::two}} {{c3::three}} {{c1::four}}", None),
        (
            "{{c1::one}} {{c2::two}} {{c3::three}} {{c4::four}}",
            "the cloze has 4 blanks; more than 3 are too many to learn",
        ),
        ("{{c1::one two three four five six}}", None),
        (
            "{{c1::one two three four five six seven::hint}}",
            "the blank “one two three four five six seven” has 7 words; more than 6 are too many",
        ),
        ("tick " * 39 + "{{c1::tock}}", None),
        (
            "tick " * 40 + "{{c1::tock}}",
            "the text has 41 words; more than 40 are too many for one cloze",
        ),
        ("up {{c1::in the}} wind", "the blank “in the” tests grammar, not what the text says"),
        ("{{c1::The}} wind", "the blank “The” tests grammar, not what the text says"),
        ("{{c1::not}} the wind", None),
        ("{{c1::before}} or {{c2::after}} the wind, {{c3::all}} the wind", None),
        ("{{c1::the wind}}", None),
        ("{{c1::…}} the wind", None),
    ],
)
def test_what_a_cloze_hides(
    checked: Callable[..., Checked], text: str, message: str | None
) -> None:
    cloze = question(type="cloze", prompt=None, text=text)
    assert messages(checked, CODE, cloze) == ([message] if message else [])


def test_function_words_are_known_in_english_only(checked: Callable[..., Checked]) -> None:
    cloze = question(type="cloze", prompt=None, text="{{c1::was}} klappert", lang="de")
    assert messages(checked, CODE, cloze) == []
