"""How a text is searched: variants of a sign as one, in lower case, each character in its place."""

from __future__ import annotations

import re

from ..regex import regex
from .model import Language

_FOLD = str.maketrans(
    dict.fromkeys("’‘‛ʼ′´`＇", "'")
    | dict.fromkeys("\u2010\u2011\u2212﹣－", "-")
    | dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000\t\r\v\f", " ")
    | {
        "⁄": "/",
        "／": "/",
        "％": "%",
        "٪": "%",
        "＄": "$",
        "￥": "¥",
        "．": ".",
        "＋": "+",
        "：": ":",
    }
    | {"٫": ".", "٬": ","}
    | {n + 0xFEE0: chr(n) for n in (*range(48, 58), *range(65, 91), *range(97, 123))}
)
_WIDE_COMMA = regex(r"(?<=[０-９])，(?=[０-９])")  # beside other digits it separates a list

MARKS = "\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u0900-\u0963"
"""Accents, vowel points and vowel signs, which `\\w` leaves out, for a character class."""

TAKEN = "\x01"
"""Replaces what is not to be found again; no pattern matches it."""


def flat(text: str) -> str:
    """Return a text with signs that are variants of one another folded."""
    if text.isascii():
        return text
    if "，" in text:
        text = _WIDE_COMMA.sub(",", text)
    return text.translate(_FOLD)


def lower(text: str, language: Language) -> str:
    """Return a text in lower case as the language has it."""
    if language.dotted_i:
        text = text.replace("İ", "i").replace("I", "ı")
    low = text.lower()
    if len(low) != len(text):  # the lower case of İ is two characters
        low = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    return low


def taken_out(pattern: re.Pattern[str] | None, text: str) -> str:
    """Return a text in which what a pattern matches can no longer be found."""
    return pattern.sub(lambda match: TAKEN * len(match[0]), text) if pattern else text
