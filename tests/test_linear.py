"""A check takes time in proportion to the length of a text, whatever the text is."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

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


def seconds(folder: Path) -> float:
    """The processor time of a check, the shorter of two."""
    times = []
    for _ in range(2):
        started = process_time()
        check(folder)
        times.append(process_time() - started)
    return min(times)


@pytest.mark.parametrize(
    "piece",
    ["![a", "![a](", "1,", r"\(", r"\[", "$$ a", "[a](", "*a ", "`a``", "“a ", "a. "],
)
def test_a_text_of_one_piece_again_and_again(piece: str, make_course: MakeCourse) -> None:
    """Four times the length takes about four times as long, not sixteen times."""
    times = []
    for length in (5_000, 20_000):
        text = piece * (length // len(piece))
        times.append(seconds(make_course(FIELDS.format(text=json.dumps(text)))))
    short, long = times
    assert long / short < 10
