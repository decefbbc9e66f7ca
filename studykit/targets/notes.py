"""`notes.lock`: every note that was ever built, and when its content last changed.

Anki knows a note by its guid, which is made of the course's id and the note's key.  A key never
changes and never gets another note type, so a question that changes its type gets another note, and
its old one again if it returns.  Anki updates a note only if the package's is newer, and then replaces
the learner's own tags and edits.  So every note keeps the time of its own last change, and a build
that changes one note leaves the others alone.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import Field, TypeAdapter, ValidationError

from ..diagnostics import StudykitError
from ..files import read_bytes

NOTES_LOCK = "notes.lock"

Unsigned = Annotated[int, Field(ge=0, lt=2**32)]


class NoteRecord(NamedTuple):
    """A note as it was last built.

    `question` is the id of the question that it belongs to, or "" if another note took its place for
    good.  `modified` is the time of its last change in seconds since 1970, and `cards` are the numbers
    of its cards.
    """

    question: str
    type: str
    bank: str
    hash: str
    modified: Unsigned
    cards: tuple[Unsigned, ...] = (1,)


Records = dict[str, NoteRecord]
"""Notes by their keys: `id`, the first id of a question, then `id/1`, `id/2` for its further notes."""


@dataclass(frozen=True, slots=True)
class NotesLock:
    """All notes that learners may have, and what else an import goes by.

    `decks` are the full names of decks by bank, and of the course's deck under ""; `types` the times of note types; `credits` hashes of credits by source; `former` the former ids of
    the course, each with its number of notes.
    """

    course: str = ""
    former: dict[str, Unsigned] = field(default_factory=dict)
    decks: dict[str, str] = field(default_factory=dict)
    types: dict[str, Unsigned] = field(default_factory=dict)
    credits: dict[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    """All tags that notes ever had; any other is a learner's own."""
    notes: Records = field(default_factory=dict)
    old_notes: Records = field(default_factory=dict)
    """Notes that are no longer built, but remain in learners' collections."""

    @classmethod
    def read(cls, file: Path) -> NotesLock:
        """Read a lock, empty if the file does not exist; raises StudykitError if it is damaged."""
        try:
            lock = _FILE.validate_json(read_bytes(file))
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise StudykitError(f"cannot read {file}: {error.strerror}") from error
        except ValidationError:
            lock = cls()
        if not lock.course:
            raise StudykitError(
                f"{file} is damaged; restore it from version control, because without it the"
                " next build would overwrite learners’ edits"
            )
        return lock

    def as_json(self) -> str:
        """Return the text of the file: sorted, one note per line."""
        parts = [f'"course": {_json(self.course)}', f'"tags": {_json(self.tags)}']
        sections: list[tuple[str, dict[str, Any]]] = [
            ("former", self.former), ("decks", self.decks), ("types", self.types),
            ("credits", self.credits), ("notes", self.notes), ("old_notes", self.old_notes),
        ]  # fmt: skip
        for name, rows in sections:
            lines = ",\n".join(f"  {_json(key)}: {_json(rows[key])}" for key in sorted(rows))
            parts.append(f'"{name}": {{\n{lines}\n}}' if lines else f'"{name}": {{}}')
        return "{" + ",\n".join(parts) + "}\n"

    @property
    def keys(self) -> dict[str, str]:
        """The keys of the notes that are built, by question id."""
        return {record.question: key for key, record in self.notes.items()}

    @property
    def old_count(self) -> int:
        """The number of notes of earlier builds that remain in learners' collections."""
        return len(self.old_notes) + sum(self.former.values())

    @property
    def search(self) -> str:
        """The search that finds these notes in Anki, whatever decks they are in."""
        terms = [f"Key:{note_key(self.course, key)}" for key in sorted(self.old_notes)]
        terms += [f"Key:{note_key(id, '*')}" for id in sorted(self.former)]
        return " OR ".join(terms)


_FILE = TypeAdapter(NotesLock)


_json = json.JSONEncoder(ensure_ascii=False).encode


