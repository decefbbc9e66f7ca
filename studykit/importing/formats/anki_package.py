"""Anki's packages: `.apkg` and `.colpkg`, with each of the three collections that Anki writes.

A package comes from strangers.  Members of the archive are read by their fixed names, in memory and
up to a limit; nothing is extracted.  Of the media, only those that cards show are read.  The collection is opened as a copy in
memory, in which views, triggers and functions of the file do not run.
"""

from __future__ import annotations

import io
import json
import lzma
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from ...diagnostics import StudykitError, missing_package
from ..media import CardMedia
from ..model import ImportedFile
from ..notes import ImportedNote, ImportedType, add_note
from .anki_media import PackageMedia
from .protobuf import message

MAX_COLLECTION = 300_000_000
"""The most bytes of a collection; 10,000 notes take about 30 MB."""
MAX_NOTES = 200_000
MAX_STEPS = 300_000_000
"""The most instructions that SQLite may run: a page of a damaged file may refer to itself."""

_COLLECTIONS = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
_NEWEST_FIRST = ("collection.anki21b", "collection.anki21", "collection.anki2")
_PLACEHOLDER = "Please update to the latest Anki version"


def read(content: bytes, name: str, file: ImportedFile) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        collection = _collection(archive, name)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError) as error:
        raise StudykitError(f"{name} is not an Anki package, or is damaged: {error}") from error
    except (NotImplementedError, RuntimeError) as error:  # a method or a password
        raise StudykitError(f"cannot read {name}: {error}") from error
    file.media = CardMedia(PackageMedia(archive).read)
    try:
        with closing(_opened(collection)) as database:
            for note in _notes(database):
                if any(_PLACEHOLDER in field for field in note.fields):
                    raise StudykitError(
                        f"{name} has only the placeholder that Anki adds for old versions; export it"
                        " from Anki again"
                    )
                add_note(file, note)
    except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StudykitError(f"the collection in {name} cannot be read: {error}") from error


# The archive


def _collection(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the database of the newest collection in a package."""
    names = set(archive.namelist())
    version = _version(_member(archive, "meta", 1000)) if "meta" in names else None
    if version is not None and version not in _COLLECTIONS:
        raise StudykitError(
            f"{name} was written by a newer version of Anki than studykit supports; update"
            " studykit, or export with “Support older Anki versions”"
        )
    wanted = _COLLECTIONS[version] if version else None
    member = next((m for m in (wanted, *_NEWEST_FIRST) if m in names), None)
    if member is None:
        raise StudykitError(f"{name} does not contain an Anki collection")
    content = _member(archive, member, MAX_COLLECTION)
    return _unpacked(content, name) if member == "collection.anki21b" else content


def _member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """Read a member of an archive up to a limit, whatever the archive says about its size."""
    with archive.open(name) as stream:
        content = stream.read(limit + 1)
    return _limited(content, name, limit)


def _limited(content: bytes, name: str, limit: int) -> bytes:
    if len(content) > limit:
        raise StudykitError(f"`{name}` is too large: at most {limit:,} bytes can be read")
    return content


def _version(meta: bytes) -> int | None:
    """Return field 1 of the protocol buffer in `meta`, the version of the package."""
    return meta[1] if meta[:1] == b"\x08" and len(meta) > 1 else None


def _unpacked(content: bytes, name: str) -> bytes:
    """Return what was compressed with Zstandard."""
    try:
        import zstandard
    except ImportError as error:
        raise missing_package("reading Anki's packages", "zstandard", "anki", error) from error
    try:
        # the window that a frame asks for is memory, too
        unpacker = zstandard.ZstdDecompressor(max_window_size=2**27)
        with unpacker.stream_reader(io.BytesIO(content)) as stream:
            unpacked = stream.read(MAX_COLLECTION + 1)
    except zstandard.ZstdError as error:
        raise StudykitError(f"the collection in {name} cannot be unpacked: {error}") from error
    return _limited(unpacked, "collection.anki21b", MAX_COLLECTION)


# The collection


def _opened(content: bytes) -> sqlite3.Connection:
    """Open a copy of a database in memory, without trusting its schema."""
    if not content.startswith(b"SQLite format 3\0") or len(content) < 100:
        raise ValueError("it is not a database")
    copy = bytearray(content)
    copy[18:20] = b"\1\1"  # not in WAL mode, which needs a file
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(bytes(copy))
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA cell_size_check = ON")
        database.execute("PRAGMA query_only = ON")
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 50_000_000)
        database.text_factory = lambda raw: raw.decode("utf-8", "replace")
        database.create_collation("unicase", _compare)
        steps = iter(range(MAX_STEPS // 1_000_000))
        database.set_progress_handler(lambda: next(steps, None) is None, 1_000_000)
        schema = dict(database.execute("SELECT name, type FROM sqlite_master"))
        if "view" in schema.values():
            raise ValueError("it has a view, which Anki collections never have")
        if schema.get("notes") != "table" or schema.get("col") != "table":
            raise ValueError("it has no notes")
    except BaseException:
        database.close()
        raise
    return database


def _compare(one: str, other: str) -> int:
    """Compare names as Anki does: without case."""
    a, b = one.casefold(), other.casefold()
    return (a > b) - (a < b)


def _notes(database: sqlite3.Connection) -> Iterator[ImportedNote]:
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    types = _tables(database) if "notetypes" in tables else _from_json(database)
    rows = database.execute(
        "SELECT guid, mid, tags, flds FROM notes ORDER BY id LIMIT ?", [MAX_NOTES]
    )
    for n, (guid, type, tags, fields) in enumerate(rows, 1):
        if type not in types:
            raise ValueError(f"note {n} has no note type")
        yield ImportedNote(
            f"anki:{guid}", f"note {n}", types[type], str(fields).split("\x1f"), str(tags).split()
        )


def _from_json(database: sqlite3.Connection) -> dict[int, ImportedType]:
    """Return the note types of a collection of schema 11, by id."""
    (models,) = database.execute("SELECT models FROM col").fetchone()
    return {int(id): note_type(model) for id, model in json.loads(models).items()}


def note_type(model: dict[str, Any]) -> ImportedType:
    """Return a note type from Anki's JSON."""
    fields = sorted(model["flds"], key=lambda field: field.get("ord") or 0)
    return ImportedType(
        str(model["name"]),
        tuple(str(field["name"]) for field in fields),
        tuple((str(template["qfmt"]), str(template["afmt"])) for template in model["tmpls"]),
        model.get("type") == 1,
    )


def _tables(database: sqlite3.Connection) -> dict[int, ImportedType]:
    """Return the note types of a collection of schema 18, by id."""
    fields: dict[int, list[tuple[int, str]]] = {}
    for id, ord, name in database.execute("SELECT ntid, ord, name FROM fields"):
        fields.setdefault(id, []).append((ord, str(name)))
    templates: dict[int, list[tuple[int, str, str]]] = {}
    for id, ord, config in database.execute("SELECT ntid, ord, config FROM templates"):
        texts = message(config)
        sides = (texts.get(1, b""), texts.get(2, b""))
        front, back = (s.decode("utf-8", "replace") for s in sides if isinstance(s, bytes))
        templates.setdefault(id, []).append((ord, front, back))
    types = {}
    for id, name, config in database.execute("SELECT id, name, config FROM notetypes"):
        types[id] = ImportedType(
            str(name),
            tuple(name for _, name in sorted(fields.get(id, []))),
            tuple((front, back) for _, front, back in sorted(templates.get(id, []))),
            message(config).get(1) == 1,
        )
    return types
