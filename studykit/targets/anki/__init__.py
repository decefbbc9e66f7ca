"""Anki decks: one package per course, one sub-deck per bank."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape

from ...bank.capability import Capabilities, Capability, Support
from ...bank.load import Course, Entry
from ...bank.model import (
    Arrange,
    Choose,
    Discuss,
    Exercise,
    Fill,
    Match,
    Number,
    Recall,
    Response,
    Type,
)
from ...source.course import CourseFile
from ...source.text import turn_order
from ..notes import Content, Forecast, NotesLock, next_lock
from .fields import NoteFields, note_fields
from .notetypes import NOTE_TYPES
from .package import Deck, package

CAPABILITIES: Capabilities = {
    Recall: Capability(Support.NATIVE, "question and answer"),
    Fill: Capability(Support.NATIVE, "Anki’s cloze, one card per number"),
    Type: Capability(Support.NATIVE, "typed; the back lists other accepted answers"),
    Number: Capability(
        Support.DEGRADED,
        "typed; Anki compares text, not values, so the back shows the accepted range",
    ),
    Choose: Capability(Support.NATIVE, "tap an option; reshuffled daily"),
    Arrange: Capability(Support.NATIVE, "tap lines in order"),
    Match: Capability(Support.NATIVE, "choose from a menu beside each line"),
    Discuss: Capability(Support.DEGRADED, "question and points, only with `card: true`"),
}

LATEST = 2**32 - 1
"""The last second that Anki can store; a later note would count as one from 1970."""


@dataclass(frozen=True, slots=True)
class Built:
    """A package, its lock, and what it changes for learners who have the previous one."""

    content: bytes
    lock: NotesLock
    forecast: Forecast
    deck: str
    """The name of the course's deck."""
    cards: int
    responses: Counter[type[Response]]
    """The number of questions with a note, by response."""
    left_out: tuple[str, ...]
    """Ids of questions without a card: discussions without `card: true`."""

    @property
    def old_notes(self) -> int:
        """The number of notes of earlier builds that remain in learners' collections."""
        return len(self.lock.retired) + len(self.forecast.retyped)

    @property
    def search(self) -> str:
        """The search that finds these notes in Anki's browser, and no note of another course."""
        ids = [f"ID:{id}" for id in self.lock.retired]
        ids += [f'("note:{type}" ID:{id})' for id, type in self.forecast.retyped]
        found = f"({' OR '.join(ids)})" if len(ids) > 1 else "".join(ids)
        return f'"deck:{_escaped(self.deck)}" {found}'


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
    decks = [Deck("", top, _description(course), ())]
    decks += [
        Deck(
            bank.header.id,
            f"{top}::{_level(bank.header.title)}",
            escape(bank.header.description or ""),
            tuple(note_fields(exercise, info) for exercise in in_text_order(chosen, info)),
        )
        for bank in course.banks
        if (chosen := by_bank[bank.header.id])
    ]
    contents = {note.id: _content(note, deck) for deck in decks for note in deck.notes}
    notes = [note for deck in decks for note in deck.notes]
    lock, forecast = next_lock(old, contents, _type_contents(notes), now)
    decks = [
        replace(deck, notes=tuple(_with_first_id(note, lock) for note in deck.notes))
        for deck in decks
    ]
    return Built(
        package(info.id, decks, lock),
        lock,
        forecast,
        top,
        sum(len(note.ordinals) for note in notes),
        responses,
        tuple(left_out),
    )


def _content(note: NoteFields, deck: Deck) -> Content:
    content = json.dumps([note.type.name, note.values, note.tags])
    return Content(content, note.type.name, deck.key, note.formerly)


def _with_first_id(note: NoteFields, lock: NotesLock) -> NoteFields:
    """Return the note with its first id, as recorded in the lock."""
    first = lock.notes[note.id].first
    return replace(note, formerly=(first,) if first else ())


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


def _escaped(name: str) -> str:
    """Escape a deck's name for Anki's search, where some characters are wildcards."""
    return re.sub(r"[\\*_]", r"\\\g<0>", name)


def _type_contents(notes: list[NoteFields]) -> dict[str, str]:
    used = {note.type.name for note in notes}
    return {
        type.name: json.dumps([type.front, type.back, type.css, type.fields])
        for type in NOTE_TYPES
        if type.name in used
    }


def _description(course: Course) -> str:
    info = course.info
    lines = [info.description or "", f"Version {info.version}."]
    if info.licence:
        lines.append(f"Questions: {info.licence} licence.")
    credits = [f"{s.title} ({s.credit})" for s in info.sources if s.credit]
    if credits:
        lines.append(f"Quotes belong to their publishers: {'; '.join(credits)}.")
    return "<br>".join(escape(line) for line in lines if line)
