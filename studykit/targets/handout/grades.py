"""The results of an exam on one page for the teacher."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ... import format
from ...analysis.items import ENOUGH, WEAK, ExamStatistics, GradedStudent, ItemStatistics
from ...format import fixed, rounded, series
from ...locale import _, ngettext, spoken
from .documents import in_one_paragraph
from .model import Document, HandoutBlock, Part, Table, TextBlock
from .prose import as_prose

STUDENTS, QUESTIONS = 3, 5
"""Side by side."""

MOST_LOOKED_AT = 10
"""The most questions to look at that are listed; the others are in the table of all questions."""

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
    ranked = sorted(graded, key=lambda one: (-one.total, one.student.casefold()))
    scores = [(one.student, number(one.total), percent(one, statistics)) for one in ranked]
    yield _table(_("Scores"), (_("Student"), _("Points"), "%"), scores, (14, 5, 5), STUDENTS)
    header: TextRow = (_("No."), _("Difficulty"))
    items: list[TextRow] = [
        (str(one.item.number), fixed(one.difficulty, 2)) for one in statistics.items
    ]
    if statistics.enough:
        # For translators: short for discrimination
        header = (*header, _("Discr."))
        items = [(*i, correlation(o)) for i, o in zip(items, statistics.items, strict=True)]
    yield _table(_("Questions"), header, items, (3, 5, 4)[: len(header)], QUESTIONS)
    looked_at = sorted((one for one in statistics.items if one.remarks), key=lambda o: o.urgency)
    if looked_at:
        shown = sorted(looked_at[:MOST_LOOKED_AT], key=lambda one: one.item.number)
        rows = [(str(one.item.number), one.item.id, series(one.remarks)) for one in shown]
        heading = (_("No."), _("Question"), _("Why"))
        yield _table(_("Questions to look at"), heading, rows, (1, 4, 9))
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
    if (more := len(looked_at) - MOST_LOOKED_AT) > 0:
        sentences.append(
            ngettext(
                "{n} more question to look at is in items.csv.",
                "{n} more questions to look at are in items.csv.",
                more,
            )
        )
    yield TextBlock(as_prose(in_one_paragraph(sentences)))


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
