"""A learner's progress: an append-only list of reviews in SQLite, and the cards' states they make.

Every review is committed to the disk before the next question is shown.  A review holds the state
before and after it, and how it was scheduled, so that the states can be made again from the reviews
alone.  Reviews have ids of their own: those of two machines go together in any order.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Self
from uuid import uuid4

from ..diagnostics import StudykitError
from ..files import folder_lock
from .schedule import (
    NEW,
    CardState,
    Grade,
    Phase,
    Scheduling,
    millis,
    moment,
    replayed,
    reviewed,
)


class CardKey(NamedTuple):
    """What a card is known by: the course's id, the question's oldest id, the number of a blank.

    A question that is no cloze has the number 0.
    """

    course: str
    question: str
    part: int = 0

    def __str__(self) -> str:
        return f"{self.course}/{self.question}/{self.part}"


@dataclass(frozen=True, slots=True)
class Review:
    """A grade that was given: of which card, when (UTC), after how many milliseconds, and how it
    was scheduled.  An `undone` one counts for nothing.

    `before` and `after` are the states as they were when it was given; what was undone or merged
    since changes the card, not them.
    """

    id: str
    card: CardKey
    at: datetime
    grade: Grade
    took: int | None
    how: Scheduling
    before: CardState
    after: CardState
    undone: datetime | None = None


Standing = tuple[str, str, int, str, float | None, int | None, int | None, int]
"""What statistics need of a card, as it is kept, for there may be many: course, question, part,
phase, stability, due and last in milliseconds, lapses."""

Totals = Mapping[tuple[Phase, Grade], int]
"""How many reviews there are, by the card's phase and the grade."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge: how many reviews were new, were undone by it, or were known."""

    new: int = 0
    undone: int = 0
    known: int = 0


APPLICATION = 0x53746B50
"""What marks a SQLite file as ours: "StkP" (https://www.sqlite.org/pragma.html#pragma_application_id)."""

