"""Dates and clock times, which are no numbers though they are written with figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from ..regex import regex
from .fold import TAKEN
from .model import Language


class DatePart(NamedTuple):
    """A figure of a date, or a clock time in minutes (offsets, the end exclusive)."""

    value: Fraction
    start: int
    end: int
    unit: str
    """`date` or `time`."""


_DATES = (
    r"(?<![\d.,/-])\d{4}-\d\d-\d\d(?![\d-])",
    r"(?<![\d.,])\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d\d)(?![\d%]|[.,]\d)",
    r"(?<![\d/])\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])",
    r"(?<![\d-])\d{1,2}-\d{1,2}-\d{4}(?![\d-])",
)


@cache
def _date(language: Language) -> re.Pattern[str]:
    patterns = [*_DATES, *language.dates.split()]
    if language.decimal == ",":
        patterns.append(r"(?<![\d.,])\d{1,2}\.\d{1,2}\.(?!\d)")
    if months := language.months:
        ordinal = "|".join(map(re.escape, (*language.numerals.ordinal_endings.split(), ".")))
        case = "" if months[0].isupper() else "i"
        day = rf"(?<![\d.,])\d{{1,2}}(?:{ordinal})?"
        name = rf"(?<!\w)(?{case}:{months})(?!\w)\.?"
        year = r"\d{4}(?!\d|[.,]\d)"
        patterns += [
            rf"{day}\s(?:de\s|of\s)?{name}(?:,?\s(?:de\s|del\s)?{year})?",
            rf"{name}\s\d{{1,2}}(?:{ordinal})?(?!\w|[.,]?\d)(?:,?\s{year})?",
            rf"{name},?\s(?:de\s|del\s|of\s)?{year}",
        ]
    initials = "".join(dict.fromkeys(name[0] for name in re.findall(r"[^\W\d_]+", language.months)))
    return re.compile(rf"(?=[\d{initials}{initials.upper()}])(?:{'|'.join(patterns)})")


@cache
def _time(language: Language) -> re.Pattern[str]:
    patterns = [
        r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])",
        r"(?<![\d:.,])(?P<hour2>[01]?\d|2[0-4])\s?h\s?(?P<minute2>[0-5]\d)(?!\w)",
    ]
    if clock := language.clock:
        patterns[0] += rf"(?:\s?(?P<clock>{clock})(?!\w))?"
        patterns.append(
            r"(?<![\d:.,])(?P<hour3>[01]?\d|2[0-4])(?:\.(?P<minute3>[0-5]\d))?"
            rf"\s?(?P<clock3>{clock})(?!\w)"
        )
    return re.compile(rf"(?=\d)(?:{'|'.join(patterns)})")


def dates_and_times(shown: str, low: str, language: Language) -> list[DatePart]:
    """Return the figures of dates, and the clock times in minutes, of a flat text, in order."""
    dates = [
        DatePart(Fraction(int(figure[0])), *figure.span(), "date")
        for match in _date(language).finditer(shown)
        for figure in _DIGITS.finditer(shown, *match.span())
    ]
    times = _times(masked(low, dates), language)
    return sorted((*dates, *times), key=lambda part: part.start)


_DIGITS = regex(r"\d+")


def _times(low: str, language: Language) -> Iterator[DatePart]:
    for match in _time(language).finditer(low):
        groups = match.groupdict()
        hour, minute, clock = (
            next(filter(None, (groups.get(f"{name}{n}") for n in ("", "2", "3"))), None)
            for name in ("hour", "minute", "clock")
        )
        minutes = 60 * int(hour or 0) + int(minute or 0)
        if clock and clock[0] == "p" and minutes < 720:
            minutes += 720
        yield DatePart(Fraction(minutes), *match.span(), "time")


def masked(low: str, found: list[DatePart]) -> str:
    """Return a text in which what was found can no longer be found."""
    signs = list(low) if found else []
    for part in found:
        signs[part.start : part.end] = TAKEN * (part.end - part.start)
    return "".join(signs) if found else low
