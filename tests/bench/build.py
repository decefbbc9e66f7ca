"""Benchmark `studykit build` of 5,000 questions against writing the same notes with genanki.

Each run is a whole process, measured by its CPU time, imports included; runs alternate, and the
median counts.  The build loads the course of `load.py`, verifies every passage, runs every rule, and
writes pins and deck, each time from nothing.  The other process only reads the notes from JSON and
writes a deck; it imports nothing of studykit.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import warnings
from pathlib import Path
from statistics import median

import genanki
from load import write
from ratios import cpu_seconds, print_ratios

QUESTIONS = 5_000
ROUNDS = 3
LIMITS = {"build / genanki": 8.0}


def plain_genanki(notes: Path, file: Path) -> None:
    """Write the notes of a JSON file with unmodified genanki."""
    data = json.loads(notes.read_text(encoding="utf-8"))
    models = {
        int(id): genanki.Model(
            int(id),
            model["name"],
            fields=[{"name": field["name"]} for field in model["flds"]],
            templates=[
                {"name": t["name"], "qfmt": t["qfmt"], "afmt": t["afmt"]} for t in model["tmpls"]
            ],
            css=model["css"],
            model_type=model["type"],
        )
        for id, model in data["models"].items()
    }
    deck = genanki.Deck(1_720_000_000_000, "Bench")
    for guid, mid, fields, tags in data["notes"]:
        deck.add_note(genanki.Note(models[mid], fields, tags=tags, guid=guid))
    genanki.Package(deck).write_to_file(file)


def dump_notes(deck: Path, notes: Path) -> int:
    """Write the notes of a deck as JSON; return their number."""
    from studykit.targets.anki.package import rows  # here: writing with genanki must not import it

    tables = rows(deck.read_bytes())
    listed = [
        (guid, mid, fields.split("\x1f"), tags.split())
        for guid, (mid, _, tags, fields, _) in tables["notes"].items()
    ]
    notes.write_text(
        json.dumps({"models": tables["note types"], "notes": listed}), encoding="utf-8"
    )
    return len(listed)


def build(folder: Path) -> float:
    """Build the course for the first time; return the seconds of CPU."""
    for written in (*folder.glob("*.apkg"), *(folder / "questions").glob("*.lock")):
        written.unlink()
    return cpu_seconds(
        "-m", "studykit", "build", "--questions", folder / "questions", "--out", folder
    )


def main() -> None:
    os.environ["STUDYKIT_OFFLINE"] = "1"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        tempfile.tempdir = os.environ["TMPDIR"] = temporary  # genanki leaves its databases behind
        write(folder / "questions", QUESTIONS)
        build(folder)
        notes = folder / "notes.json"
        count = dump_notes(folder / "bench.apkg", notes)
        genanki_only = (__file__, notes, folder / "plain.apkg")
        times = [(build(folder), cpu_seconds(*genanki_only)) for _ in range(ROUNDS)]
    ours, plain = (median(column) for column in zip(*times, strict=True))
    print(f"{count:,} notes: build {ours:.1f} s, genanki {plain:.1f} s of CPU")
    print_ratios({"build / genanki": ours / plain}, LIMITS)


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # genanki mistakes some texts for broken HTML
    if sys.argv[1:]:
        plain_genanki(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        main()
