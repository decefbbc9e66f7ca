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
from typing import NamedTuple

from ..diagnostics import StudykitError

NOTES_LOCK = "notes.lock"


class Stamp(NamedTuple):
    """The hash of a content, and the time of its last change in seconds since 1970."""

    hash: str
    modified: int


@dataclass(slots=True)
class NotesLock:
    """The stamps of notes, by question id, and of note types, by name."""

    notes: dict[str, Stamp] = field(default_factory=dict)
    types: dict[str, Stamp] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> NotesLock:
        """The lock in a file, empty where there is none; raises StudykitError if it is damaged."""
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            return cls(
                {id: Stamp(str(s[0]), int(s[1])) for id, s in data["notes"].items()},
                {id: Stamp(str(s[0]), int(s[1])) for id, s in data["types"].items()},
            )
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
        parts = []
        for name, stamps in (("types", self.types), ("notes", self.notes)):
            lines = ",\n".join(
                f"  {json.dumps(id, ensure_ascii=False)}: {json.dumps(stamps[id])}"
                for id in sorted(stamps)
            )
            parts.append(f'"{name}": {{\n{lines}\n}}')
        return "{" + ",\n".join(parts) + "}\n"


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a build changes against the one before: question ids."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    retired: tuple[str, ...]


def stamped(old: dict[str, Stamp], contents: dict[str, str], now: int) -> dict[str, Stamp]:
    """The stamps of some contents: the old time where nothing changed, else `now`.

    A time never goes back, not even where the clock did.
    """
    stamps = {}
    for id, content in contents.items():
        hash = digest(content)
        before = old.get(id)
        if before is not None and before.hash == hash:
            stamps[id] = before
        else:
            stamps[id] = Stamp(hash, max(now, before.modified + 1 if before else now))
    return stamps


def forecast(old: dict[str, Stamp], new: dict[str, Stamp]) -> Forecast:
    """What going from some stamps to others means for people who have the former deck."""
    changed = tuple(id for id in new if id in old and new[id].hash != old[id].hash)
    added = tuple(id for id in new if id not in old)
    return Forecast(
        new=added,
        changed=changed,
        unchanged=len(new) - len(added) - len(changed),
        retired=tuple(id for id in old if id not in new),
    )


def digest(content: str) -> str:
    return sha256(content.encode()).hexdigest()[:16]
