"""`studykit build` of 5,000 questions against plain genanki with the same notes, process by process.

The course is that of `load.py`, on two translations that the script writes; the build loads it,
verifies every passage, runs every rule, pins and writes the deck.  The other process reads the
deck's notes from JSON and writes them with genanki, without any of that.  CPU time, user and system,
imports included, is the median of several runs taken in turn (at most 8 times that of genanki).
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from statistics import median

import genanki
from load import write

from studykit.targets.anki.package import rows

QUESTIONS = 5_000
ROUNDS = 3
MOST = 8.0


def plain_genanki(notes: Path, file: Path) -> None:
    """Write the notes of a JSON file with genanki as it comes."""
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
    """Write the notes of a deck as JSON; return how many there are."""
    found = rows(deck.read_bytes())
    listed = [
        (guid, mid, fields.split("\x1f"), tags.split())
        for guid, (mid, _, tags, fields, _) in found["notes"].items()
    ]
    notes.write_text(json.dumps({"models": found["note types"], "notes": listed}), encoding="utf-8")
    return len(listed)


def seconds(*command: str) -> float:
    """CPU seconds of a process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    os.environ["STUDYKIT_OFFLINE"] = "1"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        tempfile.tempdir = os.environ["TMPDIR"] = temporary  # genanki leaves its databases behind
        write(folder / "questions", QUESTIONS)
        build = ("-m", "studykit", "build", "--questions", str(folder / "questions"))
        build = (*build, "--out", str(folder))
        seconds(*build)
        notes = folder / "notes.json"
        count = dump_notes(folder / "bench.apkg", notes)
        theirs = (__file__, str(notes), str(folder / "plain.apkg"))
        times = [(seconds(*build), seconds(*theirs)) for _ in range(ROUNDS)]
    ours, plain = (median(column) for column in zip(*times, strict=True))
    print(f"{count:,} notes: build {ours:.1f} s, genanki {plain:.1f} s of CPU")
    print(f"build / genanki{ours / plain:34.2f}   (at most {MOST:g})")
    print("reached" if ours <= MOST * plain else "NOT reached")
    return 0


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # genanki takes some texts for broken HTML
    if sys.argv[1:]:
        plain_genanki(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        sys.exit(main())
