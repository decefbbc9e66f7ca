"""Benchmark writing an Anki package against genanki writing the same notes.

The notes are those of the course of `load.py`, made before anything is measured.  CPU time is the
least of several alternate runs; 2,000 sub-decks of three notes, which take genanki half a minute, are
measured once.  Memory is what writing one package adds to the peak of a process that has the notes.
"""

from __future__ import annotations

import os
import pickle
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import genanki
from load import write
from ratios import print_ratios

from studykit.bank.evidence import exercises, pinned
from studykit.check import check
from studykit.targets.anki.fields import NoteFields, note_fields
from studykit.targets.anki.notetypes import NOTE_TYPES
from studykit.targets.anki.package import Deck, collection, package
from studykit.targets.notes import NoteRecord, NotesLock

NOTES, FEWER_NOTES = 10_000, 2_000
SUBDECKS = 2_000
ROUNDS = 5

LIMITS = {
    "added memory / genanki": 1.2,
    "CPU, without compression / genanki": 0.8,
    "CPU / genanki": 1.3,
    "size / genanki": 0.3,
    "CPU, 2,000 sub-decks / genanki": 0.05,
    "CPU, one note of 10,000 / one of 2,000": 1.2,
}


def write_notes(file: Path) -> None:
    """Write the notes of the course of `load.py` into a file."""
    folder = file.with_name("questions")
    write(folder, NOTES)
    checked = check(folder)
    assert checked.course is not None
    ready, _ = exercises(checked.course, pinned(checked.course, checked.verified))
    notes = [note_fields(exercise, checked.course.info) for _, exercise in ready]
    file.write_bytes(pickle.dumps(notes))


def read_notes(file: Path) -> list[NoteFields]:
    with file.open("rb") as stream:
        notes: list[NoteFields] = pickle.load(stream)
    return notes


def split(notes: list[NoteFields], count: int = 10) -> list[Deck]:
    """Split notes into this many sub-decks."""
    size = -(-len(notes) // count)
    return [
        Deck(f"bank-{n}", f"Bench::Bank {n}", "", tuple(notes[n * size : (n + 1) * size]))
        for n in range(count)
    ]


def lock(notes: list[NoteFields]) -> NotesLock:
    records = (NoteRecord(n.id, "", "", "0" * 16, 1_700_000_000) for n in notes)
    return NotesLock(notes={record.question: record for record in records})


def with_studykit(notes: list[NoteFields], decks: int = 10) -> bytes:
    return package("bench", split(notes, decks), lock(notes))


def with_genanki(notes: list[NoteFields], file: Path, decks: int = 10) -> None:
    """Write the same notes with unmodified genanki."""
    models = {
        t.id: genanki.Model(
            t.id,
            t.name,
            fields=t.fields,
            templates=t.templates,
            css=t.css,
            model_type=genanki.Model.CLOZE if t.cloze else genanki.Model.FRONT_BACK,
        )
        for t in NOTE_TYPES
    }
    packed = []
    for n, deck in enumerate(split(notes, decks)):
        packed.append(genanki.Deck(1_720_000_000_000 + n, deck.name, deck.description))
        for note in deck.notes:
            packed[-1].add_note(
                genanki.Note(
                    models[note.type.id],
                    note.values(note.id),
                    tags=list(note.tags),
                    guid=genanki.guid_for("bench", note.id),
                )
            )
    genanki.Package(packed).write_to_file(file)


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def run(action: str, notes: Path) -> str:
    """Run one of `ACTIONS` in a process of its own; return what it prints."""
    command = [sys.executable, __file__, action, str(notes)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def peak_memory() -> int:
    """Return the largest resident size of this process so far, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def memory_of_studykit(file: Path) -> None:
    notes = read_notes(file)
    before = peak_memory()
    with_studykit(notes)
    print(peak_memory() - before)


def memory_of_genanki(file: Path) -> None:
    notes = read_notes(file)
    before = peak_memory()
    with_genanki(notes, file.with_suffix(".apkg"))
    print(peak_memory() - before)


ACTIONS = {
    "notes": write_notes,
    "studykit": memory_of_studykit,
    "genanki": memory_of_genanki,
}


def measure(folder: Path) -> dict[str, float]:
    pickled, file = folder / "notes.pickle", folder / "genanki.apkg"
    run("notes", pickled)
    # measured while this process is small: the peak of a child starts with the size of its parent
    memory = {library: int(run(library, pickled)) for library in ("studykit", "genanki")}
    for library, kib in memory.items():
        print(f"{library:<24}{kib / 1024:6.1f} MB")
    notes = read_notes(pickled)
    fewer = notes[:FEWER_NOTES]
    works: dict[str, Callable[[], object]] = {
        "genanki": lambda: with_genanki(notes, file),
        "studykit": lambda: with_studykit(notes),
        "without compression": lambda: collection("bench", split(notes), lock(notes)).close(),
        "fewer notes": lambda: with_studykit(fewer),
    }
    runs = [{name: cpu(work) for name, work in works.items()} for _ in range(ROUNDS)]
    seconds = {name: min(run[name] for run in runs) for name in works}
    for name, value in seconds.items():
        print(f"{name:<24}{value:6.2f} s")
    some = notes[: SUBDECKS * 3]
    return {
        "added memory / genanki": memory["studykit"] / memory["genanki"],
        "CPU, without compression / genanki": seconds["without compression"] / seconds["genanki"],
        "CPU / genanki": seconds["studykit"] / seconds["genanki"],
        "size / genanki": len(with_studykit(notes)) / file.stat().st_size,
        "CPU, 2,000 sub-decks / genanki": cpu(lambda: with_studykit(some, SUBDECKS))
        / cpu(lambda: with_genanki(some, file, SUBDECKS)),
        "CPU, one note of 10,000 / one of 2,000": (seconds["studykit"] / NOTES)
        / (seconds["fewer notes"] / FEWER_NOTES),
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        tempfile.tempdir = os.environ["TMPDIR"] = temporary  # genanki leaves its databases behind
        print_ratios(measure(Path(temporary)), LIMITS)


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # genanki mistakes some texts for broken HTML
    if sys.argv[1:]:
        ACTIONS[sys.argv[1]](Path(sys.argv[2]))
    else:
        main()
