"""The .apkg file: genanki's rows, times and ids that hold, and the same bytes from the same input."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from ..notes import NotesLock
from .fields import NoteFields
from .notetypes import NoteType

FIRST_ID = 1_720_000_000_000
"""Notes and cards are numbered from here; Anki renumbers those that a collection already has."""

LEVEL = 4
"""Of deflate: a third of the time of the usual 6, for a tenth more bytes at most."""

PAGE = 8192
"""Bytes of a page: notes of 1 to 2 kB leave less of it empty than of SQLite's usual 4096."""


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck: its full name with `::` between the levels, a description, its cards in order."""

    key: str
    name: str
    description: str
    cards: tuple[NoteFields, ...]


class _Note(genanki.Note):  # type: ignore[misc]
    """A note with a modification time of its own, and cards that we counted ourselves."""

    def __init__(
        self, card: NoteFields, model: genanki.Model, guid: str, modified: int, dues: Sequence[int]
    ) -> None:
        super().__init__(model, card.values, tags=list(card.tags), guid=guid)
        self.modified = modified
        # genanki's search for deletions misses nested ones and those of hidden fields
        self.cards = [_Card(*card) for card in zip(card.ordinals, dues, strict=True)]

    def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, id_gen: Any) -> None:
        super().write_to_db(cursor, self.modified, deck_id, id_gen)

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Nothing: every field was made by us, and genanki's search is quadratic."""


class _Card(genanki.Card):  # type: ignore[misc]
    """A card with a place of its own in the order of new cards."""

    def __init__(self, ordinal: int, due: int) -> None:
        super().__init__(ordinal)
        self.due = due

    def write_to_db(
        self, cursor: Any, timestamp: float, deck_id: int, note_id: int, id_gen: Any, due: int = 0
    ) -> None:
        super().write_to_db(cursor, timestamp, deck_id, note_id, id_gen, self.due)


