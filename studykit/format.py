"""Format words and numbers for people: plurals, lists, letters, decimals, ranges."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from string import ascii_lowercase


def plural(count: int, noun: str, nouns: str | None = None) -> str:
    """Format a count with its noun: "1 question", "2 questions", "10,000 questions"."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """Join items in words: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def in_quotation_marks(words: str) -> str:
    """Put words in quotation marks, unless they have them; those inside become single ones."""
    if words[:1] == "“" and words[-1:] == "”":
        return words
    return f"“{words.replace('“', '‘').replace('”', '’')}”"


def minutes(low: int, high: int) -> str:
    """Format a length of time: "20 minutes", "8 to 20 minutes"."""
    return plural(high, "minute") if low == high else f"{low} to {plural(high, 'minute')}"


def letters(index: int) -> str:
    """Return the label of an item, counted from 0: a, b, … z, aa, ab, …"""
    before, last = divmod(index, 26)
    prefix = letters(before - 1) if before else ""
    return prefix + ascii_lowercase[last]


def decimal(value: Fraction) -> str:
    """Format a number without rounding: 3, 1998, 12,500, 0.25, or 1/30 if the decimals never end.

    Numbers of five or more digits are grouped, so that years stay whole (ISO 80000-1).
    """
    places = _decimal_places(value.denominator)
    if places is None:
        return str(value)
    sign, digits, _ = Decimal(value.numerator * 10**places // value.denominator).as_tuple()
    exact = Decimal((sign, digits, -places))
    return f"{exact:,f}" if abs(value) >= 10_000 else f"{exact:f}"


def _decimal_places(denominator: int) -> int | None:
    """Return the decimal places of a fraction in lowest terms, or None if they never end."""
    places = 0
    while 10**places % denominator:
        places += 1
        if 2**places > denominator:
            return None
    return places


def with_unit(number: str, unit: str | None) -> str:
    """Append a unit to a number: "147 steps", "50%"."""
    if unit is None:
        return number
    return f"{number}%" if unit == "%" else f"{number} {unit}"


def number_range(low: Fraction, high: Fraction, unit: str | None) -> str:
    """Format the bounds of an answer with their unit: "140 to 150 steps"."""
    return f"{decimal(low)} to {with_unit(decimal(high), unit)}"
