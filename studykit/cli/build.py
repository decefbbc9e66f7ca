"""`studykit build`: check, pin, and write the Anki deck."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

import typer

from ..bank.capability import response_name
from ..bank.evidence import exercises, pinned
from ..bank.load import Course
from ..check import Checked
from ..check import check as check_course
from ..diagnostics import Severity, StudykitError
from ..files import write_bytes, write_text
from ..format import plural
from ..source.pins import LOCK_FILE, Lock
from ..targets import anki
from ..targets.anki import CAPABILITIES, LATEST, Built
from ..targets.anki.package import differences, rows
from ..targets.notes import NOTES_LOCK, NotesLock
from ..terminal.output import echo, echo_report
from .common import Questions, Texts, course_folder, course_lock, gc_paused

MOST_IDS = 12
"""How many ids the forecast names."""


def build(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Output folder.")] = Path(
        "decks"
    ),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if anything would change.")
    ] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Build the Anki deck.

    Checks the course first; if there is an error, the old deck stays as it is. Each bank becomes a
    sub-deck.
    """
    folder = course_folder(questions)
    # two at once would stamp one change twice, and leave the deck of one and the lock of both
    with course_lock(folder), gc_paused():
        _build(folder, out, check, texts)


def _build(folder: Path, out: Path, check: bool, texts: Path | None) -> None:
    now = _now()
    checked = check_course(folder, texts)
    course = checked.course
    if checked.report.errors or course is None:
        echo_report(checked.report)
        echo(f"Nothing was built; {out} is unchanged.")
        raise typer.Exit(1)
    lock = pinned(course, checked.verified)
    pins = _pinned(course, lock, folder, writing=not check)
    ready, _ = exercises(course, lock)
    notes_file = folder / NOTES_LOCK
    old = NotesLock.read(notes_file)
    built = anki.build(course, ready, old, now)
    file = out / f"{course.info.id}.apkg"
    if check:
        _check_current([*pins, *_outdated(built, old, file)], file)
    else:
        write_bytes(file, built.content)  # first: if it fails, nothing is written
        write_text(notes_file, built.lock.as_json())
        if pins:
            lock.write(folder / LOCK_FILE)
        notes = len(built.lock.notes)
        echo(
            f"{file}: {plural(notes, 'note')}, {plural(built.cards, 'card')},"
            f" {len(built.content) / 1000:,.0f} kB"
        )
        for line in [*_forecast(built), *pins]:
            echo(line)
    for line in ["", *_checks(checked), "", *_responses(built)]:
        echo(line)


def _pinned(course: Course, lock: Lock, folder: Path, writing: bool) -> list[str]:
    """Say how many pins a new lock adds and removes."""
    if lock.as_json() == course.lock.as_json():
        return []
    new, gone = lock.against(course.lock)
    verb = "pinned" if writing else "would be pinned"
    return [f"{folder / LOCK_FILE}: {plural(new, 'quote')} {verb}, {gone:,} removed"]


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
        return [f"{NOTES_LOCK} is out of date. {_forecast(built)[0]}"]
    try:
        changes = differences(rows(file.read_bytes()), rows(built.content))
    except FileNotFoundError:
        return [f"{file} is missing"]
    except OSError as error:
        return [f"cannot read {file}: {error.strerror}"]
    except ValueError as error:
        return [f"{file} is damaged: {error}"]
    return [f"{file}: {line}" for line in changes]


def _forecast(built: Built) -> list[str]:
    """Describe the effect of the build on learners who have the previous one."""
    f = built.forecast
    lines = [
        f"Since the last build: {len(f.new):,} new, {len(f.changed):,} changed,"
        f" {f.unchanged:,} unchanged, {len(f.moved):,} moved, {len(f.retired):,} retired"
    ]
    if f.moved:
        lines.append(f"Moved: {_first_ids(f.moved)}. Learners’ cards stay in their current deck.")
    if f.retyped:
        ids = tuple(id for id, _ in f.retyped)
        lines.append(
            f"New note type: {_first_ids(ids)}. Learners get a new note and keep the old one."
        )
    if built.old_notes:
        remain = "remains" if built.old_notes == 1 else "remain"
        lines.append(
            f"{plural(built.old_notes, 'old note')} {remain} in learners’ collections."
            f" To find them in Anki, search for:"
        )
        lines.append(f"  {built.search}")
    return lines


def _first_ids(ids: tuple[str, ...]) -> str:
    more = f" and {len(ids) - MOST_IDS:,} more" if len(ids) > MOST_IDS else ""
    return ", ".join(ids[:MOST_IDS]) + more


def _checks(checked: Checked) -> list[str]:
    lines = list(checked.report.done)
    if warnings := checked.report.count(Severity.WARNING):
        lines.append(f"{plural(warnings, 'warning')}: `studykit check` shows them")
    return lines


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


def _now() -> int:
    """Return the time for changed notes (https://reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return int(time.time())
    if not (epoch.isdecimal() and len(epoch) < 20 and 1 <= int(epoch) <= LATEST):
        raise StudykitError(f"SOURCE_DATE_EPOCH must be seconds since 1970, not “{epoch}”")
    return int(epoch)
