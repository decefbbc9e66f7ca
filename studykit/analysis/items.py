"""ExamItem analysis: how hard each question of an exam was, and whether it told strong from weak.

Difficulty is the mean score as a share of the points.  Discrimination is the correlation of the score
with that in all other questions, which for questions that are right or wrong is the point-biserial
correlation, corrected for overlap.  Reliability is Cronbach's alpha.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from ..locale import _, ngettext, pgettext

HARD, EASY = 0.3, 0.95
"""Shares of the points below and above which a question says little about the class."""

WEAK = 0.2
"""The correlation below which a question hardly tells strong from weak."""

FEW = 10
"""Students below which a correlation means little."""


@dataclass(frozen=True, slots=True)
class GradedStudent:
    """A student's scores by question id; `chosen` are the texts of the options."""

    student: str
    form: str
    scores: Mapping[str, float]
    chosen: Mapping[str, tuple[str, ...]]

    @property
    def total(self) -> float:
        return sum(self.scores.values())


@dataclass(frozen=True, slots=True)
class ExamItem:
    """A question of an exam: its number on the first form, points, options, and those that are right."""

    id: str
    number: int
    points: int
    options: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """How a class answered a question; `discrimination` is None if all scores are equal."""

    item: ExamItem
    difficulty: float
    discrimination: float | None
    chosen: Mapping[str, int]
    students: int

    @property
    def remarks(self) -> tuple[str, ...]:
        """Why a teacher should look at the question."""
        return tuple(_remarks(self))


@dataclass(frozen=True, slots=True)
class ExamStatistics:
    """How a class did in an exam."""

    students: int
    total: int
    mean: float
    deviation: float
    reliability: float | None
    items: tuple[ItemStatistics, ...]


def statistics(items: Sequence[ExamItem], graded: Sequence[GradedStudent]) -> ExamStatistics:
    """Return the statistics of an exam that at least one student wrote."""
    totals = [student.total for student in graded]
    by_item = tuple(_of_item(item, graded) for item in items)
    return ExamStatistics(
        students=len(graded),
        total=sum(item.points for item in items),
        mean=_mean(totals),
        deviation=sqrt(_variance(totals)),
        reliability=_alpha(items, graded),
        items=by_item,
    )


def _of_item(item: ExamItem, graded: Sequence[GradedStudent]) -> ItemStatistics:
    scores = [student.scores[item.id] for student in graded]
    others = [student.total - student.scores[item.id] for student in graded]
    difficulty = _mean(scores) / item.points
    discrimination = correlation(scores, others)
    chosen = dict.fromkeys(item.options, 0)
    for student in graded:
        for option in student.chosen.get(item.id, ()):
            chosen[option] += 1
    return ItemStatistics(item, difficulty, discrimination, chosen, len(graded))


def _remarks(one: ItemStatistics) -> Iterator[str]:
    if one.discrimination is not None:
        if one.discrimination < 0:
            yield _("strong students did worse: check the key")
        elif one.discrimination < WEAK and one.students >= FEW:
            yield _("hardly tells strong from weak")
    if one.difficulty < HARD:
        yield pgettext("question", "hard")
    elif one.difficulty > EASY and one.students >= FEW:
        yield pgettext("question", "easy")
    chosen, right = one.chosen, one.item.right
    wrong = {option: count for option, count in chosen.items() if option not in right}
    least = min((chosen[option] for option in right if option in chosen), default=0)
    for option, count in wrong.items():
        if count > least:
            yield _("“{option}” was chosen more often than the key", option=option)
    unused = [option for option, count in wrong.items() if not count]
    if len(unused) > 1 and one.students >= FEW:
        yield ngettext(
            "{n} distractor was chosen by nobody",
            "{n} distractors were chosen by nobody",
            len(unused),
        )


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Return Pearson's correlation; None if either has no variance."""
    mean_x, mean_y = _mean(xs), _mean(ys)
    covariance = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    spread = sqrt(sum((x - mean_x) ** 2 for x in xs) * sum((y - mean_y) ** 2 for y in ys))
    return covariance / spread if spread > 1e-12 else None


def _alpha(items: Sequence[ExamItem], graded: Sequence[GradedStudent]) -> float | None:
    total = _variance([student.total for student in graded])
    if len(items) < 2 or not total:
        return None
    within = sum(_variance([student.scores[item.id] for student in graded]) for item in items)
    return len(items) / (len(items) - 1) * (1 - within / total)


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _variance(numbers: Sequence[float]) -> float:
    """The sample variance; 0 for one number."""
    mean = _mean(numbers)
    return sum((n - mean) ** 2 for n in numbers) / max(1, len(numbers) - 1)
