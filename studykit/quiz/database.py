"""The SQLite file of a learner's progress: its tables, how it is opened, and what can go wrong."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from ..diagnostics import StudykitError

APPLICATION = 0x53746B50
"""Marks a SQLite file as ours: "StkP" (https://www.sqlite.org/pragma.html#pragma_application_id)."""

MIGRATIONS = (
    """
    CREATE TABLE card_key (
        id INTEGER PRIMARY KEY,
        course TEXT NOT NULL,
        question TEXT NOT NULL,
        part INTEGER NOT NULL,
        UNIQUE (course, question, part)
    ) STRICT;
    CREATE TABLE review (
        id ANY NOT NULL UNIQUE,
        card INTEGER NOT NULL REFERENCES card_key,
        at INTEGER NOT NULL,
        grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 4),
        took INTEGER,
        retention REAL NOT NULL,
        fuzz INTEGER NOT NULL,
        undone INTEGER,
        before_phase TEXT NOT NULL,
        before_step INTEGER,
        before_stability REAL,
        before_difficulty REAL,
        before_due INTEGER,
        before_last INTEGER,
        before_reviews INTEGER NOT NULL,
        before_lapses INTEGER NOT NULL,
        after_phase TEXT NOT NULL,
        after_step INTEGER,
        after_stability REAL,
        after_difficulty REAL,
        after_due INTEGER,
        after_last INTEGER,
        after_reviews INTEGER NOT NULL,
        after_lapses INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX review_of_card ON review (card, at);
    CREATE INDEX review_at ON review (at);
    CREATE TABLE card (
        course TEXT NOT NULL,
        question TEXT NOT NULL,
        part INTEGER NOT NULL,
        phase TEXT NOT NULL,
        step INTEGER,
        stability REAL,
        difficulty REAL,
        due INTEGER,
        last INTEGER,
        reviews INTEGER NOT NULL,
        lapses INTEGER NOT NULL,
        PRIMARY KEY (course, question, part)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE buried (
        course TEXT NOT NULL,
        question TEXT NOT NULL,
        part INTEGER NOT NULL,
        until INTEGER NOT NULL,
        PRIMARY KEY (course, question, part)
    ) STRICT, WITHOUT ROWID;
    """,
)
"""Scripts from each version of the file to the next; the first creates a new file.  Never change one
that learners have run: add another.

Keys and states of reviews are in columns, and ids are bytes: a million reviews take a third of the
space that they take as text and JSON."""

FIRST_VERSION = 2
"""The version of the file that the first script creates."""

CHECKED_BYTES = 16_000_000
"""The size up to which a file is checked when it is opened, in 25 ms; damage in a larger file is
found when it is read."""

PATIENCE = 5.0
"""Seconds to wait for another process."""


class Damaged(StudykitError):
    """A progress file that is corrupt."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file} is damaged: {why}")
        self.file = file


class Foreign(Damaged):
    """An intact file or a folder that is not a progress file: its name was given by mistake."""

    def __init__(self, file: Path, why: str) -> None:
        StudykitError.__init__(self, f"{file} is not a progress file: {why}")
        self.file = file


def connect(file: Path, whole: bool = False) -> sqlite3.Connection:
    """Open or create a progress file; raise Damaged, or StudykitError if it cannot be used.

    A file of up to `CHECKED_BYTES` is checked for damage; with `whole`, a larger one too.
    """
    try:
        if file.is_dir():
            raise Foreign(file, "it is a folder")
        if file.exists() and not file.is_file():
            raise Foreign(file, "it is a device or a pipe")
        file.parent.mkdir(parents=True, exist_ok=True)
        _check_header(file)
    except OSError as error:
        why = error.strerror or str(error)
        raise StudykitError(f"cannot open {file}: {file.parent}: {why}") from error
    try:
        # absolute, because some names are special to SQLite: ":memory:" for one
        db = sqlite3.connect(file.absolute(), timeout=PATIENCE, isolation_level=None)
    except sqlite3.Error as error:
        raise database_error(file, error) from error
    try:
        _prepare(db, file)
        if whole or file.stat().st_size <= CHECKED_BYTES:
            _check(db, file)
    except (sqlite3.Error, UnicodeDecodeError, Damaged) as error:
        _close_unchanged(db, file)
        problem = error if isinstance(error, Damaged) else database_error(file, error)
        if isinstance(problem, Damaged) and _is_intact_without_log(file):
            log = _log(file)
            raise StudykitError(
                f"{file} does not match the log beside it, {log.name}, which belongs to another copy"
                f" of the file: if you restored {file.name} from a backup, delete {log.name}"
            ) from error
        raise problem from error
    except BaseException:
        db.close()
        raise
    return db


def _log(file: Path) -> Path:
    """Return SQLite's write-ahead log of a file; one that is left over belongs to a killed process."""
    return file.with_name(f"{file.name}-wal")


def _close_unchanged(db: sqlite3.Connection, file: Path) -> None:
    """Close a damaged file without writing its log into it.

    SQLite does so when the last connection is closed, but not if that cannot write.
    """
    with suppress(sqlite3.Error, UnicodeDecodeError):
        uri = f"{file.absolute().as_uri()}?mode=ro"
        reader = sqlite3.connect(uri, timeout=PATIENCE, uri=True)
        try:
            reader.execute("SELECT 1 FROM sqlite_schema").fetchone()
            db.close()
        finally:
            reader.close()
    db.close()


def _is_intact_without_log(file: Path) -> bool:
    """Whether a file that is damaged with its log is intact without it."""
    with suppress(OSError, sqlite3.Error, UnicodeDecodeError, Damaged):
        if _log(file).stat().st_size:
            db = sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True)
            try:
                _version(db, file)
                _check(db, file)
            finally:
                db.close()
            return True
    return False


