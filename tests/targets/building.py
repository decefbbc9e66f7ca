"""What `studykit build` writes and prints."""

from __future__ import annotations

from pathlib import Path

from studykit.targets.notes import NotesLock

from ..command import Ran

DECK = Path("decks/test-course.apkg")
LOCKS = Path("questions/course.lock"), Path("questions/notes.lock")


def files() -> dict[str, bytes]:
    """Return all files in the current folder and its subfolders."""
    return {str(f): f.read_bytes() for f in sorted(Path().rglob("*")) if f.is_file()}


def modified() -> dict[str, int]:
    """Return the modification time of each note in `notes.lock`."""
    lock = NotesLock.read(Path("questions/notes.lock"))
    return {key: note.modified for key, note in lock.notes.items()}


def forecast(ran: Ran) -> list[str]:
    """Return the lines between the build's result and its checks, without the line on pins."""
    _, *lines = ran.out.partition("\n\n")[0].splitlines()
    return [line for line in lines if " pinned, " not in line]
