"""Versions of a talk whose turns differ in number or in speakers."""

from __future__ import annotations

from collections.abc import Callable

from studykit.check import Checked

from ..conftest import printed
from .test_translations_diverge import COURSE, ONE, TWO, question


def test_different_numbers_of_turns(checked: Callable[..., Checked]) -> None:
    more = {"texts/one.txt": ONE, "texts/two.txt": TWO + "Ann: And then?\n"}
    text = printed(
        checked(question("How, in translation?", "Well."), course=COURSE, text=None, more=more)
    )
    assert (
        "warning[uneven-turns]: section `text` has 3 turns in `two` but 2 in `one`,"
        " so they cannot be paired"
    ) in text
    assert "help: check for a speaker label or a heading that is not in course.yaml" in text


def test_the_same_number_of_turns_with_different_speakers(checked: Callable[..., Checked]) -> None:
    more = {"texts/one.txt": ONE, "texts/two.txt": TWO.replace("Ann: How", "Ben: How")}
    text = printed(
        checked(question("How, in translation?", "Well."), course=COURSE, text=None, more=more)
    )
    assert (
        "warning[uneven-turns]: section `text` has turns of different speakers in `two` and `one`,"
        " so they cannot be paired"
    ) in text


def test_the_same_turns_pass(checked: Callable[..., Checked]) -> None:
    more = {"texts/one.txt": ONE, "texts/two.txt": TWO}
    text = printed(
        checked(question("How, in translation?", "Well."), course=COURSE, text=None, more=more)
    )
    assert text.endswith("0 errors, 0 warnings")
