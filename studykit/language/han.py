"""Numerals that are letters, in Chinese, Japanese and Korean.

三十, 二〇二四, 1.5万, 3億5000万, 七分之一, 스물두.  A single numeral is part of many other words, so that it counts
only before one of the language's counters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from ..regex import regex
from .figures import FIGURE, amounts
from .lexicon import table
from .model import Language, Numerals
from .words import Quantity

_ONE = Fraction(1)


class _Signs(NamedTuple):
    """The numerals of a language, and the patterns they make."""

    digits: dict[str, int]
    units: dict[str, int]
    """10, 100 and 1000."""
    scales: dict[str, int]
    words: dict[str, Fraction]
    """Numbers that are words."""
    token: re.Pattern[str]
    counted: re.Pattern[str]


@cache
def _signs(language: Language) -> _Signs:
    numerals = language.numerals
    entries = [(value, word) for value, words in table(numerals.cardinals) for word in words]
    digits = {w: int(v) for v, w in entries if len(w) == 1 and v < 10 and v.denominator == 1}
    scaled = [(int(value), word) for value, words in table(numerals.scales) for word in words]
    units = {word: value for value, word in scaled if value < 10_000}
    scales = {word: value for value, word in scaled if value >= 10_000}
    words = {word: value for value, word in entries if word not in digits}
    words |= _native(numerals)
    number = _number(numerals, "".join(digits), "".join(units), "".join(scales), words)
    token = re.compile(f"{number}|{FIGURE}", re.VERBOSE)
    return _Signs(digits, units, scales, words, token, re.compile(rf"\s?(?:{numerals.counters})"))


def _number(
    numerals: Numerals, digits: str, units: str, scales: str, words: dict[str, Fraction]
) -> str:
    first = rf"(?<![\d_A-Za-z])(?<!\d[.,]){numerals.edge_before}"
    part = (
        rf"(?:\d[\d,.]*\s?(?=[{units}{scales}])|[{digits}{units}{scales}]"
        rf"|(?<=[{scales}])\s?\d+(?:,\d{{3}})*)"
    )
    tail = rf"(?:[{numerals.point}][{digits}]+(?![{units}{scales}]))?" if numerals.point else ""
    either = "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"
    return rf"{first}(?:(?P<word>{either})|(?P<signs>{part}+{tail})){numerals.edge_after}"


def _native(numerals: Numerals) -> dict[str, Fraction]:
    """FoundNumber words from 1 to 99 of a second set (Korean)."""
    tens = [(value, word) for value, words in table(numerals.compound_tens) for word in words]
    units = [(value, word) for value, words in table(numerals.compound_units) for word in words]
    found = {word: value for value, word in (*tens, *units)}
    return found | {ten + unit: a + b for a, ten in tens for b, unit in units}


def has_numeral(text: str, language: Language) -> bool:
    """Whether a text has a numeral: a quick look."""
    return _signs(language).token.search(text) is not None


def han_to_amounts(low: str, language: Language) -> Iterator[Quantity]:
    """Yield the numbers of a flat text in order, in figures or numerals."""
    signs = _signs(language)
    at = 0
    while match := signs.token.search(low, at):
        at = match.end()
        for amount in _amounts(match, low, language):
            at = max(at, amount.end)
            yield amount


def _amounts(match: re.Match[str], low: str, language: Language) -> Iterator[Quantity]:
    if match["signs"] is None and match["word"] is None:
        for value, start, end in amounts(match, language):
            amount = Quantity(value, start, end, _ONE, True, False)
            yield _tenths(amount, low, language) or amount
        return
    value_of = _value(match, language)
    if value_of is None:
        return
    start, end = match.span()
    if over := _over(low, end, language):
        above, end = over
        if value_of == 100:
            yield Quantity(above, start, end, _ONE, False, False, "%")
        elif value_of:
            yield Quantity(above / value_of, start, end, _ONE, False, False)
        return
    weak = _is_weak(match, low, language)
    amount = Quantity(value_of, start, end, _ONE, match[0][-1].isdigit(), weak)
    yield _tenths(amount, low, language) or amount


def _is_weak(match: re.Match[str], low: str, language: Language) -> bool:
    """Whether numerals are a number only if they are the whole text: part of a word, or “a”."""
    numerals = language.numerals
    if match[0] in numerals.ones.split():
        return True
    if match["word"] and match[0] not in numerals.doubtful.split():
        return False
    if len(match[0]) > 1 or low[match.start() - 1 : match.start()] == "第":
        return False
    return _signs(language).counted.match(low, match.end()) is None


def _tenths(amount: Quantity, low: str, language: Language) -> Quantity | None:
    """Return a number of tenths as per cent: 三成 is 30 %."""
    tenths = language.numerals.tenths
    if not tenths or not low.startswith(tenths[0], amount.end) or amount.value > 10:
        return None
    match = re.compile(tenths).match(low, amount.end)
    if match is None:
        return None
    return amount._replace(
        value=amount.value * 10, end=match.end(), weak=False, figures=False, unit="%"
    )


def _over(low: str, at: int, language: Language) -> tuple[Fraction, int] | None:
    """Return the numerator that follows a denominator, and its end: (七分)之一."""
    if not language.numerals.fraction_sign:
        return None
    between = re.compile(language.numerals.fraction_sign).match(low, at)
    match = between and _signs(language).token.match(low, between.end())
    if not match:
        return None
    if match["signs"] is None and match["word"] is None:
        first = next(amounts(match, language), None)
        return (first[0], first[2]) if first else None
    found = _value(match, language)
    return (found, match.end()) if found is not None else None


def _value(match: re.Match[str], language: Language) -> Fraction | None:
    signs = _signs(language)
    if match["word"]:
        return signs.words[match["word"]]
    whole, tail = match["signs"].replace(" ", ""), ""
    for point in language.numerals.point:
        if point in whole:
            whole, _, tail = whole.partition(point)
    if len(whole) > _LONGEST:
        return None
    if len(whole) > 1 and all(c in signs.digits for c in whole):
        value = _row(whole, signs)
    else:
        value = _sum(whole, signs, drops=language.numerals.drops_last_unit)
    if value is None or not tail:
        return value
    decimals = "".join(str(signs.digits[c]) for c in tail[:_LONGEST])
    return value + Fraction(int(decimals), 10 ** len(decimals))


_LONGEST = 40  # signs


def _row(digits: str, signs: _Signs) -> Fraction | None:
    """Return the value of digits in a row, as in a year; two of them are “two or three”: 两三."""
    values = "".join(str(signs.digits[c]) for c in digits)
    if len(digits) == 2 and "0" not in values:
        return None
    return None if any(c in "两兩" for c in digits) else Fraction(int(values))


_PART = regex(r"\d[\d,.]*|.", re.DOTALL)


def _sum(text: str, signs: _Signs, *, drops: bool) -> Fraction | None:
    """Return the value of digits, figures and units: 三万五千, 1万2000."""
    total = section = Fraction(0)
    current: Fraction | None = None
    last = 0  # the smallest scale so far
    unit = 1  # that of the numeral before
    for part in _PART.findall(text):
        if part in signs.units:
            unit = signs.units[part]
            section += (_ONE if current is None else current) * unit
            current = None
        elif part in signs.scales:
            scale = unit = signs.scales[part]
            section += current or 0
            current = None
            if last and scale > last:
                total = (total + section) * scale
            else:
                total += (section or Fraction(not total)) * scale
            section, last = Fraction(0), scale
        elif part in signs.digits:
            if current:
                return None
            current = Fraction(signs.digits[part])
            unit = unit if current else 1
        else:
            plain = part.rstrip(".,").replace(",", "")
            if plain.count(".") > 1:
                return None
            current, unit = Fraction(plain), 1
    if drops and current and unit >= 100 and text[-1] in signs.digits:  # 一百二
        current *= unit // 10
    return total + section + (current or 0)
