"""The words that show whether a statement is true: patterns that look ahead find what plain ones find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis import markers
from studykit.rules import absent_rationale

PATTERNS = {
    "absolute": markers.ABSOLUTE,
    "hedge": markers.HEDGE,
    "sweeping": markers._SWEEPING,
    "cautious": markers._CAUTIOUS,
    "absent": absent_rationale._ABSENT,
}
_LOOK_AHEAD = re.compile(r"\(\?(?:i:\(\?)?=\[[a-z]+\]\)+")


@pytest.mark.parametrize("name", PATTERNS)
@given(data=st.data())
def test_looking_ahead_misses_no_word(name: str, data: st.DataObject) -> None:
    """Without the letters with which its words begin, a pattern finds the same."""
    pattern = PATTERNS[name]
    plain, count = _LOOK_AHEAD.subn("", pattern.pattern)
    assert count == 1
    words = sorted(
        set(re.findall(r"[A-Za-z']+", plain)) | {word.title() for word in plain.split("|")}
    )
    text = " ".join(data.draw(st.lists(st.sampled_from(words), max_size=5)))
    found, expected = pattern.search(text), re.compile(plain, pattern.flags).search(text)
    assert (found and found.span()) == (expected and expected.span())
