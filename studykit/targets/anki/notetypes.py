"""Note types: few, and with fixed ids.

Anki identifies a note type by its id, and its fields and templates by theirs (from 23.10).  A changed
id, or a field added without one, makes learners' notes "conflicting"; so ids are constants, there
are spare fields from the start, and a test fails if one changes.  Templates and CSS may change:
they are in files beside this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

FIELDS = (
    "ID", "Prompt", "Options", "Answer", "Explanation", "Passage", "Place", "Source", "Link",
    "Stimulus", "Spare 2", "Spare 3", "Spare 4",
)  # fmt: skip
"""The fields of every note type, in order."""

FIRST_NAMES = {"Stimulus": "Spare 1"}
"""Fields that once were spare keep the id of their first name: Anki (23.10) renames them in place."""


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type: its constant id, its name, the stem of its files, its properties.

    A `live` one has a script on both sides: `STEM.js` after `card.js`, which all share.
    """

    id: int
    name: str
    stem: str
    cloze: bool = False
    live: bool = False

    @property
    def front(self) -> str:
        return _file(f"{self.stem}.front.html") + self._script

    @property
    def back(self) -> str:
        return _file(f"{self.stem}.back.html") + _file("evidence.html") + self._script

    @property
    def _script(self) -> str:
        if not self.live:
            return ""
        return f"<script>\n(() => {{\n{_file('card.js')}\n{_file(f'{self.stem}.js')}}})();\n</script>\n"

    @property
    def css(self) -> str:
        return _file("style.css")

    @property
    def fields(self) -> list[dict[str, object]]:
        return [
            {"name": name, "id": part_id(self.stem, "field", FIRST_NAMES.get(name, name))}
            for name in FIELDS
        ]

    @property
    def template(self) -> dict[str, object]:
        return {
            "name": "Card 1",
            "id": part_id(self.stem, "template", "Card 1"),
            "qfmt": self.front,
            "afmt": self.back,
        }


BASIC = NoteType(1720000000101, "studykit basic", "basic")
CLOZE = NoteType(1720000000102, "studykit cloze", "cloze", cloze=True)
CHOICE = NoteType(1720000000103, "studykit choice", "choice", live=True)
TYPED = NoteType(1720000000104, "studykit typed answer", "typed")
ARRANGE = NoteType(1720000000105, "studykit order and match", "arrange", live=True)

NOTE_TYPES = (BASIC, CLOZE, CHOICE, TYPED, ARRANGE)


def part_id(stem: str, kind: str, name: str) -> int:
    """Return the constant id of a field or template, a signed number of 64 bits as Anki's own."""
    raw = sha256(f"studykit/{stem}/{kind}/{name}".encode()).digest()[:8]
    return int.from_bytes(raw, "big", signed=True)


@cache
def _file(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")
