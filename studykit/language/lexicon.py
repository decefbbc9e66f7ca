"""The number words of a language, and the figures and number words of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from ..regex import regex
from .figures import FIGURE, VULGAR, amounts
from .fold import MARKS
from .model import Language, Numerals


class Role(Enum):
    """What a word does in a number; `HALF_MORE` adds a half, `BELOW` is a denominator that comes first."""

    FIGURE = auto()
    CARDINAL = auto()
    SCALE = auto()
    DENOMINATOR = auto()
    HALF = auto()
    HALF_MORE = auto()
    TIMES = auto()
    BELOW = auto()
    JOINER = auto()
    ARTICLE = auto()
    MINUS = auto()


class Token(NamedTuple):
    """A figure or word of a number and its place."""

    role: Role
    value: Fraction
    start: int
    end: int
    word: str
    joined: bool = False
    """Whether “and” is written onto it."""


def table(text: str) -> Iterator[tuple[Fraction, list[str]]]:
    """Yield the lines of a table of `Numerals`: a value and its words."""
    for line in text.splitlines():
        value, *words = line.split()
        yield Fraction(value), words


Lexicon = dict[str, tuple[Role, Fraction]]

_LETTER = r"[^\W\d_²³¹¼-¾⁰-₉⅐-⅞]"  # raised figures and fractions are no letters
_WORD = rf"{_LETTER}+(?:['{MARKS}]+{_LETTER}*)*"
_ONE = Fraction(1)


@cache
def lexicon(language: Language) -> Lexicon:
    """Return the role and value of every number word, and of the words that join them."""
    numerals = language.numerals
    found: Lexicon = {}
    for role, listed in (
        (Role.JOINER, numerals.joiners),
        (Role.ARTICLE, numerals.articles),
        (Role.MINUS, numerals.minus),
        (Role.HALF_MORE, numerals.half_more),
    ):
        found |= dict.fromkeys(listed.split(), (role, _ONE))
    for role, text in (
        (Role.TIMES, numerals.times),
        (Role.DENOMINATOR, numerals.fractions),
        (Role.CARDINAL, numerals.cardinals),
    ):
        for value, words in table(text):
            found |= dict.fromkeys(words, (role, value))
    for value, word in _compounds(numerals):
        found.setdefault(word, (Role.CARDINAL, value))
    for value, words in table(numerals.scales):
        found |= dict.fromkeys(words, (Role.SCALE, value))
    found |= dict.fromkeys(numerals.halves.split(), (Role.HALF, Fraction(2)))
    for ending in numerals.denominator_endings.split():
        for value, words in [*table(numerals.cardinals), *table(numerals.scales)]:
            for word in words:
                if word + ending not in language.percent_before.split():
                    found.setdefault(word + ending, (Role.BELOW, value))
    return found


_LETTERS = regex(r"[^\W\d_]+")
_APART = {n: chr(n) if chr(n).isalpha() else " " for n in range(128)}
_SILENT = (Role.JOINER, Role.ARTICLE, Role.MINUS, Role.HALF_MORE)


@cache
def _quantities(language: Language) -> frozenset[str]:
    """The longest run of letters of each word that makes a number."""
    words = [word for word, (role, _) in lexicon(language).items() if role not in _SILENT]
    return frozenset(max(_LETTERS.findall(word), key=len) for word in words)


def has_number_word(low: str, language: Language) -> bool:
    """Whether a text in lower case may have a number in words: a quick look."""
    found = low.translate(_APART).split() if low.isascii() else _LETTERS.findall(low)
    if not _quantities(language).isdisjoint(found):
        return True
    prefixes = language.numerals.prefixes
    if prefixes and not _quantities(language).isdisjoint(word[1:] for word in found):
        return True
    return any(name in low for _, name in _fused_scales(language))


def _compounds(numerals: Numerals) -> Iterator[tuple[Fraction, str]]:
    """The fused words for 21 to 99."""
    if not numerals.compound:
        return
    words = dict(table(numerals.cardinals))
    units = {Fraction(n): words[Fraction(n)] for n in range(1, 10)} | dict(
        table(numerals.compound_units)
    )
    tens = {Fraction(n): words[Fraction(n)] for n in range(20, 100, 10)}
    tens |= dict(table(numerals.compound_tens))
    for ten, ten_words in tens.items():
        for unit, unit_words in units.items():
            for ten_word in ten_words:
                for unit_word in unit_words:
                    yield ten + unit, numerals.compound.format(unit=unit_word, ten=ten_word)
                    if ten_word[-1] in "aei" and unit_word[0] in "uo":  # ventuno
                        yield ten + unit, ten_word[:-1] + unit_word


@cache
def _fused_scales(language: Language) -> tuple[tuple[int, str], ...]:
    """The scales that are written onto other number words, the largest first."""
    if not language.numerals.compound:
        return ()
    found = [
        (int(value), word)
        for value, words in table(language.numerals.scales)
        if value <= 1000
        for word in words
    ]
    return tuple(sorted(found, key=lambda scale: (-scale[0], -len(scale[1]))))


@cache
def _fused(word: str, language: Language) -> int | None:
    """Return the value of a number that is one word: `zweihundertzwölf`."""
    role, value = lexicon(language).get(word, (None, Fraction(0)))
    if role is Role.CARDINAL and value.denominator == 1:
        return int(value)
    for scale, name in _fused_scales(language):
        before, found, after = word.partition(name)
        if not found:
            continue
        for joint in language.numerals.compound_joints.split():
            if after != joint:
                after = after.removeprefix(joint)
        times = _unit_value(before, language) if before else 1
        rest = _fused(after, language) if after else 0
        if times is not None and rest is not None and 0 < times < 1000 and rest < scale:
            return times * scale + rest
    return None


def _unit_value(word: str, language: Language) -> int | None:
    for value, words in table(language.numerals.compound_units):
        if word in words:
            return int(value)
    return _fused(word, language)


# Tokens

_FIRST = f".{VULGAR}"  # what a figure may begin with, besides a digit


def tokens(low: str, language: Language) -> Iterator[Token]:
    """Yield the figures and number words of a flat text in lower case."""
    known = lexicon(language)
    prefixes = tuple(language.numerals.prefixes)
    scales = [name for _, name in _fused_scales(language)]
    fusing = bool(scales) and any(name in low for name in scales)
    for match in _token().finditer(low):
        word = match[0]
        start, end = match.span()
        if word[0].isdecimal() or word[0] in _FIRST:  # not Ⅳ or ①
            for value, at, to in amounts(match, language):
                yield Token(Role.FIGURE, value, at, to, low[at:to])
            continue
        entry = known.get(word)
        joined = False
        if entry is None and prefixes and word.startswith(prefixes):
            entry, joined = known.get(word[1:]), True
        if entry is None and "'" in word:  # l'huit, d'un, four's
            before, _, after = word.partition("'")
            if entry := known.get(after):
                start, word = start + len(before) + 1, after
            elif entry := known.get(before):
                end, word = start + len(before), before
        if entry is None and fusing and (fused := _fused(word, language)) is not None:
            entry = Role.CARDINAL, Fraction(fused)
        if entry:
            yield Token(*entry, start, end, word, joined)


@cache
def _token() -> re.Pattern[str]:
    return re.compile(f"{_WORD}|{FIGURE}", re.VERBOSE)
