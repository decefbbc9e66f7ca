"""The words that the neutral document itself makes."""

from __future__ import annotations

import pytest

from studykit.bank.prose import parse
from studykit.targets.handout.model import Item, NoAnswerArea, line_ranges


@pytest.mark.parametrize(
    ("ranges", "words"),
    [
        ([], ""),
        ([(4, 4)], "line 4"),
        ([(4, 9)], "lines 4–9"),
        ([(1, 2), (5, 5)], "lines 1–2 and 5"),
        ([(1, 2), (5, 5), (7, 9)], "lines 1–2, 5 and 7–9"),
        ([(50, 52), (52, 54), (54, 55)], "lines 50–55"),
        ([(1, 2), (3, 3), (5, 9), (6, 7)], "lines 1–3 and 5–9"),
        ([(4, 4), (4, 4)], "line 4"),
    ],
)
def test_line_ranges_in_words(ranges: list[tuple[int, int]], words: str) -> None:
    assert line_ranges(ranges) == words


def test_the_facts_of_a_question_are_on_one_line() -> None:
    lines = ((4, 9), (12, 12))
    item = Item(
        1, parse("Why?"), NoAnswerArea(), lines=lines, points=1, level="analyze", minutes=20
    )
    assert item.facts == "lines 4–9 and 12 · analyze · 20 min · 1 point"
    assert Item(1, parse("Why?"), NoAnswerArea()).facts == ""


@pytest.mark.parametrize(
    ("minutes", "facts"), [(20, "20 min"), ((20, 20), "20 min"), ((8, 20), "8–20 min"), (None, "")]
)
def test_minutes_can_be_a_range(minutes: int | tuple[int, int] | None, facts: str) -> None:
    assert Item(1, parse("Why?"), NoAnswerArea(), minutes=minutes).facts == facts
