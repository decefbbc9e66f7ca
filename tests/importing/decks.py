"""Decks made by Anki itself."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # older versions of anki emit some
    from anki.collection import Collection, ExportAnkiPackageOptions

NOTES: list[tuple[str, list[str], list[str]]] = [
    ("Basic", ["What did <b>Marlow</b> hear?", "A shutter&nbsp;banging."], ["noise", "marked"]),
    ("Basic (and reversed card)", ["The winders", "bakers and bus drivers"], []),
    ("Basic (optional reversed card)", ["The motor", "asks nothing", ""], []),
    ("Basic (optional reversed card)", ["The wheel", "cut by hand", "y"], []),
    ("Basic (type in the answer)", ["How many turns?", "212"], []),
    ("Cloze", ["Wound every {{c1::four hours::how often?}}", "by <i>hand</i>"], []),
]
"""The type, the fields and the tags of some notes."""

REFUSED: list[tuple[str, list[str], list[str]]] = [
    ("Basic", ["A picture", '<img src="x.png">'], []),
    ("Basic", ["A sound", "[sound:x.mp3]"], []),
    ("Basic", ["A formula", r"\(x^2\)"], []),
    ("Basic", ["A table", "<table><tr><td>1</td></tr></table>"], []),
    (
        "Image Occlusion",
        ["{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.2}}", "", "", "", ""],
        [],
    ),
]


class Deck:
    """A collection in which the ids of notes are `guid-1`, `guid-2` and so on."""

    def __init__(self, folder: Path, notes: Iterable[tuple[str, list[str], list[str]]]) -> None:
        self._folder = folder
        self.col = Collection(str(folder / "collection.anki2"))
        for n, (type, fields, tags) in enumerate(notes, 1):
            note = self.col.new_note(self.col.models.by_name(type))
            note.guid = f"guid-{n}"
            note.fields = [*fields, *[""] * (len(note.fields) - len(fields))]
            note.tags = tags
            self.col.add_note(note, self.col.decks.id("Lighthouse::Winding"))

    def package(self, legacy: bool = False) -> bytes:
        """Return an .apkg, for Anki 2.1.50 and later or for all versions."""
        file = self._folder / "deck.apkg"
        options = ExportAnkiPackageOptions(
            with_scheduling=True, with_media=True, with_deck_configs=True, legacy=legacy
        )
        self.col.export_anki_package(out_path=str(file), options=options, limit=None)
        return file.read_bytes()

    def oldest_package(self) -> bytes:
        """Return a package as Anki before 2.1 wrote it: only collection.anki2, and no `meta`."""
        with zipfile.ZipFile(io.BytesIO(self.package(legacy=True))) as archive:
            return zipped({"collection.anki2": archive.read("collection.anki21"), "media": b"{}"})

    def backup(self, legacy: bool = False) -> bytes:
        """Return a .colpkg, and open the collection again."""
        file = self._folder / "deck.colpkg"
        self.col.export_collection_package(str(file), include_media=True, legacy=legacy)
        self.col = Collection(str(self._folder / "collection.anki2"))
        return file.read_bytes()

    def text(self, with_html: bool = True) -> bytes:
        """Return the notes as plain text."""
        file = self._folder / "notes.txt"
        self.col.export_note_csv(
            out_path=str(file), limit=None, with_html=with_html, with_tags=True, with_deck=True,
            with_notetype=True, with_guid=True,
        )  # fmt: skip
        return file.read_bytes()


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()
