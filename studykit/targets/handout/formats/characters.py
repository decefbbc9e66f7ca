"""Characters as PDF and Word can print them: no control characters, directions closed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import bidirectional, category

from ....source.fold import HAN

_SPACES = re.compile(r"[\t\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_NOT_TEXT = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LONG_WORD = re.compile(r"[^\s\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]{41,}")
_CLOSING = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c")
_CLOSING |= dict.fromkeys("\u2066\u2067\u2068", "\u2069")
_DIRECTION_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SHORT_WORD = re.compile(f"(?<![{HAN}])[{HAN}]{{2,4}}(?![{HAN}])")
_WORD_JOINER = "\u2060"
_ZERO_WIDTH_SPACE = "\u200b"
_ZERO_WIDTH_JOINER = "\u200d"  # joins emoji


def clean(text: str) -> str:
    """Replace characters that are not text by U+FFFD, and close embedded directions.

    Line feeds stay; other white space becomes a space, a byte order mark is dropped.
    """
    text = _NOT_TEXT.sub("\ufffd", _SPACES.sub(" ", text).replace("\ufeff", ""))
    if not _DIRECTION_CONTROL.search(text):
        return text
    unclosed: list[str] = []
    for c in text:
        if c in _CLOSING:
            unclosed.append(_CLOSING[c])
        elif unclosed and c == unclosed[-1]:
            unclosed.pop()
    return text + "".join(reversed(unclosed))


def breakable(text: str) -> str:
    """Insert zero-width spaces into words that are wider than a line."""
    return _LONG_WORD.sub(lambda match: _with_breaks(match[0]), text)


def _with_breaks(word: str) -> str:
    parts, start = [], 0
    for n, c in enumerate(word):
        joined = category(c) in ("Mn", "Mc", "Me", "Cf") or word[n - 1] == _ZERO_WIDTH_JOINER
        if n - start >= 20 and not joined:
            parts.append(word[start:n])
            start = n
    return _ZERO_WIDTH_SPACE.join([*parts, word[start:]])


def unbroken(text: str, lang: str) -> str:
    """Join the characters of each short Chinese word in a text in another language (U+2060)."""
    if re.match("(zh|ja|cmn|yue)\\b", lang.casefold()):
        return text
    return _SHORT_WORD.sub(lambda match: _WORD_JOINER.join(match[0]), text)


def is_right_to_left(texts: Iterable[str]) -> bool:
    """Whether the first letter with a direction runs from right to left, outside of isolates."""
    for text in texts:
        isolates = 0
        for c in text:
            direction = bidirectional(c)
            if direction in ("LRI", "RLI", "FSI"):
                isolates += 1
            elif direction == "PDI":
                isolates -= 1
            if isolates > 0:
                continue
            if direction in ("R", "AL"):
                return True
            if direction == "L":
                return False
    return False


def isolated(text: str) -> str:
    """A text as part of another: one that runs from right to left does not reorder what is beside it."""
    return isolate(text) if is_right_to_left([text]) else text


def isolate(text: str) -> str:
    """A text whose direction does not depend on what is beside it (Unicode's FSI and PDI)."""
    return f"\u2068{text}\u2069" if text else ""
