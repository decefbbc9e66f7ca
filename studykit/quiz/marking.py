"""What counts as right: an answer against what was asked, and in which order options are shown."""

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
    """What an answer came to; a `CLOSE` one differs by slips of the hand."""

    RIGHT = "right"
    CLOSE = "close"
    WRONG = "wrong"


Answer = str | Set[int] | Sequence[int] | None
"""What was typed; the indices of what was chosen, or put in order; None where nothing is marked."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The order in which a question is shown: options of a choice, items to order or to match."""

    options: tuple[Option, ...] = ()
    items: tuple[str, ...] = ()

    @classmethod
    def of(cls, exercise: Exercise, seed: object) -> Layout:
        """The order that a seed draws; nothing is drawn from the global `random`."""
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
    """What an answer comes to; None where only the learner can say it.

    The options of a choice are a set of indices of the layout; an order, and what was found for each
    left of a match, are a sequence of them.  Words for a blank are compared with all of its `part`.
    Raises ValueError for an index that is none, and for a question that is not answered in this way.
    """
    right: bool
    match exercise.response:
        case Choose() if isinstance(answer, Set):
            options = layout.options
            if not answer <= set(range(len(options))):
                raise ValueError(f"there are {len(options)} options, not {sorted(answer)}")
            right = answer == {n for n, option in enumerate(options) if option.right}
        case Type() as expected if isinstance(answer, str):
            return compare(answer, expected, exercise.lang)
        case Fill() as fill if isinstance(answer, str):
            return compare(answer, Type(" ".join(missing(fill, part))), exercise.lang)
        case Number() as wanted if isinstance(answer, str):
            value = amount(answer, wanted.unit)
            right = value is not None and wanted.low <= value <= wanted.high
        case Arrange(items) if not isinstance(answer, str | Set | None):
            right = [layout.items[n] for n in answer] == list(items)
        case Match(pairs) if not isinstance(answer, str | Set | None):
            right = [layout.items[n] for n in answer] == [right for _, right in pairs]
        case Recall() | Fill() | Discuss() if answer is None:
            return None
        case Choose() | Type() | Number() | Arrange() | Match() | Recall() | Fill() | Discuss():
            raise ValueError(f"`{exercise.id}` is not answered with {answer!r}")
        case _:
            assert_never(exercise.response)
    return Outcome.RIGHT if right else Outcome.WRONG


def missing(fill: Fill, part: int) -> list[str]:
    """The words of the blanks of one number, in order."""
    return [p.answer for p in fill.parts if isinstance(p, Blank) and p.number == part]


# Typed answers.

_ARTICLES = {"a", "an", "the"}
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"}
    | dict.fromkeys("‐‑–—−", "-")
    | dict.fromkeys("’‘ʼ´`", "'")
)
# only the accents of Latin, Greek and Cyrillic: in other scripts a mark makes another letter
_ACCENTS = re.compile("[\u0300-\u036f]")
# not the figures of a name: `v1.10` and `v1.1` are two
_NUMBER = re.compile(
    r"((?:(?<!\S)-)?(?<![^\W_])(?<!\d\.)(?:\d{1,3}(?:[ ,']\d{3})+(?!\d)|\d+)(?:\.\d+)?)"
)
_SIGNS = "%#&@"  # punctuation to Unicode, but words in an answer


def compare(typed: str, expected: Type, lang: str = "en") -> Outcome:
    """Whether a typed answer is the one expected, or one of those it accepts.

    Case, accents, punctuation, white space and an English article before the answer do not count,
    and a number is its value.  `CLOSE` is one slip in a word of five letters, two in one of eight.
    """
    given = _folded(typed, lang)
    wanted = [_folded(plain(text), lang) for text in (expected.answer, *expected.accept)]
    if given in wanted:
        return Outcome.RIGHT
    return Outcome.CLOSE if any(_is_near(given, words) for words in wanted) else Outcome.WRONG


def amount(typed: str, unit: str | None) -> Fraction | None:
    """The number that was typed, with its unit or without."""
    if unit and typed.casefold().rstrip().endswith(unit.casefold()):
        typed = typed.rstrip()[: -len(unit)]
    return number(typed)


def _folded(text: str, lang: str) -> list[str]:
    """The words and numbers of an answer, without what does not count."""
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
            words += "".join(map(_kept, part)).split()
    if len(words) > 1 and words[0] in _ARTICLES and lang.partition("-")[0] == "en":
        del words[0]
    return words or [text.strip()]  # an answer that is all punctuation


def _kept(character: str) -> str:
    kind = category(character)
    if kind == "Cf":  # no width
        return ""
    if kind == "Sk" or (kind[0] in "PC" and character not in _SIGNS):
        return " "
    return character


def _is_near(given: list[str], wanted: list[str]) -> bool:
    """Whether two answers differ by slips of the hand: never by a figure or a short word."""
    if _figures(given) == _figures(wanted) and "".join(given) == "".join(wanted):
        return True
    if len(given) != len(wanted):
        return False
    total = 0
    for word, right in zip(given, wanted, strict=True):
        if word != right:
            count = slips(word, right)
            allowed = 0 if len(right) < 5 or _figures([word, right]) else 1 if len(right) < 8 else 2
            if count > allowed:
                return False
            total += count
    return total <= 2


def _figures(words: list[str]) -> list[str]:
    """The runs of figures in words; those of two words never make one run."""
    return [run for word in words for run in re.findall(r"\d+", word)]


def slips(a: str, b: str) -> int:
    """Letters added, left out, replaced, or swapped with the next (optimal string alignment)."""
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
    """Where the words typed differ from the answer that they are nearest to: (typed, expected).

    Nothing where the two have little in common: then all is different.
    """
    given = typed.split()
    best = max(
        (plain(text).split() for text in (expected.answer, *expected.accept)),
        key=lambda words: SequenceMatcher(
            None, typed.casefold(), " ".join(words).casefold()
        ).ratio(),
    )
    if SequenceMatcher(None, typed.casefold(), " ".join(best).casefold()).ratio() < 0.5:
        return []
    matcher = SequenceMatcher(
        None, [word.casefold() for word in given], [word.casefold() for word in best]
    )
    found: list[tuple[str, str]] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            continue
        if b - a == d - c:
            found += zip(given[a:b], best[c:d], strict=True)
        else:
            found.append((" ".join(given[a:b]), " ".join(best[c:d])))
    return found
