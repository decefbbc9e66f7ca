"""Numbers as people write them in a language: in figures and in words, with signs and units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache
from heapq import merge
from typing import NamedTuple

from ..regex import regex
from .dates import dates_and_times, masked
from .figures import VULGAR
from .fold import flat, lower, taken_out
from .han import han_to_amounts, has_numeral
from .lexicon import has_number_word, table
from .model import Language
from .units import without_unit
from .words import Quantity, words_to_amounts


class FoundNumber(NamedTuple):
    """A number in a text (offsets, the end exclusive).

    `unit` is "%", "‰", the sign of a currency, "date" for a figure of a date, "time" for a clock time
    in minutes, or "".  `written` includes sign, scale and unit.
    """

    value: Fraction
    start: int
    end: int
    unit: str
    written: str


def numbers(text: str, language: Language, *, alone: bool = False) -> Iterator[FoundNumber]:
    """Yield the numbers of a text in order.

    A word for one counts only beside another number, or if the text stands `alone`, as an answer does.
    The figures of names (`V2`), versions and addresses (`1.10.2`) are no numbers.
    """
    return iter(_numbers(text, language, alone))


@lru_cache(maxsize=1 << 12)  # several rules ask for the numbers of the same text
def _numbers(text: str, language: Language, alone: bool) -> tuple[FoundNumber, ...]:
    if not may_count(text, language):
        return ()
    return tuple(_found(text, language, alone=alone))


def number(text: str, language: Language, unit: str | None = None) -> Fraction | None:
    """Return the value of a text that is one number, as answers are typed; None for any other.

    If a unit is given, the text may have it before or after the number, and no other.
    """
    text = flat(text).strip()
    if unit is not None:
        text = _without_unit(text, flat(unit).strip())
    text = _SPACED_SIGN.sub(r"\1", text)
    only = _only(text, language) or _only(text.rstrip("。").removesuffix(".").rstrip(), language)
    if only is None or only.unit in ("date", "time"):
        return None
    if unit is not None and only.unit not in ("", _sign(flat(unit).strip().lower(), language)):
        return None
    return only.value


_SPACED_SIGN = regex(r"^(?:\+\s*|([-–—])\s+)(?=[\d.])")


def _only(text: str, language: Language) -> FoundNumber | None:
    """Return the number that is the whole of a text."""
    found = list(_found(text, language, alone=True))
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)):
        return found[0]
    return None


def _without_unit(text: str, unit: str) -> str:
    """Return a typed text without a unit that is a word: `37 C` for `°C`."""
    if not unit or _UNIT_SIGN.fullmatch(unit):
        return text
    for name in (unit, unit.lstrip("°")):
        if name and text.casefold().endswith(name.casefold()):
            return text[: -len(name)].rstrip(" °")
    return without_unit(text, unit)


def write(value: Fraction | int, language: Language, unit: str = "") -> str:
    """Return a number in figures, exactly: `12.500`, `0,25`, `1/30` if it never ends; `25 %`.

    Digits are grouped from five on, so that years stay years.
    """
    exact = Fraction(value)
    places = _decimal_places(exact.denominator)
    if places is None:
        written = f"{abs(exact.numerator)}/{exact.denominator}"
    else:
        digits = f"{abs(exact.numerator) * 10**places // exact.denominator:0{places + 1}d}"
        whole, tail = digits[: len(digits) - places], digits[len(digits) - places :]
        if len(whole) > 4:
            whole = _grouped(whole, language)
        written = whole + (language.decimal + tail if tail else "")
    if unit == "%":
        written = language.percent.format(written)
    return f"-{written}" if exact < 0 else written


def _decimal_places(denominator: int) -> int | None:
    """The number of decimal places of a fraction in lowest terms, or None if they never end."""
    most = 0
    for prime in (2, 5):
        count = 0
        while denominator % prime == 0:
            denominator //= prime
            count += 1
        most = max(most, count)
    return most if denominator == 1 else None


def _grouped(digits: str, language: Language) -> str:
    groups = [digits[-3:]]
    digits = digits[:-3]
    while digits:
        groups.append(digits[-language.group :])
        digits = digits[: -language.group]
    return language.grouping.join(reversed(groups))


_NUMERIC = regex(rf"[\d{VULGAR}]")


def may_count(text: str, language: Language) -> bool:
    """Whether a text may have a number: a quick look, since most have none."""
    if _NUMERIC.search(text):
        return True
    if language.numerals.counters:
        return has_numeral(text, language)
    return has_number_word(lower(flat(text), language), language)


# The numbers of a text


class _Text(NamedTuple):
    """A text, with its signs folded, and that in lower case without what is no number."""

    text: str
    shown: str
    low: str
    language: Language


_Placed = tuple[Quantity, FoundNumber]


def _found(text: str, language: Language, *, alone: bool) -> Iterator[FoundNumber]:
    """Yield the numbers of a text in order; `alone` keeps those that are none in a sentence."""
    shown = flat(text)
    low = lower(shown, language)
    if not alone:
        low = taken_out(_lookalikes(language), low)
    parts = dates_and_times(shown, low, language) if _NUMERIC.search(low) else []
    source = _Text(text, shown, masked(low, parts), language)
    found = _in_ranges(_placed(source), source, alone=alone)
    calendar = [FoundNumber(*part, text[part.start : part.end]) for part in parts]
    return merge(calendar, found, key=_place) if calendar else found


def _placed(source: _Text) -> Iterator[_Placed]:
    read = han_to_amounts if source.language.numerals.counters else words_to_amounts
    end = 0
    for amount in read(source.low, source.language):
        if amount.start >= end:  # no number of its own: “cent” in “pour cent”
            number = _with_signs(amount, source, end)
            yield amount, number
            end = number.end


def _place(number: FoundNumber) -> int:
    return number.start


# Signs and units

_CURRENCY = r"(?:us|hk|ca|au|nz|nt|a|c|s|r)?\$|[€£¥₹₩₽₺₴₪₫]|(?<![^\W\d_])(?:usd|eur|gbp|jpy|cny|rmb|chf|inr)(?![^\W\d_])"
_LONGEST_SIGN = 8  # characters before a number
_UNIT_SIGN = regex(rf"(?i:{_CURRENCY}|%|‰)")
_SIGNS = {
    "us$": "$",
    "usd": "$",
    "eur": "€",
    "gbp": "£",
    "jpy": "¥",
    "cny": "¥",
    "rmb": "¥",
    "inr": "₹",
}
_BEFORE = regex(
    rf"(?:(?<![\w.%)\]])[-–+])?(?P<unit>(?:{_CURRENCY}|%)\s?)?(?:(?<![\w.%)\]])[-–+])?$"
)

# Most numbers have no sign or unit; these are quicker to see.
_PLAIN = frozenset(["", *",;:!?)]/\n"])
_SPACED = regex(r"(?:[\w.]|[,;.:!?]\s|[^\W\d_bdfprsy]\s)$")


@cache
def _after(language: Language) -> re.Pattern[str]:
    """What may follow a number: an ordinal's ending, per cent, a currency."""
    currencies = [re.escape(pair.partition("=")[0]) for pair in language.currencies.split()]
    percent = rf"|(?:{language.percent_words})(?!\w)" if language.percent_words else ""
    currency = "|".join([_CURRENCY, *(rf"{name}(?!\w)" for name in currencies)])
    endings = "|".join(map(re.escape, language.numerals.ordinal_endings.split()))
    ordinal = rf"(?:(?<=\d)(?:{endings})(?![\w$]))?" if endings else ""
    return re.compile(rf"{ordinal}(?:\s?(?P<percent>[%‰]{percent})|\s?(?P<unit>{currency})(?!\d))?")


