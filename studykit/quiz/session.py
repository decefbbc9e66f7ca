"""A quiz session: what is asked in which order, what counts as right, and what came of it.

Nothing here prints, reads a clock or draws from the global `random`: one seed, one session.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import assert_never
from unicodedata import category, normalize

from ..bank.arrange import arranged, disordered
from ..bank.model import (
    Arrange,
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
    """What came of a question; `CLOSE` only until the learner has decided."""

    RIGHT = "right"
    WRONG = "wrong"
    CLOSE = "close"
    SKIPPED = "skipped"
    DISCUSSED = "discussed"


@dataclass(frozen=True, slots=True)
class Result:
    """An exercise that is done with, and what came of it."""

    exercise: Exercise
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions came to what."""

    right: int = 0
    wrong: int = 0
    skipped: int = 0
    discussed: int = 0

    @property
    def asked(self) -> int:
        return self.answered + self.skipped + self.discussed

    @property
    def answered(self) -> int:
        """Those that were right or wrong."""
        return self.right + self.wrong

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.wrong + other.wrong,
            self.skipped + other.skipped,
            self.discussed + other.discussed,
        )


Section = tuple[str, str] | None
"""A source's id and the id of its section; None for a question that cites nothing."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a session so far: `total` questions were planned, `all.asked` were asked."""

    total: int
    all: Tally
    by_type: dict[str, Tally]
    by_section: dict[Section, Tally]
    missed: tuple[Exercise, ...]


class Session:
    """A quiz that asks each exercise once and then ends.

    The order is drawn from the seed; without one it is the given order.  Options are shuffled
    either way, and an exercise's are in the same order whenever it has the same seed.
    """

    def __init__(self, exercises: Iterable[Exercise], seed: int | None = None) -> None:
        self._exercises = list(exercises)
        self._seed = seed
        self._results: list[Result] = []
        self._close = False
        if seed is not None:
            random.Random(seed).shuffle(self._exercises)

    @property
    def total(self) -> int:
        return len(self._exercises)

    @property
    def number(self) -> int:
        """The number of the current question, from 1; `total` + 1 once the session has ended."""
        return len(self._results) + 1

    @property
    def current(self) -> Exercise | None:
        """The exercise to ask now, or None once the session has ended."""
        return None if len(self._results) == self.total else self._exercises[len(self._results)]

    @property
    def options(self) -> tuple[Option, ...]:
        """The current exercise's options in the order to show them; none where it is no choice."""
        exercise = self._asked()
        if not isinstance(exercise.response, Choose):
            return ()
        return arranged(exercise.response, self._rng(exercise))

    @property
    def items(self) -> tuple[str, ...]:
        """What is to be put in order, or to be found for each left of a match, as it is shown."""
        exercise = self._asked()
        match exercise.response:
            case Arrange() as arrange:
                return disordered(arrange.items, self._rng(exercise))
            case Match() as match_:
                items = list(match_.choices)
                self._rng(exercise).shuffle(items)
                return tuple(items)
            case _:
                return ()

    def _rng(self, exercise: Exercise) -> random.Random:
        return random.Random(f"{self._seed}/{exercise.id}")

    def mark(self, response: str | Set[int] | Sequence[int]) -> Outcome:
        """Mark a typed answer, or what was chosen of `options` or `items`, by indices from 0.

        The options of a choice are a set; the items of an order, and those chosen for each left
        of a match, are a sequence.

        A `CLOSE` answer is not done with: `grade` says whether it counts.  Raises ValueError for
        an index that is none, and for an exercise that is not answered in this way.
        """
        exercise = self._asked()
        match exercise.response:
            case Choose() if isinstance(response, Set):
                options = self.options
                if not response <= set(range(len(options))):
                    raise ValueError(f"there are {len(options)} options, not {sorted(response)}")
                right = response == {n for n, option in enumerate(options) if option.right}
                return self._done(Outcome.RIGHT if right else Outcome.WRONG)
            case Type() as expected if isinstance(response, str):
                outcome = compare(response, expected, exercise.lang)
                self._close = outcome is Outcome.CLOSE
                return outcome if self._close else self._done(outcome)
            case Number() as expected_number if isinstance(response, str):
                value = _amount(response, expected_number.unit)
                right = value is not None and expected_number.low <= value <= expected_number.high
                return self._done(Outcome.RIGHT if right else Outcome.WRONG)
            case Arrange() | Match() as wanted if not isinstance(response, str | Set):
                shown = self.items
                given = [shown[n] for n in response]
                right = given == (
                    list(wanted.items)
                    if isinstance(wanted, Arrange)
                    else [right for _, right in wanted.pairs]
                )
                return self._done(Outcome.RIGHT if right else Outcome.WRONG)
            case Choose() | Type() | Number() | Arrange() | Match() | Recall() | Fill() | Discuss():
                raise ValueError(f"`{exercise.id}` is not answered with {response!r}")
            case _:
                assert_never(exercise.response)

    def grade(self, right: bool) -> None:
        """Take the learner's own word: on a recall, on blanks, on a typed answer that was close."""
        exercise = self._asked()
        match exercise.response:
            case Recall() | Fill():
                pass
            case Type() if self._close:
                pass
            case Type() | Number() | Choose() | Arrange() | Match() | Discuss():
                raise ValueError(f"`{exercise.id}` is not for the learner to grade")
            case _:
                assert_never(exercise.response)
        self._done(Outcome.RIGHT if right else Outcome.WRONG)

    def discuss(self) -> None:
        """Count a discussion as held."""
        exercise = self._asked()
        if not isinstance(exercise.response, Discuss):
            raise ValueError(f"`{exercise.id}` is not a discussion")
        self._done(Outcome.DISCUSSED)

    def skip(self) -> None:
        """Leave the current question without an answer."""
        self._asked()
        self._done(Outcome.SKIPPED)

    @property
    def results(self) -> tuple[Result, ...]:
        """What is done with, in the order asked."""
        return tuple(self._results)

    def summary(self) -> Summary:
        types: dict[str, list[Outcome]] = {}
        sections: dict[Section, list[Outcome]] = {}
        for result in self._results:
            types.setdefault(result.exercise.type, []).append(result.outcome)
            sections.setdefault(section(result.exercise), []).append(result.outcome)
        return Summary(
            total=self.total,
            all=_tally([result.outcome for result in self._results]),
            by_type={type: _tally(outcomes) for type, outcomes in sorted(types.items())},
            by_section={key: _tally(outcomes) for key, outcomes in sections.items()},
            missed=tuple(r.exercise for r in self._results if r.outcome is Outcome.WRONG),
        )

    def _asked(self) -> Exercise:
        if self.current is None:
            raise ValueError("the session has ended")
        return self.current

    def _done(self, outcome: Outcome) -> Outcome:
        self._results.append(Result(self._asked(), outcome))
        self._close = False
        return outcome


def section(exercise: Exercise) -> Section:
    """The section that an exercise's first evidence stands in."""
    first = exercise.evidence[0] if exercise.evidence else None
    return (first.source, first.place.section) if first else None


def _tally(outcomes: Sequence[Outcome]) -> Tally:
    return Tally(
        right=outcomes.count(Outcome.RIGHT),
        wrong=outcomes.count(Outcome.WRONG),
        skipped=outcomes.count(Outcome.SKIPPED),
        discussed=outcomes.count(Outcome.DISCUSSED),
    )


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


def _amount(typed: str, unit: str | None) -> Fraction | None:
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
