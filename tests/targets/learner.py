"""A learner with a collection in Anki's own engine, and a reader of its cards."""

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
    warnings.simplefilter("ignore")  # its older versions are not free of them
    from anki.collection import Collection
    from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest


class Log(NamedTuple):
    """The numbers of notes that Anki reports for an import."""

    new: int = 0
    updated: int = 0
    duplicate: int = 0
    conflicting: int = 0


@dataclass
class Learner:
    """A person with a collection."""

    col: Any
    folder: Path

    def take(self, content: bytes, *, merge: bool = False, scheduling: bool = False) -> Log:
        """Import a package with Anki's default options, or with others of its dialogue."""
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
        self.col.models._clear_cache()  # otherwise a note type is read from the cache
        return Log(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))

    def card(self, id: str, ord: int = 0) -> Any:
        """The card of a question."""
        (card,) = self.col.find_cards(f'"ID:{id}" card:{ord + 1}')
        return self.col.get_card(card)

    def cards(self) -> list[Any]:
        return [self.col.get_card(id) for id in self.col.find_cards("")]

    def note(self, id: str) -> Any:
        return self.card(id).note()

    def study(self, id: str, ord: int = 0) -> None:
        """Answer a card through the scheduler: hard, then good."""
        chosen = self.card(id, ord).id
        for rating in (2, 3):
            card = self.col.get_card(chosen)
            card.start_timer()
            self.col.sched.answerCard(card, rating)

    def date(self, id: str, time: int) -> None:
        """Set the time, in seconds since 1970, at which the learner last changed a note."""
        self.col.db.execute("UPDATE notes SET mod = ? WHERE id = ?", time, self.note(id).id)

    def ids(self, search: str = "") -> list[str]:
        """The ids of the questions whose notes a search of the browser finds."""
        return sorted(self.col.get_note(n)["ID"] for n in self.col.find_notes(search))

    def note_types(self) -> set[str]:
        """The names of the note types that a package brought."""
        names = {m.name for m in self.col.models.all_names_and_ids()}
        return {name for name in names if "studykit" in name}

    def decks(self) -> set[str]:
        return {deck.name for deck in self.col.decks.all_names_and_ids()}

    def description(self, deck: str) -> str:
        """The description that Anki shows before a deck is studied."""
        return str(self.col.decks.by_name(deck)["desc"])

    def deck_of(self, id: str) -> str:
        return str(self.col.decks.name(self.card(id).did))

    def state(self) -> dict[str, list[list[Any]]]:
        """A learner's progress: the reviews, and the cards without their sync counters."""
        return {
            "cards": self.col.db.all(
                "SELECT id, nid, did, ord, type, queue, due, ivl, factor, reps, lapses, left,"
                " flags, data FROM cards ORDER BY id"
            ),
            "reviews": self.col.db.all("SELECT * FROM revlog ORDER BY id"),
        }

    def faults(self) -> list[str]:
        """The problems that Check Database finds and fixes, except the time of a last review.

        Anki stores it in the card and in the review, and a new second can begin in between.
        """
        report, _ = self.col.fix_integrity()
        lines = str(report).splitlines()
        assert lines.pop() == "Database rebuilt and optimized."
        return [line for line in lines if not line.startswith("Added last review time")]


@contextmanager
def collection(folder: Path) -> Iterator[Learner]:
    """A new collection in a folder."""
    col = Collection(str(folder / "collection.anki2"))
    try:
        yield Learner(col, folder)
    finally:
        col.close()


# The content of a card.


class Reader(HTMLParser):
    """Reads a card as a browser does: its words, its tags and their classes."""

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
    """Read the content of a card, without its style and its script."""
    reader = Reader()
    reader.feed(re.sub(r"<(style|script)>.*?</\1>", "", html, flags=re.DOTALL))
    reader.close()
    return reader


def flat(words: str) -> str:
    return " ".join(words.split())
