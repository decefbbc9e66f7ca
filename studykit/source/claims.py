"""What a text claims that can be compared word for word: numbers, names, negations, modals, quotes.

English only.  Numbers are compared as values: "two or three" is "2-3", "one-seventh" is "1/7",
"$6 million" is "6,000,000".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from .fold import HAN, signs


class Kind(StrEnum):
    NUMBER = "number"
    NAME = "name"
    NEGATION = "negation"
    MODAL = "modal"


class Claim(NamedTuple):
    """A stretch of a text (offsets, the end exclusive) and the value by which it is compared."""

    kind: Kind
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
_NUMBER = re.compile(
    rf"""(?<![\w.])[$€£¥]?(?:
        (?P<over>{_ONE})(?:/|\s?-\s?|\s)(?P<part>(?:\d+(?:st|nd|rd|th)?|(?:{_PARTS}))\b)
          (?<=[a-z0-9])(?P<isfraction>)
      | (?P<low>{_ONE})(?:\s?(?:-|—|\bto\b|\bor\b)\s?[$€£¥]?(?P<high>{_ONE}))?
        (?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|decades?|k|m|bn)\b)?
      | (?P<times>{"|".join(_TIMES)})\b
      | (?P<ordinal>(?:\d+(?:st|nd|rd|th)|(?:{_PARTS}))\b)
    )""",
    re.VERBOSE | re.IGNORECASE,
)


# What a text has that has a number, and where one may begin: a look for these is far faster.
_START = re.compile(r"[$€£¥]|\d+|[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_ASCII = [(n, chr(n)) for n in range(128)]
_LETTERS = re.compile("[a-z]+")
_SMALL = {n: c.lower() if c.isalpha() else "0" if c.isdigit() else " " for n, c in _ASCII}
_COUNTING = frozenset(_LETTERS.findall(" ".join((*_CARDINALS, *_ORDINALS, *_TIMES)))) | {"0"}


_NOTHING: frozenset[str] = frozenset()  # one for all texts that have none


@lru_cache(maxsize=1 << 16)  # many rules ask for the claims of the same answer
def _telling(flat: str) -> frozenset[str]:
    """Those words of a text without which it has no number, negation or modal; "0" for a digit."""
    if flat.isascii():
        low = flat.translate(_SMALL)
        found = _TELLING.intersection(low.split())
        return found | {"0"} if "0" in low else found or _NOTHING
    found = _TELLING.intersection(_LETTERS.findall(flat.casefold()))
    return found | {"0"} if _DIGIT.search(flat) else found or _NOTHING


def counts(text: str) -> bool:
    """Whether a text may have a number: a quick look."""
    return not _COUNTING.isdisjoint(_telling(text))


def numbers(text: str) -> Iterator[Claim]:
    """The numbers of a text.  A bare "one" is mostly a pronoun and left out."""
    flat = signs(text)
    if not counts(flat):
        return
    done = 0
    for start in _START.finditer(flat):
        if start[0].isalpha() and start[0].casefold() not in _COUNTING:
            continue
        if start.start() >= done and (match := _NUMBER.match(flat, start.start())):
            done = match.end()
            value = _value(match)
            if value is not None:
                yield Claim(Kind.NUMBER, value, *match.span())


def _value(match: re.Match[str]) -> str | None:
    if match["part"]:
        digits = re.match(r"\d+", match["part"])
        separator = match[0][
            match.end("over") - match.start() : match.start("part") - match.start()
        ]
        below = int(digits[0]) if digits else _ORDINALS[match["part"].casefold()]
        above = _amount(match["over"])
        if digits and "/" not in separator:  # "5-13", "3 4": a range or two numbers
            return f"{above}-{below}" if "-" in separator else None
        if below == 0:
            return None
        return str(above / below)
    if match["times"]:
        return str(_TIMES[match["times"].casefold()])
    if match["ordinal"]:
        word = match["ordinal"].casefold()
        digits = re.match(r"\d+", word)
        if word in ("third", "thirds", "quarter", "quarters", "fourth"):
            return None
        return (
            str(Fraction(1, 2)) if word == "half" else digits[0] if digits else str(_ORDINALS[word])
        )
    if match["low"].casefold() == "one" and not match["high"] and not match["scale"]:
        return None
    scale = _SCALES[match["scale"].casefold()] if match["scale"] else 1
    low = _amount(match["low"]) * scale
    return f"{low}-{_amount(match['high']) * scale}" if match["high"] else str(low)


def _amount(text: str) -> Fraction:
    word = _CARDINALS.get(text.casefold())
    return Fraction(word) if word is not None else Fraction(text.replace(",", ""))


# Names

_CAPITAL = re.compile(rf"(?<![\w'-])(?![{HAN}])[^\W\d_a-z]\w*(?:[-'.&]\w+)*\.?|\b[a-z]+[A-Z]\w*")
_ASCII_CAPITAL = re.compile(r"[A-Z](?<![\w'-][A-Z])\w*(?:[-'.&]\w+)*\.?", re.ASCII)
_INNER_CAPITAL = re.compile("[a-z][A-Z]")
_NOT_NAMES = {"i", "i'm", "i've", "i'd", "i'll"}
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n]|—)[\s\"'(\[]*$|[\"(\[]$")


def names(text: str) -> Iterator[Claim]:
    """The proper names of a text, word by word.

    At the beginning of a sentence only what no common word looks like counts: `DeepSeek`, `MLA`,
    `V2`, and not `Limited`.
    """
    flat = signs(text)
    if names_nothing(flat):
        return
    for match in _capitals(flat):
        word = match[0]
        if word.endswith(".") and not re.fullmatch(r"(?:\w\.)+", word):
            word = word[:-1]
        bare = word.removesuffix("'s").removesuffix("'")
        if re.fullmatch(r"[A-Z]{2,}s", bare):  # APIs, GPUs
            bare = bare[:-1]
        if bare.casefold() in _NOT_NAMES or "n't" in word:
            continue
        plain = bare[1:].islower() or len(bare) == 1
        if plain and _SENTENCE_START.search(flat[max(0, match.start() - 4) : match.start()]):
            continue
        yield Claim(Kind.NAME, bare.casefold(), match.start(), match.start() + len(word))


def names_nothing(text: str) -> bool:
    """Whether a look shows that at most the first word has a capital, and seems a common one."""
    return text.isascii() and text[1:].islower() and text[1].isalpha()


def _capitals(flat: str) -> Iterable[re.Match[str]]:
    """What `_CAPITAL` finds, several times faster in most English."""
    if flat.isascii():
        if flat[1:].islower():
            return filter(None, [_ASCII_CAPITAL.match(flat)])
        if not _INNER_CAPITAL.search(flat):
            return _ASCII_CAPITAL.finditer(flat)
    return _CAPITAL.finditer(flat)


# Negations and modals

_NEGATING = frozenset(
    "not no never none nothing nobody neither nor without cannot hardly scarcely barely".split()
)
_MODALS = frozenset("can could may might must shall should will would cannot".split())
_TELLING = _COUNTING | _NEGATING | _MODALS
_NEGATION = re.compile(
    rf"\b(?:{'|'.join(sorted(_NEGATING))})\b"
    r"|\b\w+n't\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    rf"\b(?:{'|'.join(sorted(_MODALS))})\b|(?<=\w)'(?:ll|d)\b"
    r"|\b(?:ca|could|might|must|sha|should|wo|would)(?=n't)",
    re.IGNORECASE,
)
_FULL = {"'ll": "will", "'d": "would", "ca": "can", "sha": "shall", "wo": "will", "cannot": "can"}


def negations(text: str) -> Iterator[Claim]:
    flat = signs(text)
    if "'" not in flat and _NEGATING.isdisjoint(_telling(flat)):
        return
    for match in _NEGATION.finditer(flat):
        word = match[0].lower()
        value = "not" if word.endswith("n't") or word in ("not", "cannot") else word
        yield Claim(Kind.NEGATION, value, *match.span())


def modals(text: str) -> Iterator[Claim]:
    flat = signs(text)
    if "'" not in flat and _MODALS.isdisjoint(_telling(flat)):
        return
    for match in _MODAL.finditer(flat):
        word = match[0].lower()
        yield Claim(Kind.MODAL, _FULL.get(word, word), *match.span())


CONDITIONS = frozenset(
    "if unless whether except provided perhaps maybe possibly allegedly reportedly supposedly".split()
)
"""Words that make what they stand beside depend on something, or doubtful."""


def turning(text: str) -> str | None:
    """The first negation, modal, number or condition of some words, which leaving out may turn."""
    for find in (negations, modals, numbers):
        for claim in find(text):
            return text[claim.start : claim.end]
    return next(
        (word for word in re.findall(r"[a-z]+", text.casefold()) if word in CONDITIONS), None
    )


def claims(text: str) -> list[Claim]:
    """Every claim of a text, in order; a number inside a name ("GPT-4") is the name's."""
    if claims_nothing(text):
        return []
    found = list(names(text))
    found += [*numbers_apart(text, found), *negations(text), *modals(text)]
    return sorted(found, key=lambda claim: (claim.start, claim.kind))


def numbers_apart(text: str, named: list[Claim]) -> list[Claim]:
    """The numbers of a text but for those inside of its names."""
    return [
        claim
        for claim in numbers(text)
        if not any(n.start <= claim.start and claim.end <= n.end for n in named)
    ]


def claims_nothing(text: str) -> bool:
    """Whether a look shows that a text has no claim, as most answers have none."""
    return names_nothing(text) and "'" not in text and not _telling(text)


def covers(value: str, values: set[str]) -> bool:
    """Whether a number stands among others: as itself, or as a bound of a range."""
    if value in values:
        return True
    bounds = {bound for one in values for bound in one.split("-")}
    return all(part in bounds for part in value.split("-"))


# Quoted phrases

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")


def quoted(text: str) -> list[str]:
    """What a text puts between double quotation marks."""
    if '"' not in text and "“" not in text:
        return []
    return [match[1] or match[2] for match in _QUOTED.finditer(text)]
