"""Where lines can be broken: between words, and between the characters of Chinese and Japanese.

A few rules of UAX #14 (line breaking) that rich does not know: a line never begins with a closing sign
or ends with an opening one, and no-break spaces stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

_CLOSING = frozenset("。，、；：！？）》〉」』】〕”’…·％%,.;:!?)]}ー々")
_OPENING = frozenset("（《〈「『【〔“‘([{")
_IDEOGRAPHS = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
"""The characters of Chinese and Japanese; Korean has spaces between its words."""

_BREAKABLE = re.compile(f"[{_IDEOGRAPHS}]")
_CARE = re.compile(f"[\u00a0\u202f{_IDEOGRAPHS}]")


def needs_care(text: str) -> bool:
    """Whether a text has characters that are not broken like English."""
    return _CARE.search(text) is not None


def line_ends(text: str, width: int) -> list[int]:
    """Return the offsets at which a line of text is broken to fit into a number of columns."""
    ends = []
    start = last = 0  # of the current line, and the last place where it can be broken
    for place in _places(text):
        if last > start and cell_len(text[start:place].rstrip(" ")) > width:
            ends.append(last)
            start = last
        while cell_len(text[start:place].rstrip(" ")) > width:  # a word that is too long
            start += _fitting(text[start:place], width)
            ends.append(start)
        last = place
    return ends


def _places(text: str) -> Iterator[int]:
    """Yield the offsets at which a text can be broken, and its end."""
    for n in range(1, len(text)):
        before, after = text[n - 1], text[n]
        if after == " " or after in _CLOSING or before in _OPENING:
            continue
        if before == " " or (_BREAKABLE.search(before + after) and not _joins(before, after)):
            yield n
    yield len(text)


def _joins(before: str, after: str) -> bool:
    return bool({before, after} & {"\u00a0", "\u202f"})


def _fitting(text: str, width: int) -> int:
    """Return how many characters fit, at least one."""
    count = 1
    while count < len(text) and cell_len(text[: count + 1]) <= width:
        count += 1
    return count
