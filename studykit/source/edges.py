"""Where the words and numbers of a text begin and end, so that no quote or mark cuts one.

`whole_words` extends a range of any text to the words of `fold.WORD`.  `whole_in_shown` knows more, which
needs the text as a reader sees it, before its spaces and dashes are folded: groups of digits with
no-break spaces, signs, decimal marks without a digit before them, units and powers.
"""

from __future__ import annotations

import re
from functools import cache

from ..regex import regex
from .fold import WORD, normalize_punctuation
from .text import GAP

_APART = f" {GAP}"
_NOT_JOINED = f" \t\n{GAP}"
_NEARBY = 60  # characters, which are more than a word has

_THIN = "\u00a0\u2007\u2008\u2009\u200a\u202f"  # spaces between the groups of a number
_MONEY = "$¢£¤¥฿₠-⃀＄￠￡￥￦"
_LETTER = r"[A-Za-z\u00c0-\u052f]"
_DIGITS = rf"(?:(?<![\d.,])\d{{1,3}}(?:[{_THIN}]\d{{3}}(?!\d))+|\d+)(?:[.,:/]\d+)*"
_HAN_NUMERALS = "〇零一二两兩三四五六七八九十百千万萬亿億兆壹贰叁肆伍陆柒捌玖拾佰仟"
_SPACED_MONEY = regex(rf"[{_MONEY}] \d|\d [{_MONEY}]")
_NUMBER = (
    # -5, .7, ≥5, HK$900, 12 500, 5‰, 5 €, 500+, 10^6
    rf"(?:(?<![^\s(\[\"'“‘«„—~<>≤≥≈])[-+±\u2010-\u2013\u2212])?"
    rf"(?:(?:(?<!\w)[A-Z]{{1,3}})?[{_MONEY}][{_THIN} ]?)?"
    rf"(?:(?<![\w.])\.)?{_DIGITS}"
    rf"(?:[{_THIN}]?[%‰‱′″]|[{_THIN} ]?[{_MONEY}]|[{_THIN}]?°[CF]?|\+(?!\w))?(?:\^[-\u2212]?\w+)?"
)
_JOINED = (
    # 10<sup>6</sup>
    r"\w+<(?P<raised>su[bp])>[^<>]{1,20}</(?P=raised)>|"
    # 三百万, 15亿
    rf"(?:\d+(?:[.,]\d+)*|[{_HAN_NUMERALS}])[{_HAN_NUMERALS}]+|"
    rf"[~<>≤≥≈#]{{0,2}}{_NUMBER}(?:[-\u2010-\u2015\u2212]{_NUMBER})*"
    # can´t, non–negotiable, R&D, name@example.org, C++
    rf"|{_LETTER}+(?:[´`&@\u2012\u2013]{_LETTER}+)+(?:\.{_LETTER}+)*"
    rf"|{_LETTER}+(?:\+\+|#)(?!\w)"
)

_JOINING = regex(f"[\\d<´`&@+#\u2012\u2013{_HAN_NUMERALS}]")
"""Each match of `_JOINED` has one of these."""


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(_JOINED)  # which takes 3 ms


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Extend a range of a text to the ends of the words that it cuts."""
    first, last = start, end
    for at in (start, end):
        if word := _word_around(text, at):
            first, last = min(first, word[0]), max(last, word[1])
    return first, last


def is_edge(text: str, at: int) -> bool:
    """Whether an offset of a text is inside of no word."""
    return _word_around(text, at) is None


def _word_around(text: str, at: int) -> tuple[int, int] | None:
    """Return the word that an offset is inside of, or None."""
    if at <= 0 or at >= len(text) or text[at] in _APART or text[at - 1] in _APART:
        return None  # a space is not part of a word
    if text[at] in ".,;:?!" and text[at + 1 : at + 2] in (" ", GAP) and text[at - 2] != ".":
        return None  # nor is a mark before a space, except in "U.S."
    left = max(0, at - _NEARBY)
    for word in WORD.finditer(normalize_punctuation(text[left : at + _NEARBY])):
        if word.start() + left < at < word.end() + left:
            return word.start() + left, word.end() + left
    return None


def whole_in_shown(text: str, start: int, end: int) -> tuple[int, int]:
    """Extend a range of a text as a reader sees it to the ends of what `_JOINED` joins."""
    first, last = start, end
    for at in (start, end):
        if joined := _joined_around(text, at):
            first, last = min(first, joined[0]), max(last, joined[1])
    return first, last


def is_edge_in_shown(text: str, at: int) -> bool:
    return _joined_around(text, at) is None


def _joined_around(text: str, at: int) -> tuple[int, int] | None:
    if at <= 0 or at >= len(text):
        return None
    apart = text[at] in _NOT_JOINED or text[at - 1] in _NOT_JOINED
    if apart and not _SPACED_MONEY.search(text, max(0, at - 2), at + 2):
        return None
    left = max(0, at - _NEARBY)
    if not _JOINING.search(text, left, at + _NEARBY):
        return None
    for joined in _joined().finditer(text, left, at + _NEARBY):
        if joined.start() < at < joined.end():
            return joined.span()
        if joined.start() >= at:
            break
    return None