_MIGRATIONS = (
    """
    CREATE TABLE review (
        id TEXT PRIMARY KEY,
        course TEXT NOT NULL,
        question TEXT NOT NULL,
        part INTEGER NOT NULL,
        at INTEGER NOT NULL,
        grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 4),
        took INTEGER,
        retention REAL NOT NULL,
        fuzz INTEGER NOT NULL,
        phase TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        undone INTEGER
    ) STRICT;
    CREATE INDEX review_of_card ON review (course, question, part, at, id);
    CREATE INDEX review_at ON review (course, at);
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
"""How a file becomes one of the next version; the first makes a new one.  Never change one that
learners have: add another."""

_REVIEW = (
    "SELECT id, course, question, part, at, grade, took, retention, fuzz, before, after, undone"
    " FROM review"
)
_STATE = "phase, step, stability, difficulty, due, last, reviews, lapses"
_THIS_CARD = "(course, question, part) = (?, ?, ?)"

_CHECKED = 16_000_000
"""Bytes up to which a file is looked through when it is opened, which takes 25 ms; damage in a
larger one is found where it is read."""

_PATIENCE = 5.0
"""Seconds to wait for another process."""


def progress_file(asked: Path | None = None) -> Path:
    """The file with the progress: as asked, `$STUDYKIT_DB`, or the one in the user's data folder."""
    if asked is not None:
        return asked
    if named := os.environ.get("STUDYKIT_DB"):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("studykit", appauthor=False) / "progress.db"


class Progress:
    """The progress in a file; `open` makes it where there is none.

    Several may have the file open at once: each change is a transaction of its own.
    """

    def __init__(self, db: sqlite3.Connection, file: Path) -> None:
        self._db = db
        self.file = file

    @classmethod
    def open(cls, file: Path, whole: bool = False) -> Progress:
        """Open or make the file; raises Damaged, or StudykitError where it cannot be used.

        `whole` looks for damage all through it, also where that takes long.
        """
        try:
            if file.is_dir():
                raise Foreign(file, "it is a folder")
            file.parent.mkdir(parents=True, exist_ok=True)
            _look(file)
        except OSError as error:
            why = error.strerror or str(error)
            raise StudykitError(f"{file} cannot be opened: {file.parent}: {why}") from error
        try:
            # absolute: SQLite takes some names, ":memory:" for one, to mean other things
            db = sqlite3.connect(file.absolute(), timeout=_PATIENCE, isolation_level=None)
        except sqlite3.Error as error:
            raise _fault(file, error) from error
        try:
            _prepare(db, file, whole)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            db.close()
            raise _fault(file, error) from error
        except BaseException:
            db.close()
            raise
        _open_here[file.absolute()] += 1
        return cls(db, file)

    def close(self) -> None:
        _open_here[self.file.absolute()] -= 1
        with suppress(sqlite3.Error):
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading.

    def states(self, course: str) -> dict[CardKey, CardState]:
        """The state of each card of a course that was reviewed."""
        rows = self._all(f"SELECT question, part, {_STATE} FROM card WHERE course = ?", course)
        return {
            card: self._state(card, state)
            for question, part, *state in rows
            for card in (CardKey(course, question, part),)
        }

    def state(self, card: CardKey) -> CardState:
        """The state of a card, as it is now."""
        rows = self._all(f"SELECT {_STATE} FROM card WHERE {_THIS_CARD}", *card)
        return self._state(card, rows[0]) if rows else NEW

    def reviews(
        self, course: str | None = None, since: datetime | None = None, undone: bool = False
    ) -> list[Review]:
        """The reviews in the order of their times; those that were undone only where asked for."""
        return list(self._reviews(course, since, undone))

    def standings(self, course: str) -> dict[tuple[str, str, int], Standing]:
        """What statistics need of each card of a course that was reviewed, by its key."""
        columns = "course, question, part, phase, stability, due, last, lapses"
        rows = self._all(f"SELECT {columns} FROM card WHERE course = ?", course)
        found: dict[tuple[str, str, int], Standing] = {row[:3]: row for row in rows}
        # as in `states`: what cannot be read is as the reviews make it
        known, times = ", ".join("?" * len(Phase)), "NOT BETWEEN ? AND ?"
        unreadable = self._all(
            "SELECT course, question, part FROM card"
            f" WHERE course = ? AND (phase NOT IN ({known}) OR due {times} OR last {times})",
            *(course, *Phase, *_TIMES, *_TIMES),
        )
        for key in unreadable:
            state = self._replayed(CardKey(*key))
            phase, _, stability, _, due, last, _, lapses = _row(state)
            found[key] = (*key, phase, stability, due, last, lapses)
        return found

    def totals(
        self, course: str, since: datetime | None = None, until: datetime | None = None
    ) -> Totals:
        """How many reviews of a course there are, by the card's phase and the grade."""
        where, values = "course = ? AND undone IS NULL", [course]
        for compared, at in ((">=", since), ("<", until)):
            if at is not None:
                where += f" AND at {compared} {millis(at)}"
        rows = self._all(
            f"SELECT phase, grade, count(*) FROM review WHERE {where} GROUP BY phase, grade",
            *values,
        )
        with self._reading():
            return {(Phase(phase), Grade(grade)): count for phase, grade, count in rows}

    def courses(self) -> dict[str, int]:
        """The courses that there are reviews of, with their number."""
        query = "SELECT course, count(*) FROM review WHERE undone IS NULL GROUP BY course"
        return dict(self._all(query))

    def buried(self, course: str, now: datetime) -> set[CardKey]:
        """The cards of a course that are not to be asked before a later time than now."""
        rows = self._all(
            "SELECT question, part FROM buried WHERE course = ? AND until > ?", course, millis(now)
        )
        return {CardKey(course, question, part) for question, part in rows}

    # Writing.

    def add(
        self,
        card: CardKey,
        grade: Grade,
        at: datetime,
        took: int | None,
        how: Scheduling,
        shown: CardState | None = None,
    ) -> Review:
        """Grade a card: on the disk when this returns.

        The state before is what the file has, whoever reviewed the card last; a review is never
        before that one, whatever the clock says.  With the state that the card was `shown` in,
        Overtaken is raised and nothing kept where it was reviewed elsewhere since.
        """
        with self._change():
            before = self.state(card)
            if shown is not None and shown != before:
                raise Overtaken(card)
            at = moment(millis(at))
            if before.last is not None and at <= before.last:
                at = moment(millis(before.last) + 1)
            after = reviewed(str(card), before, grade, at, how)
            review = Review(uuid4().hex, card, at, grade, took, how, before, after)
            self._insert(review)
            self._keep(card, after)
        return review

    def undo(self, review: Review, at: datetime) -> CardState:
        """Take a review back; the state of its card without it."""
        with self._change():
            self._db.execute(
                "UPDATE review SET undone = ? WHERE id = ? AND undone IS NULL",
                (millis(at), review.id),
            )
            return self._replay(review.card)

    def bury(self, card: CardKey, until: datetime) -> None:
        """Put a card off until a time."""
        with self._change():
            self._db.execute(
                "INSERT OR REPLACE INTO buried VALUES (?, ?, ?, ?)", (*card, millis(until))
            )

    def unbury(self, card: CardKey) -> None:
        with self._change():
            self._db.execute(f"DELETE FROM buried WHERE {_THIS_CARD}", tuple(card))

    def rebuild(self) -> int:
        """Make all states again from the reviews; how many were not as they should be."""
        with self._change():
            columns = f"course, question, part, {_STATE}"
            kept = {CardKey(*row[:3]): row[3:] for row in self._all(f"SELECT {columns} FROM card")}
            rows = self._all("SELECT DISTINCT course, question, part FROM review")
            self._db.execute("DELETE FROM card")
            made = {card: self._replay(card) for card in (CardKey(*row) for row in rows)}
            made = {card: state for card, state in made.items() if state != NEW}
            return sum(
                card not in kept or card not in made or kept[card] != _row(made[card])
                for card in kept.keys() | made.keys()
            )

    def reset(
        self, course: str | None = None, keep: Callable[[Iterator[str]], object] | None = None
    ) -> int:
        """Forget the reviews of a course, or all; how many.

        `keep` gets them first, as `export` gives them; nothing is forgotten where it raises, and no
        review comes in between.
        """
        where, values = ("", ()) if course is None else (" WHERE course = ?", (course,))
        with self._change():
            if keep is not None:
                keep(self.export(course))
            ((count,),) = self._all(f"SELECT count(*) FROM review{where}", *values)
            for table in ("review", "card", "buried"):
                self._db.execute(f"DELETE FROM {table}{where}", values)
        return int(count)

    # From machine to machine.

    def export(self, course: str | None = None) -> Iterator[str]:
        """Every review, undone ones too, as a line of JSON, in the order of their times."""
        for review in self._reviews(course, undone=True):
            yield json.dumps(_as_data(review), ensure_ascii=False)

    def merge(self, lines: Iterable[str]) -> Merged:
        """Take in exported reviews; raises ValueError for a line that is none, and takes in nothing.

        The result is the same in whatever order files are merged, and however often.  What one has
        undone is undone.
        """
        theirs = [(n, _from_line(n, line)) for n, line in enumerate(lines, 1) if line.strip()]
        new = undone = known = 0
        with self._change():
            mine = {
                row[0]: (_Said(*row[1:-1]), row[-1])
                for row in self._all(
                    "SELECT id, course, question, part, at, grade, retention, fuzz, undone"
                    " FROM review"
                )
            }
            touched: set[CardKey] = set()
            for n, review in theirs:
                at = None if review.undone is None else millis(review.undone)
                said = _Said.of(review)
                there, before = mine.get(review.id, (said, None))
                if there != said:
                    raise ValueError(f"line {n} has the id of another review, {review.id}")
                if review.id not in mine:
                    self._insert(review)
                    new += 1
                elif at is not None and (before is None or at < before):
                    self._db.execute("UPDATE review SET undone = ? WHERE id = ?", (at, review.id))
                    undone += before is None
                    known += before is not None
                else:
                    known += 1
                    continue
                mine[review.id] = (said, at)
                touched.add(review.card)
            for card in touched:
                self._replay(card)
        return Merged(new, undone, known)

    # Within.

    def _reviews(
        self, course: str | None = None, since: datetime | None = None, undone: bool = False
    ) -> Iterator[Review]:
        where: list[str] = []
        values: list[str | int] = []
        if course is not None:
            where.append("course = ?")
            values.append(course)
        if since is not None:
            where.append("at >= ?")
            values.append(millis(since))
        if not undone:
            where.append("undone IS NULL")
        clause = f" WHERE {' AND '.join(where)}" if where else ""
        with self._told(), self._reading():
            for row in self._db.execute(f"{_REVIEW}{clause} ORDER BY at, id", values):
                yield _review(row)

    def _state(self, card: CardKey, row: Iterable[Any]) -> CardState:
        """A state as it is kept; where that cannot be read, as the reviews make it."""
        try:
            phase, step, stability, difficulty, due, last, reviews, lapses = row
            return CardState(
                Phase(phase),
                step,
                stability,
                difficulty,
                None if due is None else moment(due),
                None if last is None else moment(last),
                reviews,
                lapses,
            )
        except (ValueError, TypeError, OverflowError):
            return self._replayed(card)

    def _replayed(self, card: CardKey) -> CardState:
        """The state of a card as its reviews make it."""
        rows = self._all(
            "SELECT grade, at, retention, fuzz FROM review"
            f" WHERE {_THIS_CARD} AND undone IS NULL ORDER BY at, id",
            *card,
        )
        with self._reading():
            return replayed(str(card), ((Grade(g), moment(at), _how(r, f)) for g, at, r, f in rows))

    def _replay(self, card: CardKey) -> CardState:
        """Make the state of a card again from its reviews, and keep it."""
        state = self._replayed(card)
        if state == NEW:
            self._db.execute(f"DELETE FROM card WHERE {_THIS_CARD}", tuple(card))
        else:
            self._keep(card, state)
        return state

    def _keep(self, card: CardKey, state: CardState) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO card VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*card, *_row(state)),
        )

    def _insert(self, review: Review) -> None:
        r = review
        self._db.execute(
            "INSERT INTO review VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(r.id, *r.card, millis(r.at), int(r.grade), r.took),
                *(r.how.retention, int(r.how.fuzz), r.before.phase.value),
                *(json.dumps(r.before.as_data()), json.dumps(r.after.as_data())),
                None if r.undone is None else millis(r.undone),
            ),
        )

    def _all(self, query: str, *values: Any) -> list[Any]:
        with self._told():
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def _change(self) -> Iterator[None]:
        """A transaction that nobody else's comes in between."""
        with self._told():
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield
                self._db.execute("COMMIT")
            except BaseException:  # also Ctrl-C, which may come between any two of them
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A fault of the disk, of another program's lock or of the file itself is one sentence."""
        try:
            yield
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise _fault(self.file, error) from error

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """A value that is none of ours is damage, too: SQLite does not know what they mean."""
        try:
            yield
        except (ValueError, TypeError, ArithmeticError) as error:
            raise Damaged(self.file, str(error)) from error


