"""`studykit build`: check, pin, and write the Anki deck."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..bank.capability import response_name
from ..bank.content import content
from ..check import Checked
from ..diagnostics import Severity
from ..format import plural
from ..targets.anki import CAPABILITIES, CONTENT, Built
from ..targets.anki.package import differences, rows
from ..targets.forecast import describe, summary
from ..targets.notes import NOTES_LOCK, NotesLock
from ..terminal.output import echo
from .building import BuiltCourse, Out, prepare
from .common import OwnQuestions, Texts, course_lock, own_course


def build(
    out: Out = Path("decks"),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if anything would change.")
    ] = False,
    new_identity: Annotated[
        bool,
        typer.Option("--new-identity", help="Build a separate course after the id has changed."),
    ] = False,
    questions: OwnQuestions = None,
    texts: Texts = None,
) -> None:
    """Build the Anki deck.

    Checks the course first; if there is an error, the old deck stays as it is. Each bank becomes a
    sub-deck.
    """
    folder = own_course(questions)
    # two at once would stamp one change twice, and leave the deck of one and the lock of both
    with course_lock(folder):
        _build(folder, out, check, new_identity, texts)


def _build(folder: Path, out: Path, check: bool, new_identity: bool, texts: Path | None) -> None:
    course = prepare(folder, out, texts, new_identity)
    built, file = course.built, course.file
    if check:
        _check_current(
            [*course.pins_text("would be pinned"), *_outdated(built, course.old, file)], file
        )
    else:
        course.save()
        notes = len(built.lock.notes)
        echo(
            f"{file}: {plural(notes, 'note')}, {plural(built.cards, 'card')},"
            f" {len(built.content) / 1000:,.0f} kB"
        )
        for line in [*describe(built.forecast, built.lock), *course.pins_text("pinned")]:
            echo(line)
    for line in ["", *_checks(course.checked), "", *_responses(built), *_content(course)]:
        echo(line)


def _check_current(outdated: list[str], file: Path) -> None:
    """Print what is out of date, and exit with 1 if anything is."""
    for line in outdated:
        echo(line)
    if outdated:
        echo("Run `studykit build` and commit the files it writes.")
        raise typer.Exit(1)
    echo(f"{file} and the lock files are up to date.")


def _outdated(built: Built, old: NotesLock, file: Path) -> list[str]:
    """Describe how a deck differs from the one that would be built now."""
    if built.lock != old:
        return [f"{NOTES_LOCK} is out of date. {summary(built.forecast)}"]
    try:
        changes = differences(rows(file.read_bytes()), rows(built.content))
    except FileNotFoundError:
        return [f"{file} is missing"]
    except OSError as error:
        return [f"cannot read {file}: {error.strerror}"]
    except ValueError as error:
        return [f"{file} is damaged: {error}"]
    return [f"{file}: {line}" for line in changes]


def _checks(checked: Checked) -> list[str]:
    lines = list(checked.report.done)
    if warnings := checked.report.count(Severity.WARNING):
        lines.append(f"{plural(warnings, 'warning')}: `studykit check` shows them")
    return lines


def _content(course: BuiltCourse) -> list[str]:
    """Describe how Anki shows what is not words, if there is any."""
    checked = course.checked.course
    counts = content(checked) if checked else {}
    lines = [
        f"  {kind:24} {counts[kind]:5,}  {support}: {how}"
        for kind, (support, how) in CONTENT.items()
        if kind in counts
    ]
    return (
        ["", "Formulas, pictures and the like in all questions, and how Anki shows them:", *lines]
        if lines
        else []
    )


def _responses(built: Built) -> list[str]:
    """Describe how Anki shows each type of question, and what is missing from the deck."""
    lines = [
        f"  {response_name(response):8} {built.responses[response]:5,}  {support}: {how}"
        for response, (support, how) in CAPABILITIES.items()
        if response in built.responses
    ]
    if lines:
        lines.insert(0, "Question types and how Anki shows them:")
    if built.left_out:
        count = plural(len(built.left_out), "discussion question is", "discussion questions are")
        lines.append(f"{count} not in the deck (`card: true` adds one)")
    return lines
