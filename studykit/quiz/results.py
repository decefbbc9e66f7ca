"""The results of a session: its steps, tallies of them, and which cards are due next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ..bank.model import Exercise, Label, Number, Type
from .cards import Card
from .plan import LEARN_AHEAD
from .review_log import CardKey, Review
from .schedule import NEW, CardState, Day, Grade, Phase
from .typed import Outcome


class Done(StrEnum):
    """The result of a question that was asked."""

    RIGHT = "right"
    WRONG = "wrong"
    SKIPPED = "skipped"
    BURIED = "buried"
    DISCUSSED = "discussed"


@dataclass(frozen=True, slots=True)
class Step:
    """A question that was asked, and its result; `before` is the state in which it was shown.

    `outcome` says whether the answer was right, if not only the learner can.
    """

    card: Card
    done: Done
    grade: Grade | None
    elapsed_ms: int | None
    before: CardState
    after: CardState
    review: Review | None = None
    buried: tuple[CardKey, ...] = ()
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of questions by their results."""

    right: int = 0
    wrong: int = 0
    skipped: int = 0
    buried: int = 0
    discussed: int = 0

    @property
    def asked(self) -> int:
        return self.answered + self.skipped + self.buried + self.discussed

    @property
    def answered(self) -> int:
        """Those that were right or wrong."""
        return self.right + self.wrong

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.wrong + other.wrong,
            self.skipped + other.skipped,
            self.buried + other.buried,
            self.discussed + other.discussed,
        )

    @classmethod
    def of(cls, done: Iterable[Done]) -> Tally:
        counts = Counter(done)
        return cls(
            counts[Done.RIGHT],
            counts[Done.WRONG],
            counts[Done.SKIPPED],
            counts[Done.BURIED],
            counts[Done.DISCUSSED],
        )


Section = tuple[str, str] | None
"""The ids of a source and its section; None for a question without a passage."""


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The cards that are due next.

    `today` cards are due later today or in the next minutes, the `first` at that time, and `tomorrow`
    cards tomorrow.  If none is due tomorrow, `later` cards are due in `days` days.  `new` cards were
    never asked.
    """

    today: int = 0
    first: datetime | None = None
    tomorrow: int = 0
    days: int | None = None
    later: int = 0
    new: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """The results of a session.

    `all`, `by_type` and `by_section` count answers by their grades, `cards` counts cards.  Of the
    `typed` answers, `typed_right` were right, spelling mistakes aside.  Of the `hardest` cards the
    worst comes first.
    """

    all: Tally
    cards: int
    typed: int
    typed_right: int
    by_type: dict[str, Tally]
    by_section: dict[Section, Tally]
    hardest: tuple[Card, ...]
    leeches: tuple[Card, ...]
    next: Upcoming
    elapsed_ms: int


HARDEST = 3


def summarize(
    steps: Sequence[Step],
    cards: Mapping[CardKey, Card],
    states: Mapping[CardKey, CardState],
    day: Day,
    now: datetime,
) -> Summary:
    """Return the results of some steps, and which of the cards are due next."""
    types: dict[str, list[Done]] = {}
    sections: dict[Section, list[Done]] = {}
    graded: dict[CardKey, list[Step]] = {}
    for step in steps:
        exercise = step.card.exercise
        types.setdefault(exercise.type, []).append(step.done)
        sections.setdefault(section(exercise), []).append(step.done)
        if step.grade is not None:
            graded.setdefault(step.card.key, []).append(step)
    hard = [given for given in graded.values() if _is_hard(given)]
    hard.sort(key=_hardness, reverse=True)
    typed = [step.outcome for step in steps if step.outcome and is_typed(step.card.exercise)]
    last_steps = [given[-1] for given in graded.values()]
    return Summary(
        all=Tally.of(step.done for step in steps),
        cards=len(graded),
        typed=len(typed),
        typed_right=len(typed) - typed.count(Outcome.WRONG),
        by_type={type: Tally.of(done) for type, done in sorted(types.items())},
        by_section={key: Tally.of(done) for key, done in sections.items()},
        hardest=tuple(given[-1].card for given in hard[:HARDEST]),
        leeches=tuple(step.card for step in last_steps if step.review and step.after.is_leech),
        next=_upcoming(cards, states, day, now),
        elapsed_ms=sum(step.elapsed_ms or 0 for step in steps),
    )


def is_typed(exercise: Exercise) -> bool:
    """Whether the answer of an exercise is typed and marked."""
    return isinstance(exercise.response, Type | Number | Label)


def _is_hard(given: Sequence[Step]) -> bool:
    return any(step.grade in (Grade.AGAIN, Grade.HARD) for step in given)


def _hardness(given: Sequence[Step]) -> tuple[int, int, float]:
    """Return a key that sorts cards by their grades, then by FSRS's difficulty."""
    grades = [step.grade for step in given]
    difficulty = given[-1].after.difficulty or 0.0
    return grades.count(Grade.AGAIN), grades.count(Grade.HARD), difficulty


def _upcoming(
    cards: Mapping[CardKey, Card], states: Mapping[CardKey, CardState], day: Day, now: datetime
) -> Upcoming:
    one = timedelta(days=1)
    dues = [states[key].due for key in cards if key in states]
    times = sorted(due for due in dues if due is not None)
    # a card that is due in minutes counts for today, even if the day ends before
    today_ends = max(day.end, now + LEARN_AHEAD)
    today = [due for due in times if due < today_ends]
    later = times[len(today) :]
    tomorrow = sum(due < day.end + one for due in later)
    days, count = None, 0
    if later and not tomorrow:
        days_after = [(due - day.end) // one + 1 for due in later]
        days = days_after[0]
        count = days_after.count(days)
    graded = [key for key, card in cards.items() if card.graded]
    new = sum(states.get(key, NEW).phase is Phase.NEW for key in graded)
    first = today[0] if today else None
    return Upcoming(len(today), first, tomorrow, days, count, new)


def section(exercise: Exercise) -> Section:
    """Return the section of an exercise's first passage."""
    if not exercise.evidence:
        return None
    first = exercise.evidence[0]
    return (first.source, first.place.section)
