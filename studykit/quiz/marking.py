"""Marking answers, and the order in which options are shown."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from fractions import Fraction
from typing import assert_never
from unicodedata import category, normalize

from ..bank.arrange import arranged, disordered
from ..bank.model import (
    Arrange,
    Blank,
    Choose,
    Discuss,
    Exercise,
    Fill,
    Match,
    Number,
    Option,
    Recall,
    Type,
)
from ..bank.numbers import number
from ..bank.prose import plain


class Outcome(StrEnum):
    """The mark of an answer; a `CLOSE` one differs from a right one only by typing errors."""

    RIGHT = "right"
    CLOSE = "close"
    WRONG = "wrong"


Answer = str | Set[int] | Sequence[int] | None
"""What was typed; a set of the indices that were chosen, or a sequence of those put in order; None if
the answer is not marked."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The order in which the options of a choice, or the items to arrange or match, are shown."""

    options: tuple[Option, ...] = ()
    items: tuple[str, ...] = ()

    @classmethod
    def of(cls, exercise: Exercise, seed: object) -> Layout:
        """Return the order for a seed; the global random numbers are not used."""
        rng = random.Random(f"{seed}/{exercise.id}")
        match exercise.response:
            case Choose() as choose:
                return cls(options=arranged(choose, rng))
            case Arrange(items):
                return cls(items=disordered(items, rng))
            case Match() as match_:
                items = match_.choices
                return cls(items=tuple(rng.sample(items, len(items))))
            case _:
                return cls()


def mark(exercise: Exercise, layout: Layout, answer: Answer, part: int = 0) -> Outcome | None:
    """Mark an answer; return None if only the learner can.

    Indices are those of the layout: a set for a choice, a sequence for an order and for the left
    sides of a match.  Words for blanks are compared with all blanks of the number `part`.  Raises
    ValueError for an option that does not exist, and for an answer of the wrong kind.
    """
    right: bool
    match exercise.response:
        case Choose() if isinstance(answer, Set):
            options = layout.options
            if not answer <= set(range(len(options))):
                raise ValueError(f"{sorted(answer)} are not indices of {len(options)} options")
            right = answer == {n for n, option in enumerate(options) if option.right}
        case Type() as expected if isinstance(answer, str):
            return compare(answer, expected, exercise.lang)
        case Fill() as fill if isinstance(answer, str):
            return compare(answer, Type(" ".join(missing(fill, part))), exercise.lang)
        case Number(_, low, high, unit) if isinstance(answer, str):
            value = amount(answer, unit)
            right = value is not None and low <= value <= high
        case Arrange(items) if not isinstance(answer, str | Set | None):
            right = [layout.items[n] for n in answer] == list(items)
        case Match(pairs) if not isinstance(answer, str | Set | None):
            right = [layout.items[n] for n in answer] == [right for _, right in pairs]
        case Recall() | Fill() | Discuss() if answer is None:
            return None
        case Choose() | Type() | Number() | Arrange() | Match() | Recall() | Fill() | Discuss():
            raise ValueError(f"`{exercise.id}` cannot be answered with {answer!r}")
        case _:
            assert_never(exercise.response)
    return Outcome.RIGHT if right else Outcome.WRONG


def missing(fill: Fill, part: int) -> list[str]:
    """Return the words of the blanks of one number, in order."""
    return [p.answer for p in fill.parts if isinstance(p, Blank) and p.number == part]


# Typed answers.

_ARTICLES = {"a", "an", "the"}
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"}
    | dict.fromkeys("‐‑–—−", "-")
    | dict.fromkeys("’‘ʼ´`", "'")
)
# only the accents of Latin, Greek and Cyrillic: in other scripts, a mark changes the letter
_ACCENTS = re.compile("[\u0300-\u036f]")
# not the digits in a name: `v1.10` and `v1.1` differ
_NUMBER = re.compile(
    r"((?:(?<!\S)-)?(?<![^\W_])(?<!\d\.)(?:\d{1,3}(?:[ ,']\d{3})+(?!\d)|\d+)(?:\.\d+)?)"
)
_SIGNS = "%#&@"  # punctuation to Unicode, but they have a meaning in an answer


