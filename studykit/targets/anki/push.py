"""Push: import a build into a running Anki, keep learners' tags, and say what Anki did not take.

The package goes in as a whole, because only Anki's own import keeps the identity of notes.  Nothing
is ever deleted, no note type is changed, and nothing is synced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from ...diagnostics import StudykitError
from ..notes import NotesLock
from .notetypes import FIELDS
from .package import rows

RETIRED = "studykit::retired"
"""The tag of notes that were suspended because their questions are gone."""

MOST_RETIRED, ALWAYS_RETIRED = 1 / 5, 5
"""The share of a course's notes that can be retired at once, and the number that always can."""

Action = Callable[..., Any]
"""An action of AnkiConnect: `anki("findNotes", query="deck:Lights")`."""

CHUNK = 500
"""The number of notes that one request asks for."""

CHECKED = tuple(n for n in FIELDS if n not in ("Key", "Credit") and not n.startswith("Spare"))
"""The fields that must be as they were built; a credit alone changes no note."""


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A note in Anki."""

    id: int
    question: str
    type: str
    fields: dict[str, str]
    tags: frozenset[str]
    cards: tuple[int, ...]

    @property
    def own_fields(self) -> dict[str, str]:
        """What the learner wrote into fields that studykit leaves empty, or does not have."""
        built = {*CHECKED, "Key", "Credit"}
        return {name: text for name, text in self.fields.items() if text and name not in built}


@dataclass(frozen=True, slots=True)
class BuiltNote:
    """A note of the package."""

    question: str
    fields: dict[str, str]

    def differs(self, note: AnkiNote) -> bool:
        """Whether a note in Anki differs in a field that must be as it was built."""
        return any(normalize("NFC", self.fields[name]) != note.fields.get(name) for name in CHECKED)


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A question whose note in Anki is not as it was built, and why."""

    question: str
    reason: str


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did, or would do; questions are given by id."""

    new: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: int
    retired: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    """Questions that were retired, and are back."""
    old: int = 0
    """The number of old notes in Anki that are not retired."""
    given_back: int = 0
    """The number of notes that got the learner's own tags and fields again."""
    overwritten: tuple[str, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()


def push(
    anki: Action,
    send: Callable[[], None],
    content: bytes,
    lock: NotesLock,
    *,
    overwrite: bool = False,
    retire: bool = False,
    dry_run: bool = False,
) -> Pushed:
    """Import a build into Anki; `send` imports the package, whose content is given.

    `overwrite` also replaces the fields of notes that Anki did not take, and `retire` suspends and
    tags old notes.  With `dry_run`, nothing in Anki changes.  Raises StudykitError if Anki cannot be
    reached, or if too many notes would be retired.
    """
    built = _built(content)
    before = _notes(anki, anki("findNotes", query=f"Key:{lock.course}/*"))
    outdated = [key for key, note in built.items() if key in before and note.differs(before[key])]
    old = _old_notes(anki, lock) if lock.old_count else []
    to_retire = [note for note in old if RETIRED not in note.tags]
    to_restore = [note for key, note in before.items() if key in built and RETIRED in note.tags]
    if retire:
        _refuse_many(len(to_retire), len(before))
    plan = Pushed(
        new=tuple(note.question for key, note in built.items() if key not in before),
        updated=tuple(built[key].question for key in outdated),
        unchanged=sum(key in before for key in built) - len(outdated),
        retired=tuple(sorted(note.question for note in to_retire)) if retire else (),
        restored=tuple(sorted(note.question for note in to_restore)),
        old=0 if retire else len(to_retire),
    )
    if dry_run:
        return plan
    send()
    try:
        given_back = _give_back(anki, before, built, lock)
    except StudykitError as error:
        raise StudykitError(
            f"{error}; the deck was imported, but changed notes may have lost your own tags: undo"
            " the import in Anki (Edit → Undo), then push again"
        ) from error
    wrong = _wrong(anki, built, [before[key].id for key in outdated])
    overwritten = []
    if overwrite:
        for key, note in wrong.items():
            fields = {name: built[key].fields[name] for name in (*CHECKED, "Credit")}
            anki("updateNoteFields", note={"id": note.id, "fields": fields})
        still = _wrong(anki, built, [note.id for note in wrong.values()])
        overwritten = [built[key].question for key in wrong if key not in still]
        wrong = still
    if to_restore:
        anki("unsuspend", cards=_cards(to_restore))
        anki("removeTags", notes=[note.id for note in to_restore], tags=RETIRED)
    if retire and to_retire:
        anki("suspend", cards=_cards(to_retire))
        anki("addTags", notes=[note.id for note in to_retire], tags=RETIRED)
    return Pushed(
        new=plan.new,
        updated=tuple(built[key].question for key in outdated if key not in wrong),
        unchanged=plan.unchanged,
        retired=plan.retired,
        restored=plan.restored,
        old=plan.old,
        given_back=given_back,
        overwritten=tuple(overwritten),
        not_taken=tuple(NotTaken(built[key].question, _reason(n)) for key, n in wrong.items()),
    )


def _built(content: bytes) -> dict[str, BuiltNote]:
    """Return the notes of a package by their full keys."""
    notes = {}
    for _, _, _, values, _ in rows(content)["notes"].values():
        fields = dict(zip(FIELDS, values.split("\x1f"), strict=True))
        notes[fields["Key"]] = BuiltNote(fields["ID"], fields)
    return notes


def _notes(anki: Action, ids: list[int]) -> dict[str, AnkiNote]:
    """Return notes of Anki by their full keys."""
    notes = {}
    for start in range(0, len(ids), CHUNK):
        for info in anki("notesInfo", notes=ids[start : start + CHUNK]):
            if info:  # empty for a note that is gone
                fields = {name: field["value"] for name, field in info["fields"].items()}
                notes[fields["Key"]] = AnkiNote(
                    info["noteId"],
                    fields.get("ID", ""),
                    info["modelName"],
                    fields,
                    frozenset(info["tags"]),
                    tuple(info["cards"]),
                )
    return notes


def _old_notes(anki: Action, lock: NotesLock) -> list[AnkiNote]:
    """Return the notes of earlier builds that are in Anki."""
    return list(_notes(anki, anki("findNotes", query=lock.search)).values())


def _give_back(
    anki: Action, before: dict[str, AnkiNote], built: dict[str, BuiltNote], lock: NotesLock
) -> int:
    """Give notes the learner's own tags and fields that they lost; return the number of these notes."""
    former = {key: before[key] for key in before.keys() & built}
    tags = {key: note.tags.difference(lock.tags, {RETIRED}) for key, note in former.items()}
    fields = {key: note.own_fields for key, note in former.items()}
    ids = [note.id for key, note in former.items() if tags[key] or fields[key]]
    lost_tags: defaultdict[str, list[int]] = defaultdict(list)
    changed = set()
    for key, note in _notes(anki, ids).items():
        for tag in tags[key] - note.tags:
            lost_tags[tag].append(note.id)
            changed.add(key)
        if lost := dict(fields[key].items() - note.own_fields.items()):
            anki("updateNoteFields", note={"id": note.id, "fields": lost})
            changed.add(key)
    for tag in sorted(lost_tags):
        anki("addTags", notes=sorted(lost_tags[tag]), tags=tag)
    return len(changed)


def _wrong(anki: Action, built: dict[str, BuiltNote], ids: list[int]) -> dict[str, AnkiNote]:
    """Return the notes, of those with these ids, that are not as they were built."""
    return {key: note for key, note in _notes(anki, ids).items() if built[key].differs(note)}


def _reason(note: AnkiNote) -> str:
    if set(note.fields) != set(FIELDS):
        return f"the fields of the note type “{note.type}” were changed in Anki"
    return "edited or tagged in Anki after the build"


def _refuse_many(count: int, total: int) -> None:
    if count > max(ALWAYS_RETIRED, total * MOST_RETIRED):
        raise StudykitError(
            f"{count:,} of {total:,} notes would be retired, more than a fifth, so nothing was sent;"
            " if their questions were removed on purpose, suspend them in Anki with the search that"
            " `studykit build` prints"
        )


def _cards(notes: Iterable[AnkiNote]) -> list[int]:
    return [card for note in notes for card in note.cards]
