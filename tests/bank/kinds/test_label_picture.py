"""Parts of a picture to name: what is read of a bank, and where mistakes are shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.bank.model import Label, LabelledPart
from studykit.bank.shapes import Shape
from studykit.check import Checked

from ...conftest import COURSE, pointed
from ...pictures.files import png
from ...sounds.files import mp3

LAMP = """
- id: lamp
  type: label_picture
  prompt: Name the parts of the lamp.
  picture: images/lamp.png
  alt: A lamp on a box.
  labels:
    - name: the lens
      ellipse: {left: 0.1, top: 0.1, width: 0.2, height: 0.1}
    - name: the box
      rectangle: {left: 0.6, top: 0.1, width: 0.2, height: 0.1}
    - name: the roof
      polygon: [[0, 0.8], [0.2, 0.8], [0.1, 1]]
  passages: [{quote: a shutter was banging up here in the wind}]
"""

CREDITED = COURSE + "images: {images/lamp.png: {credit: Ida Marlow}}\n"

FILES: dict[str, str | bytes] = {"images/lamp.png": png(), "audio/bell.mp3": mp3()}


def test_the_parts_in_order(checked: Callable[..., Checked]) -> None:
    result = checked(LAMP, course=CREDITED, more=FILES)
    assert pointed(result) == []
    assert result.course is not None
    (entry,) = result.course.entries
    assert entry.question.response((), result.course.info) == Label(
        "images/lamp.png",
        "A lamp on a box.",
        (
            LabelledPart("the lens", Shape("ellipse", ((0.1, 0.1), (0.3, 0.2)))),
            LabelledPart("the box", Shape("rectangle", ((0.6, 0.1), (0.8, 0.2)))),
            LabelledPart("the roof", Shape("polygon", ((0, 0.8), (0.2, 0.8), (0.1, 1)))),
        ),
        cover=True,
    )


SHARES = (
    " | numbers are shares of the picture’s width and height: 0 is the left or the top, 0.5 the"
    " middle, 1 the right or the bottom"
)


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [
        ("left: 0.6", "left: 360", "360 | bad-value: `left` must be from 0 to 1" + SHARES),
        ("left: 0.6", "left: -0.1", "-0.1 | bad-value: `left` must be from 0 to 1" + SHARES),
        ("left: 0.6", "left: .nan", ".nan | bad-value: `left` must be a number, not the text “.nan”"),
        ("left: 0.6", "left: half", "half | bad-value: `left` must be a number, not the text “half”"),
        ("left: 0.6", "left: true", "true | bad-value: `left` must be a number, not `true`"),
        ("left: 0.6", "left: 0.9", "{left: 0.9, top: 0.1, width: 0.2, height: 0.1} | bad-value: `rectangle`"
         " leaves the picture at the right: left + width is 1.1" + SHARES),
        ("top: 0.1, width: 0.2, height: 0.1}\n    - name: the roof", "top: 0.95, width: 0.2, height: 0.1}\n    - name: the roof",
         "{left: 0.6, top: 0.95, width: 0.2, height: 0.1} | bad-value: `rectangle`"
         " leaves the picture at the bottom: top + height is 1.05" + SHARES),
        ("left: 0.6, top: 0.1, width: 0.2", "left: 0.6, top: 0.1, width: 0",
         "0 | bad-value: `width` must be at least 0.01, or nobody sees the shape"),
        ("left: 0.6, ", "", "{top: 0.1, width: 0.2, height: 0.1} | missing-key: `left` is missing"),
        ("[0.1, 1]]", "[0.1, 0.8]]", "[[0, 0.8], [0.2, 0.8], [0.1, 0.8]] | bad-value: `polygon` is too small to see,"
         " or a line"),
        ("[0.1, 1]]", "[0.1, 8]]", "8 | bad-value: `polygon` must be from 0 to 1" + SHARES),
        ("[0.1, 1]]", "[0.1]]", "[0.1] | bad-value: `polygon` must have at least 2 entries"),
        ("[0.1, 1]]", "[0.1, 1, 1]]", "[0.1, 1, 1] | bad-value: `polygon` must have at most 2 entries"),
        (", [0.1, 1]]", "]", "[[0, 0.8], [0.2, 0.8]] | bad-value: `polygon` must have at least 3 entries"),
        ("      polygon: [[0, 0.8], [0.2, 0.8], [0.1, 1]]\n", "",
         "name: the roof | bad-value: `labels` must have one `rectangle`, `ellipse` or `polygon`"
         " each; this one has none"),
        ("rectangle:", "circle:", "circle | unknown-key: unknown key `circle` | known keys are name, rectangle,"
         " ellipse, polygon"),
        ("  alt: A lamp on a box.\n", "", "id: lamp | missing-key: `alt` is missing"),
        ("images/lamp.png", "images/lmap.png", "images/lmap.png | bad-picture: images/lmap.png: no such file"
         " | did you mean `lamp.png`?"),
        ("images/lamp.png", "../lamp.png", "../lamp.png | bad-picture: ../lamp.png: a picture must be a file in the"
         " folder of the course | copy it there and name it, as in `![words](images/lens.png)`"),
        ("images/lamp.png", "audio/bell.mp3", "audio/bell.mp3 | bad-value: `picture` must be a picture, not a"
         " recording"),
        ("A lamp on a box.", "A lamp with the lens.", "A lamp with the lens. | answer-in-prompt: the words for the"
         " picture contain its answer, “the lens” | say what the picture shows without the names of its parts"),
    ],
)  # fmt: skip
def test_mistakes(right: str, wrong: str, found: str, checked: Callable[..., Checked]) -> None:
    assert right in LAMP
    result = checked(LAMP.replace(right, wrong, 1), course=CREDITED, more=FILES)
    first, *more = pointed(result)
    assert (first.replace("\n", " "), more) == (found, [])


def test_a_label_needs_one_shape(checked: Callable[..., Checked]) -> None:
    two = LAMP.replace(
        "    - name: the box\n", "    - name: the box\n      polygon: [[0, 0], [1, 0], [1, 1]]\n"
    )
    (finding,) = pointed(checked(two, course=CREDITED, more=FILES))
    assert finding.endswith(
        "must have one `rectangle`, `ellipse` or `polygon` each; this one has 2"
    )
