"""Building the deck of a course, as `build` and `push` do."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from ..bank.evidence import exercises, pinned
from ..bank.load import Course
from ..check import Checked, check
from ..diagnostics import Finding, Severity, StudykitError
from ..files import write_bytes, write_text
from ..format import plural
from ..source.pins import LOCK_FILE, Lock
from ..targets import anki
from ..targets.anki import LATEST, Built
from ..targets.notes import NOTES_LOCK, NotesLock
from ..terminal.output import echo, echo_report
from ..terminal.progress_bar import progress_bar
from .common import gc_paused

Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Output folder.")]


@dataclass(frozen=True, slots=True)
class BuiltCourse:
    """A course that was checked and built, but not saved; `old` is the lock of the last build."""

    folder: Path
    file: Path
    checked: Checked
    built: Built
    old: NotesLock
    pins: Lock
    old_pins: Lock

    def save(self) -> None:
        """Write the deck and the lock files."""
        write_bytes(self.file, self.built.content)  # first: if it fails, nothing is written
        write_text(self.folder / NOTES_LOCK, self.built.lock.as_json())
        if self._pins_changed:
            self.pins.write(self.folder / LOCK_FILE)

    def pins_text(self, verb: str) -> Iterator[str]:
        """Say how many pins the build adds and removes, if any."""
        if self._pins_changed:
            new, gone = self.pins.against(self.old_pins)
            quotes = plural(new, "quote")
            yield f"{self.folder / LOCK_FILE}: {quotes} {verb}, {gone:,} removed"

    @property
    def _pins_changed(self) -> bool:
        return self.pins != self.old_pins


@gc_paused()
def prepare(folder: Path, out: Path, texts: Path | None, new_identity: bool = False) -> BuiltCourse:
    """Check and build a course; if it has errors, print them and exit with 1."""
    now = _now()
    with progress_bar("loading the course") as bar:
        checked = check(folder, texts, at=bar.at)
    course = checked.course
    old = NotesLock.read(folder / NOTES_LOCK)
    if course and (finding := _changed_id(course, old, new_identity)):
        checked.report.add("changed-course-id", finding, Severity.ERROR)
        checked.report.sort()
    if checked.report.errors or course is None:
        echo_report(checked.report)
        echo(f"Nothing was built; {out} is unchanged.")
        raise typer.Exit(1)
    with progress_bar("building the deck"):
        pins = pinned(course, checked.verified)
        ready, _ = exercises(course, pins)
        built = anki.build(course, ready, old, now)
    file = out / f"{course.info.id}.apkg"
    return BuiltCourse(folder, file, checked, built, old, pins, course.lock)


def _changed_id(course: Course, old: NotesLock, allowed: bool) -> Finding | None:
    """Return a finding if the course has another id than the notes that learners have."""
    id = course.info.id
    if old.course in ("", id):
        return None
    notes = plural(len(old.notes) + len(old.old_notes), "note")
    if id in old.former:
        return Finding(
            f"the course was `{id}` before it became `{old.course}`",
            course.file,
            ("id",),
            f"restore the {NOTES_LOCK} of that time from version control: it lists learners’ notes",
        )
    if allowed:
        return None
    return Finding(
        f"the course was built as `{old.course}`; with another id, learners would get every note again,"
        f" without its reviews, beside the {notes} that they have",
        course.file,
        ("id",),
        f"restore `id: {old.course}`; or, to make this a separate course, run `studykit build"
        " --new-identity`",
    )


def _now() -> int:
    """Return the time for changed notes (https://reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return int(time.time())
    if not (epoch.isdecimal() and len(epoch) < 20 and 1 <= int(epoch) <= LATEST):
        raise StudykitError(f"SOURCE_DATE_EPOCH must be seconds since 1970, not “{epoch}”")
    return int(epoch)
