"""Number words: how the words of a language add up to a number.

For languages that write spaces between words; `han` reads the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from .figures import FIGURE, amounts
from .fold import MARKS
from .model import Language, Numerals


class Role(Enum):
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


class Amount(NamedTuple):
    """A number in a text, before signs and units are looked at."""

    value: Fraction
    start: int
    end: int
    scale: Fraction
    """The scale that its last word multiplies by, or 1: “two or three million”."""
    figures: bool
    """Whether it ends in figures, so that an abbreviated scale may follow."""
    weak: bool
    """Whether it is a number only beside another one: “one”."""
    unit: str = ""


def table(text: str) -> Iterator[tuple[Fraction, list[str]]]:
    """Yield the lines of a table of `Numerals`: a value and its words."""
    for line in text.splitlines():
        value, *words = line.split()
        yield Fraction(value), words


def first_words(numerals: Numerals) -> dict[Fraction, str]:
    """Return the usual word for each cardinal."""
    return {value: words[0] for value, words in table(numerals.cardinals)}


# The lexicon

Lexicon = dict[str, tuple[Role, Fraction]]

_LETTER = r"[^\W\d_²³¹¼-¾⁰-₉⅐-⅞]"  # raised figures and fractions are no letters
WORD = re.compile(rf"{_LETTER}+(?:['{MARKS}]+{_LETTER}*)*")
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


_LETTERS = re.compile(r"[^\W\d_]+")
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


def tokens(low: str, language: Language) -> Iterator[Token]:
    """Yield the figures and number words of a flat text in lower case."""
    known = lexicon(language)
    prefixes = tuple(language.numerals.prefixes)
    scales = [name for _, name in _fused_scales(language)]
    fusing = bool(scales) and any(name in low for name in scales)
    for match in _TOKEN.finditer(low):
        word = match[0]
        start, end = match.span()
        if word[0].isdigit() or not word[0].isalpha():
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


_TOKEN = re.compile(rf"{WORD.pattern}|{FIGURE.pattern}", re.VERBOSE)


# Numbers


def words_to_amounts(low: str, language: Language) -> Iterator[Amount]:
    """Yield the numbers of a flat text in lower case, in order."""
    return _Parser(low, list(tokens(low, language)), language).amounts()


_LARGEST = 10**24  # beyond it, scales in a row are no number
_CLOSE = re.compile(r"[ \n]+|-")


class _Parser:
    """Groups tokens into numbers."""

    def __init__(self, low: str, found: Sequence[Token], language: Language) -> None:
        self.low = low
        self.tokens = found
        self.numerals = language.numerals
        self.weak = {*self.numerals.ones.split(), *self.numerals.doubtful.split()}
        self.bare = set(self.numerals.bare.split())

    def amounts(self) -> Iterator[Amount]:
        at = 0
        while at < len(self.tokens):
            if self._is_bare_figure(at):
                token = self.tokens[at]
                yield Amount(token.value, token.start, token.end, _ONE, True, False)
                at += 1
                continue
            amount, behind = self.number(at)
            if amount:
                yield amount
            at = max(behind, at + 1)

    def _is_bare_figure(self, at: int) -> bool:
        """Whether a token is a figure without number words around: most are."""
        return (
            self.tokens[at].role is Role.FIGURE
            and (at == 0 or self.tokens[at - 1].role is Role.FIGURE)
            and (at + 1 == len(self.tokens) or self.tokens[at + 1].role is Role.FIGURE)
        )

    def number(self, at: int) -> tuple[Amount | None, int]:
        """Return the number that begins at a token, if any, and the token behind it."""
        first = self.tokens[at]
        if first.role is Role.BELOW:
            return self._turned_fraction(at)
        if first.role is Role.TIMES:
            return self._amount(first.value, at, at + 1), at + 1
        if fraction := self._fraction(at):
            value, behind = fraction
            return self._scaled(value, at, behind)
        if self._is_ordinal(first) and first.value > 4:  # “third” and “fourth” are often fractions
            return self._amount(first.value, at, at + 1), at + 1
        value, behind = self._cardinal(at)
        if behind == at:
            return None, at + 1
        if ordinal := self._ordinal(value, behind):
            return self._amount(value + ordinal, at, behind + 1), behind + 1
        scale = self.tokens[behind - 1]
        size = scale.value if scale.role is Role.SCALE else _ONE
        more, behind = self._fraction_more(behind)
        if more:
            value += more * size
            return self._scaled(value, at, behind)
        return self._amount(value, at, behind, size), behind

    def _amount(self, value: Fraction, at: int, behind: int, scale: Fraction = _ONE) -> Amount:
        first, last = self.tokens[at], self.tokens[behind - 1]
        weak = behind == at + 1 and first.word in self.weak
        if at and self.tokens[at - 1].role is Role.MINUS and self._adjacent(at):
            first = self.tokens[at - 1]
            value = -value
        return Amount(value, first.start, last.end, scale, last.role is Role.FIGURE, weak)

    def _role(self, at: int) -> Role | None:
        return self.tokens[at].role if at < len(self.tokens) else None

    def _adjacent(self, at: int) -> bool:
        """Whether a token follows the one before it with only a space or hyphen between."""
        if not 0 < at < len(self.tokens):
            return False
        between = self.low[self.tokens[at - 1].end : self.tokens[at].start]
        return _CLOSE.fullmatch(between) is not None

    # Cardinals

    def _cardinal(self, at: int) -> tuple[Fraction, int]:
        """Return the sum of the cardinals and scales from a token on, and the token behind them."""
        total = Fraction(0)
        group: Fraction | None = None
        last: Fraction | None = None  # the smallest scale so far
        n = at
        while n == at or self._adjacent(n):
            token = self.tokens[n]
            if token.role is Role.JOINER:
                if n == at or not self._joins(n, group, last):
                    break
                n += 1
                token = self.tokens[n]
            if token.role is Role.FIGURE:
                if n > at:
                    break
                group = token.value
            elif token.role is Role.CARDINAL:
                if group is None:
                    if last is not None and token.value >= last:
                        break
                    group = token.value
                else:
                    added = self._added(group, token, first=n == at + 1)
                    if added is None:
                        break
                    group = added
            elif token.role is Role.ARTICLE and n == at and self._scales(n + 1):
                group = _ONE
            elif token.role is Role.SCALE:
                scaled = self._times(total, group, last, token, first=n == at)
                if scaled is None:
                    break
                total, group, last = scaled
            else:
                break
            n += 1
        return total + (group or 0), n

    def _scales(self, at: int) -> bool:
        return self._role(at) is Role.SCALE and self._adjacent(at)

    def _joins(self, at: int, group: Fraction | None, last: Fraction | None) -> bool:
        """Whether a word such as “and” joins what is around it to one number."""
        if not self._adjacent(at + 1):
            return False
        token = self.tokens[at + 1]
        if self.tokens[at - 1].role is Role.FIGURE:
            return False
        if token.role is Role.SCALE:
            return (
                group is None and last is not None and token.value < last and self._is_bare(token)
            )
        if token.role is not Role.CARDINAL:
            return False
        if group is None:
            return last is not None and token.value < last
        return self._added(group, token, first=False) is not None

    def _added(self, group: Fraction, token: Token, *, first: bool) -> Fraction | None:
        """Return a group of words and one more, or None if it begins another number."""
        if token.role is not Role.CARDINAL or group.denominator != 1:
            return None
        value = token.value
        numerals = self.numerals
        if value < 1 or value.denominator != 1:
            return None
        if 0 < group < 10 and token.word in numerals.teens.split():
            return group + 10
        if numerals.vigesimal and value == 20 and group % 100 == 4:
            return group + 76
        if numerals.years_in_pairs and first and 15 <= group <= 20 and 10 <= value < 100:
            return group * 100 + value
        if token.joined and group % 100 < 10 and 20 <= value < 100:
            return group + value
        if group >= 100 and group % 100 == 0:
            return group + value if value < 100 else None
        if numerals.vigesimal and group % 100 in (60, 80) and 10 <= value < 20:
            return group + value
        tens = group % 100 >= 20 or (numerals.teens_after_ten and group % 100 == 10)
        if tens and group % 10 == 0 and value < 10:
            return group + value
        return None

    def _times(
        self,
        total: Fraction,
        group: Fraction | None,
        last: Fraction | None,
        token: Token,
        *,
        first: bool,
    ) -> tuple[Fraction, Fraction | None, Fraction | None] | None:
        """Return total, group and smallest scale after one more scale, or None if it does not fit."""
        scale = token.value
        if total > _LARGEST:
            return None
        if scale == 100:
            if group is None:
                return (total, scale, last) if self._is_bare(token) and (first or last) else None
            return (total, group * 100, last) if group < 100 else None
        if group is None and not total:
            return (scale, None, scale) if self._is_bare(token) else None
        if last is None:
            return (group or _ONE) * scale, None, scale
        if scale > last:
            return (total + (group or 0)) * scale, None, scale
        if scale == last:
            return None
        if group is None:
            return (total + scale, None, scale) if self._is_bare(token) else None
        return total + group * scale, None, scale

    def _is_bare(self, token: Token) -> bool:
        return token.word in self.bare or token.joined

    # Fractions

    def _fraction(self, at: int) -> tuple[Fraction, int] | None:
        """Return a fraction in words that begins at a token: two thirds, an eighth, half."""
        role = self._role(at)
        if role is Role.HALF:
            return Fraction(1, 2), at + 1
        if role is Role.ARTICLE:
            above, behind = _ONE, at + 1
        elif role in (Role.CARDINAL, Role.FIGURE):
            above, behind = self._cardinal(at)
        else:
            return None
        if not self._adjacent(behind):
            return None
        token = self.tokens[behind]
        if token.role is Role.HALF:
            return (Fraction(1, 2), behind + 1) if above == 1 else None
        if token.role is not Role.DENOMINATOR or self._ordinal(above, behind):
            return None
        return above / token.value, behind + 1

    def _is_ordinal(self, token: Token) -> bool:
        ordinal = self.numerals.ordinals and token.role is Role.DENOMINATOR
        return ordinal and not token.word.endswith("s")

    def _ordinal(self, value: Fraction, at: int) -> Fraction | None:
        """Return what an ordinal adds to the cardinal before it: twenty-fifth."""
        if not self._adjacent(at) or not self._is_ordinal(self.tokens[at]) or value < 20:
            return None
        token = self.tokens[at]
        if value % 100 == 0 and token.value < 100:
            return token.value
        return token.value if value % 10 == 0 and token.value < 10 else None

    def _fraction_more(self, at: int) -> tuple[Fraction | None, int]:
        """Return a fraction that is added to the number before it: (two) and a half."""
        if self._adjacent(at):
            token = self.tokens[at]
            if token.role is Role.HALF_MORE or (token.role is Role.HALF and token.joined):
                return Fraction(1, 2), at + 1
        if (
            self._role(at) is not Role.JOINER
            or not self._adjacent(at)
            or not self._adjacent(at + 1)
        ):
            return None, at
        fraction = self._fraction(at + 1)
        if fraction is None or fraction[0] >= 1:
            return None, at
        return fraction

    def _scaled(self, value: Fraction, at: int, behind: int) -> tuple[Amount, int]:
        """Multiply a fraction by the scale that follows it: half a million."""
        n = behind
        if self._role(n) is Role.ARTICLE and self._adjacent(n):
            n += 1
        if self._scales(n):
            scale = self.tokens[n].value
            return self._amount(value * scale, at, n + 1, scale), n + 1
        return self._amount(value, at, behind), behind

    def _turned_fraction(self, at: int) -> tuple[Amount | None, int]:
        """Return a fraction whose denominator is first."""
        if not self._adjacent(at + 1):
            return None, at + 1
        above, behind = self._cardinal(at + 1)
        if behind == at + 1:
            return None, at + 1
        return self._amount(above / self.tokens[at].value, at, behind), behind
