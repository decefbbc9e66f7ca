"""Note types: few, and with fixed ids.

Anki identifies a note type by its id, and its fields and templates by theirs (from 23.10).  A changed
id, or a field or template added later, makes learners' notes "conflicting"; so ids are constants,
there are spare fields from the start, and a test fails if one changes.

The texts of templates and the CSS may change: they are in files beside this one.  Anki takes them from
a package if its note type is newer, and all courses share the note types.  So the time of a note type
is the time when its texts last changed, wherever and whenever a course is built.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

FIELDS = (
    "Key", "Prompt", "Options", "Answer", "Explanation", "Passage", "Credit", "Stimulus", "Reverse",
    "ID", "Words", "Spare 2", "Spare 3", "Spare 4",
)  # fmt: skip
"""The fields of every note type, in order.  The first one is unique among all notes of all courses:
Anki treats notes that are equal in it as duplicates.  All courses share the templates, which are in
English; `Words` has the words of a template in the language of its note."""

FIRST_NAMES = {"Words": "Spare 1"}
"""The first names of renamed fields, from which their ids are made: Anki renames them in place."""


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type: its constant id, its name, the stem of its files, its properties.

    The blanks of one with `shapes` are shapes on a picture, which Anki draws from 23.10.

    A `live` one has a script on both sides: `STEM.js` after `card.js`, which all share.  One with
    `reverse` has a second card that asks what is in the field `Reverse`, for notes where it has text.
    The front must show that field outside of conditions: if any field is renamed, Anki 23.10 adds the
    first field to a front that does not, which makes a card of every note.
    """

    id: int
    name: str
    stem: str
    cloze: bool = False
    live: bool = False
    reverse: bool = False
    shapes: bool = False

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
    def templates(self) -> list[dict[str, object]]:
        question, answer = "{{Prompt}}", "{{Answer}}"
        if self.shapes:
            answer = "{{cloze-only:Answer}}"
        elif self.cloze:
            question = answer = "{{cloze:Prompt}}"
        made = [self._template("Card 1", self.front, self.back, question, answer)]
        if self.reverse:
            front = _file(f"{self.stem}.reverse.front.html")
            back = _file(f"{self.stem}.reverse.back.html") + _file("evidence.html")
            made.append(self._template("Card 2", front, back, answer, question))
        return made

    def _template(
        self, name: str, front: str, back: str, question: str, answer: str
    ) -> dict[str, object]:
        """Return a template; `question` and `answer` are for columns of Anki's browser."""
        return {
            "name": name,
            "id": part_id(self.stem, "template", name),
            "qfmt": front,
            "afmt": back,
            "bqfmt": question,
            "bafmt": answer,
        }

    @property
    def digest(self) -> str:
        """The hash of all texts: a test compares it with that of the stamp."""
        return sha256(json.dumps([self.templates, self.css]).encode()).hexdigest()[:16]

    @property
    def modified(self) -> int:
        """The time of the last change of its texts, in seconds since 1970."""
        return stamps()[self.stem].modified


BASIC = NoteType(1720000000201, "studykit basic", "basic", reverse=True)
CLOZE = NoteType(1720000000202, "studykit cloze", "cloze", cloze=True)
CHOICE = NoteType(1720000000203, "studykit choice", "choice", live=True)
TYPED = NoteType(1720000000204, "studykit typed answer", "typed", live=True)
ARRANGE = NoteType(1720000000205, "studykit order and match", "arrange", live=True)

LABEL = NoteType(1720000000206, "studykit picture", "label", cloze=True, shapes=True)
"""Not marked as Anki's own note type for image occlusion (`originalStockKind`), which it looks for when a
learner adds pictures: Anki 26.09 takes this one even in a collection that has its own.  So its editor shows
shapes as text."""

NOTE_TYPES = (BASIC, CLOZE, CHOICE, TYPED, ARRANGE, LABEL)


def part_id(stem: str, kind: str, name: str) -> int:
    """Return the constant id of a field or template, a signed number of 64 bits as Anki's own."""
    raw = sha256(f"studykit/{stem}/{kind}/{name}".encode()).digest()[:8]
    return int.from_bytes(raw, "big", signed=True)


@cache
def _file(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")


class Stamp(NamedTuple):
    """When the texts of a note type last changed, in seconds since 1970, and their hash since then."""

    modified: int
    digest: str


@cache
def stamps() -> dict[str, Stamp]:
    """Return the stamps of the note types by stem; `pytest --update` renews those of changed ones."""
    return {stem: Stamp(*row) for stem, row in json.loads(_file("stamps.json")).items()}
