"""“Who says this?”, and what the prompt must name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from ..conftest import COURSE, pointed

ASKED = """\
- id: noise
  type: who_said_it
  {prompt}
  key: Ida Marlow
  distractors: [The reporter]
  passages: [{{quote: a shutter was banging up here in the wind}}]
"""
WITH_WORK = COURSE.replace("people:", "works: [{id: talk, title: A talk with a winder}]\npeople:")


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (
            "",
            ["noise | unplaced-quote: “Who says this?” names no work, source, section or person"
             " | write a `prompt` that says which text is meant, such as “Who says this in …?”"],
        ),
        (
            "prompt: Who says this of a noise?",
            ["Who says this of a noise? | unplaced-quote: “Who says this of a noise?” names no work,"
             " source, section or person | write a `prompt` that says which text is meant, such as"
             " “Who says this in …?”"],
        ),
        ("prompt: Who says this in Part 1?", []),
        ("prompt: Who says this in the talk?", []),
        ("prompt: Who says this in “The Shutter and the Light”?", []),
        ("prompt: Who says this to the reporter?", []),
    ],
)  # fmt: skip
def test_a_prompt_names_a_work_source_section_or_person(
    prompt: str, expected: list[str], checked: Callable[..., Checked]
) -> None:
    lines = pointed(checked(ASKED.format(prompt=prompt), course=WITH_WORK))
    assert lines == expected
