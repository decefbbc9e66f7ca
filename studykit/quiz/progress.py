"""A learner's progress: a log of reviews in SQLite, and the state of each card that follows from them.

Reviews are only added, and each is committed to disk before the next question is shown.  A review
has the card's state before and after it and its scheduling, so that all states can be recalculated
from the log.  Each has a unique id, so that the logs of several machines can be merged in any order.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self
from uuid import uuid4
from weakref import finalize

from ..diagnostics import StudykitError
from ..files import folder_lock, linked
from ..format import numbered
from .database import Damaged, connect, connect_in_memory, database_error, open_files
from .review_log import CardKey, Review, ReviewIdentity, from_lines, to_line
from .schedule import (
    NEW,
    CardState,
    Grade,
    Phase,
    Scheduling,
    millis,
    millis_or_none,
    moment,
    moment_or_none,
    replayed,
    reviewed,
)

Totals = Mapping[tuple[Phase, Grade], int]
"""Numbers of reviews by the card's phase and the grade."""


@dataclass(frozen=True, slots=True)
class MergeResult:
    """Numbers of the reviews in a merge: new ones, ones that it undid, and ones known before."""

    new: int = 0
    undone: int = 0
    known: int = 0


class Overtaken(StudykitError):
    """A card was graded elsewhere after it was shown and before it was graded here."""

    def __init__(self, card: CardKey) -> None:
        super().__init__(f"{card.question} was graded elsewhere in the meantime; that grade counts")
        self.card = card


LONGEST_BURIED = timedelta(days=3)

_STATE_COLUMNS = ("phase", "step", "stability", "difficulty", "due", "last", "reviews", "lapses")
_STATE = ", ".join(_STATE_COLUMNS)
# not an inner join: a review whose key is lost is damage, and must not disappear
_REVIEWS = "review LEFT JOIN card_key ON card_key.id = review.card"
_REVIEW_COLUMNS = ", ".join(
    (
        "review.id, course, question, part, at, grade, took, retention, fuzz, undone",
        *(f"before_{column}" for column in _STATE_COLUMNS),
        *(f"after_{column}" for column in _STATE_COLUMNS),
    )
)
_THIS_CARD = "(course, question, part) = (?, ?, ?)"


def progress_file(asked: Path | None = None) -> Path:
    """Return the progress file: `asked`, `$STUDYKIT_DB`, or the one in the user's data folder."""
    if asked is not None:
        return asked
    if named := os.environ.get("STUDYKIT_DB"):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("studykit", appauthor=False) / "progress.db"


