"""Our Anki packages against genanki as it comes, with the same notes, side by side in one run.

30,000 invented notes of all kinds, as long as those of the shipped deck.  "Ours" is `package()`
(rows and packing) of ready-made cards; genanki makes a note of each with the same fields, tags and
templates, and writes its package into a file of a temporary folder.  CPU time is the least of
several runs, taken in turn; 2,000 sub-decks (of three notes each), which take genanki half a minute,
are measured once.  Peak memory is the largest resident size (`ru_maxrss`) of a process of its own
that makes the cards and one package, so it counts SQLite's memory too.  "Bare" are the rows of our
package inserted by `executemany` alone and deflated at the same level.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import islice
from pathlib import Path

import genanki
from genanki.apkg_schema import APKG_SCHEMA

from studykit.bank.load import Bank, Course, Entry
from studykit.bank.model import (
    Arrange,
    BankHeader,
    Blank,
    Choose,
    Evidence,
    Exercise,
    Fill,
    Match,
    Number,
    Option,
    Recall,
    Response,
    Type,
)
from studykit.source.course import CourseFile
from studykit.source.locate import QuoteLocator
from studykit.source.pins import Lock
from studykit.source.text import Place
from studykit.targets.anki import build
from studykit.targets.anki.fields import NoteFields, note_fields
from studykit.targets.anki.notetypes import NOTE_TYPES
from studykit.targets.anki.package import LEVEL, Deck, collection, package
from studykit.targets.notes import NotesLock, Stamp
from studykit.yamlfile import YamlFile

NOTES = 30_000
SUBDECKS = 2_000
TABLES = ("col", "notes", "cards")
SIZES = (1_000, 10_000, 100_000)

INFO = CourseFile.model_validate(
    {
        "id": "bench",
        "title": "Bench",
        "people": [{"id": "marlow", "name": "Ida Marlow"}, {"id": "reporter", "name": "Reporter"}],
        "sources": [
            {
                "id": id,
                "kind": "translation",
                "title": f"An Interview about {title}",
                "credit": f"translated by {title} and others, published by {title}",
                "url": f"https://example.org/an-interview-about-{id}",
                "file": f"{id}.md",
                "regions": [
                    {"id": f"part-{n}", "title": f"Part {n}", "opens": str(n)} for n in range(6)
                ],
            }
            for id, title in (("light", "the Light"), ("wind", "the Wind"))
        ],
    }
)

SYLLABLES = "ba con der el fi gra ho in ka lo mer no os per qui ra sto tu vel wi".split()


def prose(rng: random.Random) -> Callable[[int], str]:
    """A maker of stretches of invented prose, so many words long: few common ones, many rare."""
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(5_000)]
    words[:40] = [word + mark for word, mark in zip(words, ",;—’s" * 8, strict=False)]
    weights = [1 / (n + 2) for n in range(len(words))]

    def endless() -> Iterator[str]:
        while True:
            yield from rng.choices(words, weights, k=10_000)

    source = endless()
    return lambda count: " ".join(islice(source, count))


def exercises(count: int) -> Iterator[Exercise]:
    """Questions of all responses that are asked with cards, as long as those of the shipped course."""
    rng = random.Random(1)
    some = prose(rng)

    def response(n: int) -> Response:
        match n % 10:
            case 0 | 1 | 2 | 3:
                options = [Option(some(7), False, some(12)) for _ in range(3)]
                return Choose((Option(some(7), True), *options))
            case 4 | 5:
                blanks = (Blank(1, some(1)), Blank(1 + n % 4 // 2, some(2)))
                return Fill((some(6) + " ", blanks[0], f" {some(5)} ", blanks[1], f" {some(3)}."))
            case 6:
                return Recall(some(9) + ".")
            case 7:
                return Type(some(2), (some(2), some(3)))
            case 8:
                return Number(str(n), Fraction(n - 5), Fraction(n + 5), "steps")
            case _ if n % 20 == 9:
                return Arrange((some(4) + " 1", some(4) + " 2", some(4) + " 3", some(4) + " 4"))
            case _:
                return Match(tuple((f"{some(2)} {m}", f"{some(4)} {m}") for m in range(4)))

    for n in range(count):
        evidence = tuple(
            Evidence(
                some(rng.randint(8, 30)),
                rng.choice(("light", "wind")),
                Place(f"part-{n % 5 + 1}", f"A{n % 12 + 1}", "marlow", n % 3 + 1),
            )
            for _ in range(1 + (n % 3 == 0))
        )
        yield Exercise(
            id=f"{some(3).translate(_PLAIN)}-{n}".replace(" ", "-"),
            type="basic",
            prompt=f"What {some(12)}?",
            response=response(n),
            explanation=f"*{some(3)}* {some(22)}." if n % 3 else None,
            evidence=evidence,
            tags=(f"part-{n % 5 + 1}", some(1).translate(_PLAIN)),
            level="understand",
            lang="en",
        )


_PLAIN = str.maketrans("", "", ",;—’")


def made(count: int) -> list[NoteFields]:
    return [note_fields(exercise, INFO) for exercise in exercises(count)]


def decks(cards: list[NoteFields], count: int = 10) -> list[Deck]:
    """So many sub-decks with the cards dealt out."""
    step = -(-len(cards) // count)
    return [
        Deck(f"bank-{n}", f"Bench::Bank {n}", "", tuple(cards[n * step : (n + 1) * step]))
        for n in range(count)
    ]


def lock(cards: list[NoteFields]) -> NotesLock:
    stamp = Stamp("0" * 16, 1_700_000_000)
    return NotesLock({c.id: stamp for c in cards}, {t.name: stamp for t in NOTE_TYPES})


def as_genanki(decks: list[Deck], file: Path) -> None:
    """The same notes as one would write them with genanki."""
    models = {
        t.id: genanki.Model(
            t.id,
            t.name,
            fields=t.fields,
            templates=[t.template],
            css=t.css,
            model_type=genanki.Model.CLOZE if t.cloze else genanki.Model.FRONT_BACK,
        )
        for t in NOTE_TYPES
    }
    packed = []
    for n, deck in enumerate(decks):
        theirs = genanki.Deck(1_720_000_000_000 + n, deck.name, deck.description)
        for c in deck.notes:
            guid = genanki.guid_for("bench", c.id)
            theirs.add_note(genanki.Note(models[c.type.id], c.values, tags=list(c.tags), guid=guid))
        packed.append(theirs)
    genanki.Package(packed).write_to_file(file)


def rows_of(deck: list[Deck], stamps: NotesLock) -> list[list[tuple[object, ...]]]:
    """All rows of our package, table by table."""
    with closing(sqlite3.connect(":memory:")) as db, collection(INFO.id, deck, stamps) as file:
        db.deserialize(file.read())
        return [db.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES]


def bare(rows: list[list[tuple[object, ...]]], file: Path) -> None:
    """Rows into a package with no library but Python's own."""
    beside = file.with_suffix(".db")
    with closing(sqlite3.connect(beside)) as db:
        db.executescript(APKG_SCHEMA)
        for table, listed in zip(TABLES, rows, strict=True):
            marks = ",".join("?" * len(listed[0]))
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", listed)
        db.commit()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        archive.write(beside, "collection.anki2")
        archive.writestr("media", "{}")