def package(course_id: str, decks: Iterable[Deck], lock: NotesLock) -> bytes:
    """An .apkg of some decks; the modification times come from the lock."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        with (
            collection(course_id, decks, lock) as file,
            archive.open("collection.anki2", "w") as entry,
        ):
            shutil.copyfileobj(file, entry, 1 << 18)
        with archive.open("media", "w") as entry:
            entry.write(b"{}")
        for info in archive.infolist():
            info.external_attr = 0o644 << 16
            info.create_system = 3
    return buffer.getvalue()


def collection(course_id: str, decks: Iterable[Deck], lock: NotesLock) -> IO[bytes]:
    """The SQLite file in a package, open to be read.

    It has no name: nothing is left of it, whatever ends us.  Where the temp folder is full or
    forbidden, and on Windows, it is made in memory, which takes three times its size.
    """
    decks = list(decks)
    try:
        file = _nameless(course_id, decks, lock)
    except (OSError, sqlite3.OperationalError):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
            _write(db, course_id, decks, lock)
            file = io.BytesIO(db.serialize())
    # what SQLite counts and stamps by itself: file change counter, schema's valid-for, version
    for at, value in ((24, b"\0\0\0\1"), (92, b"\0\0\0\1"), (96, b"\0\0\0\0")):
        file.seek(at)
        file.write(value)
    file.seek(0)
    return file


def _nameless(course_id: str, decks: list[Deck], lock: NotesLock) -> IO[bytes]:
    descriptor, path = tempfile.mkstemp(".anki2")
    file = os.fdopen(descriptor, "r+b")
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            os.unlink(path)  # Windows refuses
            db.execute("PRAGMA synchronous = OFF")
            _write(db, course_id, decks, lock)
    except BaseException:
        file.close()
        Path(path).unlink(missing_ok=True)
        raise
    return file


def _write(db: sqlite3.Connection, course_id: str, decks: list[Deck], lock: NotesLock) -> None:
    """Fill an empty database; its pages are the same wherever it is."""
    models = {t.id: _model(t) for t in dict.fromkeys(c.type for d in decks for c in d.cards)}
    stamps = [stamp.modified for stamp in (*lock.notes.values(), *lock.types.values())]
    db.execute(f"PRAGMA page_size = {PAGE}")
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("BEGIN EXCLUSIVE")
    schema = APKG_SCHEMA.split(";")
    # an index made at once from all rows is as small as VACUUM makes it
    indexes = [statement for statement in schema if "CREATE INDEX" in statement]
    for statement in schema:
        if statement not in indexes:
            db.execute(statement)
    db.execute(APKG_COL)
    _write_head(db, course_id, decks, list(models.values()), lock, max(stamps, default=1))
    cursor = db.cursor()
    ids = iter(range(FIRST_ID, FIRST_ID + 2_000_000_000))
    due = 0
    for deck in decks:
        places, due = _dues(deck.cards, due)
        its_id = deck_id(course_id, deck.key)
        for card, dues in zip(deck.cards, places, strict=True):
            stamp = lock.notes[card.id]
            model = models[card.type.id]
            known_by = guid(course_id, card.guid_id, stamp.generation)
            note = _Note(card, model, known_by, stamp.modified, dues)
            note.write_to_db(cursor, 0, its_id, ids)
    for statement in indexes:
        db.execute(statement)
    db.execute("COMMIT")


def _dues(cards: Sequence[NoteFields], last: int) -> tuple[list[list[int]], int]:
    """The places of a deck's cards in the order of new ones, after `last`, and the last of them.

    The siblings of a note are spaced: all first cards come before any second one.
    """
    places: list[list[int]] = [[] for _ in cards]
    for round in range(max((len(card.ordinals) for card in cards), default=0)):
        for card, dues in zip(cards, places, strict=True):
            if round < len(card.ordinals):
                last += 1
                dues.append(last)
    return places, last


def guid(course_id: str, question_id: str, generation: int = 0) -> str:
    """What Anki knows a note by: made from the course's and the question's id, never from text.

    Anki never updates a note from one of another note type: so each new type of a question is a
    new generation.
    """
    parts = [course_id, question_id, *([generation] if generation else [])]
    return str(genanki.guid_for(json.dumps(parts)))


def deck_id(course_id: str, key: str) -> int:
    raw = sha256(json.dumps(["deck", course_id, key]).encode()).digest()
    return FIRST_ID + int.from_bytes(raw[:4], "big")


def _model(type_: NoteType) -> genanki.Model:
    return genanki.Model(
        type_.id,
        type_.name,
        fields=type_.fields,
        templates=[type_.template],
        css=type_.css,
        model_type=genanki.Model.CLOZE if type_.cloze else genanki.Model.FRONT_BACK,
    )


def _write_head(
    db: sqlite3.Connection,
    course_id: str,
    decks: list[Deck],
    models: list[genanki.Model],
    lock: NotesLock,
    latest: int,
) -> None:
    """The collection's one row: decks and note types, written once for all decks."""
    (decks_json,) = db.execute("SELECT decks FROM col").fetchone()
    all_decks = json.loads(decks_json)
    for deck in decks:
        id = deck_id(course_id, deck.key)
        all_decks[str(id)] = genanki.Deck(id, deck.name, deck.description).to_json()
    first = deck_id(course_id, decks[0].key) if decks else 1
    types = {
        str(model.model_id): model.to_json(lock.types[model.name].modified, first)
        for model in models
    }
    db.execute(
        "UPDATE col SET crt = ?, mod = ?, scm = ?, decks = ?, models = ?",
        (latest, latest * 1000, latest * 1000, json.dumps(all_decks), json.dumps(types)),
    )


Rows = dict[str, dict[str, Any]]
"""What of a package matters: notes, cards, note types and decks, by what knows them."""


_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError),
    *(NotImplementedError, RuntimeError),  # packed in a way that nobody uses, or with a password
    *(sqlite3.Error, ValueError, TypeError),
)


def rows(content: bytes) -> Rows:
    """The rows of a package; raises ValueError for what is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            collection = archive.read("collection.anki2")
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
            }
    except _DAMAGE as error:
        raise ValueError(str(error)) from error


def differences(old: Rows, new: Rows) -> list[str]:
    """What differs between two packages, in words: "2 notes changed", "1 card missing"."""
    lines = []
    for kind, after in new.items():
        before = old[kind]
        counts = {
            "missing": len(after.keys() - before.keys()),
            "too many": len(before.keys() - after.keys()),
            "changed": sum(before[k] != after[k] for k in before.keys() & after.keys()),
        }
        for what, count in counts.items():
            if count:
                lines.append(f"{count:,} {kind[:-1] if count == 1 else kind} {what}")
    return lines
