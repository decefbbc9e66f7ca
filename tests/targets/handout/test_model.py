"""The words that the neutral document itself makes."""

from __future__ import annotations

import pytest

from studykit.bank.prose import parse
from studykit.targets.handout.areas import NoAnswerArea
from studykit.targets.handout.model import Item, Table, line_ranges
from studykit.targets.handout.prose import as_prose
from studykit.targets.handout.prose import words as texts


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


@pytest.mark.parametrize(
    ("rows", "side_by_side", "numbers"),
    [
        (5, 2, [["1", "4"], ["2", "5"], ["3", ""]]),
        (4, 3, [["1", "3"], ["2", "4"]]),
        (1, 3, [["1"]]),
        (0, 2, []),
    ],
)
def test_rows_side_by_side_are_read_down_each_column(
    rows: int, side_by_side: int, numbers: list[list[str]]
) -> None:
    """No column is empty."""
    cells = tuple((as_prose(str(n)), as_prose("x")) for n in range(1, rows + 1))
    table = Table("Key", ("No.", "Answer"), cells, (1, 3), side_by_side=side_by_side)
    paper = table.on_paper()
    assert [["".join(texts(cell)) for cell in row[::2]] for row in paper.rows] == numbers
    times = len(numbers[0]) if numbers else 1
    assert (paper.header, paper.widths) == (("No.", "Answer") * times, (1, 3) * times)
    assert [table.is_row_header(n) for n in range(2 * times)] == [True, False] * times