def cpu(work: Callable[[], object]) -> float:
    """Seconds of this process's time, the system's for it included."""
    for left in Path(tempfile.gettempdir()).iterdir():
        left.unlink()
    start = time.process_time()
    work()
    return time.process_time() - start


def least(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The least CPU time of each of some works, taken in turn."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(cpu(work))
    return {name: min(times) for name, times in taken.items()}


def only(which: str) -> None:
    """Make the cards and one package, and print the peak memory in KiB after each."""
    cards = made(NOTES)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    if which == "ours":
        package(INFO.id, decks(cards), lock(cards))
    else:
        with tempfile.TemporaryDirectory() as folder:
            tempfile.tempdir = folder
            as_genanki(decks(cards), Path(folder) / "peak.apkg")
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def peaks(which: str) -> list[int]:
    """MB with the cards alone, and after a package, in a process of its own."""
    command = [sys.executable, __file__, which]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [int(line) // 1024 for line in done.stdout.split()]


def course_of(count: int) -> tuple[Course, list[tuple[Entry, Exercise]]]:
    """A course that has what a build asks of it, and its exercises."""
    file = YamlFile("bench.yaml")
    headers = [BankHeader(id=f"bank-{n}", title=f"Bank {n}") for n in range(10)]
    banks = tuple(Bank(file, header, ()) for header in headers)
    course = Course(Path(), file, INFO, banks, Lock(), {}, {}, set(), QuoteLocator({}))
    ready = [
        (Entry(None, file, headers[n * 10 // count], n), exercise)  # type: ignore[arg-type]
        for n, exercise in enumerate(exercises(count))
    ]
    return course, ready


class Table:
    """Prints ratios beside what they may be, and knows whether all were kept."""

    def __init__(self) -> None:
        self.kept = True

    def row(self, what: str, ratio: float, most: float) -> None:
        self.kept &= ratio <= most
        print(f"  {what:<50}{ratio:>7.3f}  (at most {most})", flush=True)


def memory(table: Table) -> None:
    # before this process grows: one that it starts would begin with its size
    base, ours = peaks("ours")
    _, theirs = peaks("genanki")
    print(f"peak memory: genanki {theirs} MB, ours {ours} MB; {base} MB are the cards")
    table.row("whole package / genanki, peak memory", ours / theirs, 1.2)


def one_size(table: Table, cards: list[NoteFields], file: Path) -> float:
    dealt, stamps = decks(cards), lock(cards)
    size = sum(len("".join(c.fields.values()).encode()) for c in cards) // len(cards)
    rows = rows_of(dealt, stamps)
    print(f"{len(rows[1]):,} notes of {size:,} bytes, {len(rows[2]):,} cards")
    times = least(
        {
            "genanki": lambda: as_genanki(dealt, file),
            "our rows": lambda: collection(INFO.id, dealt, stamps).close(),
            "our package": lambda: package(INFO.id, dealt, stamps),
            "bare": lambda: bare(rows, file),
        },
        5,
    )
    print("CPU: " + ", ".join(f"{name} {taken:.2f} s" for name, taken in times.items()))
    theirs = times["genanki"]
    as_genanki(dealt, file)
    size = len(package(INFO.id, dealt, stamps))
    table.row("rows without packing / genanki, CPU", times["our rows"] / theirs, 0.8)
    table.row("whole package / genanki, CPU", times["our package"] / theirs, 1.3)
    table.row("whole package / genanki, size", size / file.stat().st_size, 0.3)
    table.row("whole package / bare, CPU", times["our package"] / times["bare"], 2.2)
    return theirs


def sub_decks(table: Table, cards: list[NoteFields], file: Path) -> None:
    dealt, stamps = decks(cards, SUBDECKS), lock(cards)
    ours = min(cpu(lambda: package(INFO.id, dealt, stamps)) for _ in range(3))
    theirs = cpu(lambda: as_genanki(dealt, file))
    print(
        f"{len(cards):,} notes in {SUBDECKS:,} sub-decks: genanki {theirs:.1f} s, ours {ours:.2f} s"
    )
    table.row(f"{SUBDECKS:,} sub-decks / genanki, CPU", ours / theirs, 0.05)


def linear(table: Table, cards: list[NoteFields]) -> None:
    works: dict[str, Callable[[], object]] = {}
    for count in SIZES:
        some = [
            replace(c, id=f"{c.id}-{n}", fields=c.fields | {"ID": f"{c.id}-{n}"})
            for n in range(-(-count // len(cards)))
            for c in cards[: count - n * len(cards)]
        ]
        works[f"{count:,}"] = partial(package, INFO.id, decks(some), lock(some))
    times = least({n: work for n, work in works.items() if n != "100,000"}, 10)
    times |= least({"100,000": works["100,000"]}, 2)
    each = {name: taken / int(name.replace(",", "")) for name, taken in times.items()}
    print("CPU a note: " + ", ".join(f"{s * 1e6:.1f} µs of {name}" for name, s in each.items()))
    table.row("CPU a note, most / least", max(each.values()) / min(each.values()), 1.2)


def main() -> int:
    table = Table()
    memory(table)
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder  # genanki leaves its databases behind
        file = Path(folder) / "bench.apkg"
        cards = made(NOTES)
        theirs = one_size(table, cards, file)
        sub_decks(table, cards[: SUBDECKS * 3], file)
        linear(table, cards)
        course, ready = course_of(NOTES)
        whole = cpu(lambda: build(course, ready, NotesLock(), 1_700_000_000))
        print(
            f"for information, build() from exercises: {whole:.1f} s, {whole / theirs:.2f} of genanki"
        )
    print("reached" if table.kept else "NOT reached")
    return 0


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # genanki takes some of our texts for broken HTML
    if sys.argv[1:]:
        only(sys.argv[1])
    else:
        sys.exit(main())