class Progress:
    """The progress in a file.

    Several processes can have the file open at once: each change is one transaction.
    """

    def __init__(self, db: sqlite3.Connection, file: Path) -> None:
        self._db = db
        self.file = file
        open_files[file.absolute()] += 1

    @classmethod
    def open(cls, file: Path, whole: bool = False) -> Self:
        """Open or create the file; raise Damaged, or StudykitError if it cannot be used.

        With `whole`, all of a large file is checked for damage, which takes long.
        """
        return cls(connect(file, whole), file)

    @classmethod
    def in_memory(cls) -> Self:
        """Create progress that ends with this object, for a quiz whose answers are not kept."""
        progress = cls(connect_in_memory(), Path("(memory)"))
        finalize(progress, progress._db.close)
        return progress

    def close(self) -> None:
        open_files[self.file.absolute()] -= 1
        with suppress(sqlite3.Error):
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading.

    def states(self, course: str) -> dict[CardKey, CardState]:
        """Return the state of each reviewed card of a course."""
        rows = self._all(f"SELECT question, part, {_STATE} FROM card WHERE course = ?", course)
        states = {}
        for question, part, *state in rows:
            card = CardKey(course, question, part)
            states[card] = self._state(card, state)
        return states

    def state(self, card: CardKey) -> CardState:
        """Return the current state of a card."""
        rows = self._all(f"SELECT {_STATE} FROM card WHERE {_THIS_CARD}", *card)
        return self._state(card, rows[0]) if rows else NEW

    def reviews(
        self, course: str | None = None, since: datetime | None = None, undone: bool = False
    ) -> list[Review]:
        """Return the reviews in order of time, undone ones only if asked for."""
        return list(self._reviews(course, since, undone))

    def totals(
        self, course: str, since: datetime | None = None, until: datetime | None = None
    ) -> Totals:
        """Count the reviews of a course by the card's phase and the grade."""
        where, values = _where(course, since, until)
        rows = self._all(
            f"SELECT before_phase, grade, count(*) FROM {_REVIEWS}{where}"
            " GROUP BY before_phase, grade",
            *values,
        )
        with self._bad_values_are_damage():
            return {(Phase(phase), Grade(grade)): count for phase, grade, count in rows}

    def courses(self) -> dict[str, int]:
        """Return the number of reviews by course."""
        query = f"SELECT course, count(*) FROM {_REVIEWS} WHERE undone IS NULL GROUP BY course"
        return dict(self._all(query))

    def buried(self, course: str, now: datetime) -> set[CardKey]:
        """Return the cards of a course that are buried until later than now.

        A card is buried for a day: a much later time is of a clock that was ahead.
        """
        rows = self._all(
            "SELECT question, part FROM buried WHERE course = ? AND until > ? AND until < ?",
            course,
            millis(now),
            millis(now + LONGEST_BURIED),
        )
        return {CardKey(course, question, part) for question, part in rows}

    # Writing.

    def add(
        self,
        card: CardKey,
        grade: Grade,
        at: datetime,
        elapsed_ms: int | None,
        scheduling: Scheduling,
        shown: CardState | None = None,
    ) -> Review:
        """Grade a card; the review is on disk when this returns.

        The state before it is the one in the file, which another process may have changed.  If the
        clock went back, the review counts as given right after the last one of the card.  Raises
        Overtaken, and adds nothing, if the card is no longer in the state in which it was `shown`.
        """
        with self._transaction():
            before = self.state(card)
            if shown is not None and shown != before:
                raise Overtaken(card)
            at = moment(millis(at))
            if before.last is not None and at <= before.last:
                at = moment(millis(before.last) + 1)
            after = reviewed(str(card), before, grade, at, scheduling)
            review = Review(
                uuid4().hex, card, at, grade, elapsed_ms, scheduling, before=before, after=after
            )
            self._insert(review)
            self._keep(card, after)
        return review

    def undo(self, review: Review, at: datetime) -> CardState:
        """Undo a review; return the state of its card without it."""
        with self._transaction():
            self._db.execute(
                "UPDATE review SET undone = ? WHERE id = ? AND undone IS NULL",
                (millis(at), _stored_id(review.id)),
            )
            return self._replay(review.card)

    def bury(self, card: CardKey, until: datetime) -> None:
        """Do not ask a card before a time."""
        with self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO buried VALUES (?, ?, ?, ?)", (*card, millis(until))
            )

    def unbury(self, card: CardKey) -> None:
        with self._transaction():
            self._db.execute(f"DELETE FROM buried WHERE {_THIS_CARD}", tuple(card))

    def rebuild(self) -> int:
        """Recalculate all states from the reviews; return how many changed."""
        with self._transaction():
            before = self._card_rows()
            cards = self._all(
                f"SELECT DISTINCT review.card, course, question, part FROM {_REVIEWS}"
            )
            self._db.execute("DELETE FROM card")
            with self._bad_values_are_damage():
                keys = [_card_key(*card) for _, *card in cards]
            for key in keys:
                self._replay(key)
            after = self._card_rows()
        return sum(before.get(card) != after.get(card) for card in before.keys() | after.keys())

    def reset(
        self, course: str | None = None, keep: Callable[[Iterator[str]], object] | None = None
    ) -> int:
        """Delete the reviews of a course, or all; return how many.

        `keep` gets their export first; if it raises, nothing is deleted.  No review can be added in
        between.
        """
        where, values = ("", ()) if course is None else (" WHERE course = ?", (course,))
        reviews = where and f" WHERE card IN (SELECT id FROM card_key{where})"
        with self._transaction():
            if keep is not None:
                keep(self.export(course))
            count = self._db.execute(f"DELETE FROM review{reviews}", values).rowcount
            for table in ("card_key", "card", "buried"):
                self._db.execute(f"DELETE FROM {table}{where}", values)
        return count

    # Export and merge.

    def export(self, course: str | None = None) -> Iterator[str]:
        """Return every review, also undone ones, as a line of JSON, in order of time."""
        for review in self._reviews(course, undone=True):
            yield to_line(review)

    def merge(self, lines: Iterable[str]) -> MergeResult:
        """Merge exported reviews; raise ValueError, and merge nothing, if a line is not a review.

        The result does not depend on the order in which files are merged, or how often.  A review
        that is undone in one of them is undone, since the earliest of the times.
        """
        theirs = list(from_lines(lines))
        new = undone = known = 0
        changed: set[CardKey] = set()
        with self._transaction():
            for number, review in theirs:
                ours = self._all(
                    "SELECT course, question, part, at, grade, retention, fuzz, undone"
                    f" FROM {_REVIEWS} WHERE review.id = ?",
                    _stored_id(review.id),
                )
                if not ours:
                    self._insert(review)
                    changed.add(review.card)
                    new += 1
                    continue
                *identity, undone_here = ours[0]
                if ReviewIdentity(*identity) != ReviewIdentity.of(review):
                    raise ValueError(f"line {number} has the id of another review, {review.id}")
                undone_there = millis_or_none(review.undone)
                if undone_there is not None and undone_here is None:
                    self._set_undone(review, undone_there)
                    changed.add(review.card)
                    undone += 1
                    continue
                if undone_there is not None and undone_there < undone_here:
                    self._set_undone(review, undone_there)
                known += 1
            for card in changed:
                self._replay(card)
        return MergeResult(new, undone, known)

    # Rows.

    def _reviews(
        self, course: str | None, since: datetime | None = None, undone: bool = False
    ) -> Iterator[Review]:
        where, values = _where(course, since, undone=undone)
        with self._database_errors(), self._bad_values_are_damage():
            query = f"SELECT {_REVIEW_COLUMNS} FROM {_REVIEWS}{where} ORDER BY at, review.id"
            for row in self._db.execute(query, values):
                yield _review(row)

    def _state(self, card: CardKey, row: Iterable[Any]) -> CardState:
        """Return a state from its columns; if they are invalid, recalculate it from the reviews."""
        phase, step, stability, difficulty, due, last, reviews, lapses = row
        try:
            return CardState(
                Phase(phase),
                step,
                stability,
                difficulty,
                moment_or_none(due),
                moment_or_none(last),
                reviews,
                lapses,
            )
        except (ValueError, TypeError, OverflowError):
            return self._replayed(card)

    def _replayed(self, card: CardKey) -> CardState:
        """Return the state of a card that follows from its reviews."""
        rows = self._all(
            f"SELECT grade, at, retention, fuzz FROM {_REVIEWS}"
            f" WHERE {_THIS_CARD} AND undone IS NULL ORDER BY at, review.id",
            *card,
        )
        with self._bad_values_are_damage():
            reviews = [
                (Grade(grade), moment(at), Scheduling(retention, bool(fuzz)))
                for grade, at, retention, fuzz in rows
            ]
            return replayed(str(card), reviews)

    def _replay(self, card: CardKey) -> CardState:
        """Recalculate the state of a card from its reviews, and keep it."""
        state = self._replayed(card)
        if state == NEW:
            self._db.execute(f"DELETE FROM card WHERE {_THIS_CARD}", tuple(card))
        else:
            self._keep(card, state)
        return state

    def _keep(self, card: CardKey, state: CardState) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO card VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*card, *state.as_data().values()),
        )

    def _card_rows(self) -> dict[CardKey, tuple[Any, ...]]:
        rows = self._all(f"SELECT course, question, part, {_STATE} FROM card")
        return {CardKey(*row[:3]): row[3:] for row in rows}

    def _insert(self, review: Review) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO card_key (course, question, part) VALUES (?, ?, ?)", review.card
        )
        ((card,),) = self._all(f"SELECT id FROM card_key WHERE {_THIS_CARD}", *review.card)
        columns = (
            _stored_id(review.id),
            card,
            millis(review.at),
            int(review.grade),
            review.elapsed_ms,
            review.scheduling.retention,
            int(review.scheduling.fuzz),
            millis_or_none(review.undone),
            *review.before.as_data().values(),
            *review.after.as_data().values(),
        )
        self._db.execute(f"INSERT INTO review VALUES ({', '.join('?' * len(columns))})", columns)

    def _set_undone(self, review: Review, at: int) -> None:
        self._db.execute("UPDATE review SET undone = ? WHERE id = ?", (at, _stored_id(review.id)))

    # SQLite.

    def _all(self, query: str, *values: Any) -> list[Any]:
        with self._database_errors():
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Let no other process change the file in between."""
        with self._database_errors():
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield
                self._db.execute("COMMIT")
            except BaseException:  # also Ctrl-C, which may come between any two statements
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _database_errors(self) -> Iterator[None]:
        """Raise errors of SQLite as StudykitError or Damaged, with one sentence."""
        try:
            yield
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise database_error(self.file, error) from error

    @contextmanager
    def _bad_values_are_damage(self) -> Iterator[None]:
        """Raise Damaged for values that are valid for SQLite but not for us."""
        try:
            yield
        except (ValueError, TypeError, ArithmeticError) as error:
            raise Damaged(self.file, str(error)) from error


def _where(
    course: str | None, since: datetime | None, until: datetime | None = None, undone: bool = False
) -> tuple[str, list[str | int]]:
    """Return the condition of a query for some reviews, and its values."""
    limits = {
        # the + forbids the index on courses, with which SQLite would look reviews up card by card
        "+course = ?": course,
        "at >= ?": millis_or_none(since),
        "at < ?": millis_or_none(until),
    }
    given = {condition: value for condition, value in limits.items() if value is not None}
    conditions = [*given] if undone else [*given, "undone IS NULL"]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return where, [*given.values()]


def _review(row: tuple[Any, ...]) -> Review:
    stored, course, question, part, at, grade, took, retention, fuzz, undone, *states = row
    id = stored.hex() if isinstance(stored, bytes) else stored
    half = len(_STATE_COLUMNS)
    before, after = states[:half], states[half:]
    try:
        if not isinstance(id, str):
            raise ValueError("the id is a number")
        return Review(
            id,
            _card_key(course, question, part),
            moment(at),
            Grade(grade),
            took,
            Scheduling(retention, bool(fuzz)),
            CardState.from_data(dict(zip(_STATE_COLUMNS, before, strict=True))),
            CardState.from_data(dict(zip(_STATE_COLUMNS, after, strict=True))),
            moment_or_none(undone),
        )
    except (ValueError, TypeError, OverflowError) as error:
        raise ValueError(f"the review {id} cannot be read") from error


def _stored_id(id: str) -> bytes | str:
    """Return a review's id as it is stored: ours, which are 32 hexadecimal digits, as bytes."""
    return bytes.fromhex(id) if _OUR_ID.fullmatch(id) else id


