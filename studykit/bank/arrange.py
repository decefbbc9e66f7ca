"""The order in which options are shown."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from ..regex import regex
from ..source.claims import numbers
from .model import Choose, Option
from .prose import plain


def arranged(choose: Choose, rng: random.Random) -> tuple[Option, ...]:
    """Return the options in the order to show them: their own if they have one, else shuffled.

    Options with `keep_last` come last, in the order listed.
    """
    options = in_order(choose)
    if options is not None:
        return options
    free = [option for option in choose.options if not option.keep_last]
    rng.shuffle(free)
    return (*free, *_last(choose))


@lru_cache(maxsize=1 << 14)  # rules and targets ask for the same questions
def in_order(choose: Choose) -> tuple[Option, ...] | None:
    """Return the options in their own order, or None if they are to be shuffled.

    Options of a `fixed` choice stay as listed.  Numbers and dates ascend: as listed, the key comes
    before the distractors, which would give it away.
    """
    if choose.fixed:
        return choose.options
    free = [option for option in choose.options if not option.keep_last]
    order = ranks([plain(option.text) for option in free])
    if order is None:
        return None
    ascending = sorted(range(len(free)), key=order.__getitem__)
    return (*(free[n] for n in ascending), *_last(choose))


def _last(choose: Choose) -> list[Option]:
    return [option for option in choose.options if option.keep_last]


T = TypeVar("T")


def disordered(items: Sequence[T], rng: random.Random) -> tuple[T, ...]:
    """Shuffle items; the order changes if any two of them differ."""
    shuffled = list(items)
    rng.shuffle(shuffled)
    if shuffled == list(items):
        shuffled = shuffled[1:] + shuffled[:1]
    return tuple(shuffled)


Rank = tuple[Decimal, ...]
"""A value that orders dates, or amounts of one unit."""

_NAMES = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {name[:k]: n for n, name in enumerate(_NAMES, 1) for k in range(3, len(name) + 1)}
"""The number of a month by its name, in full or cut off after three letters or more."""

_YEAR = regex(r"\d{4}")
_DAY = regex(r"(\d\d?)(?:st|nd|rd|th)?")
_DASH = regex("[‐‑–−]")
_ISO_DATE = regex(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_SCALES = {"": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_QUANTITY = regex(
    r"(?P<sign>-?)(?P<currency>[$€£¥]?)(?P<low>\d[\d,]*(?:\.\d+)?)"
    r"(?:-(?P<high>\d[\d,]*(?:\.\d+)?))?"
    r"(?:\s*(?P<scale>thousand|million|billion|trillion)\b)?"
    r"\s*(?P<unit>(?:%|[^\W\d]+)?(?: [^\W\d]+){0,2})"
)


def ranks(texts: list[str]) -> list[Rank] | None:
    """Return the rank of each text if all are dates, or all are amounts of one unit."""
    dates = _all(date(_folded(text)) for text in texts)
    if dates is not None:
        return dates
    amounts = _all(amount(_folded(text)) for text in texts)
    if amounts is not None and len({unit for unit, _ in amounts}) == 1:
        return [rank for _, rank in amounts]
    return None


def _folded(text: str) -> str:
    return _DASH.sub("-", text.strip().casefold())


def _all(results: Iterable[T | None]) -> list[T] | None:
    """Return the results, or None as soon as one is missing."""
    present: list[T] = []
    for result in results:
        if result is None:
            return None
        present.append(result)
    return present


def date(text: str) -> Rank | None:
    """Parse year, month and day of "2024-07-17", "17 July 2024", "July 17, 2024", "July", "2024"."""
    if iso := _ISO_DATE.fullmatch(text):
        return tuple(Decimal(part or 0) for part in iso.groups())
    year = month = day = 0
    for word in text.replace(",", " ").split():
        if not month and (named := _MONTHS.get(word.removesuffix("."))):
            month = named
        elif not year and _YEAR.fullmatch(word):
            year = int(word)
        elif not day and (found := _DAY.fullmatch(word)):
            day = int(found[1])
        else:
            return None
    if not month and (day or not year):
        return None
    return Decimal(year), Decimal(month), Decimal(day)


def amount(text: str) -> tuple[str, Rank] | None:
    """Parse unit and bounds of "1,000", "-3", "$2.5 million", "5-13%", "20 years", "one-seventh"."""
    found = _QUANTITY.fullmatch(text)
    if found is None:
        return _in_words(text)
    low = Decimal(found["sign"] + found["low"].replace(",", ""))
    high = Decimal(found["high"].replace(",", "")) if found["high"] else low
    scale = _SCALES[found["scale"] or ""]
    return found["currency"] + found["unit"].rstrip("s"), (low.scaleb(scale), high.scaleb(scale))


def _in_words(text: str) -> tuple[str, Rank] | None:
    """Parse a number in words, or a fraction: "fourteen", "1/30", "one-seventh"."""
    for claim in numbers(text):
        if (claim.start, claim.end) == (0, len(text)) and "-" not in claim.value:
            value = Fraction(claim.value)
            ratio = Decimal(value.numerator) / value.denominator
            return "", (ratio, ratio)
    return None
