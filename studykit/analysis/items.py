"""ExamItem analysis: how hard each question of an exam was, and whether it told strong from weak.

Difficulty is the mean score as a share of the points.  Discrimination is the correlation of the score
with that in all other questions, which for questions that are right or wrong is the point-biserial
correlation, corrected for overlap.  Reliability is Cronbach's alpha.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from ..format import in_quotation_marks, listed
from ..locale import N_, _

HARD, EASY = 0.3, 0.95
"""Shares of the points below and above which a question says little about the class."""

WEAK = 0.2
"""The correlation below which a question hardly tells strong from weak."""

ENOUGH = 10
"""Students from which a correlation means something, and a question can be called easy."""


class Remark(StrEnum):
    """Why a teacher should look at a question, the most urgent reason first; to look up."""

    KEY = N_("strong students did worse: check the key")
    DISTRACTOR = N_("a distractor was chosen more often than the key")
    HARD = N_("hard for most of the class")
    WEAK = N_("hardly tells strong from weak")
    EASY = N_("easy for nearly everyone")
    UNUSED = N_("distractors that nobody chose")


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
    def remarks(self) -> dict[Remark, str]:
        """Why a teacher should look at the question, in words about it."""
        return dict(_remarks(self))


@dataclass(frozen=True, slots=True)
class ExamStatistics:
    """How a class did in an exam; without `enough` students, correlations mean little."""

    students: int
    total: int
    mean: float
    deviation: float
    reliability: float | None
    items: tuple[ItemStatistics, ...]

    @property
    def enough(self) -> bool:
        return self.students >= ENOUGH


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


def _remarks(one: ItemStatistics) -> Iterator[tuple[Remark, str]]:
    """Yield what is wrong with a question; of few students, only that it is hard."""
    chosen, right = one.chosen, one.item.right
    wrong = {option: count for option, count in chosen.items() if option not in right}
    least = min((chosen[option] for option in right), default=0)
    discrimination = 1.0 if one.discrimination is None else one.discrimination
    enough = one.students >= ENOUGH
    if enough and discrimination < 0:
        yield Remark.KEY, _(Remark.KEY)
    if enough and (above := [option for option, count in wrong.items() if count > least]):
        options = listed(list(map(in_quotation_marks, above)))
        yield Remark.DISTRACTOR, _("{options} chosen more often than the key", options=options)
    if one.difficulty < HARD:
        yield Remark.HARD, _(Remark.HARD)
    if enough and 0 <= discrimination < WEAK:
        yield Remark.WEAK, _(Remark.WEAK)
    if enough and one.difficulty > EASY:
        yield Remark.EASY, _(Remark.EASY)
    if enough and list(wrong.values()).count(0) > 1:
        yield Remark.UNUSED, _(Remark.UNUSED)


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
