"""`studykit check`: verify every quote, run every rule, print the findings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Set
from contextlib import suppress
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ..bank.load import TEXTS, texts_folder
from ..check import check as run_check
from ..diagnostics import Report, StudykitError
from ..format import listed
from ..source.pins import LOCK_FILE
from ..terminal.output import echo, echo_report
from ..terminal.progress_bar import progress_bar
from .common import Questions, Texts, course_folder, gc_paused
from .watching import is_of_course, saved, tried


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
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again whenever a file of the course is saved.")
    ] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Check every quote and every question.

    Quotes are looked up in their sources, or among the pins if a text is not on this machine.

    Exits with 0 if there are no errors, and with 1 if there are; with --watch, Ctrl-C ends the command,
    and the last check decides.
    """
    selected: dict[Path, set[Path]] = {}  # by course folder
    for path in paths or [course_folder(questions)]:
        if not path.exists():
            raise StudykitError(f"{path} does not exist")
        folder = path if path.is_dir() else path.parent
        selected.setdefault(folder, set()).add(path.resolve())

    passed = True

    def check_once() -> None:
        nonlocal passed
        passed = False  # until the check has ended
        report = _checked(selected, texts)
        passed = not report.failed(strict)  # before it is printed, which Ctrl-C may interrupt
        echo_report(report, format)

    if watch:
        with suppress(KeyboardInterrupt):
            _check_each_change(list(selected), texts, check_once, format is not ReportFormat.TEXT)
    else:
        check_once()
    if not passed:
        raise typer.Exit(1)


def _checked(selected: Mapping[Path, Set[Path]], texts: Path | None) -> Report:
    """Return one report on some courses, or on some banks of each."""
    report = Report()
    with gc_paused(), progress_bar("loading the course") as bar:
        for folder, files in selected.items():
            only = None if folder.resolve() in files else frozenset(files)
            checked = run_check(folder, texts, only, bar.at)
            report.diagnostics += checked.report.diagnostics
            report.done += checked.report.done
            report.totals.update(checked.report.totals)
    return report


def _check_each_change(
    folders: list[Path], texts: Path | None, check_once: Callable[[], None], by_itself: bool
) -> None:
    """Check, and again whenever a file of the courses or a text is saved, until Ctrl-C.

    What is said besides the reports goes to standard error if they are printed `by_itself`.
    """
    of_texts = {found for f in folders for found in (texts_folder(f, texts), f / TEXTS)}
    for names in _saved_names(folders, sorted(of_texts)):
        if names:
            echo(f"Saved: {', '.join(names)}", err=by_itself)
        tried(check_once)
        if not names:
            where = listed([str(folder) for folder in folders])
            echo(f"Watching {where}; press Ctrl-C to stop.", err=by_itself)
            sys.stdout.flush()


def _saved_names(folders: list[Path], of_texts: list[Path]) -> Iterator[list[str]]:
    """Yield an empty list, then names of files that are saved; folders of texts may come and go."""
    watched: list[Path] = []
    while True:
        present = [folder for folder in (*folders, *of_texts) if folder.is_dir()]
        new = [folder.name for folder in present if folder not in watched] if watched else []
        watched = present
        for names in saved(present, partial(_matters, of_texts)):
            yield names or new
            if [folder for folder in (*folders, *of_texts) if folder.is_dir()] != present:
                break


def _matters(of_texts: Collection[Path], path: Path) -> bool:
    """Whether a check depends on a file or folder."""
    names = {folder.resolve() for folder in of_texts}
    if path.parent.resolve() in names:
        return not path.name.startswith(".") and not path.name.endswith("~")
    return is_of_course(path) or path.name == LOCK_FILE or path.resolve() in names