class Overtaken(StudykitError):
    """A card was reviewed elsewhere between being shown and being graded here."""

    def __init__(self, card: CardKey) -> None:
        super().__init__(f"{card.question} was graded elsewhere meanwhile; that grade counts")
        self.card = card


class Damaged(StudykitError):
    """A file that is no progress, or no longer."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file} is damaged: {why}")
        self.file = file


class Foreign(Damaged):
    """A sound file, or a folder, that is something else: only a name that was given by mistake."""

    def __init__(self, file: Path, why: str) -> None:
        StudykitError.__init__(self, f"{file} holds no progress: {why}")
        self.file = file


def set_aside(file: Path, now: datetime) -> Path | None:
    """Put a damaged file, with what SQLite keeps beside it, out of the way; its new name.

    None where it is not damaged, or no longer: another process may have been faster.
    """
    with folder_lock(file.parent, lambda: None):
        if not file.exists():
            return None
        with suppress(Damaged), Progress.open(file, whole=True) as progress:
            for _ in progress.export():
                pass
            return None
        first = aside = file.with_name(f"{file.name}.damaged-{now:%Y%m%d-%H%M%S}")
        n = 1
        while aside.exists():
            n += 1
            aside = first.with_name(f"{first.name}-{n}")
        try:
            # itself last: a new file must not be taken for the one that these belong to
            for end in ("-wal", "-shm", ""):
                if (part := file.with_name(file.name + end)).exists():
                    part.rename(aside.with_name(aside.name + end))
        except OSError as error:
            why = error.strerror or str(error)
            raise StudykitError(f"{file} is damaged, and cannot be moved: {why}") from error
    return aside


_open_here: Counter[Path] = Counter()


def _look(file: Path) -> None:
    """Refuse a file that is no database before SQLite sees it: it would throw away what stands
    beside it as its log, and that may hold the latest reviews."""
    if _open_here[file.absolute()] > 0:
        return  # closing it again would give up SQLite's locks (sqlite.org/howtocorrupt.html, 2.2)
    with suppress(FileNotFoundError), file.open("rb") as stream:
        if stream.read(16) not in (b"", b"SQLite format 3\0"):
            raise Damaged(file, "it is no database")


def _prepare(db: sqlite3.Connection, file: Path, whole: bool) -> None:
    """Bring the file to the present version, whichever process does it, and look for damage."""
    newest = len(_MIGRATIONS)
    version = _version(db, file)
    _until_free(db, "PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA fullfsync = ON")  # without it macOS leaves a commit in the disk's cache
    if version < newest:
        db.execute("BEGIN IMMEDIATE")
        version = _version(db, file)  # another may have been faster
        for script in _MIGRATIONS[version:]:
            for statement in filter(str.strip, script.split(";")):
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {newest}")
        db.execute("COMMIT")
    elif whole or file.stat().st_size <= _CHECKED:
        ((answer,),) = db.execute("PRAGMA quick_check(1)")
        if answer != "ok":
            raise Damaged(file, " ".join(answer.split()))


def _version(db: sqlite3.Connection, file: Path) -> int:
    """The version of the file, 0 for a new one; refuses another program's, and a newer one."""
    # one statement, so that nobody makes the tables in the middle of it
    ((application, version, tables),) = db.execute(
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)"
        " FROM pragma_application_id, pragma_user_version"
    )
    if application != APPLICATION and (application or version or tables):
        raise Foreign(file, "it is another program's database")
    if version > len(_MIGRATIONS):
        raise StudykitError(
            f"{file} was made by a newer studykit (version {version} of the file;"
            f" this one knows {len(_MIGRATIONS)}): update studykit"
        )
    return int(version)


