"""Options and helpers that commands share."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from ..diagnostics import StudykitError
from ..files import folder_lock
from ..locale import _
from ..terminal.output import echo


def _questions_option(default: str) -> Any:
    help = f"The course folder. Default: {default}."
    return typer.Option("--questions", metavar="DIR", help=help)


Questions = Annotated[Path | None, _questions_option("questions/, or the built-in course")]
OwnQuestions = Annotated[Path | None, _questions_option("questions/")]
"""`Questions` for commands that change the course, which the built-in one cannot be."""
_TEXTS_HELP = "The folder of source texts. Default: $STUDYKIT_TEXTS, or texts/ in the course."
Texts = Annotated[
    Path | None,
    typer.Option("--texts", metavar="DIR", exists=True, file_okay=False, help=_TEXTS_HELP),
]
NewTexts = Annotated[
    Path | None, typer.Option("--texts", metavar="DIR", file_okay=False, help=_TEXTS_HELP)
]
"""`Texts` for commands that create the folder if it does not exist."""


def _filter_option(name: str, metavar: str, help: str) -> Any:
    return typer.Option(name, metavar=metavar, help=f"Only questions {help}. Repeatable.")


OfBank = Annotated[list[str] | None, _filter_option("--bank", "ID", "of this bank")]
OfType = Annotated[list[str] | None, _filter_option("--type", "TYPE", "of this type")]
OfTag = Annotated[list[str] | None, _filter_option("--tag", "TAG", "with this tag or one below it")]
OfLevel = Annotated[list[str] | None, _filter_option("--level", "LEVEL", "of this Bloom level")]
OfSection = Annotated[list[str] | None, _filter_option("--section", "ID", "that cite this section")]
OfSource = Annotated[list[str] | None, _filter_option("--source", "ID", "that cite this source")]
OfSpeaker = Annotated[
    list[str] | None, _filter_option("--speaker", "NAME", "that cite this speaker")
]


def course_folder(given: Path | None) -> Path:
    """Return the course folder: the given one, `questions/`, this folder or the built-in course."""
    if given is not None:
        return given
    questions = Path("questions")
    if questions.is_dir():
        return questions
    if Path("course.yaml").is_file():
        return Path()
    echo(_("No questions/ folder here; using the built-in course."), err=True)
    return built_in_course()


def is_course_here(questions: Path | None) -> bool:
    """Whether a course is given, or is in this folder."""
    return questions is not None or Path("questions").is_dir() or Path("course.yaml").is_file()


def own_course(questions: Path | None) -> Path:
    """Return the folder of a course that can be changed: not that of the built-in course."""
    if not is_course_here(questions):
        raise StudykitError("no course in this folder; `studykit init DIR` creates one")
    folder = course_folder(questions)
    if folder.resolve() == built_in_course().resolve() and built_in_course().name == "course":
        raise StudykitError(
            "the built-in course cannot be changed; `studykit init DIR --from-built-in` copies it"
        )
    return folder


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pause the garbage collector while a course is loaded, checked or built.

    Nothing loaded is ever garbage, and scanning it takes a quarter of the time of a large check.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # otherwise enabling it scans everything that was loaded
        gc.enable()
        gc.unfreeze()


# As it exits, the interpreter would scan once more everything that was loaded.
atexit.register(gc.freeze)


def built_in_course() -> Path:
    """Return the folder of the built-in course: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "course"
    return inside if inside.is_dir() else package.parent / "questions"


@contextmanager
def course_lock(folder: Path) -> Iterator[None]:
    """Let one command at a time write the locks of a course; the others wait, and say so."""

    def waiting() -> None:
        echo("studykit: waiting for another command that writes this course", err=True)

    with folder_lock(folder, waiting):
        yield


def offline() -> bool:
    """Whether `STUDYKIT_OFFLINE` forbids network access."""
    return os.environ.get("STUDYKIT_OFFLINE", "") not in ("", "0")
