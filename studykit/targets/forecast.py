"""A build's forecast in words: what an import changes for learners who have the previous build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..format import plural
from .notes import Forecast, NoteCards, NotesLock

MOST = 12
"""How many questions, or other names, a line lists."""


def summary(forecast: Forecast) -> str:
    """Return the forecast in one line."""
    return (
        f"Since the last build: {len(forecast.new):,} new, {len(forecast.changed):,} changed,"
        f" {forecast.unchanged:,} unchanged, {len(forecast.retired):,} retired"
    )


def describe(forecast: Forecast, lock: NotesLock) -> Iterator[str]:
    """Yield the lines of a forecast: the summary, one for each kind of change, the old notes."""
    f = forecast
    yield summary(f)
    if f.former_course:
        yield (
            f"New identity: the course was `{f.former_course}`. Learners get every note again, without"
            " its reviews, and keep the old ones; progress in the quiz starts over."
        )
    if f.renamed:
        names = listed_names(f"“{old}” to “{new}”" for old, new in f.renamed)
        yield (
            f"Renamed decks: {names}. Learners’ cards stay in the old deck, and new cards go into"
            " a second one with the new name. Tell learners to rename the deck in Anki before they"
            " import."
        )
    if f.changed:
        yield (
            f"Changed: {listed_names(f.changed)}. An import replaces learners’ own tags and edits on these"
            " notes. A note that a learner edits or tags after this build keeps its old text, unless"
            " they import with “Update notes: Always”."
        )
    if changed_type := [id for id in f.replaced if id not in f.returned]:
        yield (
            f"New note type: {listed_names(changed_type)}. Learners get a new note, and keep the old one with"
            " its reviews."
        )
    if f.returned:
        yield (
            f"Back again: {listed_names(f.returned)}. Learners who had this note continue with it and"
            " its reviews."
        )
    if f.moved:
        moves = listed_names(f"{id} (from “{old}” to “{new}”)" for id, old, new in f.moved)
        yield f"Moved: {moves}. Learners’ cards stay in their current deck."
    if f.added:
        yield f"Added cards: {_cards(f.added)}. Learners get them beside the other cards of the notes."
    if f.emptied:
        yield (
            f"Removed cards: {_cards(f.emptied)}. They remain with learners as empty cards; in Anki, Tools → Empty"
            " Cards deletes them."
        )
    if f.templates:
        yield (
            f"Changed templates: {listed_names(f.templates)}. They replace older changes that learners made to"
            " these note types."
        )
    if f.credits:
        yield (
            f"Changed credits: {listed_names(f.credits)}. New and changed notes show them, the others keep"
            " the old ones."
        )
    if lock.old_count:
        remain = "remains" if lock.old_count == 1 else "remain"
        yield (
            f"{plural(lock.old_count, 'old note')} {remain} in learners’ collections. To find them in"
            " Anki, search for:"
        )
        yield f"  {lock.search}"


def _cards(notes: Iterable[NoteCards]) -> str:
    return listed_names(
        f"{id} ({'card' if len(cards) == 1 else 'cards'} {', '.join(map(str, cards))})"
        for id, cards in notes
    )


def listed_names(names: Iterable[str]) -> str:
    """Join names, at most `MOST` of them."""
    names = list(names)
    more = f" and {len(names) - MOST:,} more" if len(names) > MOST else ""
    return ", ".join(names[:MOST]) + more