def _until_free(db: sqlite3.Connection, statement: str) -> None:
    """Execute what SQLite refuses at once, without its usual patience, while others are there."""
    step = 0.02
    for _ in range(int(_PATIENCE / step)):
        try:
            db.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(step)
        else:
            return
    db.execute(statement)


_SURROUNDINGS = {
    sqlite3.SQLITE_BUSY: "another program keeps it locked",
    sqlite3.SQLITE_LOCKED: "another program keeps it locked",
    sqlite3.SQLITE_PROTOCOL: "another program keeps it locked",
    sqlite3.SQLITE_FULL: "the disk is full; what was there before is untouched",
    sqlite3.SQLITE_READONLY: "it may not be written",
    sqlite3.SQLITE_PERM: "it may not be opened",
    sqlite3.SQLITE_AUTH: "it may not be opened",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened, or nothing can be written to its folder",
    sqlite3.SQLITE_IOERR: "the disk does not read or write it (full, or faulty?)",
    sqlite3.SQLITE_NOMEM: "there is not enough memory",
}
"""What is no fault of the file, by SQLite's primary result codes."""


def _fault(file: Path, error: sqlite3.Error | UnicodeDecodeError) -> StudykitError:
    """What SQLite refuses, in a sentence; a wrong use of it is our bug, and is raised.

    What it says of a damaged file may quote that, and be no UTF-8.
    """
    if isinstance(error, (sqlite3.ProgrammingError, sqlite3.InterfaceError)):
        raise error
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if reason := _SURROUNDINGS.get(code):
        return StudykitError(f"{file} cannot be used: {reason}")
    return Damaged(file, " ".join(str(error).split()))


