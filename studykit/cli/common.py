"""What commands share: where the course is, how diagnostics are printed."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from ..bank.load import Course
    from ..bank.select import Filter
    from ..diagnostics import Report

Questions = Annotated[
    Path | None,
    typer.Option(
        "--questions",
        metavar="DIR",
        help="The course's folder; if left out, questions/ here, else the shipped course.",
    ),
]
_TEXTS_HELP = "Where the texts lie; if left out, $STUDYKIT_TEXTS, else texts/ in the course."
Texts = Annotated[
    Path | None,
    typer.Option("--texts", metavar="DIR", exists=True, file_okay=False, help=_TEXTS_HELP),
]
TextsToBe = Annotated[
    Path | None, typer.Option("--texts", metavar="DIR", file_okay=False, help=_TEXTS_HELP)
]
"""The same where the folder may be made."""

# Which questions: the values of one option are alternatives, different options combine.


def _of(name: str, metavar: str, help: str) -> Any:
    return typer.Option(name, metavar=metavar, help=f"{help} Repeatable.")


OfBank = Annotated[list[str] | None, _of("--bank", "ID", "Only of this bank.")]
OfType = Annotated[list[str] | None, _of("--type", "TYPE", "Only of this type.")]
OfTag = Annotated[list[str] | None, _of("--tag", "TAG", "Only with this tag, or one below it.")]
OfLevel = Annotated[list[str] | None, _of("--level", "LEVEL", "Only of this Bloom's level.")]
OfSection = Annotated[list[str] | None, _of("--section", "ID", "Only on this section.")]
OfSource = Annotated[list[str] | None, _of("--source", "ID", "Only on this source.")]
OfSpeaker = Annotated[list[str] | None, _of("--speaker", "NAME", "Only on words of theirs.")]


def wanted(**given: list[str] | None) -> Filter:
    """The questions that the options above ask for, by the names of `Filter`."""
    from ..bank.select import Filter

    return Filter(**{name: tuple(values or ()) for name, values in given.items()})


def loaded(questions: Path | None, texts: Path | None) -> Course:
    """The course as far as it could be loaded, to look at; on standard error whether that is all.

    Exits with 1 where there is no usable course file.
    """
    from ..bank.load import load
    from ..diagnostics import Report

    report = Report()
    course = load(course_folder(questions), report, texts)
    if course is None:
        print_report(report)
        raise typer.Exit(1)
    if report.errors:
        typer.echo("studykit: not all could be loaded; `studykit check` says why", err=True)
    return course


def course_folder(asked: Path | None) -> Path:
    """The course's folder: as asked, `questions/` here, this folder, or the shipped course."""
    if asked is not None:
        return asked
    here = Path("questions")
    if here.is_dir():
        return here
    if Path("course.yaml").is_file():
        return Path()
    typer.echo("studykit: there is no questions/ here, so this is the shipped course", err=True)
    return shipped_course()


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pause the garbage collector while a course is loaded and checked.

    Nothing loaded is ever garbage, and scanning it takes a quarter of the time of a large check.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # otherwise enabling it scans everything that was loaded
        gc.enable()
        gc.unfreeze()


def shipped_course() -> Path:
    """The course that studykit comes with: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "course"
    return inside if inside.is_dir() else package.parent / "questions"


def colour() -> bool:
    """Whether what is printed may have colours (https://no-color.org)."""
    return (
        sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM", "") != "dumb"
    )


def offline() -> bool:
    """Whether `STUDYKIT_OFFLINE` forbids to use the network."""
    return os.environ.get("STUDYKIT_OFFLINE", "") not in ("", "0")


def print_report(report: Report, format: str = "text") -> None:
    """Print a report as text, json or GitHub's workflow commands."""
    from ..diagnostics import as_github, as_json, as_text

    if format == "json":
        typer.echo(as_json(report))
    else:
        for line in as_github(report) if format == "github" else as_text(report, colour()):
            typer.echo(line)
