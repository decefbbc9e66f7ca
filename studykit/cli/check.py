"""`studykit check`: verify every quote, run every rule, print the findings."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..check import check as run_check
from ..diagnostics import Report, StudykitError
from ..terminal.output import echo_report
from .common import Questions, Texts, course_folder, gc_paused


class ReportFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Course folders, or single banks to report on."),
    ] = None,
    format: Annotated[
        ReportFormat, typer.Option(help="How to print the findings.")
    ] = ReportFormat.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Check every quote and every question.

    Quotes are looked up in their sources, or among the pins if a text is not on this machine.

    Exits with 0 if there are no errors, and with 1 if there are.
    """
    selected: dict[Path, set[Path]] = {}  # by course folder
    for path in paths or [course_folder(questions)]:
        if not path.exists():
            raise StudykitError(f"{path} does not exist")
        folder = path if path.is_dir() else path.parent
        selected.setdefault(folder, set()).add(path.resolve())
    report = Report()
    with gc_paused():
        for folder, files in selected.items():
            only = None if folder.resolve() in files else frozenset(files)
            checked = run_check(folder, texts, only)
            report.diagnostics += checked.report.diagnostics
            report.done += checked.report.done
            report.totals.update(checked.report.totals)
    echo_report(report, format)
    if report.failed(strict):
        raise typer.Exit(1)