class _Said(NamedTuple):
    """What two reviews of one id must have in common."""

    course: str
    question: str
    part: int
    at: int
    grade: int
    retention: float
    fuzz: int

    @classmethod
    def of(cls, review: Review) -> _Said:
        how = review.how
        return cls(*review.card, millis(review.at), int(review.grade), how.retention, int(how.fuzz))


_TIMES = (millis(datetime.min.replace(tzinfo=UTC)), millis(datetime.max.replace(tzinfo=UTC)))
"""The first and the last time that there is."""


@lru_cache(maxsize=64)
def _how(retention: float, fuzz: int) -> Scheduling:
    if not 0 < retention < 1:
        raise ValueError(f"{retention} is no share to be remembered")
    return Scheduling(retention, bool(fuzz))


def _row(state: CardState) -> tuple[Any, ...]:
    """A state as its columns."""
    due, last = (None if time is None else millis(time) for time in (state.due, state.last))
    return (
        *(state.phase.value, state.step, state.stability, state.difficulty),
        *(due, last, state.reviews, state.lapses),
    )


def _review(row: tuple[Any, ...]) -> Review:
    id, course, question, part, at, grade, took, retention, fuzz, before, after, undone = row
    try:
        return Review(
            id,
            CardKey(course, question, part),
            moment(at),
            Grade(grade),
            took,
            _how(retention, fuzz),
            CardState.from_data(json.loads(before)),
            CardState.from_data(json.loads(after)),
            None if undone is None else moment(undone),
        )
    except (ValueError, LookupError, TypeError, OverflowError, AttributeError) as error:
        raise ValueError(f"the review {id} cannot be read") from error


