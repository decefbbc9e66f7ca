"""The results of an exam for the teacher, on one page unless the class is large."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ... import format
from ...analysis.items import ENOUGH, WEAK, ExamStatistics, GradedStudent, ItemStatistics, Remark
from ...format import fixed, rounded
from ...locale import _, ngettext, spoken
from .documents import in_one_paragraph
from .model import Document, HandoutBlock, Part, Table, TextBlock, number_ranges
from .prose import as_prose

STUDENTS, QUESTIONS = 3, 4
"""Side by side."""

TextRow = tuple[str, ...]


def grades(title: str, statistics: ExamStatistics, graded: Sequence[GradedStudent]) -> Document:
    """The scores, the difficulty and discrimination of each question, and those to look at."""
    subtitle = f"{title} · {students_text(statistics)}"
    part = Part(tuple(_blocks(statistics, graded)))
    return Document("grades", "teacher", _("Grades"), subtitle, title, "", (part,), lang=spoken())


def students_text(statistics: ExamStatistics) -> str:
    return ngettext("{n} student", "{n} students", statistics.students)


def _blocks(statistics: ExamStatistics, graded: Sequence[GradedStudent]) -> Iterator[HandoutBlock]:
    yield TextBlock(as_prose(summary(statistics)))
    # For translators: short for difficulty
    header: TextRow = (_("No."), _("Diff."))
    items: list[TextRow] = [
        (str(one.item.number), fixed(one.difficulty, 2)) for one in statistics.items
    ]
    if statistics.enough:
        # For translators: short for discrimination
        header = (*header, _("Discr."))
        items = [(*i, correlation(o)) for i, o in zip(items, statistics.items, strict=True)]
    yield _table(_("Questions"), header, items, (3, 4, 5)[: len(header)], QUESTIONS)
    reasons = [(_(remark), _numbers(remark, statistics.items)) for remark in Remark]
    if looked_at := [(why, numbers) for why, numbers in reasons if numbers]:
        yield _table(_("Questions to look at"), (_("Why"), _("Questions")), looked_at, (1, 1))
    sentences = [_("Difficulty is the mean share of the points.")]
    if statistics.enough:
        sentences.append(
            _(
                "Discrimination is the correlation with the score in all other questions: below {weak}"
                " a question hardly tells strong from weak.",
                weak=fixed(WEAK, 1),
            )
        )
    sentences.append(_("Numbers are those of the first form."))
    yield TextBlock(as_prose(in_one_paragraph(sentences)))
    ranked = sorted(graded, key=lambda one: (-one.total, one.student.casefold()))
    scores = [(one.student, f"{number(one.total)} ({percent(one, statistics)})") for one in ranked]
    yield _table(_("Scores"), (_("Student"), _("Points")), scores, (5, 3), STUDENTS)


def _numbers(remark: Remark, items: Iterable[ItemStatistics]) -> str:
    """The numbers of the questions with a remark: "1–3, 7"."""
    numbers = [one.item.number for one in items if remark in one.remarks]
    return ", ".join(number_ranges((n, n) for n in numbers))


def summary(statistics: ExamStatistics) -> str:
    """The class in a line: "Mean 31.4 of 45 points (70%), standard deviation 6.1, …"."""
    values = {
        "mean": number(statistics.mean),
        "share": format.percent(statistics.mean / statistics.total),
        "deviation": number(statistics.deviation),
    }
    if statistics.reliability is None or not statistics.enough:
        text = ngettext(
            "Mean {mean} of {n} point ({share}), standard deviation {deviation}.",
            "Mean {mean} of {n} points ({share}), standard deviation {deviation}.",
            statistics.total,
            **values,
        )
    else:
        text = ngettext(
            "Mean {mean} of {n} point ({share}), standard deviation {deviation}, reliability"
            " (Cronbach’s alpha) {reliability}.",
            "Mean {mean} of {n} points ({share}), standard deviation {deviation}, reliability"
            " (Cronbach’s alpha) {reliability}.",
            statistics.total,
            reliability=signed(statistics.reliability),
            **values,
        )
    if statistics.enough:
        return text
    few = _("Discrimination and reliability need at least {n} students.", n=ENOUGH)
    return in_one_paragraph([text, few])


def number(value: float) -> str:
    """At most one decimal: "31", "31.4"."""
    return rounded(value, 1)


def percent(one: GradedStudent, statistics: ExamStatistics) -> str:
    return format.percent(one.total / statistics.total)


def correlation(one: ItemStatistics) -> str:
    """A correlation with a minus sign; "–" if there is none."""
    if one.discrimination is None:
        return "–"
    return signed(one.discrimination)


def signed(value: float) -> str:
    """Two decimals, with a minus sign: "0.79", "−0.53"."""
    return fixed(value, 2).replace("-", "−")


def _table(
    caption: str,
    header: TextRow,
    rows: Iterable[TextRow],
    widths: tuple[int, ...],
    side_by_side: int = 1,
) -> Table:
    cells = tuple(tuple(map(as_prose, row)) for row in rows)
    return Table(caption, header, cells, widths, row_headers=False, side_by_side=side_by_side)
