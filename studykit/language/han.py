"""Numerals in texts without spaces between words: Chinese, Japanese, Korean.

三十, 二〇二四, 1.5万, 3億5000万, 七分之一.  A single numeral is part of many other words, so that it counts only
before one of the language's counters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from .figures import FIGURE, amounts
from .model import Language
from .words import Amount, table

_ONE = Fraction(1)


class _Signs(NamedTuple):
    digits: dict[str, int]
    units: dict[str, int]
    """10, 100 and 1000."""
    scales: dict[str, int]
    words: dict[str, Fraction]
    """Numbers that are words of more characters."""
    number: re.Pattern[str]
    counted: re.Pattern[str]


@cache
def _signs(language: Language) -> _Signs:
    numerals = language.numerals
    entries = [(value, word) for value, words in table(numerals.cardinals) for word in words]
    digits = {word: int(value) for value, word in entries if len(word) == 1 and value < 10}
    digits = {word: value for word, value in digits.items() if word not in numerals.counters.split()}
    scaled = [(int(value), word) for value, words in table(numerals.scales) for word in words]
    units = {word: value for value, word in scaled if value < 10_000}
    scales = {word: value for value, word in scaled if value >= 10_000}
    words = {word: value for value, word in entries if word not in digits}
    signs = "".join(map(re.escape, (*digits, *units, *scales)))
    plain = rf"(?:\d[\d,.]*\s?(?=[{signs}])|[{signs}]|(?<=[{''.join(scales)}])\s?\d+(?:,\d{{3}})*)+"
    point = rf"(?:[{numerals.point}][{''.join(digits)}]+(?![{signs}]))?" if numerals.point else ""
    either = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    number = rf"(?P<signs>{plain}{point})" + (rf"|(?P<word>{either})" if either else "")
    return _Signs(
        digits, units, scales, words, re.compile(number), re.compile(rf"\s?(?:{numerals.counters})")
    )


def han_to_amounts(low: str, language: Language) -> Iterator[Amount]:
    """Yield the numbers of a flat text in order, in figures or numerals."""
    signs = _signs(language)
    numerals = language.numerals
    at = 0
    pattern = _token(language)
    while match := pattern.search(low, at):
        at = match.end()
        if match["signs"] is None and match["word"] is None:
            for value, start, end in amounts(match, language):
                yield Amount(value, start, end, _ONE, True, False)
            continue
        found = _value(match, language)
        if found is None:
            continue
        value, weak = found
        end = match.end()
        if numerals.fraction_sign and (over := _over(low, end, language)):
            above, end = over
            at = end
            if value == 100:
                yield Amount(above, match.start(), end, _ONE, False, False, "%")
            elif value:
                yield Amount(above / value, match.start(), end, _ONE, False, False)
            continue
        if numerals.tenths and (tenths := re.compile(numerals.tenths).match(low, end)):
            yield Amount(value * 10, match.start(), tenths.end(), _ONE, False, False, "%")
            continue
        if match["signs"] and len(match[0]) == 1:
            weak = weak or signs.counted.match(low, end) is None or match[0] in numerals.ones.split()
        yield Amount(value, match.start(), end, _ONE, match[0][-1].isdigit(), weak)


@cache
def _token(language: Language) -> re.Pattern[str]:
    signs = _signs(language)
    word = "" if "?P<word>" in signs.number.pattern else "|(?P<word>(?!))"
    return re.compile(rf"{signs.number.pattern}{word}|{FIGURE.pattern}", re.VERBOSE)


def _over(low: str, at: int, language: Language) -> tuple[Fraction, int] | None:
    """Return the numerator that follows a denominator, and its end: (七分)之一."""
    between = re.compile(language.numerals.fraction_sign).match(low, at)
    if between is None:
        return None
    match = _token(language).match(low, between.end())
    if match is None:
        return None
    if match["signs"] is None and match["word"] is None:
        first = next(amounts(match, language), None)
        return (first[0], first[2]) if first else None
    found = _value(match, language)
    return (found[0], match.end()) if found else None


def _value(match: re.Match[str], language: Language) -> tuple[Fraction, bool] | None:
    """Return the value of numerals, and whether they are no number if they are alone."""
    signs = _signs(language)
    if match["word"]:
        word = match["word"]
        return signs.words[word], word in language.numerals.doubtful.split()
    return _numeral(match["signs"].replace(" ", ""), language)


def _numeral(text: str, language: Language) -> tuple[Fraction, bool] | None:
    signs = _signs(language)
    whole, tail = text, ""
    for point in language.numerals.point:
        if point in text:
            whole, _, tail = text.partition(point)
    if len(whole) > 40:
        return None
    if len(whole) > 1 and all(c in signs.digits for c in whole):
        digits = "".join(str(signs.digits[c]) for c in whole)
        if len(whole) == 2 and "0" not in digits:  # 两三: two or three
            return None
        return _with_decimals(Fraction(int(digits)), tail, signs), False
    value_of = _sum(whole, signs, drops=language.numerals.drops_last_unit)
    if value_of is None:
        return None
    return _with_decimals(value_of, tail, signs), False


def _with_decimals(value: Fraction, tail: str, signs: _Signs) -> Fraction:
    digits = "".join(str(signs.digits[c]) for c in tail)
    return value + Fraction(int(digits), 10 ** len(digits)) if digits else value


_PART = re.compile(r"\d[\d,.]*|.", re.DOTALL)


def _sum(text: str, signs: _Signs, *, drops: bool) -> Fraction | None:
    total = section = Fraction(0)
    current: Fraction | None = None
    last: int | None = None  # the smallest scale so far
    unit = 1  # the one before the current digit
    for part in _PART.findall(text):
        if part in signs.units:
            unit = signs.units[part]
            section += (_ONE if current is None else current) * unit
            current = None
        elif part in signs.scales:
            scale = unit = signs.scales[part]
            section += current or 0
            current = None
            if last is not None and scale > last:
                total = (total + section) * scale
            else:
                total += (section or (_ONE if not total else Fraction(0))) * scale
            section = Fraction(0)
            last = scale
        elif part in signs.digits:
            if current is not None and current != 0:
                return None
            current = Fraction(signs.digits[part])
            unit = 1 if current == 0 else unit
        else:
            plain = part.rstrip(".,").replace(",", "")
            if plain.count(".") > 1 or not plain:
                return None
            current, unit = Fraction(plain), 1
    if drops and current and current < 10 and unit >= 100 and text[-1] in signs.digits:
        current *= unit // 10
    return total + section + (current or 0)


def has_numeral(text: str, language: Language) -> bool:
    """Whether a text has a numeral: a quick look."""
    return _signs(language).number.search(text) is not None
