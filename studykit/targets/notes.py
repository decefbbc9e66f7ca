"""`notes.lock`: the notes of the last build, and when the content of each last changed.

Anki updates a note only if the package's is newer, and then replaces the learner's own tags and
edits.  So every note keeps the time of its own last change, and a build that changes one note
leaves the others alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from ..diagnostics import StudykitError
from ..files import read_bytes

NOTES_LOCK = "notes.lock"


class Stamp(NamedTuple):
    """A note as last built.

    `hash` is that of its content, `modified` the time of its last change in seconds since 1970,
    `generation` the number of changes of its note type, and `first` its first id if the question
    was renamed: learners' notes are tied to that id for good.  A note type's own stamp has only a
    hash and a time.
    """

    hash: str
    modified: int
    type: str = ""
    bank: str = ""
    generation: int = 0
    first: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """The current state of a note: its content as one text, its note type, bank and former ids."""

    content: str
    type: str = ""
    bank: str = ""
    formerly: tuple[str, ...] = ()


Stamps = dict[str, Stamp]


@dataclass(slots=True)
class NotesLock:
    """Stamps of notes by question id, of note types by name, and of notes no longer built."""

    notes: Stamps = field(default_factory=dict)
    types: Stamps = field(default_factory=dict)
    retired: Stamps = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> NotesLock:
        """Read a lock, empty if the file does not exist; raises StudykitError if it is damaged."""
        try:
            data = json.loads(read_bytes(file).decode())
            retired = data.get("retired", {})
            return cls(_stamps(data["notes"]), _stamps(data["types"]), _stamps(retired))
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise StudykitError(f"cannot read {file}: {error.strerror}") from error
        except (
            ValueError, OverflowError, LookupError, TypeError, AttributeError, RecursionError
        ) as error:  # fmt: skip
            raise StudykitError(
                f"{file} is damaged; restore it from version control, because without it the"
                " next build would overwrite learners’ edits"
            ) from error

    def as_json(self) -> str:
        """Return the text of the file: sorted, one note per line."""
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
    """The effect of a build on learners who have the previous one, as question ids.

    A `moved` question is in another bank and may have changed too; its cards stay in their deck.  A
    `retyped` one, listed with its former note type, comes as a new note beside the old one.
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
    """Return the lock after a build and the build's forecast; new and changed notes get `now`.

    Raises StudykitError if two questions claim the same note of learners.
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
                f"`{other}` and `{id}` are the same note for learners, first built as `{first}`;"
                " give the newer question another id"
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
    """Return by question id the id that the lock has for its note, or None.

    `formerly` may be added late, after a build that took the renamed question for a new one.  So the
    ids in it come before the question's own, unless that note already has a first id.
    """
    by_first = {stamp.first: id for id, stamp in known.items() if stamp.first}
    found: dict[str, str | None] = {}
    for id, note in notes.items():
        names = (id,) if id in known and known[id].first else (*note.formerly, id)
        ids = (name if name in known else by_first.get(name) for name in names)
        found[id] = next(filter(None, ids), None)
    return found


def _stamped(before: Stamp | None, content: str, now: int) -> Stamp:
    """Return the stamp of a content: the old one if it is unchanged, otherwise one with `now`.

    Times never go back, even if the clock did.
    """
    hash = digest(content)
    if before is None:
        return Stamp(hash, now)
    return before if before.hash == hash else Stamp(hash, max(now, before.modified + 1))


def digest(content: str) -> str:
    return sha256(content.encode()).hexdigest()[:16]