_OUR_ID = re.compile("[0-9a-f]{32}")


def _card_key(course: str | None, question: str | None, part: int | None) -> CardKey:
    """Return the key of a review's card; raise ValueError if it is lost."""
    if course is None or question is None or part is None:
        raise ValueError("a review is of no card")
    return CardKey(course, question, part)


def set_aside(file: Path, now: datetime) -> Path | None:
    """Rename a damaged file and the files that SQLite keeps beside it; return the new path.

    Of a link, the file that it leads to is renamed.  Returns None if the file is not damaged: another
    process may have renamed it already.
    """
    file = linked(file)
    with folder_lock(file.parent, lambda: None):
        if not file.exists() or _is_readable(file):
            return None
        names = numbered(f"{file.name}.damaged-{now:%Y%m%d-%H%M%S}")
        renamed = next(new for new in map(file.with_name, names) if not new.exists())
        try:
            # the file itself last: a new one must not be opened with the log of this one
            for end in ("-wal", "-shm", ""):
                part = file.with_name(file.name + end)
                if part.exists():
                    part.rename(renamed.with_name(renamed.name + end))
        except OSError as error:
            why = error.strerror or str(error)
            raise StudykitError(f"cannot rename {file}, which is damaged: {why}") from error
    return renamed


def _is_readable(file: Path) -> bool:
    try:
        with Progress.open(file, whole=True) as progress:
            progress.reviews(undone=True)
    except Damaged:
        return False
    return True
