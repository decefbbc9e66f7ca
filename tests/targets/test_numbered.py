"""Pictures with numbers on their parts."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from studykit.bank.media import ShownMedia
from studykit.bank.model import Label, LabelledPart, Recall
from studykit.bank.shapes import Shape
from studykit.pictures import PictureFile, read
from studykit.targets.numbered import numbered_name, numbered_picture, with_numbered

from ..exercises import exercise
from ..pictures.files import png

PARTS = (
    LabelledPart("the roof", Shape("polygon", ((0.2, 0.3), (0.4, 0.3), (0.3, 0.1)))),
    LabelledPart("the lens", Shape("ellipse", ((0.1, 0.4), (0.5, 0.6)))),
    LabelledPart("the <box>", Shape("rectangle", ((0, 0.8), (0.2, 1)))),
)

LAMP = Label("lamp.png", "A lamp", PARTS)

PICTURE = read(png(200, 100))


def drawn(label: Label) -> str:
    svg = numbered_picture(PICTURE, label).content.decode()
    ElementTree.fromstring(svg)
    return re.sub(r' href="data:image/png;base64,[^"]+"', "", svg)


def test_covers_hide_what_is_below_them() -> None:
    svg = drawn(LAMP)
    assert svg.startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">'
        '<image width="200" height="100"/>'
        '<polygon points="40.00,30.00 80.00,30.00 60.00,10.00" fill="#fff" stroke="#000"'
    )
    assert '<ellipse cx="60.00" cy="50.00" rx="40.00" ry="10.00" fill="#fff"' in svg
    assert '<rect x="0.00" y="80.00" width="40.00" height="20.00" fill="#fff"' in svg
    assert re.findall(r">(.)</text>", svg) == ["1", "2", "3"]
    assert "box" not in svg


def test_outlines_leave_the_picture_visible_and_their_numbers_are_on_it() -> None:
    svg = drawn(Label("lamp.png", "A lamp", PARTS, cover=False))
    assert 'fill="#fff"' not in re.sub(r"<circle[^>]*>", "", svg)
    discs = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg)
    assert len(discs) == 3
    for x, y, radius in (map(float, disc) for disc in discs):
        assert radius <= x <= 200 - radius
        assert radius <= y <= 100 - radius


def test_a_single_part_is_not_numbered() -> None:
    assert ">?</text>" in drawn(Label("lamp.png", "A lamp", PARTS[:1]))
    assert "<text" not in drawn(Label("lamp.png", "A lamp", PARTS[:1], cover=False))


def test_numbered_pictures_are_added_to_the_media() -> None:
    media = {"lamp.png": ShownMedia(PICTURE, "Ida Marlow")}
    exercises = [
        exercise(LAMP, id="lamp"),
        exercise(Label("gone.png", "A lamp", PARTS), id="gone"),
        exercise(Recall("x"), id="x"),
    ]
    found = with_numbered(exercises, media)
    assert list(found) == ["lamp.png", numbered_name("lamp")]
    shown = found[numbered_name("lamp")]
    assert isinstance(shown.file, PictureFile)
    assert (shown.file.kind, shown.file.width, shown.credit) == ("svg", 200, "Ida Marlow")
    assert shown.file.name.endswith(".svg")
