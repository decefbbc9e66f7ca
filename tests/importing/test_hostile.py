"""Packages from strangers: bombs, slips, damaged and misleading files.  Each is said in a sentence."""

from __future__ import annotations

import io
import sqlite3
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_STORED

import pytest
import zstandard

from studykit.diagnostics import StudykitError
from studykit.importing.formats import anki_package, read_cards

from ..pictures.files import png
from .decks import NOTES, Deck, zipped

META = b"\x08\x03"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    deck = Deck(tmp_path_factory.mktemp("deck"), NOTES)
    content = deck.package()
    deck.col.close()
    return content


def members(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def database(*statements: str) -> bytes:
    """Return an SQLite database."""
    with sqlite3.connect(":memory:") as made:
        for statement in statements:
            made.execute(statement)
        made.commit()
        return made.serialize()


def said(content: bytes, name: str = "deck.apkg") -> str:
    with pytest.raises(StudykitError) as error:
        read_cards(content, name)
    return str(error.value)


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_package, "MAX_COLLECTION", 1_000_000)


def zeros(count: int) -> bytes:
    """Return zeros compressed with Zstandard, without keeping them in memory."""
    stream = io.BytesIO()
    with zstandard.ZstdCompressor().stream_writer(stream, closefd=False) as writer:
        for _ in range(count // 1_000_000):
            writer.write(bytes(1_000_000))
    return stream.getvalue()


@pytest.mark.usefixtures("small_limit")
def test_a_zip_bomb() -> None:
    content = zipped({"collection.anki21": bytes(100_000_000)})
    assert len(content) < 200_000
    assert said(content) == "`collection.anki21` is too large: at most 1,000,000 bytes can be read"


@pytest.mark.usefixtures("small_limit")
def test_a_zip_bomb_that_hides_its_size() -> None:
    """What the archive says about the size of a member is not believed."""
    content = bytearray(zipped({"collection.anki21": bytes(100_000_000)}))
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (2_000_000).to_bytes(4, "little")
    assert said(bytes(content)) == (
        "`collection.anki21` is too large: at most 1,000,000 bytes can be read"
    )


@pytest.mark.usefixtures("small_limit")
def test_a_zstandard_bomb() -> None:
    bomb = zeros(100_000_000)
    assert len(bomb) < 20_000
    content = zipped({"meta": META, "collection.anki21b": bomb})
    assert said(content) == "`collection.anki21b` is too large: at most 1,000,000 bytes can be read"


def test_a_zstandard_frame_that_asks_for_too_much_memory() -> None:
    """A frame may ask for a window of gigabytes."""
    frame = b"\x28\xb5\x2f\xfd\x00" + bytes([(30 - 10) << 3]) + b"\x01\x00\x00"
    content = zipped({"meta": META, "collection.anki21b": frame})
    assert said(content).startswith("the collection in deck.apkg cannot be unpacked: ")


def test_without_the_library(package: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    assert said(package) == (
        "reading Anki's packages needs zstandard: install studykit with the extra `anki` (docs/commands.md)"
    )


def test_a_zip_slip(package: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is extracted, so a name that leads out of the folder is only a name."""
    monkeypatch.chdir(tmp_path)
    slips = {"../../etc/slip": b"x", "/tmp/slip": b"x", "..\\slip": b"x"}
    file = read_cards(zipped(members(package) | slips), "deck.apkg")
    assert len(file.cards) == 8
    assert list(tmp_path.iterdir()) == []


PICTURE = [("Basic", ["What is it?", '<img src="x.png">'], [])]


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The members of a package with a picture."""
    deck = Deck(tmp_path_factory.mktemp("deck"), PICTURE)
    deck.col.media.write_data("x.png", png())
    content = deck.package()
    deck.col.close()
    return members(content)


def frame(content: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(content)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"0": zeros(100_000_000)}, "the file is larger than 5 MB"),
        ({"0": bytes(100_000_000)}, "the file is larger than 5 MB"),
        ({"0": b"\x28\xb5\x2f\xfd\x00" + bytes([(30 - 10) << 3]) + b"\x01\x00\x00"},
         "the package is damaged there"),
        ({"0": frame(png(30_000, 30_000))}, "the picture has 30,000 × 30,000 pixels; the most are"
         " 25,000,000 in all"),
        ({"media": frame(b"\xff" * 100)}, "the list of media in the package is damaged"),
        ({"media": b"{" * 100_000}, "the list of media in the package is damaged"),
        ({"media": b'{"../../x": "x.png"}'}, "the package is damaged there"),
        ({"media": zeros(100_000_000)}, "the file is larger than 5 MB"),
    ],
)  # fmt: skip
def test_media_from_strangers(
    pictured: dict[str, bytes], changed: dict[str, bytes], reason: str
) -> None:
    """The card is not imported, the others are."""
    file = read_cards(zipped(pictured | changed), "deck.apkg")
    assert [card.reason for card in file.refused] == [
        f"a picture that cannot be used (x.png): {reason}"
    ]
    assert file.media.files == {}


