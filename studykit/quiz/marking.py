"""Marking answers, and the order in which options are shown."""

from __future__ import annotations

import random
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import assert_never

from ..bank.arrange import arranged, disordered
from ..bank.model import (
    Arrange,
    Choose,
    Discuss,
    Exercise,
    Fill,
    Label,
    Match,
    Number,
    Option,
    Recall,
    Type,
)
from .typed import Outcome, amounts, compare

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


def mark(
    exercise: Exercise,
    layout: Layout,
    answer: Answer,
    part: int = 0,
    vocabulary: Set[str] = frozenset(),
) -> Outcome | None:
    """Mark an answer; return None if only the learner can.

    Indices are those of the layout: a set for a choice, a sequence for an order and for the left
    sides of a match.  Words for blanks are compared with all blanks of the number `part`, a name with that of this part of a
    picture.  Another
    word of the `vocabulary` is never a typing error.  Raises ValueError for an option that does not exist,
    and for an answer of the wrong kind.
    """
    right: bool
    match exercise.response:
        case Choose() if isinstance(answer, Set):
            options = layout.options
            if not answer <= set(range(len(options))):
                raise ValueError(f"{sorted(answer)} are not indices of {len(options)} options")
            right = answer == {n for n, option in enumerate(options) if option.right}
        case Type() as expected if isinstance(answer, str):
            return compare(answer, expected, exercise.lang, vocabulary)
        case Fill() as fill if isinstance(answer, str):
            return compare(answer, Type(" ".join(missing(fill, part))), exercise.lang, vocabulary)
        case Number(_, low, high, unit) if isinstance(answer, str):
            right = any(low <= value <= high for value in amounts(answer, unit, exercise.lang))
        case Arrange(items) if not isinstance(answer, str | Set | None):
            right = [layout.items[n] for n in answer] == list(items)
        case Match(pairs) if not isinstance(answer, str | Set | None):
            right = [layout.items[n] for n in answer] == [right for _, right in pairs]
        case Label(parts=parts) if isinstance(answer, str):
            expected = Type(parts[part - 1].name)
            return compare(answer, expected, exercise.lang, vocabulary)
        case Recall() | Fill() | Label() | Discuss() if answer is None:
            return None
        case (
            Choose()
            | Type()
            | Number()
            | Arrange()
            | Match()
            | Recall()
            | Fill()
            | Label()
            | Discuss()
        ):
            raise ValueError(f"`{exercise.id}` cannot be answered with {answer!r}")
        case _:
            assert_never(exercise.response)
    return Outcome.RIGHT if right else Outcome.WRONG


def missing(fill: Fill, part: int) -> list[str]:
    """Return the words of the blanks of one number, in order."""
    return [answer for number, answer in fill.answers if number == part]
