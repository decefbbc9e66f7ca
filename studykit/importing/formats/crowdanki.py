"""The `deck.json` that CrowdAnki writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ...diagnostics import StudykitError
from ..model import ImportedFile, RefusedCard, label, origin_of
from ..notes import ImportedNote, add_note
from .anki_package import note_type
from .decoding import decoded


def is_deck(content: bytes) -> bool:
    """Whether a JSON file is a deck of CrowdAnki."""
    return b'"note_models"' in content and b'"__type__"' in content


def read(content: bytes, name: str, file: ImportedFile) -> None:
    try:
        deck = json.loads(decoded(content, name))
        types = {
            model["crowdanki_uuid"]: note_type(model)
            for part in _decks(deck)
            for model in part.get("note_models", [])
        }
        notes = [note for part in _decks(deck) for note in part.get("notes", [])]
        for n, note in enumerate(notes, 1):
            fields = [str(value) for value in note["fields"]]
            type = types.get(note["note_model_uuid"])
            if type is None:
                title = label(next(filter(None, fields), ""))
                file.add(RefusedCard(f"note {n}", title, "an unknown note type"))
                continue
            # decks that other programs write may have no ids
            origin = f"anki:{note['guid']}" if note.get("guid") else origin_of(*fields[:2])
            tags = [str(tag) for tag in note.get("tags", [])]
            add_note(file, ImportedNote(origin, f"note {n}", type, fields, tags))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise StudykitError(f"{name} is not a CrowdAnki deck: {error!r}") from error


def _decks(deck: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a deck and the decks in it."""
    yield deck
    for child in deck.get("children", []):
        yield from _decks(child)