@cache
def _percent_before(language: Language) -> re.Pattern[str] | None:
    words = "|".join(language.percent_before.split())
    return re.compile(rf"(?:{words})\s?$") if words else None


def _with_signs(amount: Quantity, source: _Text, floor: int) -> FoundNumber:
    """Return an amount with the sign and unit before it, from `floor` on, and the scale and unit after it."""
    low, language = source.low, source.language
    value, start, end, unit = amount.value, amount.start, amount.end, amount.unit
    first = max(floor, start - _LONGEST_SIGN)
    if floor < start and low[start - 1] not in _PLAIN and not _SPACED.search(low, first, start):
        match = _BEFORE.search(low, first, start)
        if match and match[0]:
            start -= len(match[0])
            if "-" in match[0] or "–" in match[0]:
                value = -value
            unit = unit or _sign((match["unit"] or "").strip(), language)
    words = _percent_before(language)
    if words and (match := words.search(low, max(floor, start - _LONGEST_SIGN), start)):
        start -= len(match[0])
        unit = "%"
    following = low[end : end + 1]
    if following in _PLAIN or (following == " " and low[end + 1 : end + 2].isdigit()):
        return FoundNumber(value, start, end, unit, source.text[start:end])
    if amount.figures:
        scale, end = _short_scale(source, end, money=bool(unit) and unit not in "%‰")
        value = value if scale == 1 else value * scale
    if match := _after(language).match(low, end):
        end = match.end()
        if match["percent"]:
            unit = "‰" if match["percent"] == "‰" else "%"
        elif match["unit"]:
            unit = unit or _sign(match["unit"], language)
    return FoundNumber(value, start, end, unit, source.text[start:end])


