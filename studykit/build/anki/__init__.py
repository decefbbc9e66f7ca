"""Anki decks: one package for a course, a sub-deck for each bank."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from ...bank.load import Course, Entry
from ...bank.model import Exercise
from ..notes import Forecast, NotesLock, forecast, stamped
from .fields import Card, card
from .notetypes import NOTE_TYPES
from .package import Deck, package

LATEST = 2**32 - 1
"""The last second that Anki knows; a note that changed later would count as one from 1970."""


@dataclass(frozen=True, slots=True)
class Built:
    """A package, the lock that goes with it, and what it changes for those who have the former."""

    content: bytes
    lock: NotesLock
    forecast: Forecast
    cards: int
    left_out: tuple[str, ...]
    """Ids of questions that no card was made of: discussions without `card: true`."""


def build(
    course: Course, exercises: Iterable[tuple[Entry, Exercise]], old: NotesLock, now: int
) -> Built:
    """The package of a course; `now`, in seconds since 1970, stamps what changed."""
    if not 1 <= now <= LATEST:
        raise ValueError("Anki takes no note from before 1970 or after 2106")
    info = course.info
    by_bank: dict[str, list[Card]] = {bank.header.id: [] for bank in course.banks}
    left_out = []
    for entry, exercise in exercises:
        if exercise.card:
            by_bank[entry.bank.header.id].append(card(exercise, info))
        else:
            left_out.append(exercise.id)
    top = _level(info.deck or info.title)
    decks = [Deck("", top, _description(course), ())]
    decks += [
        Deck(
            bank.header.id,
            f"{top}::{_level(bank.header.title)}",
            escape(bank.header.description or ""),
            tuple(by_bank[bank.header.id]),
        )
        for bank in course.banks
        if by_bank[bank.header.id]
    ]
    cards = [c for deck in decks for c in deck.cards]
    lock = NotesLock(
        stamped(old.notes, {c.id: _content(c) for c in cards}, now),
        stamped(old.types, _type_contents(cards), now),
    )
    return Built(
        package(info.id, decks, lock),
        lock,
        forecast(old.notes, lock.notes),
        sum(len(c.ordinals) for c in cards),
        tuple(left_out),
    )


def _level(title: str) -> str:
    """A title as one level of a deck's name, where `::` would begin another."""
    return title.replace("::", ": ").replace('"', "”")


def _content(card: Card) -> str:
    return json.dumps([card.type.name, card.values, card.tags])


def _type_contents(cards: list[Card]) -> dict[str, str]:
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
