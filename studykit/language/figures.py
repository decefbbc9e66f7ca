"""Numbers in figures, by the decimal and grouping signs of a language.

Two different signs: the last is the decimal sign.  The same sign twice groups.  One sign before three
figures is read as the language writes it: `1.200` is 1200 in German and 1.2 in English.  Before any other
number of figures it is the decimal sign.  Spaces and apostrophes group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from unicodedata import numeric

from ..regex import regex
from .model import Language

MOST_DIGITS = 1000
"""Longer numbers are passed over: nobody means them, and Python limits what it turns into text."""

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
_POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹"

# Not inside a name (`V2`) or another number; where words are not spaced, a letter may stand before.
_EDGE = r"(?<![\d_A-Za-z\u00c0-\u024f\u0370-\u052f])(?<!\d[.,'])"

FIGURE = rf"""(?<![\w.])\.\d+(?!\.?\w)  # .7
    | {_EDGE}(?P<ten>10)(?:\^(?P<caret>[-+]?\d{{1,3}})|(?P<raised>⁻?[{_POWERS}]{{1,3}}))(?!\d)
    | {_EDGE}(?P<run>\d+(?:[.,']\d+|[ ]\d{{3}}(?!\d))*)
      (?: (?P<exponent>e[-+]?\d{{1,3}})(?!\w)
        | \s?(?:×|x|·|\*)\s?10(?:\^(?P<times>[-+]?\d{{1,3}})|(?P<lifted>⁻?[{_POWERS}]{{1,3}}))(?!\d)
        | [ ]?(?P<vulgar>[{VULGAR}])
        | [ ](?P<over>\d{{1,4}})/(?P<under>\d{{1,4}})(?![\d/])
        | /(?P<below>\d+)(?![\d/])
      )?
    | {_EDGE}(?P<alone>[{VULGAR}])
    """
"""A verbose pattern for a number in lower-case flat text, without its sign and unit."""


def amounts(match: re.Match[str], language: Language) -> Iterator[tuple[Fraction, int, int]]:
    """Yield the values of a match of `FIGURE` with their places: more than one for a list `1,2,5`."""
    start, end = match.span()
    if match["run"] is None:
        value = _special(match)
        if value is not None:
            yield value, start, end
        return
    found = list(_of_run(match["run"], match.start("run"), language))
    if not found:
        return
    yield from found[:-1]
    last, at, _ = found[-1]
    value = _with_rest(last, match)
    if value is not None:
        yield value, at, end


def _special(match: re.Match[str]) -> Fraction | None:
    if match["alone"]:
        return _vulgar(match["alone"])
    if match["ten"]:
        return _power(match["caret"] or match["raised"])
    return _decimal(match[0])


def _with_rest(value: Fraction, match: re.Match[str]) -> Fraction | None:
    if match["exponent"]:
        return value * _power(match["exponent"][1:])
    if power := match["times"] or match["lifted"]:
        return value * _power(power)
    if match["vulgar"]:
        return value + _vulgar(match["vulgar"])
    if match["over"]:
        under = int(match["under"])
        return value + Fraction(int(match["over"]), under) if under else None
    if match["below"]:
        below = _integer(match["below"])
        return value / below if below else None
    return value


def _vulgar(sign: str) -> Fraction:
    return Fraction(numeric(sign)).limit_denominator(10)


def _power(exponent: str) -> Fraction:
    plain = exponent.translate(str.maketrans("⁻" + _POWERS, "-0123456789"))
    return Fraction(10) ** int(plain)


_GROUPED = regex(
    r"(?P<head>\d{1,3})(?P<sign>[.,' ])(?P<groups>\d{3}(?:(?P=sign)\d{3})*)"
    r"(?:(?P<mark>[.,])(?P<tail>\d+))?"
    r"|\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?"  # 12,34,567 in India
)
_SIMPLE = regex(r"\d+[.,]\d+")


def _of_run(run: str, start: int, language: Language) -> Iterator[tuple[Fraction, int, int]]:
    value = _whole(run, language)
    if value is not None:
        yield value, start, start + len(run)
        return
    if " " not in run and "," not in run:  # too long, or `1.10.2`: a version or an address
        return
    at = start
    for piece in run.split(" " if " " in run else ","):
        inner = _whole(piece, language)
        if inner is not None:
            yield inner, at, at + len(piece)
        at += len(piece) + 1


def _whole(run: str, language: Language) -> Fraction | None:
    """Return the value of figures with signs between them that are one number."""
    if run.isdigit():
        integer = _integer(run)
        return None if integer is None else Fraction(integer)
    match = _GROUPED.fullmatch(run)
    if match is None:
        return _decimal(run.replace(",", ".")) if _SIMPLE.fullmatch(run) else None
    sign, mark = match["sign"], match["mark"]
    if sign is None:
        return _decimal(run.replace(",", ""))
    if mark == sign:
        return None
    alone = mark is None and sign in ".," and len(match["groups"]) == 3
    if alone and (sign == language.decimal or match["head"] == "0"):
        return _decimal(f"{match['head']}.{match['groups']}")
    digits = match["head"] + match["groups"].replace(sign, "")
    return _decimal(f"{digits}.{match['tail']}" if mark else digits)


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) <= MOST_DIGITS else None


def _decimal(text: str) -> Fraction | None:
    if len(text) > MOST_DIGITS:
        return None
    whole, _, tail = text.partition(".")
    return Fraction(int(f"{whole}{tail}" or "0"), 10 ** len(tail))
