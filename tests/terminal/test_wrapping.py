"""Lines of languages that are not broken only at spaces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from studykit.terminal.wrapping import line_ends, needs_care


def lines(text: str, width: int) -> list[str]:
    ends = [0, *line_ends(text, width), len(text)]
    return [text[start:end] for start, end in pairwise(ends)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        # the full stop goes with the character before it, not to the next line
        ("这里没有文件夹。好的", 14, ["这里没有文件", "夹。好的"]),
        ("他说（第一部分）对", 6, ["他说", "（第一", "部分）", "对"]),
        ("用 `studykit quiz` 开始", 11, ["用 ", "`studykit ", "quiz` 开始"]),
        ("«\u00a0toll\u00a0» devrait\u00a0!", 10, ["«\u00a0toll\u00a0» ", "devrait\u00a0!"]),
        ("abcdefghij 汉", 4, ["abcd", "efgh", "ij ", "汉"]),
    ],
)
def test_signs_stay_with_their_words(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(st.text("汉字，。（“ ab\u00a0", min_size=1), st.integers(4, 20))
def test_every_line_fits_and_nothing_is_lost(text: str, width: int) -> None:
    broken = lines(text, width)
    assert "".join(broken) == text
    assert all(cell_len(line.rstrip(" ")) <= width for line in broken)


def test_english_is_left_to_rich() -> None:
    assert not needs_care("At noon, “a” – 1 × 2.")
    assert needs_care("12\u202f%")
    assert needs_care("中")


def test_korean_is_broken_at_its_spaces() -> None:
    assert not needs_care("등대 위에서 무슨 소리를")
    assert lines("등대 위에서 中 소리를", 8) == ["등대 ", "위에서 ", "中 ", "소리를"]
