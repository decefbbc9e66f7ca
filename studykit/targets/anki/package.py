"""The .apkg file: genanki's rows with stable times and ids, and the same bytes from the same input."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from ..notes import NotesLock, note_key
from .fields import NoteFields
from .notetypes import FIELDS, NoteType

FIRST_ID = 1_720_000_000_000
"""The first id of notes and cards; Anki renumbers those that a collection already uses."""

LEVEL = 4
"""Compression level: a third of the time of the default 6, for at most a tenth more bytes."""

PAGE = 8192
"""Page size in bytes: notes of 1 to 2 kB waste less of it than of SQLite's default 4096."""


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck: the id of its bank, or "" above them, its full name with `::` between levels, a
    description, its notes in order."""

    bank: str
    name: str
    description: str
    notes: tuple[NoteFields, ...]


NO_MEDIA: Mapping[str, bytes] = MappingProxyType({})


# genanki's rows of a note and of a card, which it writes without times and positions of their own
_NOTE = "INSERT INTO notes VALUES(?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
_CARD = "INSERT INTO cards VALUES(?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"
_SORTED_BY = FIELDS.index("Prompt")


def package(
    course_id: str, decks: Iterable[Deck], lock: NotesLock, media: Mapping[str, bytes] = NO_MEDIA
) -> bytes:
    """Return an .apkg of some decks; the notes' keys and times come from the lock.

    `media` are files by the names that fields give them.
    """
    names = sorted(media)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        with (
            collection(course_id, decks, lock) as file,
            archive.open("collection.anki2", "w") as entry,
        ):
            shutil.copyfileobj(file, entry, 1 << 18)
        with archive.open("media", "w") as entry:
            entry.write(json.dumps({str(n): name for n, name in enumerate(names)}).encode())
        for n, name in enumerate(names):
            with archive.open(str(n), "w") as entry:
                entry.write(media[name])
        for info in archive.infolist():
            info.external_attr = 0o644 << 16
            info.create_system = 3
    return buffer.getvalue()


def collection(course_id: str, decks: Iterable[Deck], lock: NotesLock) -> IO[bytes]:
    """Return the SQLite file of a package, open for reading.

    The file has no name, so that nothing is left behind however the process ends.  If the temporary
    folder is full or read-only, and on Windows, it is made in memory, which takes three times its
    size.
    """
    decks = list(decks)
    try:
        file = _unnamed_file(course_id, decks, lock)
    except (OSError, sqlite3.OperationalError):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
            _write(db, course_id, decks, lock)
            file = io.BytesIO(db.serialize())
    # set by SQLite itself: file change counter, version-valid-for number, version
    for at, value in ((24, b"\0\0\0\1"), (92, b"\0\0\0\1"), (96, b"\0\0\0\0")):
        file.seek(at)
        file.write(value)
    file.seek(0)
    return file


def _unnamed_file(course_id: str, decks: list[Deck], lock: NotesLock) -> IO[bytes]:
    descriptor, path = tempfile.mkstemp(".anki2")
    file = os.fdopen(descriptor, "r+b")
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            os.unlink(path)  # fails on Windows
            db.execute("PRAGMA synchronous = OFF")
            _write(db, course_id, decks, lock)
    except BaseException:
        file.close()
        Path(path).unlink(missing_ok=True)
        raise
    return file


def _write(db: sqlite3.Connection, course_id: str, decks: list[Deck], lock: NotesLock) -> None:
    """Fill an empty database; its pages are the same on disk and in memory."""
    types = dict.fromkeys(note.type for deck in decks for note in deck.notes)
    times = [*(type.modified for type in types), *(note.modified for note in lock.notes.values())]
    db.execute(f"PRAGMA page_size = {PAGE}")
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("BEGIN EXCLUSIVE")
    schema = APKG_SCHEMA.split(";")
    # an index created after all rows is as small as after VACUUM
    indexes = [statement for statement in schema if "CREATE INDEX" in statement]
    for statement in schema:
        if statement not in indexes:
            db.execute(statement)
    db.execute(APKG_COL)
    _write_head(db, course_id, decks, [*types], max(times, default=1))
    cursor = db.cursor()
    ids = iter(range(FIRST_ID, FIRST_ID + 2_000_000_000))
    keys, deck_ids = lock.keys, _deck_ids(course_id, decks)
    due = 0
    for deck in decks:
        places, due = _dues(deck.notes, due)
        deck_row = deck_ids[deck.bank]
        for fields, dues in zip(deck.notes, places, strict=True):
            key = keys[fields.id]
            modified = lock.notes[key].modified
            id = next(ids)
            cursor.execute(_NOTE, (id, *_note_row(fields, note_key(course_id, key), modified)))
            for ordinal, due_at in zip(fields.ordinals, dues, strict=True):
                cursor.execute(_CARD, (next(ids), id, deck_row, ordinal, modified, due_at))
    for statement in indexes:
        db.execute(statement)
    db.execute("COMMIT")


def _note_row(note: NoteFields, key: str, modified: int) -> tuple[str, int, int, str, str, str]:
    """Return the guid, note type, time, tags, fields and sort field of a note."""
    values = note.values(key)
    tags = f" {' '.join(note.tags)} "
    return guid(key), note.type.id, modified, tags, "\x1f".join(values), values[_SORTED_BY]


def _dues(notes: Sequence[NoteFields], last: int) -> tuple[list[list[int]], int]:
    """Return the positions of each note's cards among new ones, after `last`, and the last of them.

    Siblings are spaced: all first cards come before any second one.
    """
    places: list[list[int]] = [[] for _ in notes]
    for round in range(max((len(note.ordinals) for note in notes), default=0)):
        for note, dues in zip(notes, places, strict=True):
            if round < len(note.ordinals):
                last += 1
                dues.append(last)
    return places, last


def guid(key: str) -> str:
    """Return the guid of a note, which identifies it in Anki, from its key among all courses."""
    return str(genanki.guid_for(key))


def deck_id(course_id: str, bank: str) -> int:
    raw = sha256(json.dumps(["deck", course_id, bank]).encode()).digest()
    return FIRST_ID + int.from_bytes(raw[:4], "big")


def _model(type_: NoteType) -> genanki.Model:
    return genanki.Model(
        type_.id,
        type_.name,
        fields=type_.fields,
        templates=type_.templates,
        css=type_.css,
        model_type=genanki.Model.CLOZE if type_.cloze else genanki.Model.FRONT_BACK,
        sort_field_index=_SORTED_BY,
    )


def _write_head(
    db: sqlite3.Connection,
    course_id: str,
    decks: list[Deck],
    note_types: list[NoteType],
    latest: int,
) -> None:
    """Write the only row of `col`: decks and note types, once for all decks."""
    (decks_json,) = db.execute("SELECT decks FROM col").fetchone()
    all_decks = json.loads(decks_json)
    ids = _deck_ids(course_id, decks)
    for deck in reversed(decks):  # the first one of a name counts
        id = ids[deck.bank]
        all_decks[str(id)] = genanki.Deck(id, deck.name, deck.description).to_json()
    first = deck_id(course_id, decks[0].bank) if decks else 1
    types = {str(type.id): _model(type).to_json(type.modified, first) for type in note_types}
    db.execute(
        "UPDATE col SET crt = ?, mod = ?, scm = ?, decks = ?, models = ?",
        (latest, latest * 1000, latest * 1000, json.dumps(all_decks), json.dumps(types)),
    )


def _deck_ids(course_id: str, decks: list[Deck]) -> dict[str, int]:
    """Return the ids of decks by bank; those of one name are one deck, as they are to Anki."""
    by_name: dict[str, int] = {}
    return {
        deck.bank: by_name.setdefault(deck.name.casefold(), deck_id(course_id, deck.bank))
        for deck in decks
    }


Rows = dict[str, dict[str, Any]]
"""The rows of a package that matter: notes, cards, note types, decks and media, each by its key."""


_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError),
    *(NotImplementedError, RuntimeError),  # an unusual compression, or a password
    *(sqlite3.Error, ValueError, TypeError),
)


def rows(content: bytes) -> Rows:
    """Return the rows of a package; raises ValueError for any other file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            collection = archive.read("collection.anki2")
            names: dict[str, str] = json.loads(archive.read("media"))
            media = {name: sha256(archive.read(n)).hexdigest() for n, name in names.items()}
        if not collection:
            raise ValueError("collection.anki2 is empty")
        with closing(sqlite3.connect(":memory:")) as db:
            db.deserialize(collection)
            notes = {
                guid: row
                for guid, *row in db.execute("SELECT guid, mid, mod, tags, flds, sfld FROM notes")
            }
            cards = {
                f"{guid} {ord}": row
                for guid, ord, *row in db.execute(
                    "SELECT guid, ord, did, due, queue FROM cards JOIN notes ON nid = notes.id"
                )
            }
            ((models, decks),) = db.execute("SELECT models, decks FROM col")
            return {
                "notes": notes,
                "cards": cards,
                "note types": json.loads(models),
                "decks": json.loads(decks),
                "media files": media,
            }
    except _DAMAGE as error:
        raise ValueError(str(error)) from error


def differences(old: Rows, new: Rows) -> list[str]:
    """Describe the differences between two packages: "2 notes changed", "1 card missing"."""
    lines = []
    for kind, after in new.items():
        before = old[kind]
        change_counts = {
            "missing": len(after.keys() - before.keys()),
            "unexpected": len(before.keys() - after.keys()),
            "changed": sum(before[k] != after[k] for k in before.keys() & after.keys()),
        }
        for what, count in change_counts.items():
            if count:
                lines.append(f"{count:,} {kind[:-1] if count == 1 else kind} {what}")
    return lines