def compare(typed: str, expected: Type, lang: str = "en") -> Outcome:
    """Compare a typed answer with the expected one, and with others that count as right.

    Case, accents, punctuation, white space and an English article at the start are ignored, and
    numbers are compared by value.  `CLOSE` allows one typing error in a word of five letters or more,
    and two in one of eight or more.
    """
    given = _folded(typed, lang)
    accepted = [_folded(plain(text), lang) for text in (expected.answer, *expected.accept)]
    if given in accepted:
        return Outcome.RIGHT
    if any(_is_near(given, words) for words in accepted):
        return Outcome.CLOSE
    return Outcome.WRONG


def amount(typed: str, unit: str | None) -> Fraction | None:
    """Return the number that was typed, with or without its unit; None if it is not a number."""
    if unit and typed.casefold().rstrip().endswith(unit.casefold()):
        typed = typed.rstrip()[: -len(unit)]
    return number(typed)


def _folded(text: str, lang: str) -> list[str]:
    """Return the words and numbers of an answer without the differences that `compare` ignores."""
    folded = normalize("NFKD", text.casefold().translate(_PLAIN_LETTERS))
    folded = normalize("NFC", _ACCENTS.sub("", folded)).translate(_PLAIN_LETTERS)
    words: list[str] = []
    parts = _NUMBER.split(folded)
    for n, part in enumerate(parts):
        if n % 2:
            value = Decimal(re.sub("[ ,']", "", part))
            words.append(f"{value.normalize():f}")
        elif part.strip() in ("/", ":") and 0 < n < len(parts) - 1:
            words.append(part.strip())  # 2/3 is not 2-3
        else:
            part = re.sub(r"(?<=[^\W\d_])[.'](?=[^\W\d_])", "", part)  # U.S., Moore's
            words += "".join(_without_punctuation(character) for character in part).split()
    if len(words) > 1 and words[0] in _ARTICLES and lang.partition("-")[0] == "en":
        del words[0]
    return words or [text.strip()]  # an answer of punctuation only


def _without_punctuation(character: str) -> str:
    kind = category(character)
    if kind == "Cf":  # zero width
        return ""
    if kind == "Sk" or (kind[0] in "PC" and character not in _SIGNS):
        return " "
    return character


def _is_near(given: list[str], expected: list[str]) -> bool:
    """Return whether two answers differ only by typing errors, and not in digits or short words."""
    if _digits(given) == _digits(expected) and "".join(given) == "".join(expected):
        return True
    if len(given) != len(expected):
        return False
    total = 0
    for word, right in zip(given, expected, strict=True):
        if word == right:
            continue
        errors = slips(word, right)
        if errors > _allowed_slips(right) or _digits([word, right]):
            return False
        total += errors
    return total <= 2


def _allowed_slips(word: str) -> int:
    if len(word) < 5:
        return 0
    return 1 if len(word) < 8 else 2


def _digits(words: list[str]) -> list[str]:
    """Return the runs of digits in words; digits of two words are never one run."""
    return [run for word in words for run in re.findall(r"\d+", word)]


def slips(a: str, b: str) -> int:
    """Count letters added, missing, replaced, or swapped with the next (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and (letter, a[i - 2]) == (b[j - 2], other):
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def differences(typed: str, expected: Type) -> list[tuple[str, str]]:
    """Return the words that differ from the nearest right answer, in pairs: typed, expected.

    Returns nothing if the two have little in common.
    """
    nearest = max(
        (plain(text) for text in (expected.answer, *expected.accept)),
        key=lambda text: _similarity(typed, text),
    )
    if _similarity(typed, nearest) < 0.5:
        return []
    given, right = typed.split(), nearest.split()
    matcher = SequenceMatcher(
        None, [word.casefold() for word in given], [word.casefold() for word in right]
    )
    differing: list[tuple[str, str]] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            continue
        if b - a == d - c:
            differing += zip(given[a:b], right[c:d], strict=True)
        else:
            differing.append((" ".join(given[a:b]), " ".join(right[c:d])))
    return differing


def _similarity(a: str, b: str) -> float:
    """Return how similar two answers are, from 0 to 1; case and white space are ignored."""
    first, second = (" ".join(text.casefold().split()) for text in (a, b))
    return SequenceMatcher(None, first, second).ratio()
