"""The order in which options are shown."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from ..source.claims import numbers
from .model import Choose, Option
from .prose import plain


def arranged(choose: Choose, rng: random.Random) -> tuple[Option, ...]:
    """The options in the order to show them: their own where they have one, else shuffled.

    Those marked `keep_last` come last, in the order listed.
    """
    options = in_order(choose)
    if options is not None:
        return options
    free = [option for option in choose.options if not option.keep_last]
    rng.shuffle(free)
    return (*free, *_last(choose))


def in_order(choose: Choose) -> tuple[Option, ...] | None:
    """The options in an order of their own, or None where they are to be shuffled.

    `fixed` ones stay as they are.  Numbers and dates ascend: the key is listed before the
    distractors, so the listed order would give it away.
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
    """Items shuffled, and never as they were given where there are two that differ."""
    shuffled = list(items)
    rng.shuffle(shuffled)
    if shuffled == list(items):
        shuffled = shuffled[1:] + shuffled[:1]
    return tuple(shuffled)


Rank = tuple[Decimal, ...]

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_SCALES = {"": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_QUANTITY = re.compile(
    r"(?P<sign>-?)(?P<currency>[$€£¥]?)(?P<low>\d[\d,]*(?:\.\d+)?)"
    r"(?:-(?P<high>\d[\d,]*(?:\.\d+)?))?"
    r"(?:\s*(?P<scale>thousand|million|billion|trillion)\b)?"
    r"\s*(?P<unit>(?:%|[^\W\d]+)?(?: [^\W\d]+){0,2})"
)


def ranks(texts: list[str]) -> list[Rank] | None:
    """Where each text stands among the others if all are dates, or all amounts of one unit."""
    texts = [re.sub("[‐‑–−]", "-", text.strip().casefold()) for text in texts]
    if (dates := _each(date(text) for text in texts)) is not None:
        return dates
    amounts = _each(amount(text) for text in texts)
    if amounts is not None and len({unit for unit, _ in amounts}) == 1:
        return [rank for _, rank in amounts]
    return None


def _each(results: Iterable[T | None]) -> list[T] | None:
    """All results, or None where one is missing; those behind it are not asked for."""
    found: list[T] = []
    for result in results:
        if result is None:
            return None
        found.append(result)
    return found


def date(text: str) -> Rank | None:
    """Year, month and day of "2024-07-17", "17 July 2024", "July 17, 2024", "July" or "2024"."""
    if iso := _ISO_DATE.fullmatch(text):
        return tuple(Decimal(part or 0) for part in iso.groups())
    year = month = day = 0
    for word in text.replace(",", " ").split():
        if re.fullmatch(r"[a-z]{3,}\.?", word) and not month:
            names = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.rstrip("."))]
            if not names:
                return None
            month = names[0]
        elif re.fullmatch(r"\d{4}", word) and not year:
            year = int(word)
        elif (found := re.fullmatch(r"(\d\d?)(?:st|nd|rd|th)?", word)) and not day:
            day = int(found[1])
        else:
            return None
    if not month and (day or not year):
        return None
    return Decimal(year), Decimal(month), Decimal(day)


def amount(text: str) -> tuple[str, Rank] | None:
    """The unit, and the bounds, of "1,000", "-3", "$2.5 million", "5-13%", "20 years", "one-seventh"."""
    found = _QUANTITY.fullmatch(text)
    if found is None:
        return _in_words(text)
    low = Decimal(found["sign"] + found["low"].replace(",", ""))
    high = Decimal(found["high"].replace(",", "")) if found["high"] else low
    scale = _SCALES[found["scale"] or ""]
    return found["currency"] + found["unit"].rstrip("s"), (low.scaleb(scale), high.scaleb(scale))


def _in_words(text: str) -> tuple[str, Rank] | None:
    """The same of a number in words, or of a fraction: "fourteen", "1/30", "one-seventh"."""
    for claim in numbers(text):
        if (claim.start, claim.end) == (0, len(text)) and "-" not in claim.value:
            value = Fraction(claim.value)
            ratio = Decimal(value.numerator) / value.denominator
            return "", (ratio, ratio)
    return None
