"""The results of an exam on one page for the teacher."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ...analysis.items import FEW, ExamStatistics, GradedStudent, ItemStatistics
from ...format import plural
from .model import Document, HandoutBlock, Part, Table, TextBlock
from .prose import as_prose

COLUMNS = 3
"""Students, and questions, side by side."""

TextRow = tuple[str, ...]


def grades(title: str, statistics: ExamStatistics, graded: Sequence[GradedStudent]) -> Document:
    """The scores, the difficulty and discrimination of each question, and those to look at."""
    subtitle = f"{title} · {plural(statistics.students, 'student')}"
    blocks = tuple(_blocks(statistics, graded))
    return Document("grades", "teacher", "Grades", subtitle, title, "", (Part(blocks),))


def _blocks(statistics: ExamStatistics, graded: Sequence[GradedStudent]) -> Iterator[HandoutBlock]:
    yield TextBlock(as_prose(summary(statistics)))
    ranked = sorted(graded, key=lambda one: (-one.total, one.student.casefold()))
    scores = [(one.student, number(one.total), percent(one, statistics)) for one in ranked]
    yield _side_by_side("Scores", ("Student", "Points", "%"), scores, (7, 3, 2))
    items = [
        (str(one.item.number), f"{one.difficulty:.2f}", correlation(one))
        for one in statistics.items
    ]
    yield _side_by_side("Questions", ("No.", "Difficulty", "Discr."), items, (2, 4, 3))
    looked_at = [one for one in statistics.items if one.remarks]
    if looked_at:
        rows = tuple(
            (
                as_prose(str(one.item.number)),
                as_prose(one.item.id),
                as_prose("; ".join(one.remarks)),
            )
            for one in looked_at
        )
        yield Table("Questions to look at", ("No.", "Question", "Why"), rows, (1, 4, 9))
    yield TextBlock(
        as_prose(
            "Difficulty is the mean share of the points. Discrimination is the correlation with the"
            " score in all other questions: below 0.2 a question hardly tells strong from weak."
            " Numbers are those of the first form."
        )
    )


def summary(statistics: ExamStatistics) -> str:
    """The class in a line: "Mean 31.4 of 45 points (70%), standard deviation 6.1, …"."""
    share = statistics.mean / statistics.total
    text = f"Mean {number(statistics.mean)} of {plural(statistics.total, 'point')} ({share:.0%})"
    text += f", standard deviation {number(statistics.deviation)}"
    if statistics.reliability is not None:
        text += f", reliability (Cronbach’s alpha) {statistics.reliability:.2f}"
    if statistics.students < FEW:
        text += f". With fewer than {FEW} students, discrimination and reliability mean little"
    return f"{text}."


def number(value: float) -> str:
    """At most one decimal: "31", "31.4"."""
    return f"{value:.1f}".removesuffix(".0")


def percent(one: GradedStudent, statistics: ExamStatistics) -> str:
    return f"{one.total / statistics.total:.0%}"


def correlation(one: ItemStatistics) -> str:
    """A correlation with a minus sign; "–" if there is none."""
    if one.discrimination is None:
        return "–"
    return f"{one.discrimination:.2f}".replace("-", "−")


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
