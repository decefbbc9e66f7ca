"""Decks made by Anki itself."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable
from pathlib import Path

from studykit.importing.model import ImportedCard, RefusedCard

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
    # the media are not in the decks
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

CARDS = [
    ImportedCard(
        "anki:guid-1", "note 1", "What did **Marlow** hear?", "A shutter banging.", tags=("noise",)
    ),
    ImportedCard("anki:guid-2", "note 2", "The winders", "bakers and bus drivers"),
    ImportedCard("anki:guid-2:2", "note 2", "bakers and bus drivers", "The winders"),
    ImportedCard("anki:guid-3", "note 3", "The motor", "asks nothing"),
    ImportedCard("anki:guid-4", "note 4", "The wheel", "cut by hand"),
    ImportedCard("anki:guid-4:2", "note 4", "cut by hand", "The wheel"),
    ImportedCard("anki:guid-5", "note 5", "How many turns?", "212", typed=True),
    ImportedCard(
        "anki:guid-6",
        "note 6",
        cloze="Wound every {{c1::four hours::how often?}}",
        explanation="by *hand*",
    ),
]
"""The cards of these notes, as they are imported from a package."""

RICH_CARDS = [
    ImportedCard("anki:guid-9", "note 9", "A formula", "$x^2$"),
    ImportedCard("anki:guid-10", "note 10", "A table", "1"),
]
"""The cards of the notes below that have more than words."""

REFUSED_CARDS = [
    RefusedCard("note 7", "A picture", "a missing picture (x.png)"),
    RefusedCard("note 8", "A sound", "a missing recording (x.mp3)"),
    RefusedCard(
        "note 11",
        "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.…",
        "image occlusion",
    ),
]

FIXTURES = Path(__file__).parent / "fixtures"
"""Decks that other programs wrote."""


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