def _sign(unit: str, language: Language) -> str:
    """Return the usual sign of a unit in lower case: “$” for `usd`, “%” for `percent`."""
    if not unit:
        return ""
    if language.percent_words and re.fullmatch(language.percent_words, unit):
        return "%"
    for pair in language.currencies.split():
        name, _, sign = pair.partition("=")
        if unit == name:
            return sign
    return _SIGNS.get(unit, unit.upper() if unit.isascii() else unit)


@cache
def _letters(language: Language) -> tuple[dict[str, Fraction], re.Pattern[str] | None]:
    found = {word: value for value, words in table(language.numerals.attached) for word in words}
    units = "|".join(language.numerals.not_attached.split())
    letters = "|".join(sorted(found, key=len, reverse=True))
    unless = rf"(?!\s(?:{units})\b)" if units else ""
    return found, re.compile(rf"(?:{letters})(?!\w){unless}") if letters else None


@cache
def _abbreviations(language: Language) -> tuple[dict[str, Fraction], re.Pattern[str] | None]:
    numerals = language.numerals
    found = {word: value for value, words in table(numerals.abbreviations) for word in words}
    words = "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True))
    return found, re.compile(rf"\s?(?P<word>{words})(?!\w)") if words else None


def _short_scale(source: _Text, end: int, *, money: bool) -> tuple[Fraction, int]:
    """Return the scale that is abbreviated after a figure, and where it ends."""
    short, pattern = _abbreviations(source.language)
    if pattern and (match := pattern.match(source.low, end)):
        return short[match["word"]], match.end()
    letters, pattern = _letters(source.language)
    if pattern is None:
        return Fraction(1), end
    if match := pattern.match(source.shown, end):
        return letters[match[0]], match.end()
    match = pattern.match(source.shown, end + 1) if source.shown.startswith(" ", end) else None
    if match and (money or _UNIT_SIGN.match(source.shown, match.end())):
        return letters[match[0]], match.end()
    return Fraction(1), end


# Ranges


@cache
def _range(language: Language) -> re.Pattern[str]:
    words = "|".join(language.numerals.ranges.split())
    apart = rf"\s(?:{words})\s" if language.spaced else rf"\s?(?:{words})\s?"
    return re.compile(rf"\s?[-–—~～〜]\s?|{apart}" if words else r"\s?[-–—~～〜]\s?")


def _in_ranges(found: Iterator[_Placed], source: _Text, *, alone: bool) -> Iterator[FoundNumber]:
    """Yield the numbers, both bounds of a range with its scale and unit: “5–13 %”.

    A weak number counts only in a range, unless it is `alone`.
    """
    between = _range(source.language)
    paired = False
    inherited = ""  # a unit
    following = next(found, None)
    while following:
        amount, number = following
        following = next(found, None)
        if inherited and not number.unit:
            number = number._replace(unit=inherited)
        inherited = ""
        was_paired, paired = paired, False
        if following and source.low[number.end] != ",":
            paired = between.fullmatch(source.low, number.end, following[1].start) is not None
            if paired:
                number = _lower_bound(amount, number, *following)
                inherited = number.unit
        if alone or paired or was_paired or not amount.weak:
            yield number


def _lower_bound(
    amount: Quantity, number: FoundNumber, following: Quantity, high: FoundNumber
) -> FoundNumber:
    scale = following.scale
    if scale == 1 and following.value:
        scale = high.value / following.value
    value = number.value
    if scale >= 100 and amount.scale == 1 and 0 < value == amount.value <= high.value / scale:
        value *= scale
    return number._replace(value=value, unit=number.unit or high.unit)


@cache
def _lookalikes(language: Language) -> re.Pattern[str] | None:
    lines = [line.strip() for line in language.numerals.lookalikes.splitlines() if line.strip()]
    either = "|".join(lines)
    if not lines or not language.spaced:
        return re.compile(either) if lines else None
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")
