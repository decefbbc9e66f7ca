"""Pictures and recordings of cards: from packages that Anki itself wrote, and from folders."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from studykit.importing import media as media_module
from studykit.importing.formats import read_cards
from studykit.importing.media import CardMedia, media_in
from studykit.importing.model import ContentRefused

from ..pictures.files import exif, gif, jpeg, png, segment, webp
from ..sounds.files import id3, mp3
from .decks import Deck

FILES = {
    "tower.png": png(),
    "ń ł (1).jpg": jpeg(20, 10, exif(1)),
    "spin.gif": gif(),
    "wrong.png": webp(),
    "bell.mp3": mp3(before=id3(b"Ida Marlow")),
    "turned.jpg": jpeg(20, 10, exif(6)),
    "press.jpg": jpeg(components=4),
    "bomb.png": png(30_000, 30_000),
    "cut.png": png()[:-20],
    "drawing.svg": b"<svg onload='alert(1)'/>",
    "film.mp4": b"\0\0\0\x18ftypmp42",
    "unused.png": png(shade=1),
    "page.html": b"<script>alert(1)</script>",
}

NOTES = [
    ("Basic", ["The tower", 'see <img src="tower.png">'], []),
    ("Basic", ['<img src="ń ł (1).jpg" alt="A lens">Which lens?', "a bell [sound:bell.mp3]"], []),
    ("Cloze", ['{{c1::Marlow}} winds <img src="spin.gif"><img src="wrong.png">', ""], []),
    *(("Basic", [name, f'<img src="{name}">'], []) for name in list(FILES)[5:10]),
    ("Basic", ["film.mp4", "[sound:film.mp4]"], []),
    ("Basic", ["page.html", '<img src="page.html">'], []),
]  # fmt: skip


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deck]:
    deck = Deck(tmp_path_factory.mktemp("deck"), NOTES)
    for name, content in FILES.items():
        assert deck.col.media.write_data(name, content) == name
    yield deck
    deck.col.close()


@pytest.mark.parametrize("legacy", [True, False])
def test_a_package_has_its_media(deck: Deck, legacy: bool) -> None:
    """Of the files in it, those that cards show are read; names and metadata are made harmless."""
    file = read_cards(deck.package(legacy), "deck.apkg")
    tower, lens, winds = file.cards
    names = list(file.media.files)
    assert tower.answer == f"see ![]({names[0]})"
    assert lens.question == f"![A lens]({names[1]})Which lens?"
    assert lens.answer == f"a bell ![]({names[2]})"
    assert winds.cloze == f"{{{{c1::Marlow}}}} winds ![]({names[3]})![]({names[4]})"
    assert [name.rpartition("-")[0] for name in names] == [
        "images/tower", "images/n-1", "audio/bell", "images/spin", "images/wrong",
    ]  # fmt: skip
    assert [name.rpartition(".")[2] for name in names] == ["png", "jpg", "mp3", "gif", "webp"]
    assert b"49.5N" not in file.media.files[names[1]]
    assert b"Ida Marlow" not in file.media.files[names[2]]


def test_media_that_a_course_cannot_use(deck: Deck) -> None:
    refused = {card.label: card.reason for card in read_cards(deck.package(), "deck.apkg").refused}
    assert refused == {
        "turned.jpg": "a picture that cannot be used (turned.jpg): a note of the camera says to turn"
        " the picture, which not every program does",
        "press.jpg": "a picture that cannot be used (press.jpg): the colours of the picture are for a"
        " printing press (CMYK)",
        "bomb.png": "a picture that cannot be used (bomb.png): the picture has 30,000 × 30,000 pixels;"
        " the most are 25,000,000 in all",
        "cut.png": "a picture that cannot be used (cut.png): the picture is cut short",
        "drawing.svg": "a picture that cannot be used (drawing.svg): SVG drawings are not supported",
        "film.mp4": "a recording that cannot be used (film.mp4): the recording is cut short",
        "page.html": "a picture that cannot be used (page.html): the file is not a PNG, JPEG, GIF or"
        " WebP picture",
    }


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Tower.PNG", "images/tower"),
        ("../../etc/passwd.png", "images/passwd"),
        ("C:\\x\\y.png", "images/y"),
        ("a" * 200 + ".png", "images/" + "a" * 40),
        ("塔.png", "images/file"),
        ("LPT1.png", "images/file-lpt1"),
        (".png", "images/file"),
        ("x)](javascript:a).png", "images/x-javascript-a"),
        ("x\n\x1b[31m.png", "images/x-31m"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    taken = CardMedia(lambda _: png()).take(name)
    assert taken.rpartition("-")[0] == safe


def test_one_file_is_one_name_and_another_one_another() -> None:
    files = {"a.png": png(), "A.png": png(shade=2), "b/a.png": png()}
    media = CardMedia(files.get)
    assert media.take("a.png") == media.take("b/a.png") != media.take("A.png")
    assert len(media.files) == 2


def test_a_folder_beside_a_text(tmp_path: Path) -> None:
    folder = tmp_path / "media"
    (folder / "lens").mkdir(parents=True)
    (folder / "lens/a b.png").write_bytes(png())
    (tmp_path / "secret.png").write_bytes(png())
    os.symlink(tmp_path / "secret.png", folder / "link.png")
    media = media_in(folder)
    assert media.take("lens/a%20b.png").startswith("images/a-b-")
    for name in ("../secret.png", "link.png", "lens", "", "x\0.png", str(tmp_path / "secret.png")):
        with pytest.raises(ContentRefused, match="a missing picture"):
            media.take(name)
    text = b"#separator:tab\n#html:true\nWhat is it?\t<img src='lens/a b.png'>\n"
    (card,) = read_cards(text, "notes.txt", media=media_in(folder)).cards
    assert card.answer.startswith("![](images/a-b-")


def test_files_that_are_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    big = jpeg(20, 10, *[segment(0xE2, b"ICC_PROFILE" + bytes(60_000))] * 90)
    with pytest.raises(ContentRefused, match=r"larger than 5 MB"):
        CardMedia(lambda _: big).take("x.jpg")
    monkeypatch.setattr(media_module, "MAX_TOTAL", len(png()) + 1)
    media = CardMedia({"a.png": png(), "b.png": png(shade=2)}.get)
    media.take("a.png")
    with pytest.raises(ContentRefused, match=r"more than 0 MB of media"):
        media.take("b.png")


@pytest.mark.parametrize(
    "name", ["https://a.org/x.png", "//a.org/x.png", "file:///etc/passwd", "DATA:image/png;base64,xx"]
)  # fmt: skip
def test_nothing_is_fetched(name: str) -> None:
    with pytest.raises(ContentRefused) as error:
        CardMedia(lambda _: png()).take(name)
    assert str(error.value) == f"a picture that is not in the file: {name}"