def note_key(course: str, key: str) -> str:
    """Return the key of a note among those of all courses, as it is in the note's field `Key`."""
    return f"{course}/{key}"


@dataclass(frozen=True, slots=True)
class Content:
    """The current state of a question's note: its content as one text, and where it belongs."""

    content: str
    type: str = ""
    bank: str = ""
    cards: tuple[int, ...] = (1,)
    formerly: tuple[str, ...] = ()
    """The former ids of the question."""


@dataclass(frozen=True, slots=True)
class DeckContents:
    """What a build puts into the deck: notes by question id, the rest as in `NotesLock`."""

    course: str
    notes: dict[str, Content]
    decks: dict[str, str] = field(default_factory=dict)
    types: dict[str, int] = field(default_factory=dict)
    credits: dict[str, str] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()


class Moved(NamedTuple):
    """A question in another bank, with the names of both decks."""

    question: str
    old: str
    new: str


class Renamed(NamedTuple):
    """A deck with another name; both are full names, with `::` between levels."""

    old: str
    new: str


class NoteCards(NamedTuple):
    """Some cards of a question's note, by number."""

    question: str
    cards: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What an import of the build changes for learners who have the previous one.

    Each question is either new, changed or unchanged, as in Anki's log of the import.  Any question
    may also be listed in the other groups.  Questions are given by id.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: int = 0
    retired: tuple[str, ...] = ()
    """Questions that are no longer built: their notes stay."""
    replaced: tuple[str, ...] = ()
    """Questions that get another note, because their type changed: the notes they had stay."""
    returned: tuple[str, ...] = ()
    """Questions that get an earlier note again, with its reviews."""
    moved: tuple[Moved, ...] = ()
    """Questions whose cards stay in the deck of their former bank."""
    added: tuple[NoteCards, ...] = ()
    """Cards of known notes that are new."""
    emptied: tuple[NoteCards, ...] = ()
    """Cards that stay without content."""
    renamed: tuple[Renamed, ...] = ()
    """Decks that learners keep under the old name, beside one with the new name."""
    templates: tuple[str, ...] = ()
    """Note types whose templates or styles replace learners' own."""
    credits: tuple[str, ...] = ()
    """Sources with another credit, which unchanged notes do not get."""
    former_course: str = ""
    """The former id of the course: all its notes stay beside the new ones."""


def next_lock(old: NotesLock, deck: DeckContents, now: int) -> tuple[NotesLock, Forecast]:
    """Return the lock after a build and the build's forecast; new and changed notes get `now`.

    Raises StudykitError if two questions claim the same note of learners.
    """
    former_course = old.course if old.course != deck.course else ""
    if former_course:
        total = len(old.notes) + len(old.old_notes)
        old = NotesLock(former=old.former | {former_course: total})
    known = old.notes | old.old_notes
    claims = _claims(old, deck)
    notes: Records = {}
    others: Records = {}
    new, changed, replaced, returned = [], [], [], []
    moved, added, emptied = [], [], []
    decks = old.decks | deck.decks
    former_decks = _as_renamed_above(old.decks, deck.decks)
    for id, note in deck.notes.items():
        key, *rest = claims[id]
        before = known.get(key)
        hash, modified = _stamped(before, note.content, now)
        notes[key] = NoteRecord(id, note.type, note.bank, hash, modified, note.cards)
        if before is None:
            new.append(id)
        else:
            if modified != before.modified:
                changed.append(id)
            if key in old.old_notes:
                returned.append(id)
            former, present = former_decks.get(before.bank, ""), decks.get(note.bank, "")
            if before.bank != note.bank and former != present:
                moved.append(Moved(id, former, present))
            if more := tuple(card for card in note.cards if card not in before.cards):
                added.append(NoteCards(id, more))
            if gone := tuple(card for card in before.cards if card not in note.cards):
                emptied.append(NoteCards(id, gone))
        if not old.notes.keys().isdisjoint(rest):
            replaced.append(id)
        types = {note.type}
        for other in rest:
            record = known[other]
            others[other] = record._replace(question="" if record.type in types else id)
            types.add(record.type)
    claimed = notes.keys() | others.keys()
    lock = NotesLock(
        course=deck.course,
        former=old.former,
        decks=decks,
        # an older studykit builds with older templates, but learners keep the newer ones
        types=old.types
        | {name: max(time, old.types.get(name, 0)) for name, time in deck.types.items()},
        credits={source: digest(credit) for source, credit in deck.credits.items()},
        tags=tuple(sorted(deck.tags.union(old.tags))),
        notes=notes,
        old_notes={key: r for key, r in known.items() if key not in claimed} | others,
    )
    forecast = Forecast(
        new=tuple(new),
        changed=tuple(changed),
        unchanged=len(notes) - len(new) - len(changed),
        retired=tuple(r.question for key, r in old.notes.items() if key not in claimed),
        replaced=tuple(replaced),
        returned=tuple(returned),
        moved=tuple(moved),
        added=tuple(added),
        emptied=tuple(emptied),
        renamed=tuple(
            Renamed(former, name)
            for bank, name in deck.decks.items()
            if (former := former_decks.get(bank, name)) != name
        ),
        templates=tuple(n for n, time in deck.types.items() if 0 < old.types.get(n, 0) < time),
        credits=tuple(s for s, c in lock.credits.items() if old.credits.get(s, c) != c),
        former_course=former_course,
    )
    return lock, forecast


