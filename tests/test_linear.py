"""A check takes time in proportion to the length of a text, whatever the text is.

If it grew with the square of the length, these tests would take many minutes.
"""

from __future__ import annotations

import json

import pytest

from studykit.check import check

from .conftest import MakeCourse

FIELDS = """\
- id: recall
  type: basic
  prompt: {text}
  answer: {text}
  explanation: {text}
  passages: [{{quote: a shutter was banging up here in the wind}}]
- id: choice
  type: multiple_choice
  prompt: What did Marlow hear?
  key: {text}
  distractors: [A dog., A car.]
  passages: [{{quote: a shutter was banging up here in the wind}}]
"""


@pytest.mark.parametrize(
    "piece",
    ["![a", "![a](", "1,", r"\(", r"\[", "$$ a", "[a](", "*a ", "`a``", "“a ", "a. "],
)
def test_a_text_of_one_piece_again_and_again(piece: str, make_course: MakeCourse) -> None:
    text = piece * (25_000 // len(piece))
    check(make_course(FIELDS.format(text=json.dumps(text))))
