"""`notes.lock`: what was last built, and when each note's content last changed.

Anki updates a note only where the package's is newer, and then replaces the learner's own tags and
edits.  So every note keeps the time of its own last change, and a build that changes one note
touches no other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from ..diagnostics import StudykitError

NOTES_LOCK = "notes.lock"


class Stamp(NamedTuple):
    """What was built of a note: its content's hash, the time of its last change in seconds since
    1970, its note type, its bank, how often its note type changed, and the id that it was first
    made with, where the question was renamed since: learners' notes hang on that one for ever.

    A note type's own stamp has a hash and a time alone.
    """

    hash: str
    modified: int
    type: str = ""
    bank: str = ""
    generation: int = 0
    first: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a note is now: its content as one text, its note type, its bank, its former ids."""

    content: str
    type: str = ""
    bank: str = ""
    formerly: tuple[str, ...] = ()


Stamps = dict[str, Stamp]


@dataclass(slots=True)
class NotesLock:
    """The stamps of notes, by question id, of note types, by name, and of notes no longer built."""

    notes: Stamps = field(default_factory=dict)
    types: Stamps = field(default_factory=dict)
    retired: Stamps = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> NotesLock:
        """The lock in a file, empty where there is none; raises StudykitError if it is damaged."""
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            retired = data.get("retired", {})
            return cls(_stamps(data["notes"]), _stamps(data["types"]), _stamps(retired))
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise StudykitError(f"{file} cannot be read: {error.strerror}") from error
        except (ValueError, OverflowError, LookupError, TypeError, AttributeError) as error:
            raise StudykitError(
                f"{file} is damaged: restore it from version control; without it"
                " the next build would overwrite what learners changed in their notes"
            ) from error

    def as_json(self) -> str:
        """The file's text: sorted, one note a line."""
        sections = {
            "types": {name: list(stamp[:2]) for name, stamp in self.types.items()},
            "notes": {id: _row(stamp) for id, stamp in self.notes.items()},
            "retired": {id: _row(stamp) for id, stamp in self.retired.items()},
        }
        parts = []
        for name, rows in sections.items():
            lines = ",\n".join(
                f"  {json.dumps(id, ensure_ascii=False)}: {json.dumps(rows[id])}"
                for id in sorted(rows)
            )
            parts.append(f'"{name}": {{\n{lines}\n}}' if lines else f'"{name}": {{}}')
        return "{" + ",\n".join(parts) + "}\n"


def _stamps(data: dict[str, list[Any]]) -> Stamps:
    stamps = {}
    for id, row in data.items():
        if len(row) not in (2, 5, 6):
            raise ValueError(f"{id} has {len(row)} values")
        values: list[Any] = [*row, *("", "", 0, "")[len(row) - 2 :]]
        hash, modified, type, bank, generation, first = values
        stamps[id] = Stamp(
            str(hash), int(modified), str(type), str(bank), int(generation), str(first)
        )
    return stamps


def _row(stamp: Stamp) -> list[Any]:
    return list(stamp if stamp.first else stamp[:5])


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a build means for people who have the one before: question ids.

    A `moved` one stands in another bank, and may have changed too; its cards stay in the deck that
    they are in.  A `retyped` one, listed with the note type it had, comes as a new note beside the
    old.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    moved: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    retyped: tuple[tuple[str, str], ...] = ()


def next_lock(
    old: NotesLock, notes: dict[str, Content], types: dict[str, str], now: int
) -> tuple[NotesLock, Forecast]:
    """The lock after a build, and what the build changes; `now` stamps what is new or changed.

    Raises StudykitError where two questions claim what learners have as one note.
    """
    known = old.retired | old.notes
    stamps: Stamps = {}
    new, changed, moved, retyped = [], [], [], []
    former_ids = _former_ids(known, notes)
    firsts: dict[str, str] = {}
    for id, note in notes.items():
        former = former_ids[id]
        before = known[former] if former else None
        first = (before and before.first) or former or (*note.formerly, id)[0]
        if (other := firsts.setdefault(first, id)) != id:
            raise StudykitError(
                f"learners have the questions `{other}` and `{id}` as one note, which was first"
                f" called `{first}`: give the newer one another id"
            )
        stamp = _stamped(before, note.content, now)
        generation = before.generation if before else 0
        if before is None or (former in old.retired and id not in old.notes):
            new.append(id)
        elif before.type and note.type != before.type:
            retyped.append((id, before.type))
        elif stamp is not before:
            changed.append(id)
        if before and before.type and note.type != before.type:
            generation += 1
        if before and before.bank and note.bank != before.bank and former in old.notes:
            moved.append(id)
        stamps[id] = Stamp(
            *stamp[:2], note.type, note.bank, generation, "" if first == id else first
        )
    named = {name for id, note in notes.items() for name in (id, *note.formerly)}
    named |= {former for former in former_ids.values() if former}
    retired = tuple(id for id in old.notes if id not in named)
    return (
        NotesLock(
            stamps,
            {name: _stamped(old.types.get(name), text, now) for name, text in types.items()},
            {id: stamp for id, stamp in known.items() if id not in named},
        ),
        Forecast(
            new=tuple(new),
            changed=tuple(changed),
            unchanged=len(notes) - len(new) - len(changed) - len(retyped),
            moved=tuple(moved),
            retired=retired,
            retyped=tuple(retyped),
        ),
    )


def _former_ids(known: Stamps, notes: dict[str, Content]) -> dict[str, str | None]:
    """By question id, the id under which a lock knows its note, if it does.

    `formerly` may come late, after a build that took the renamed question for a new one; so what it
    names goes before the id itself, unless that one's note has kept its first id already.
    """
    by_first = {stamp.first: id for id, stamp in known.items() if stamp.first}
    found: dict[str, str | None] = {}
    for id, note in notes.items():
        names = (id,) if id in known and known[id].first else (*note.formerly, id)
        ids = (name if name in known else by_first.get(name) for name in names)
        found[id] = next(filter(None, ids), None)
    return found


def _stamped(before: Stamp | None, content: str, now: int) -> Stamp:
    """The stamp of a content: the old one where nothing changed, else one of `now`.

    A time never goes back, not even where the clock did.
    """
    hash = digest(content)
    if before is None:
        return Stamp(hash, now)
    return before if before.hash == hash else Stamp(hash, max(now, before.modified + 1))


def digest(content: str) -> str:
    return sha256(content.encode()).hexdigest()[:16]
