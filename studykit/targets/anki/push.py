"""Push: import a build into a running Anki, keep learners' tags, and say what Anki did not take.

The package goes in as a whole, because only Anki's own import keeps the identity of notes.  Nothing
is ever deleted, no note type is changed, and nothing is synced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
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

TRIES = 5
"""How often something is written that Anki's editor overwrites."""

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

    def has_text_of(self, other: AnkiNote) -> bool:
        return all(self.fields.get(name) == other.fields.get(name) for name in CHECKED)


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
    """A question whose note in Anki is not as it was built, and why.

    A note that `is_open` was updated, but Anki's editor saved its old content over it.
    """

    question: str
    reason: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """What a learner had on a note and could not be restored: tags, and the names of fields."""

    question: str
    tags: tuple[str, ...]
    fields: tuple[str, ...]


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
    lost: tuple[Lost, ...] = ()
    overwritten: tuple[str, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()


def push(
    anki: Action,
    send: Callable[[], None],
    pause: Callable[[], None],
    content: bytes,
    lock: NotesLock,
    *,
    overwrite: bool = False,
    retire: bool = False,
    dry_run: bool = False,
) -> Pushed:
    """Import a build into Anki; `send` imports the package, whose content is given.

    If a note is open in Anki's editor, the editor may save its former content shortly after each change.
    So changed notes are read again after a `pause`, and what was overwritten is written again.

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
        after = _settle(anki, pause, before, built, lock, outdated, overwrite)
    except StudykitError as error:
        raise StudykitError(
            f"{error}; the deck was imported, but changed notes may have lost your own tags: undo"
            " the import in Anki (Edit → Undo), then push again"
        ) from error
    if to_restore:
        anki("unsuspend", cards=_cards(to_restore))
        anki("removeTags", notes=[note.id for note in to_restore], tags=RETIRED)
    if retire and to_retire:
        anki("suspend", cards=_cards(to_retire))
        anki("addTags", notes=[note.id for note in to_retire], tags=RETIRED)
    wrong = after.wrong
    return replace(
        plan,
        updated=tuple(built[key].question for key in outdated if key not in wrong),
        given_back=after.given_back,
        lost=after.lost,
        overwritten=tuple(built[key].question for key in after.overwritten),
        not_taken=tuple(
            _not_taken(built[key].question, note, key in after.reverted)
            for key, note in wrong.items()
        ),
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


class _Own(NamedTuple):
    """What is the learner's own on a note: tags, and the texts of fields."""

    tags: frozenset[str]
    fields: dict[str, str]

    @classmethod
    def of(cls, note: AnkiNote, lock: NotesLock) -> _Own:
        return cls(note.tags.difference(lock.tags, {RETIRED}), note.own_fields)

    def __bool__(self) -> bool:
        return bool(self.tags or self.fields)

    def minus(self, note: AnkiNote) -> _Own:
        """Return what of it a note does not have."""
        fields = {n: text for n, text in self.fields.items() if note.fields.get(n) != text}
        return _Own(self.tags - note.tags, fields)


@dataclass(frozen=True, slots=True)
class _Settled:
    """Changed notes after an import: those that are not as they were built, and of these, those that
    were; to how many notes something was given back, what was not, and the keys of overwritten notes."""

    wrong: dict[str, AnkiNote]
    reverted: frozenset[str]
    given_back: int
    lost: tuple[Lost, ...]
    overwritten: tuple[str, ...]


def _settle(
    anki: Action,
    pause: Callable[[], None],
    before: dict[str, AnkiNote],
    built: dict[str, BuiltNote],
    lock: NotesLock,
    outdated: list[str],
    overwrite: bool,
) -> _Settled:
    """Give notes the learner's own tags and fields that they lost, and write the fields of notes that
    were updated, then overwritten by the editor; with `overwrite`, of all that are not as built."""
    own = {key: _Own.of(note, lock) for key, note in before.items() if key in built}
    all_outdated = set(outdated)
    watched = [before[key].id for key in own if own[key] or key in all_outdated]
    untaken: set[str] = set()
    given_back: set[str] = set()
    for attempt in range(TRIES + 1):
        notes = _notes(anki, watched)
        lost = {key: loss for key, note in notes.items() if (loss := own[key].minus(note))}
        present = [key for key in outdated if key in notes]
        wrong = {key: notes[key] for key in present if built[key].differs(notes[key])}
        if attempt == 0:
            untaken = set(wrong)
        to_write = [
            key
            for key, note in wrong.items()
            if overwrite or (key not in untaken and note.has_text_of(before[key]))
        ]
        if attempt == TRIES or not (lost or to_write or (attempt == 0 and outdated)):
            break
        _write(anki, notes, lost, {key: built[key] for key in to_write})
        given_back.update(lost)
        watched = [before[key].id for key in {*present, *given_back}]  # the others do not change
        pause()
    return _Settled(
        wrong,
        frozenset(wrong.keys() - untaken),
        len(given_back.difference(lost)),
        tuple(
            Lost(notes[key].question, tuple(sorted(tags)), tuple(fields))
            for key, (tags, fields) in lost.items()
        ),
        tuple(key for key in outdated if overwrite and key in untaken and key not in wrong),
    )


def _write(
    anki: Action, notes: dict[str, AnkiNote], lost: dict[str, _Own], to_write: dict[str, BuiltNote]
) -> None:
    """Write what was lost, and the built content of some notes."""
    by_tag: defaultdict[str, list[int]] = defaultdict(list)
    for key in {**lost, **to_write}:
        tags, fields = lost.get(key, _Own(frozenset(), {}))
        if key in to_write:
            fields = fields | {name: to_write[key].fields[name] for name in (*CHECKED, "Credit")}
        if fields:
            anki("updateNoteFields", note={"id": notes[key].id, "fields": fields})
        for tag in tags:
            by_tag[tag].append(notes[key].id)
    for tag in sorted(by_tag):
        anki("addTags", notes=sorted(by_tag[tag]), tags=tag)


def _not_taken(question: str, note: AnkiNote, is_reverted: bool) -> NotTaken:
    if is_reverted:
        reason = "open in Anki’s editor, which saved the old text again: close it, and push again"
    else:
        reason = "edited or tagged in Anki after the build, or open in an editor there"
        if set(note.fields) != set(FIELDS):  # an import of Anki up to 25.09.2 leaves such notes out
            reason += f", or the fields of the note type “{note.type}” were changed"
    return NotTaken(question, reason, is_open=is_reverted)


def _refuse_many(count: int, total: int) -> None:
    if count > max(ALWAYS_RETIRED, total * MOST_RETIRED):
        raise StudykitError(
            f"{count:,} of {total:,} notes would be retired, more than a fifth, so nothing was sent;"
            " if their questions were removed on purpose, suspend them in Anki with the search that"
            " `studykit build` prints"
        )


def _cards(notes: Iterable[AnkiNote]) -> list[int]:
    return [card for note in notes for card in note.cards]
