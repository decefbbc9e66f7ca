"""Format words and numbers for people: plurals, lists, letters, decimals, ranges.

All but `plural`, `numbered` and `letters` follow the language that is spoken (`locale.speaking`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import count
from string import ascii_lowercase
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from .locale import _, ngettext, spoken

if TYPE_CHECKING:
    from .language import Language


def plural(count: int, noun: str, nouns: str | None = None) -> str:
    """Format a count with its English noun: "1 question", "2 questions", "10,000 questions".

    For authors; what learners read has its plural forms in a catalogue (`locale.ngettext`).
    """
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def listed(items: Sequence[str], last: str | None = None) -> str:
    """Join items in words: "a", "a and b", "a, b and c"; in Chinese "a、b和c".

    `last` is another conjunction, in English.
    """
    if len(items) < 2:
        return "".join(items)
    language = _language()
    conjunction = language.conjunction_before(items[-1]) if last is None else f" {last} "
    return f"{language.separator.join(items[:-1])}{conjunction}{items[-1]}"


def series(items: Iterable[str]) -> str:
    """Join items that may contain commas: "a, b; c"."""
    # For translators: between items of a list that may contain commas
    return _("; ").join(items)


def credited(title: str, credit: str) -> str:
    """Name a title with its author: "The Shutter (Ida Marlow)", "The Shutter (a summary; Ida Marlow)"."""
    if title.endswith((")", "）")):
        return series((title[:-1], credit + title[-1]))
    return _("{title} ({credit})", title=title, credit=credit)


def labelled(label: str, text: str = "") -> str:
    """Put a label before a text: "Answer: four", "Réponse : quatre"; alone if the text is elsewhere."""
    return _("{label}: {text}", label=label, text=text)


def in_quotation_marks(words: str) -> str:
    """Put words in quotation marks, unless they have them; those inside become inner ones."""
    opening, closing = _language().quotation_marks.split()[:2]
    if words[:1] == opening and words[-1:] == closing:
        return words
    return quoted(words)


def quoted(words: str) -> str:
    """Put words in quotation marks: “words”, „Wörter“, « mots »; pairs inside become inner ones."""
    language = _language()
    opening, closing, inner_opening, inner_closing = language.quotation_marks.split()[:4]
    nested = re.sub(
        rf"{opening}\s*([^{opening}{closing}]*?)\s*{closing}",
        rf"{inner_opening}\1{inner_closing}",
        words,
    )
    return f"{opening}{language.quotation_space}{nested}{language.quotation_space}{closing}"


def minutes(low: int, high: int) -> str:
    """Format a length of time: "20 minutes", "8 to 20 minutes"."""
    if low == high:
        return ngettext("{n} minute", "{n} minutes", high)
    return ngettext("{low} to {n} minute", "{low} to {n} minutes", high, low=low)


def numbered(name: str) -> Iterator[str]:
    """Yield a name, then with numbers, to take the first that is free: "deck", "deck-2", "deck-3"."""
    yield name
    for n in count(2):
        yield f"{name}-{n}"


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
    sign, digits, _exponent = Decimal(value.numerator * 10**places // value.denominator).as_tuple()
    exact = Decimal((sign, digits, -places))
    return _figures(f"{exact:,f}" if abs(value) >= 10_000 else f"{exact:f}")


def rounded(value: float, places: int) -> str:
    """Format a number with at most a number of decimal places: "31.4", "31"."""
    text = f"{value:.{places}f}"
    return _figures(text.rstrip("0").rstrip(".") if places else text)


def fixed(value: float, places: int) -> str:
    """Format a number with a fixed number of decimal places: "0.80"."""
    return _figures(f"{value:.{places}f}")


def percent(share: float) -> str:
    """Format a share in whole per cent: "70%", "70 %"."""
    return _language().percent.format(f"{share * 100:.0f}")


def _figures(text: str) -> str:
    """Write figures with the decimal and grouping signs of the language that is spoken."""
    language = _language()
    signs = {",": language.grouping, ".": language.decimal}
    return "".join(signs.get(c, c) for c in text)


def _language() -> Language:
    from .language import language_or_default  # takes longer than all that --help needs

    return language_or_default(spoken())


def _decimal_places(denominator: int) -> int | None:
    """Return the decimal places of a fraction in lowest terms, or None if they never end."""
    places = 0
    while 10**places % denominator:
        places += 1
        if 2**places > denominator:
            return None
    return places


def with_unit(number: str, unit: str | None) -> str:
    """Append a unit to a number: "147 steps", "50%", "147级"."""
    if unit is None:
        return number
    language = _language()
    if unit == "%":
        return language.percent.format(number)
    space = "" if not language.spaced and east_asian_width(unit[0]) == "W" else " "
    return f"{number}{space}{unit}"


def number_range(low: Fraction, high: Fraction, unit: str | None) -> str:
    """Format the bounds of an answer with their unit: "140 to 150 steps"."""
    return _("{low} to {high}", low=decimal(low), high=with_unit(decimal(high), unit))
