"""`studykit build`: check, pin, and write the Anki deck."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import Questions, Texts, course_folder, gc_paused, print_report

if TYPE_CHECKING:
    from ..bank.load import Course
    from ..source.pins import Lock
    from ..targets.anki import Built


def build(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the deck goes.")] = Path(
        "decks"
    ),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if anything would change.")
    ] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Build the Anki deck.

    The course is checked first; an error leaves the former deck as it is. There is one sub-deck
    for each bank.
    """
    from ..files import folder_lock

    folder = course_folder(questions)

    def waiting() -> None:
        typer.echo("studykit: another build of this course goes on; waiting for it", err=True)

    # two at once would stamp the same change twice, and leave the deck of one and the lock of both
    with folder_lock(folder, waiting):
        _build(folder, out, check, texts)


def _build(folder: Path, out: Path, check: bool, texts: Path | None) -> None:
    from ..check import check as run
    from ..diagnostics import Severity
    from ..format import plural
    from ..targets import anki
    from ..targets.notes import NOTES_LOCK, NotesLock

    now = _now()
    with gc_paused():
        checked = run(folder, texts)
    report, course = checked.report, checked.course
    if report.errors or course is None:
        print_report(report)
        typer.echo(f"Nothing was built; what is in {out} is as it was.")
        raise typer.Exit(1)
    from ..bank.evidence import exercises, pinned

    lock = pinned(course, checked.verified)
    changed = _pinned(course, lock, folder, writing=not check)
    ready, _ = exercises(course, lock)
    notes_file = folder / NOTES_LOCK
    old = NotesLock.read(notes_file)
    built = anki.build(course, ready, old, now)
    file = out / f"{course.info.id}.apkg"
    if check:
        stale = [*changed, *_stale(built, old, file)]
        for line in stale:
            typer.echo(line)
        if stale:
            typer.echo("Run `studykit build` and commit what it writes.")
            raise typer.Exit(1)
        typer.echo(f"{file} and the lock files are up to date.")
    else:
        from ..files import write_bytes, write_text
        from ..source.pins import LOCK_FILE

        write_bytes(file, built.content)  # first: where it cannot be written, nothing is
        write_text(notes_file, built.lock.as_json())
        if changed:
            lock.write(folder / LOCK_FILE)
        for line in changed:
            typer.echo(line)
        for line in _forecast(built):
            typer.echo(line)
    for line in report.done:
        typer.echo(line)
    if warnings := report.count(Severity.WARNING):
        typer.echo(f"{plural(warnings, 'warning')}: `studykit check` shows them")
    for line in _made(built):
        typer.echo(line)
    notes = len(built.lock.notes)
    typer.echo(
        f"{file}: {plural(notes, 'note')}, {plural(built.cards, 'card')},"
        f" {len(built.content) / 1000:,.0f} kB"
    )


def _pinned(course: Course, lock: Lock, folder: Path, writing: bool) -> list[str]:
    """Say how many pins a new lock adds and drops."""
    from ..format import plural
    from ..source.pins import LOCK_FILE

    if lock.as_json() == course.lock.as_json():
        return []
    new, gone = lock.against(course.lock)
    verb = "pinned" if writing else "would be pinned"
    return [f"{folder / LOCK_FILE}: {plural(new, 'quote')} {verb}, {gone:,} gone"]


def _stale(built: Built, old: object, file: Path) -> list[str]:
    """What of a deck is not what would be built now."""
    from ..targets.anki.package import differences, rows

    lines = []
    if built.lock != old:
        lines.append(f"notes.lock is not up to date: {_forecast(built)[0]}")
        return lines
    try:
        lines += [
            f"{file}: {line}" for line in differences(rows(file.read_bytes()), rows(built.content))
        ]
    except FileNotFoundError:
        lines.append(f"{file} is missing")
    except OSError as error:
        lines.append(f"{file} cannot be read: {error.strerror}")
    except ValueError as error:
        lines.append(f"{file} is damaged: {error}")
    return lines


def _forecast(built: Built) -> list[str]:
    """What the build means for people who have the one before."""
    from ..format import plural

    f = built.forecast
    lines = [
        f"against the last build: {len(f.new):,} new, {len(f.changed):,} changed,"
        f" {f.unchanged:,} unchanged, {len(f.moved):,} moved, {len(f.retired):,} retired"
    ]
    if f.moved:
        lines.append(f"moved: {_some(f.moved)}; learners’ cards stay in the deck they are in")
    if f.retyped:
        ids = tuple(id for id, _ in f.retyped)
        lines.append(
            f"{plural(len(ids), 'question')} changed to another note type: {_some(ids)};"
            " learners get a new note and keep the old one"
        )
    if built.stray:
        stay = "stays with learners; Anki’s browser finds it"
        if built.stray > 1:
            stay = "stay with learners; Anki’s browser finds them"
        lines.append(f"{plural(built.stray, 'note')} of former builds {stay} by: {built.search}")
    return lines


def _some(ids: tuple[str, ...], most: int = 12) -> str:
    more = f" and {len(ids) - most:,} more" if len(ids) > most else ""
    return ", ".join(ids[:most]) + more


def _made(built: Built) -> list[str]:
    """What was made of each response, and what was left out."""
    from ..bank.capability import response_name
    from ..format import plural
    from ..targets.anki import CAPABILITIES

    lines = [
        f"  {response_name(response):8} {built.responses[response]:5,}  {support}: {how}"
        for response, (support, how) in CAPABILITIES.items()
        if response in built.responses
    ]
    if lines:
        lines.insert(0, "Questions by what is asked of the learner, and what Anki makes of them:")
    if built.left_out:
        lines.append(
            f"{plural(len(built.left_out), 'discussion')} made into no card"
            " (`card: true` in the bank makes one)"
        )
    return lines


def _now() -> int:
    """The time that changed notes are stamped with (https://reproducible-builds.org)."""
    from ..diagnostics import StudykitError
    from ..targets.anki import LATEST

    set_ = os.environ.get("SOURCE_DATE_EPOCH")
    if set_ is None:
        return int(time.time())
    if not (set_.isdecimal() and len(set_) < 20 and 1 <= int(set_) <= LATEST):
        raise StudykitError(f"SOURCE_DATE_EPOCH must be seconds since 1970, not “{set_}”")
    return int(set_)
