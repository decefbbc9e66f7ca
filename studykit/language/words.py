"""FoundNumber words: how the words of a language add up to a number.

For languages that write spaces between words; `han` reads the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from ..regex import regex
from .lexicon import Role, Token, tokens
from .model import Language

_ONE = Fraction(1)


class Quantity(NamedTuple):
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


def words_to_amounts(low: str, language: Language) -> Iterator[Quantity]:
    """Yield the numbers of a flat text in lower case, in order."""
    return _Parser(low, list(tokens(low, language)), language).amounts()


_LARGEST = 10**24  # beyond it, scales in a row are no number
_CLOSE = regex(r"[ \n]+|-")


class _Parser:
    """Groups tokens into numbers."""

    def __init__(self, low: str, found: Sequence[Token], language: Language) -> None:
        self.low = low
        self.tokens = found
        self.numerals = language.numerals
        self.weak = {*self.numerals.ones.split(), *self.numerals.doubtful.split()}
        self.bare = set(self.numerals.bare.split())

    def amounts(self) -> Iterator[Quantity]:
        at = 0
        while at < len(self.tokens):
            if self._is_bare_figure(at):
                token = self.tokens[at]
                yield Quantity(token.value, token.start, token.end, _ONE, True, False)
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

    def number(self, at: int) -> tuple[Quantity | None, int]:
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

    def _amount(self, value: Fraction, at: int, behind: int, scale: Fraction = _ONE) -> Quantity:
        first, last = self.tokens[at], self.tokens[behind - 1]
        weak = behind == at + 1 and first.word in self.weak
        if at and self.tokens[at - 1].role is Role.MINUS and self._adjacent(at):
            first = self.tokens[at - 1]
            value = -value
        return Quantity(value, first.start, last.end, scale, last.role is Role.FIGURE, weak)

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

    def _scaled(self, value: Fraction, at: int, behind: int) -> tuple[Quantity, int]:
        """Multiply a fraction by the scale that follows it: half a million."""
        n = behind
        if self._role(n) is Role.ARTICLE and self._adjacent(n):
            n += 1
        if self._scales(n):
            scale = self.tokens[n].value
            return self._amount(value * scale, at, n + 1, scale), n + 1
        return self._amount(value, at, behind), behind

    def _turned_fraction(self, at: int) -> tuple[Quantity | None, int]:
        """Return a fraction whose denominator is first."""
        if not self._adjacent(at + 1):
            return None, at + 1
        above, behind = self._cardinal(at + 1)
        if behind == at + 1:
            return None, at + 1
        return self._amount(above / self.tokens[at].value, at, behind), behind