def connect_in_memory() -> sqlite3.Connection:
    """Create the tables in memory."""
    # the collector of garbage, which closes it, runs in any thread
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _prepare(db, Path(":memory:"))
    return db


open_files: Counter[Path] = Counter()
"""How often this process has each file open, by absolute path."""


def _check_header(file: Path) -> None:
    """Raise Damaged for a file that is not a SQLite database.

    SQLite must not open it: it would delete the log beside it, which may contain the latest reviews.
    """
    if open_files[file.absolute()] > 0:
        return  # closing it again would release SQLite's locks (sqlite.org/howtocorrupt.html, 2.2)
    with suppress(FileNotFoundError), file.open("rb") as stream:
        if stream.read(16) not in (b"", b"SQLite format 3\0"):
            raise Damaged(file, "it is not a database")


def _prepare(db: sqlite3.Connection, file: Path) -> None:
    """Migrate the file to the newest version, unless another process is faster."""
    newest = _newest_version()
    version = _version(db, file)
    _execute_when_free(db, "PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA fullfsync = ON")  # without it, macOS leaves a commit in the disk's cache
    if version == newest:
        return
    db.execute("BEGIN IMMEDIATE")
    version = _version(db, file)
    for script in MIGRATIONS[version - FIRST_VERSION + 1 if version else 0 :]:
        for statement in filter(str.strip, script.split(";")):
            db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {newest}")
    db.execute("COMMIT")


def _check(db: sqlite3.Connection, file: Path) -> None:
    ((answer,),) = db.execute("PRAGMA quick_check(1)")
    if answer != "ok":
        raise Damaged(file, " ".join(answer.split()))


def _newest_version() -> int:
    return FIRST_VERSION + len(MIGRATIONS) - 1


def _version(db: sqlite3.Connection, file: Path) -> int:
    """Return the version of the file, 0 if it is new.

    Raises Foreign for another program's database, and StudykitError for a version that cannot be read.
    """
    # one statement, so that no other process creates the tables in between
    ((application, version, tables),) = db.execute(
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)"
        " FROM pragma_application_id, pragma_user_version"
    )
    if application != APPLICATION and (application or version or tables):
        raise Foreign(file, "it is another program's database")
    newest = _newest_version()
    if version > newest:
        raise StudykitError(
            f"{file} was written by a newer studykit (file version {version};"
            f" this version reads {newest}): update studykit"
        )
    if 0 < version < FIRST_VERSION:
        raise StudykitError(
            f"{file} was written by an older studykit (file version {version}; this version reads"
            f" {newest}): run `studykit progress export` with the older version, move the file away,"
            " and merge the export with `studykit progress merge`"
        )
    return int(version)


def _execute_when_free(db: sqlite3.Connection, statement: str) -> None:
    """Execute a statement for which SQLite's own timeout does not wait for other processes."""
    step = 0.02
    for _ in range(int(PATIENCE / step)):
        try:
            db.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(step)
        else:
            return
    db.execute(statement)


_LOCKED = "another program has locked it"
_NOT_PERMITTED = "permission denied"
_REASONS = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_FULL: "the disk is full; no progress was lost",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_PERM: _NOT_PERMITTED,
    sqlite3.SQLITE_AUTH: _NOT_PERMITTED,
    sqlite3.SQLITE_CANTOPEN: "the file or its folder is not writable",
    sqlite3.SQLITE_IOERR: "the disk fails to read or write it (is it full or faulty?)",
    sqlite3.SQLITE_NOMEM: "there is not enough memory",
}
"""Errors of the environment, not of the file, by SQLite's primary result code."""


def database_error(file: Path, error: sqlite3.Error | UnicodeDecodeError) -> StudykitError:
    """Return an error of SQLite as one sentence; raise it if it is a bug of ours.

    A message of SQLite's about a damaged file may quote the file, and then not be UTF-8.
    """
    if isinstance(error, (sqlite3.ProgrammingError, sqlite3.InterfaceError)):
        raise error
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if reason := _REASONS.get(code):
        return StudykitError(f"cannot use {file}: {reason}")
    return Damaged(file, " ".join(str(error).split()))
