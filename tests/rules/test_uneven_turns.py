"""Renderings with different numbers of turns are told, never paired by guess."""

from __future__ import annotations

from collections.abc import Callable

from studykit.check import Checked

from ..conftest import printed
from .test_translations_diverge import COURSE, ONE, TWO, question


def test_a_turn_more_in_one_rendering_is_found(checked: Callable[..., Checked]) -> None:
    more = {"texts/one.txt": ONE, "texts/two.txt": TWO + "Ann: And then?\n"}
    text = printed(
        checked(question("How, in translation?", "Well."), course=COURSE, text=None, more=more)
    )
    assert (
        "warning[uneven-turns]: `two` has 3 turns where `one` has 2 in text;"
        " they cannot be set side by side"
    ) in text
    assert "help: look for a label or a heading that course.yaml does not name" in text


def test_as_many_turns_of_other_speakers_are_uneven_too(checked: Callable[..., Checked]) -> None:
    more = {"texts/one.txt": ONE, "texts/two.txt": TWO.replace("Ann: How", "Ben: How")}
    text = printed(
        checked(question("How, in translation?", "Well."), course=COURSE, text=None, more=more)
    )
    assert "`two` has 2 turns where `one` has 2 in text" in text


def test_even_renderings_are_clean(checked: Callable[..., Checked]) -> None:
    more = {"texts/one.txt": ONE, "texts/two.txt": TWO}
    text = printed(
        checked(question("How, in translation?", "Well."), course=COURSE, text=None, more=more)
    )
    assert text.endswith("0 errors, 0 warnings")