def _as_data(review: Review) -> dict[str, Any]:
    return {
        "id": review.id,
        **review.card._asdict(),
        "at": millis(review.at),
        "grade": int(review.grade),
        "took": review.took,
        **asdict(review.how),
        "before": review.before.as_data(),
        "after": review.after.as_data(),
        "undone": None if review.undone is None else millis(review.undone),
    }


def _from_line(n: int, line: str) -> Review:
    try:
        data = json.loads(line)
        if not isinstance(data, dict):
            raise ValueError("it is no object")

        def got(name: str, *types: type) -> Any:
            value = data[name]
            if type(value) not in types:
                raise ValueError(f"`{name}` is {json.dumps(value)[:40]}")
            if isinstance(value, str):
                value.encode()  # a lone surrogate cannot be kept
            if type(value) is int and not 0 <= value < 2**47:  # as milliseconds, the year 6429
                raise ValueError(f"`{name}` is {value}")
            return value

        undone = got("undone", int, type(None))
        retention = float(got("retention", float, int))
        if not 0 < retention < 1:
            raise ValueError(f"`retention` is {retention}")
        review = Review(
            got("id", str),
            CardKey(got("course", str), got("question", str), got("part", int)),
            moment(got("at", int)),
            Grade(got("grade", int)),
            got("took", int, type(None)),
            _how(retention, int(got("fuzz", bool))),
            CardState.from_data(data["before"]),
            CardState.from_data(data["after"]),
        )
        return review if undone is None else replace(review, undone=moment(undone))
    except (ValueError, LookupError, TypeError, OverflowError, AttributeError) as error:
        why = f"there is no {error}" if isinstance(error, KeyError) else error
        raise ValueError(f"line {n} is no review: {why}") from error
    except RecursionError as error:
        raise ValueError(f"line {n} is no review: it is nested too deep") from error
