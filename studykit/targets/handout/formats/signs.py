"""Signs as paper takes them: without what is no text, and in the right direction."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import bidirectional, category

_SPACES = re.compile(r"[\t\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_NO_TEXT = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LONG = re.compile(r"[^\s\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]{41,}")
_OPENS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c")
_OPENS |= dict.fromkeys("\u2066\u2067\u2068", "\u2069")
ZWJ = "\u200d"  # joins emoji
_STEERS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """A text with U+FFFD for what is no text, and with what it opens of other directions closed.

    Line feeds stay; other space that is no plain one becomes one, a byte order mark goes.
    """
    text = _NO_TEXT.sub("\ufffd", _SPACES.sub(" ", text).replace("\ufeff", ""))
    if _STEERS.search(text):
        still: list[str] = []
        for c in text:
            if c in _OPENS:
                still.append(_OPENS[c])
            elif still and c == still[-1]:
                still.pop()
        text += "".join(reversed(still))
    return text


def breakable(text: str) -> str:
    """A text with places to break at in words that no line can hold."""
    return _LONG.sub(lambda match: _broken(match[0]), text)


def _broken(word: str) -> str:
    parts, start = [], 0
    for n, c in enumerate(word):
        if n - start >= 20 and category(c) not in ("Mn", "Mc", "Me", "Cf") and word[n - 1] != ZWJ:
            parts.append(word[start:n])
            start = n
    return "\u200b".join([*parts, word[start:]])


def rtl(texts: Iterable[str]) -> bool:
    """Whether the first letter with a direction goes from right to left."""
    for text in texts:
        for c in text:
            if (direction := bidirectional(c)) in ("R", "AL"):
                return True
            if direction == "L":
                return False
    return False