def _claims(old: NotesLock, deck: DeckContents) -> dict[str, list[str]]:
    """Return the keys of each question's notes, that of the note to build first.

    A note is known by the question's id, by a former id, or by the id of its first build.  Former ids
    come first: `formerly` may be added late, after a build that took the renamed question for a new one.
    """
    known = old.notes | old.old_notes
    by_question: defaultdict[str, list[str]] = defaultdict(list)
    first_ids = {}
    for key, record in known.items():
        by_question[record.question].append(key)
        if record.question:
            first_ids[_first(key)] = record.question
    claims: dict[str, list[str]] = {}
    owners: dict[str, str] = {}
    for id, note in deck.notes.items():
        keys: list[str] = []
        for name in (*note.formerly, id):
            question = name if name in by_question else first_ids.get(name, name)
            if question in deck.notes and question not in (id, name):
                raise _same_note(question, id, name)
            keys += by_question.get(question, ())
        keys = list(dict.fromkeys(keys))
        keys.sort(key=lambda key: known[key].type != note.type)  # stable
        if not keys or known[keys[0]].type != note.type:
            first = _first(keys[0]) if keys else (*note.formerly, id)[0]
            keys.insert(0, next(k for k in _further(first) if k not in known and k not in owners))
        for key in keys:
            if (other := owners.setdefault(key, id)) != id:
                raise _same_note(other, id, _first(key))
        claims[id] = keys
    return claims


def _same_note(one: str, other: str, first: str) -> StudykitError:
    one, other = sorted((one, other))
    return StudykitError(
        f"`{one}` and `{other}` are the same note for learners, first built as `{first}`;"
        " give the newer question another id"
    )


def _first(key: str) -> str:
    return key.partition("/")[0]


def _further(first: str) -> Iterator[str]:
    yield first
    yield from (f"{first}/{n}" for n in count(1))


def _as_renamed_above(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    """Return the old names of decks, as they are after a new name of the course's deck."""
    above = f"{old.get('', '')}::"
    return {
        bank: f"{new['']}::{name.removeprefix(above)}" if bank and name.startswith(above) else name
        for bank, name in old.items()
    }


def _stamped(before: NoteRecord | None, content: str, now: int) -> tuple[str, int]:
    """Return the hash of a content and its time: the old one if it is unchanged, otherwise `now`.

    Times never go back, even if the clock did.
    """
    hash = digest(content)
    if before is None:
        return hash, now
    return hash, before.modified if before.hash == hash else max(now, before.modified + 1)


def digest(content: str) -> str:
    return sha256(content.encode()).hexdigest()[:16]
