"""The order in which options are shown."""

from __future__ import annotations

import random
import re
from decimal import Decimal

from .model import Choose, Option
from .prose import plain


def arranged(choose: Choose, rng: random.Random) -> tuple[Option, ...]:
    """The options in the order to show them.

    `fixed` ones stay as they are.  Numbers and dates ascend: the key is listed before the
    distractors, so the listed order would give it away.  All others are shuffled.  Those marked
    `keep_last` come last, in the order listed.
    """
    if choose.fixed:
        return choose.options
    free = [option for option in choose.options if not option.keep_last]
    last = [option for option in choose.options if option.keep_last]
    ranks = _ranks([plain(option.text) for option in free])
    if ranks is None:
        rng.shuffle(free)
    else:
        free = [free[n] for n in sorted(range(len(free)), key=ranks.__getitem__)]
    return (*free, *last)


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


def _ranks(texts: list[str]) -> list[Rank] | None:
    """Where each text stands among the others if all are dates, or all amounts of one unit."""
    texts = [re.sub("[‐‑–−]", "-", text.strip().casefold()) for text in texts]
    dates = [rank for text in texts if (rank := _date(text)) is not None]
    if len(dates) == len(texts):
        return dates
    amounts = [amount for text in texts if (amount := _amount(text)) is not None]
    if len(amounts) == len(texts) and len({unit for unit, _ in amounts}) == 1:
        return [rank for _, rank in amounts]
    return None


def _date(text: str) -> Rank | None:
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


def _amount(text: str) -> tuple[str, Rank] | None:
    """The unit, and the bounds, of "1,000", "-3", "$2.5 million", "5-13%" or "20 years"."""
    found = _QUANTITY.fullmatch(text)
    if found is None:
        return None
    low = Decimal(found["sign"] + found["low"].replace(",", ""))
    high = Decimal(found["high"].replace(",", "")) if found["high"] else low
    scale = _SCALES[found["scale"] or ""]
    return found["currency"] + found["unit"].rstrip("s"), (low.scaleb(scale), high.scaleb(scale))
