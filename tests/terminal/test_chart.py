"""Bars of block characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studykit.terminal.chart import columns


def test_the_largest_value_fills_all_lines() -> None:
    assert columns([8, 4, 1, 0, 6], rows=2) == ["█       ▄", "█ █ ▂   █"]


def test_nothing_to_draw() -> None:
    assert columns([0, 0], rows=2) == ["", ""]


@given(st.lists(st.integers(0, 10**9), min_size=1))
def test_every_value_above_0_can_be_seen(values: list[int]) -> None:
    *_, bottom = columns(values)
    assert [bar != " " for bar in bottom.ljust(2 * len(values))[::2]] == [v > 0 for v in values]
