"""Anki decks: one package per course, one sub-deck per bank."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from ...bank.capability import Capabilities, Capability, ContentCapabilities, ContentKind, Support
from ...bank.load import Course, Entry
from ...bank.media import Media, course_media
from ...bank.model import (
    Arrange,
    Choose,
    Discuss,
    Exercise,
    Fill,
    Label,
    Match,
    Number,
    Recall,
    Response,
    Type,
)
from ...format import credited, series
from ...locale import _
from ...source.course import CourseFile
from ...source.text import turn_order
from ..notes import Content, DeckContents, Forecast, NotesLock, next_lock
from .fields import NoteFields, credit, note_fields
from .package import Deck, package

CAPABILITIES: Capabilities = {
    Recall: Capability(Support.NATIVE, "question and answer, with `reverse` both ways"),
    Fill: Capability(Support.NATIVE, "Anki’s cloze, one card per number"),
    Type: Capability(Support.NATIVE, "typed; case, accents and punctuation do not count"),
    Number: Capability(Support.NATIVE, "typed; any number in figures within the bounds counts"),
    Choose: Capability(Support.NATIVE, "tap an option; reshuffled daily"),
    Arrange: Capability(Support.NATIVE, "tap lines in order"),
    Match: Capability(Support.NATIVE, "choose from a menu beside each line"),
    Label: Capability(Support.NATIVE, "Anki’s image occlusion, one card per part; from Anki 23.10"),
    Discuss: Capability(Support.DEGRADED, "question and points, only with `card: true`"),
}

CONTENT: ContentCapabilities = {
    ContentKind.MATHEMATICS: Capability(Support.NATIVE, "Anki’s MathJax"),
    ContentKind.CHEMISTRY: Capability(Support.NATIVE, "Anki’s MathJax"),
    ContentKind.BLANK_IN_FORMULA: Capability(Support.DEGRADED, "without the colour of a blank"),
    ContentKind.PICTURE: Capability(Support.NATIVE, "in the package"),
    ContentKind.WEBP: Capability(Support.NATIVE, "in the package"),
    ContentKind.SOUND: Capability(Support.NATIVE, "played; its transcript on a tap"),
    ContentKind.CODE: Capability(Support.NATIVE, "in colours"),
    ContentKind.TABLE: Capability(Support.NATIVE, "with header cells"),
    ContentKind.LINK: Capability(Support.NATIVE, "opens in the browser"),
}

LATEST = 2**32 - 1
"""The last second that Anki can store; a later note would count as one from 1970."""


@dataclass(frozen=True, slots=True)
class Built:
    """A package, its lock, and what it changes for learners who have the previous one."""

    content: bytes
    lock: NotesLock
    forecast: Forecast
    cards: int
    responses: Counter[type[Response]]
    """The number of questions with a note, by response."""
    left_out: tuple[str, ...]
    """Ids of questions without a card: discussions without `card: true`."""


def build(
    course: Course, exercises: Iterable[tuple[Entry, Exercise]], old: NotesLock, now: int
) -> Built:
    """Build the package of a course; changed notes get the time `now`, in seconds since 1970."""
    if not 1 <= now <= LATEST:
        raise ValueError("Anki accepts only times between 1970 and 2106")
    info = course.info
    by_bank: dict[str, list[Exercise]] = {bank.header.id: [] for bank in course.banks}
    responses: Counter[type[Response]] = Counter()
    left_out = []
    for entry, exercise in exercises:
        responses[type(exercise.response)] += exercise.card
        if exercise.card:
            by_bank[entry.header.id].append(exercise)
        else:
            left_out.append(exercise.id)
    top = _level(info.deck or info.title)
    media = course_media(course)
    with info.speaking():
        decks = [Deck("", top, _description(course), ())]
    decks += [
        Deck(
            bank.header.id,
            f"{top}::{_level(bank.header.title)}",
            escape(bank.header.description or ""),
            tuple(note_fields(exercise, info, media) for exercise in in_text_order(chosen, info)),
        )
        for bank in course.banks
        if (chosen := by_bank[bank.header.id])
    ]
    notes = [note for deck in decks for note in deck.notes]
    contents = DeckContents(
        info.id,
        {note.id: _content(note, deck.bank) for deck in decks for note in deck.notes},
        {deck.bank: deck.name for deck in decks},
        {note.type.name: note.type.modified for note in notes},
        {source.id: credit(source) for source in info.sources},
        frozenset(tag for note in notes for tag in note.tags),
    )
    lock, forecast = next_lock(old, contents, now)
    return Built(
        package(info.id, decks, lock, _files(decks, media)),
        lock,
        forecast,
        sum(len(note.ordinals) for note in notes),
        responses,
        tuple(left_out),
    )


def _files(decks: Iterable[Deck], media: Media) -> dict[str, bytes]:
    """Return the pictures and recordings that are in notes, by their names in Anki's media."""
    if not media:
        return {}
    html = "".join(text for deck in decks for note in deck.notes for text in note.fields.values())
    files = (shown.file for shown in media.values())
    return {file.name: file.content for file in files if file.name in html}


def _content(note: NoteFields, bank: str) -> Content:
    # a credit that is reworded must not rewrite all notes on its source
    fields = note.fields | {"Credit": ""}
    content = json.dumps([note.type.name, fields, note.tags])
    cards = tuple(ordinal + 1 for ordinal in note.ordinals)
    return Content(content, note.type.name, bank, cards, note.formerly)


def in_text_order(exercises: Iterable[Exercise], course: CourseFile) -> list[Exercise]:
    """Sort exercises by the place of their first passage; those on one place keep their order."""
    # translations of one work share the names of their sections
    names = dict.fromkeys(r.id for source in course.sources for r in source.sections)
    sections = {name: n for n, name in enumerate(names)}

    def place(exercise: Exercise) -> tuple[object, ...]:
        if not exercise.evidence:
            late = isinstance(exercise.response, Discuss) and exercise.response.stage != "opening"
            return (len(sections) if late else -1, turn_order(None), 0)
        first = exercise.evidence[0].place
        return (sections.get(first.section, 0), turn_order(first.turn), first.paragraph or 0)

    return sorted(exercises, key=place)


def _level(title: str) -> str:
    """Return a title as one level of a deck's name, where `::` would start another."""
    return title.replace("::", ": ").replace('"', "”")


def _description(course: Course) -> str:
    info = course.info
    lines = [info.description or "", _("Version {version}.", version=info.version)]
    if info.licence:
        lines.append(_("Questions: {licence} licence.", licence=info.licence))
    credits = [credited(source.title, source.credit) for source in info.sources if source.credit]
    if credits:
        lines.append(_("Quotes belong to their publishers: {sources}.", sources=series(credits)))
    return "<br>".join(escape(line) for line in lines if line)
