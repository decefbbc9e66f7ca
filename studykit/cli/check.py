"""`studykit check`: verify every quote, run every rule, report all that is found."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .common import Questions, Texts, course_folder, gc_paused, print_report


class ReportFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]…", help="Courses, or banks of a course to report on alone."),
    ] = None,
    format: Annotated[
        ReportFormat, typer.Option(help="How findings are printed.")
    ] = ReportFormat.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Check every quote and every question.

    Quotes are looked up in their sources, or among the pins where a text is not here.

    Exits with 0 if nothing is wrong, with 1 on findings.
    """
    from ..check import check as run
    from ..diagnostics import Report, StudykitError

    wanted: dict[Path, set[Path]] = {}
    for path in paths or [course_folder(questions)]:
        if not path.exists():
            raise StudykitError(f"there is no {path}")
        folder = path if path.is_dir() else path.parent
        only = wanted.setdefault(folder, set())
        if not path.is_dir():
            only.add(path.resolve())
    report = Report()
    with gc_paused():
        for folder, only in wanted.items():
            found = run(folder, texts, frozenset(only) or None).report
            report.diagnostics += found.diagnostics
            report.done += found.done
    print_report(report, format)
    if report.failed(strict):
        raise typer.Exit(1)
