"""A learner's collection in Anki's own engine, and the text that its cards show."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # older versions of anki emit some
    from anki.collection import Collection
    from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest


class Log(NamedTuple):
    """The numbers of notes in Anki's log of an import."""

    new: int = 0
    updated: int = 0
    duplicate: int = 0
    conflicting: int = 0


@dataclass
class Learner:
    """A learner's collection, and the folder it is in."""

    col: Any
    folder: Path

    def import_deck(self, content: bytes, *, merge: bool = False, scheduling: bool = False) -> Log:
        """Import a package with Anki's default options, or with those given."""
        file = self.folder / "deck.apkg"
        file.write_bytes(content)
        options = ImportAnkiPackageOptions(
            merge_notetypes=merge,
            with_scheduling=scheduling,
            update_notes=0,  # if newer
            update_notetypes=0,  # if newer
        )
        request = ImportAnkiPackageRequest(package_path=str(file), options=options)
        log = self.col.import_anki_package(request).log
        self.col.models._clear_cache()  # it still has the note types from before the import
        return Log(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))

    def card(self, id: str, ord: int = 0) -> Any:
        """Return the card of a question."""
        (card,) = self.col.find_cards(f'"ID:{id}" card:{ord + 1}')
        return self.col.get_card(card)

    def cards(self) -> list[Any]:
        return [self.col.get_card(id) for id in self.col.find_cards("")]

    def note(self, id: str) -> Any:
        return self.card(id).note()

    def study(self, id: str, ord: int = 0) -> None:
        """Review a card of a question."""
        self.review(self.card(id, ord).id)

    def review(self, card_id: int) -> None:
        """Answer a card through the scheduler: hard, then good."""
        for rating in (2, 3):
            card = self.col.get_card(card_id)
            card.start_timer()
            self.col.sched.answerCard(card, rating)

    def set_modified(self, id: str, time: int) -> None:
        """Set the modification time of a note, in seconds since 1970."""
        self.col.db.execute("UPDATE notes SET mod = ? WHERE id = ?", time, self.note(id).id)

    def ids(self, search: str = "") -> list[str]:
        """Return the question ids of the notes that Anki's search finds."""
        return sorted(self.col.get_note(n)["ID"] for n in self.col.find_notes(search))

    def keys(self, search: str = "") -> list[str]:
        """Return the keys of the notes that Anki's search finds."""
        return sorted(self.col.get_note(n)["Key"] for n in self.col.find_notes(search))

    def cards_of(self, note_type: str) -> list[Any]:
        return [self.col.get_card(id) for id in self.col.find_cards(f'"note:{note_type}"')]

    def empty_cards(self) -> set[tuple[str, int]]:
        """Return the cards that Empty Cards would delete: the keys of their notes, their numbers."""
        notes = self.col.get_empty_cards().notes
        cards = [self.col.get_card(id) for note in notes for id in note.card_ids]
        return {(card.note()["Key"], card.ord + 1) for card in cards}

    def browser_rows(self, columns: list[str]) -> dict[tuple[str, int], list[str]]:
        """Return some columns of Anki's browser for each card, by question id and number."""
        self.col.load_browser_card_columns()
        self.col._backend.set_active_browser_columns(columns)
        rows = {}
        for card in self.cards():
            row = self.col._backend.browser_row_for_id(card.id)
            rows[card.note()["ID"], card.ord + 1] = [cell.text for cell in row.cells]
        return rows

    def note_types(self) -> set[str]:
        """Return the names of studykit's note types in the collection."""
        names = {m.name for m in self.col.models.all_names_and_ids()}
        return {name for name in names if "studykit" in name}

    def decks(self) -> set[str]:
        return {deck.name for deck in self.col.decks.all_names_and_ids()}

    def description(self, deck: str) -> str:
        """Return the description of a deck."""
        return str(self.col.decks.by_name(deck)["desc"])

    def deck_of(self, id: str) -> str:
        return str(self.col.decks.name(self.card(id).did))

    def state(self) -> dict[str, list[list[Any]]]:
        """Return the learner's progress: all reviews, and cards without the fields that sync uses."""
        return {
            "cards": self.col.db.all(
                "SELECT id, nid, did, ord, type, queue, due, ivl, factor, reps, lapses, left,"
                " flags, data FROM cards ORDER BY id"
            ),
            "reviews": self.col.db.all("SELECT * FROM revlog ORDER BY id"),
        }

    def database_problems(self) -> list[str]:
        """Run Check Database; return what it found and fixed.

        A missing time of the last review is ignored: Anki stores it in the card and in the review,
        and the clock may tick in between.
        """
        report, _ = self.col.fix_integrity()
        lines = str(report).splitlines()
        assert lines.pop() == "Database rebuilt and optimized."
        return [line for line in lines if not line.startswith("Added last review time")]


@contextmanager
def collection(folder: Path) -> Iterator[Learner]:
    """Open a new collection in a folder."""
    col = Collection(str(folder / "collection.anki2"))
    try:
        yield Learner(col, folder)
    finally:
        col.close()


# The text of a card.


class Reader(HTMLParser):
    """The words, tags and links of a card, parsed as a browser does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag in ("br", "p", "li", "div", "blockquote", "figcaption", "hr"):
            self.words += "\n"

    def handle_data(self, data: str) -> None:
        self.words += data


def read(html: str) -> Reader:
    """Parse a card without its style and script."""
    reader = Reader()
    reader.feed(re.sub(r"<(style|script)>.*?</\1>", "", html, flags=re.DOTALL))
    reader.close()
    return reader


def flat(words: str) -> str:
    """Return words on one line, with single spaces."""
    return " ".join(words.split())
