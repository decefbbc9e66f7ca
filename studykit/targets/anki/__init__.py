"""Anki decks: one package for a course, a sub-deck for each bank."""

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
from .fields import NoteFields, card
from .notetypes import NOTE_TYPES
from .package import Deck, package

CAPABILITIES: Capabilities = {
    Recall: Capability(Support.NATIVE, "question and answer"),
    Fill: Capability(Support.NATIVE, "Anki’s cloze, a card for each number"),
    Type: Capability(Support.NATIVE, "Anki’s box to type into; the back shows what else counts"),
    Number: Capability(
        Support.DEGRADED, "typed; Anki compares letters, so the back shows what counts"
    ),
    Choose: Capability(Support.NATIVE, "options to tap, shuffled anew each day"),
    Arrange: Capability(Support.NATIVE, "lines to tap in order"),
    Match: Capability(Support.NATIVE, "a list to choose from at each line"),
    Discuss: Capability(Support.DEGRADED, "question and points, where the bank says `card: true`"),
}

LATEST = 2**32 - 1
"""The last second that Anki knows; a note that changed later would count as one from 1970."""


@dataclass(frozen=True, slots=True)
class Built:
    """A package, the lock that goes with it, and what it changes for those who have the former."""

    content: bytes
    lock: NotesLock
    forecast: Forecast
    deck: str
    """The name of the course's deck."""
    cards: int
    responses: Counter[type[Response]]
    """How many questions of each response that the course has a note was made of."""
    left_out: tuple[str, ...]
    """Ids of questions that no card was made of: discussions without `card: true`."""

    @property
    def stray(self) -> int:
        """How many notes of former builds stay with learners beside those of this one."""
        return len(self.lock.retired) + len(self.forecast.retyped)

    @property
    def search(self) -> str:
        """What finds these notes in Anki's browser, and no note of another course."""
        ids = [f"ID:{id}" for id in self.lock.retired]
        ids += [f'("note:{type}" ID:{id})' for id, type in self.forecast.retyped]
        found = f"({' OR '.join(ids)})" if len(ids) > 1 else "".join(ids)
        return f'"deck:{_searched(self.deck)}" {found}'


def build(
    course: Course, exercises: Iterable[tuple[Entry, Exercise]], old: NotesLock, now: int
) -> Built:
    """The package of a course; `now`, in seconds since 1970, stamps what changed."""
    if not 1 <= now <= LATEST:
        raise ValueError("Anki takes no note from before 1970 or after 2106")
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
            tuple(card(exercise, info) for exercise in in_text_order(chosen, info)),
        )
        for bank in course.banks
        if (chosen := by_bank[bank.header.id])
    ]
    notes = {
        c.id: Content(
            json.dumps([c.type.name, c.values, c.tags]), c.type.name, deck.key, c.formerly
        )
        for deck in decks
        for c in deck.cards
    }
    cards = [c for deck in decks for c in deck.cards]
    lock, forecast = next_lock(old, notes, _type_contents(cards), now)
    decks = [replace(deck, cards=tuple(_once(c, lock) for c in deck.cards)) for deck in decks]
    return Built(
        package(info.id, decks, lock),
        lock,
        forecast,
        top,
        sum(len(c.ordinals) for c in cards),
        responses,
        tuple(left_out),
    )


def _once(card: NoteFields, lock: NotesLock) -> NoteFields:
    """The card with the id that its note was first made with, as the lock remembers it."""
    first = lock.notes[card.id].first
    return replace(card, formerly=(first,) if first else ())


def in_text_order(exercises: Iterable[Exercise], course: CourseFile) -> list[Exercise]:
    """Exercises in the order of what they first cite; those on one place stay as listed."""
    # the witnesses of a work share the names of their sections
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
    """A title as one level of a deck's name, where `::` would begin another."""
    return title.replace("::", ": ").replace('"', "”")


def _searched(name: str) -> str:
    """A deck's name in a search, where some signs stand for any others."""
    return re.sub(r"[\\*_]", r"\\\g<0>", name)


def _type_contents(cards: list[NoteFields]) -> dict[str, str]:
    used = {card.type.name for card in cards}
    return {
        t.name: json.dumps([t.front, t.back, t.css, t.fields]) for t in NOTE_TYPES if t.name in used
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