def test_media_with_names_that_lead_elsewhere(
    pictured: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names in the list are only looked up."""
    monkeypatch.chdir(tmp_path)
    listed = b'{"0": "x.png", "/etc/passwd": "y.png", "1": "../../slip.png"}'
    file = read_cards(zipped(pictured | {"media": listed, "1": b"x"}), "deck.apkg")
    assert [name.rpartition("-")[0] for name in file.media.files] == ["images/x"]
    assert list(tmp_path.iterdir()) == []


def test_only_the_placeholder_for_old_versions(package: bytes) -> None:
    """Without its real collection, a package tells people to update Anki: that is not a card."""
    parts = members(package)
    del parts["collection.anki21b"]
    assert said(zipped(parts)) == (
        "deck.apkg has only the placeholder that Anki adds for old versions; export it from Anki"
        " again"
    )


def test_a_package_of_a_later_version(package: bytes) -> None:
    content = zipped(members(package) | {"meta": b"\x08\x04"})
    assert said(content) == (
        "deck.apkg was written by a newer version of Anki than studykit supports; update studykit, or"
        " export with “Support older Anki versions”"
    )


def test_a_package_without_a_collection() -> None:
    assert said(zipped({"media": b"{}"})) == "deck.apkg does not contain an Anki collection"


def test_a_file_that_is_not_a_package() -> None:
    assert said(b"\x00" * 100) == (
        "deck.apkg is not an Anki package, or is damaged: File is not a zip file"
    )


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.99])
def test_a_package_that_is_cut_off(package: bytes, keep: float) -> None:
    assert said(package[: int(len(package) * keep)]).startswith("deck.apkg is not an Anki package")


def test_a_damaged_package(package: bytes) -> None:
    """Any changed byte is read as it is or reported, and never a traceback."""
    for at in range(0, len(package), 997):
        damaged = bytearray(package)
        damaged[at] ^= 0xFF
        with suppress(StudykitError):
            read_cards(bytes(damaged), "deck.apkg")


def test_a_damaged_collection(tmp_path: Path) -> None:
    deck = Deck(tmp_path, NOTES)
    collection = members(deck.oldest_package())["collection.anki2"]
    deck.col.close()
    for at in range(20, len(collection), 1999):
        damaged = bytearray(collection)
        damaged[at : at + 16] = b"\xff" * 16
        with suppress(StudykitError):
            read_cards(zipped({"collection.anki2": bytes(damaged)}, ZIP_STORED), "deck.apkg")


def test_a_collection_that_is_not_a_database() -> None:
    content = zipped({"collection.anki2": b"x" * 1000})
    assert said(content) == "the collection in deck.apkg cannot be read: it is not a database"


def test_a_view_in_place_of_the_notes() -> None:
    """A view runs what its author wrote, such as a query without end."""
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    content = zipped(
        {
            "collection.anki2": database(
                "CREATE TABLE col (models TEXT)", f"CREATE VIEW notes AS {endless}"
            )
        }
    )
    assert said(content) == (
        "the collection in deck.apkg cannot be read: it has a view, which Anki collections never have"
    )


def test_notes_without_a_type() -> None:
    content = zipped(
        {
            "collection.anki2": database(
                "CREATE TABLE col (models TEXT)",
                "INSERT INTO col VALUES ('{}')",
                "CREATE TABLE notes (id, guid, mid, tags, flds)",
                "INSERT INTO notes VALUES (1, 'a', 7, '', 'x')",
            )
        }
    )
    assert said(content) == ("the collection in deck.apkg cannot be read: note 1 has no note type")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", b"[" * 100_000, "a.json is nested too deeply"),
        ("a.json", b"{", "a.json is not JSON: Expecting property name enclosed in double quotes:"),
        ("a.csv", b"\xff\xfe", "a.csv is not UTF-8 text; this looks like UTF-16"),
        ("a.csv", b"x\n1\n", "a.csv needs a first line that names its columns, such as"),
        ("deck.json", b'{"__type__": "Deck", "note_models": 5}', "deck.json is not a CrowdAnki"),
        ("a.txt", b"#separator:tab\n#guid column:x\na\tb\n", "a.txt has a bad header `#guid col"),
        ("a.pdf", b"", "unknown format `.pdf`; studykit imports .apkg, .colpkg, .txt, .yaml"),
    ],
)
def test_a_file_that_cannot_be_read(name: str, content: bytes, message: str) -> None:
    assert said(content, name).startswith(message)
