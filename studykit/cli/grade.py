"""`studykit grade`: the scores of a class in a printed exam, and an item analysis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, cast

import typer
from pydantic import ValidationError

from ..analysis.answer_key import AnswerKey
from ..analysis.items import ExamStatistics, GradedStudent, statistics
from ..diagnostics import StudykitError, UsageError
from ..files import read_named, write_bytes, write_text
from ..format import plural
from ..locale import speaking
from ..quiz.grading import as_csv, decoded, is_spreadsheet, items
from ..quiz.grading import grade as grade_table
from ..targets.handout.formats import render
from ..targets.handout.grades import correlation, grades, number, percent, summary
from ..targets.handout.model import PaperSize, PrintSettings
from ..terminal.console import on_stdout
from ..terminal.output import colour, echo
from .handout import ANSWER_KEY, PAPERS

Cells = Sequence[str | int | float]


def grade(
    responses: Annotated[
        Path, typer.Argument(metavar="RESPONSES", help="A table of students and answers.")
    ],
    key: Annotated[
        Path | None,
        typer.Option(
            "--key", metavar="FILE", help=f"The exam’s {ANSWER_KEY}. Default: beside the table."
        ),
    ] = None,
    paper: Annotated[str, typer.Option("--paper", metavar="SIZE", help="a4 or letter.")] = "a4",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            file_okay=False,
            help="Output folder. Default: that of the table.",
        ),
    ] = None,
) -> None:
    """Grade the answers to a printed exam.

    The table has a row for each student: `student`, `form` and a column for each question number.
    Writes scores.csv, items.csv and grades.pdf: points with partial credit, and for each question its
    difficulty, its discrimination and the options that were chosen.
    """
    if paper not in PAPERS:
        raise UsageError(f"unknown paper size `{paper}`; use a4 or letter")
    content = read_named(responses)
    if is_spreadsheet(content):
        raise UsageError(f"{responses} is a spreadsheet; save it as CSV, and grade that file")
    answer_key = _read_key(key or _find_key(responses))
    grading = grade_table(decoded(content), answer_key)
    for problem in grading.problems:
        echo(f"{responses}:{problem.line}: {problem.message}", err=True)
    if grading.problems:
        count = plural(len(grading.problems), "problem")
        echo(f"nothing graded: {count} in {responses}", err=True)
        raise typer.Exit(1)
    if not grading.graded:
        raise UsageError(f"{responses} has no students")
    result = statistics(items(answer_key), grading.graded)
    folder = out or responses.parent
    with speaking(answer_key.language):
        document = grades(answer_key.title, result, grading.graded)
    page = render("pdf", document, PrintSettings(cast(PaperSize, paper)))
    scores = _score_rows(result, grading.graded)
    write_text(folder / "scores.csv", as_csv(scores, grading.delimiter))
    write_text(folder / "items.csv", as_csv(_item_rows(result), grading.delimiter))
    write_bytes(folder / "grades.pdf", page.content)
    _print(result, grading.graded)  # last: its reader may stop early, as `head` does
    echo(f"wrote scores.csv, items.csv and grades.pdf in {folder}")


def _find_key(responses: Path) -> Path:
    """Return the key in the folder of the table, else in the default folder of handouts."""
    for folder in (responses.parent, Path("handouts")):
        if (folder / ANSWER_KEY).exists():
            return folder / ANSWER_KEY
    raise StudykitError(
        f"no {ANSWER_KEY} beside {responses} or in handouts; `studykit handout exam` writes it, and"
        " --key FILE names one in another folder"
    )


def _read_key(file: Path) -> AnswerKey:
    try:
        return AnswerKey.model_validate_json(read_named(file))
    except ValidationError as error:
        message = f"{file} is not the answer key of an exam; `studykit handout exam` writes it"
        raise UsageError(message) from error


def _print(result: ExamStatistics, graded: Sequence[GradedStudent]) -> None:
    writer = on_stdout(plain=not colour())
    writer.line(f"{plural(result.students, 'student')}. {summary(result)}")
    writer.line()
    for one in sorted(graded, key=lambda one: (-one.total, one.student.casefold())):
        writer.line(f"{number(one.total):>5}  {percent(one, result):>4}  {one.student}")
    writer.line()
    writer.line(
        "Questions: difficulty, discrimination" if result.enough else "Questions: difficulty"
    )
    for item in result.items:
        figures = f"{item.item.number:>4}  {item.difficulty:.2f}  "
        if result.enough:
            figures += f"{correlation(item):>5}  "
        remarks = "; ".join(item.remarks.values())
        writer.line(f"{item.item.id}: {remarks}" if remarks else item.item.id, mark=figures)
    writer.line()


def _score_rows(result: ExamStatistics, graded: Sequence[GradedStudent]) -> Iterator[Cells]:
    ids = [item.item.id for item in result.items]
    yield ["student", "form", "points", "of", "percent", *ids]
    for one in graded:
        share = 100 * one.total / result.total
        yield [one.student, one.form, one.total, result.total, share, *(one.scores[i] for i in ids)]


def _item_rows(result: ExamStatistics) -> Iterator[Cells]:
    yield ["number", "question", "points", "difficulty", "discrimination", "chosen", "look at"]
    for one in result.items:
        chosen = "; ".join(
            f"{option}{' (right)' if option in one.item.right else ''}: {count}"
            for option, count in one.chosen.items()
        )
        yield [
            one.item.number,
            one.item.id,
            one.item.points,
            one.difficulty,
            one.discrimination if result.enough and one.discrimination is not None else "",
            chosen,
            "; ".join(one.remarks.values()),
        ]
