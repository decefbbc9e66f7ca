"""The claims of a text that can be compared with another: numbers, names, negations, modals, quotes.

English only.  Numbers are compared as values: "two or three" is "2-3", "one-seventh" is "1/7",
"$6 million" is "6000000".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from ..regex import regex
from .fold import HAN, normalize_punctuation


class ClaimKind(StrEnum):
    NUMBER = "number"
    NAME = "name"
    NEGATION = "negation"
    MODAL = "modal"


class Claim(NamedTuple):
    """A claim at a range of a text (offsets, the end exclusive), with the value to compare."""

    kind: ClaimKind
    value: str
    start: int
    end: int


# Numbers

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_CARDINALS = {word: n for n, word in enumerate(_UNITS)} | {
    word: 20 + 10 * n for n, word in enumerate(_TENS)
}
_CARDINALS |= {
    f"{ten}-{unit}": _CARDINALS[ten] + _CARDINALS[unit] for ten in _TENS for unit in _UNITS[1:10]
}
_ORDINALS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "eighth": 8,
    "ninth": 9, "twelfth": 12, "hundredth": 100, "thousandth": 1000, "millionth": 10**6,
}  # fmt: skip
_ORDINALS |= {f"{word}th": n for word, n in _CARDINALS.items() if n > 3 and n not in (5, 8, 9, 12)}
_ORDINALS |= {f"{word[:-1]}ieth": n for word, n in _CARDINALS.items() if word in _TENS}
_ORDINALS |= {f"{word}s": n for word, n in _ORDINALS.items() if not word.endswith("s")}
_SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 1000, "m": 10**6, "bn": 10**9, "dozen": 12, "decade": 10, "decades": 10,
}  # fmt: skip
_TIMES = {"twice": 2, "double": 2, "doubled": 2, "twofold": 2, "thrice": 3, "triple": 3}
_TIMES |= {f"{word}fold": n for word, n in _CARDINALS.items() if n > 1}

_WORD_NUMBER = "|".join(sorted(_CARDINALS, key=len, reverse=True))
_ONE = rf"(?:\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{_WORD_NUMBER})\b)"
_PARTS = "|".join(sorted(_ORDINALS, key=len, reverse=True))
# no number begins in another way: to look ahead takes a tenth of the time of the search
_BEGINNINGS = "|".join(sorted({word[:4] for word in (*_CARDINALS, *_ORDINALS, *_TIMES)}))
_NUMBER_WORDS = frozenset(
    re.findall(b"[a-z]+", " ".join((*_CARDINALS, *_ORDINALS, *_TIMES)).encode())
)
_DIGIT = regex(r"\d")
_LETTERS_ONLY = bytes(c if ord("a") <= c <= ord("z") else ord(" ") for c in range(256))


def may_have_number(text: str) -> bool:
    """Whether a text has a digit or a word such as "two" or "half".

    Few texts have, and to look takes a twentieth of the time of `numbers`.
    """
    return not _NUMBER_WORDS.isdisjoint(_ascii_words(text)) or _DIGIT.search(text) is not None


def _ascii_words(text: str) -> list[bytes]:
    """Return the runs of ASCII letters in a text, in lower case."""
    return text.casefold().encode(errors="replace").translate(_LETTERS_ONLY).split()


@cache  # few texts have numbers, and to compile it takes as long as to check 100 questions
def _number() -> re.Pattern[str]:
    return re.compile(
        rf"""(?<![\w.])(?=[$€£¥\d]|{_BEGINNINGS})[$€£¥]?(?:
            (?P<over>{_ONE})(?:/|\s?-\s?|\s)(?P<part>(?:\d+(?:st|nd|rd|th)?|(?:{_PARTS}))\b)
              (?<=[a-z0-9])
          | (?P<low>{_ONE})(?:\s?(?:-|—|\bto\b|\bor\b)\s?[$€£¥]?(?P<high>{_ONE}))?
            (?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|decades?|k|m|bn)\b)?
          | (?P<times>{"|".join(_TIMES)})\b
          | (?P<ordinal>(?:\d+(?:st|nd|rd|th)|(?:{_PARTS}))\b)
        )""",
        re.VERBOSE | re.IGNORECASE,
    )


_GROUPED = regex(r"(?<!\d)\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)")
"""Digits that no-break or thin spaces divide into groups of three."""
_SPACE = regex(r"\s")


@lru_cache(maxsize=1 << 16)  # several rules ask for the claims of the same texts
def numbers(text: str) -> tuple[Claim, ...]:
    """Return the numbers of a text.  A bare "one" does not count: it is mostly a pronoun."""
    return tuple(_numbers(text)) if may_have_number(text) else ()


def _numbers(text: str) -> Iterator[Claim]:
    # as long as the text, so that the offsets are those of the text
    flat = normalize_punctuation(_GROUPED.sub(lambda found: _SPACE.sub(",", found[0]), text))
    for match in _number().finditer(flat):
        try:
            value = _value(match)
        except ValueError:  # it has thousands of digits, which Python does not convert
            continue
        if value is not None:
            yield Claim(ClaimKind.NUMBER, value, *match.span())


def _value(match: re.Match[str]) -> str | None:
    """Return the value of a number: "6000000", "7/2", "1/7", "2-3"; None if it says none."""
    if match["part"]:
        return _fraction(match)
    if match["times"]:
        return str(_TIMES[match["times"].casefold()])
    if match["ordinal"]:
        return _ordinal(match["ordinal"].casefold())
    if match["low"].casefold() == "one" and not match["high"] and not match["scale"]:
        return None
    scale = _SCALES[match["scale"].casefold()] if match["scale"] else 1
    low = str(_amount(match["low"]) * scale)
    return f"{low}-{_amount(match['high']) * scale}" if match["high"] else low


def _fraction(match: re.Match[str]) -> str | None:
    over = _amount(match["over"])
    start = match.start()
    separator = match[0][match.end("over") - start : match.start("part") - start]
    digits = re.match(r"\d+", match["part"])
    below = int(digits[0]) if digits else _ORDINALS[match["part"].casefold()]
    if digits and "/" not in separator:  # a range such as "5-13", or two numbers
        return f"{over}-{below}" if "-" in separator else None
    return str(over / below) if below else None


def _ordinal(word: str) -> str | None:
    if word in ("third", "thirds", "quarter", "quarters", "fourth"):  # mostly not a number alone
        return None
    if word == "half":
        return "1/2"
    digits = re.match(r"\d+", word)
    return digits[0] if digits else str(_ORDINALS[word])


def _amount(text: str) -> Fraction:
    word = _CARDINALS.get(text.casefold())
    return Fraction(word) if word is not None else Fraction(text.replace(",", ""))


# Names

_CAPITAL = regex(rf"(?<![\w'-])(?![{HAN}])[^\W\d_a-z]\w*(?:[-'.&]\w+)*\.?|\b[a-z]++[A-Z]\w*")
_INITIALS = regex(r"(?:\w\.)+")
_PLURAL_ACRONYM = regex(r"[A-Z]{2,}s")
_NOT_NAMES = {"i", "i'm", "i've", "i'd", "i'll"}
_SENTENCE_START = regex(r"(?:^|[.!?:;\n]|—)[\s\"'(\[]*$|[\"(\[]$")


@lru_cache(maxsize=1 << 16)
def names(text: str) -> tuple[Claim, ...]:
    """Return the proper names of a text, word by word.

    The first word of a sentence counts only if it is not written like a common word: `DeepSeek`,
    `MLA` and `V2`, but not `Limited`.
    """
    if text.isascii() and text[1:2].islower() and text[1:].islower():
        return ()  # its only capital is that of its first word
    return tuple(_names(text))


def _names(text: str) -> Iterator[Claim]:
    flat = normalize_punctuation(text)
    for match in _CAPITAL.finditer(flat):
        word = match[0]
        if word.endswith(".") and not _INITIALS.fullmatch(word):
            word = word[:-1]
        name = word.removesuffix("'s").removesuffix("'")
        if _PLURAL_ACRONYM.fullmatch(name):  # APIs, GPUs
            name = name[:-1]
        if name.casefold() in _NOT_NAMES or "n't" in word:
            continue
        common = name[1:].islower() or len(name) == 1
        before = flat[max(0, match.start() - 4) : match.start()]
        if common and _SENTENCE_START.search(before):
            continue
        yield Claim(ClaimKind.NAME, name.casefold(), match.start(), match.start() + len(word))


# Negations and modals

_NEGATING = frozenset(
    "not no never none nothing nobody neither nor without cannot hardly scarcely barely".split()
)
_MAY_NEGATE = frozenset(word.encode() for word in (*_NEGATING, "t"))  # and the end of "isn't"
_MODALS = frozenset("can could may might must shall should will would cannot".split())
_NEGATION = regex(
    rf"\b(?:{'|'.join(sorted(_NEGATING))})\b"
    r"|\b\w+n't\b",
    re.IGNORECASE,
)
_MODAL = regex(
    rf"\b(?:{'|'.join(sorted(_MODALS))})\b|(?<=\w)'(?:ll|d)\b"
    r"|\b(?:ca|could|might|must|sha|should|wo|would)(?=n't)",
    re.IGNORECASE,
)
_FULL = {"'ll": "will", "'d": "would", "ca": "can", "sha": "shall", "wo": "will", "cannot": "can"}


def negations(text: str) -> Iterator[Claim]:
    """Yield the negations of a text; "can't" and "cannot" have the value "not"."""
    flat = normalize_punctuation(text)
    if _MAY_NEGATE.isdisjoint(_ascii_words(flat)):  # most texts, in a seventh of the time
        return
    for match in _NEGATION.finditer(flat):
        word = match[0].lower()
        value = "not" if word.endswith("n't") or word in ("not", "cannot") else word
        yield Claim(ClaimKind.NEGATION, value, *match.span())


def modals(text: str) -> Iterator[Claim]:
    """Yield the modal verbs of a text; "won't" and "'ll" have the value "will"."""
    for match in _MODAL.finditer(normalize_punctuation(text)):
        word = match[0].lower()
        yield Claim(ClaimKind.MODAL, _FULL.get(word, word), *match.span())


CONDITIONS = frozenset(
    "if unless whether except provided perhaps maybe possibly allegedly reportedly supposedly".split()
)
"""Words that make a statement conditional or doubtful."""


def claims(text: str) -> list[Claim]:
    """Return every claim of a text, in order; a number in a name ("GPT-4") belongs to the name."""
    found = [*names(text), *numbers_apart(text), *negations(text), *modals(text)]
    return sorted(found, key=lambda claim: (claim.start, claim.kind))


def numbers_apart(text: str) -> list[Claim]:
    """Return the numbers of a text that are not in one of its names."""
    named = names(text)
    return [
        claim
        for claim in numbers(text)
        if not any(n.start <= claim.start and claim.end <= n.end for n in named)
    ]


def covers(value: str, values: set[str]) -> bool:
    """Whether a number is among others, as itself or as a bound of a range."""
    if value in values:
        return True
    bounds = {bound for one in values for bound in one.split("-")}
    return all(part in bounds for part in value.split("-"))


# Quoted phrases

_QUOTED = regex(r"“([^“”]+)”|\"([^\"]+)\"")


def quoted(text: str) -> list[str]:
    """Return the phrases of a text between double quotation marks."""
    if '"' not in text and "“" not in text:
        return []
    return [match[1] or match[2] for match in _QUOTED.finditer(text)]
