"""The results of an exam on one page for the teacher."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ... import format
from ...analysis.items import FEW, WEAK, ExamStatistics, GradedStudent, ItemStatistics
from ...format import fixed, rounded, series
from ...locale import _, ngettext, spoken
from .documents import in_one_paragraph
from .model import Document, HandoutBlock, Part, Table, TextBlock
from .prose import as_prose

COLUMNS = 3
"""Students, and questions, side by side."""

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
    yield _side_by_side(_("Scores"), (_("Student"), _("Points"), "%"), scores, (7, 3, 2))
    items = [
        (str(one.item.number), fixed(one.difficulty, 2), correlation(one))
        for one in statistics.items
    ]
    yield _side_by_side(
        _("Questions"),
        (
            _("No."),
            _("Difficulty"),
            # For translators: short for discrimination
            _("Discr."),
        ),
        items,
        (2, 4, 3),
    )
    looked_at = [one for one in statistics.items if one.remarks]
    if looked_at:
        rows = tuple(
            (
                as_prose(str(one.item.number)),
                as_prose(one.item.id),
                as_prose(series(one.remarks)),
            )
            for one in looked_at
        )
        yield Table(_("Questions to look at"), (_("No."), _("Question"), _("Why")), rows, (1, 4, 9))
    yield TextBlock(
        as_prose(
            _(
                "Difficulty is the mean share of the points. Discrimination is the correlation with"
                " the score in all other questions: below {weak} a question hardly tells strong from"
                " weak. Numbers are those of the first form.",
                weak=fixed(WEAK, 1),
            )
        )
    )


def summary(statistics: ExamStatistics) -> str:
    """The class in a line: "Mean 31.4 of 45 points (70%), standard deviation 6.1, …"."""
    values = {
        "mean": number(statistics.mean),
        "share": format.percent(statistics.mean / statistics.total),
        "deviation": number(statistics.deviation),
    }
    if statistics.reliability is None:
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
    if statistics.students >= FEW:
        return text
    few = _("With fewer than {n} students, discrimination and reliability mean little.", n=FEW)
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


def _side_by_side(
    caption: str, header: TextRow, rows: Sequence[TextRow], widths: tuple[int, ...]
) -> Table:
    """Rows in several columns that are read from top to bottom."""
    height = -(-len(rows) // COLUMNS)
    columns = [rows[n * height : (n + 1) * height] for n in range(COLUMNS)]
    empty = ("",) * len(header)
    lines = [sum(line, ()) for line in zip_longest(*columns, fillvalue=empty)]
    cells = tuple(tuple(as_prose(text) if text else () for text in line) for line in lines)
    return Table(caption, header * COLUMNS, cells, widths * COLUMNS, row_headers=False)
