"""Labels of a picture that cannot be told apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

from ..conftest import COURSE, pointed
from ..pictures.files import png

LAMP = """
- id: lamp
  type: label_picture
  prompt: Name the parts of the lamp.
  picture: images/lamp.png
  alt: A lamp on a box.
  cover: {cover}
  labels:
    - name: the lens
      rectangle: {{left: 0.1, top: 0.1, width: 0.4, height: 0.4}}
    - name: {name}
      rectangle: {{left: {left}, top: {left}, width: {size}, height: {size}}}
  passages: [{{quote: a shutter was banging up here in the wind}}]
"""


@pytest.mark.parametrize(
    ("cover", "name", "left", "size", "findings"),
    [
        (True, "the box", 0.6, 0.2, []),
        (True, "The *lens*", 0.6, 0.2, [
            "The *lens* | same-label: labels 1 and 2 have the same name, “The *lens*”"
            " | say which, as in “the left valve” and “the right valve”"
        ]),
        (True, "the box", 0.4, 0.4, []),
        (True, "the box", 0.3, 0.4, [
            "name: the box | same-label: labels 1 and 2 overlap: 25% of “the lens” is below the other"
            " | make them smaller, or show outlines with `cover: false`"
        ]),
        (True, "the box", 0.2, 0.1, [
            "name: the box | same-label: labels 1 and 2 overlap: 100% of “the box” is below the other"
            " | make them smaller, or show outlines with `cover: false`"
        ]),
        (False, "the box", 0.2, 0.1, []),
        (False, "the box", 0.12, 0.4, [
            "name: the box | same-label: labels 1 and 2 mark nearly the same place"
            " | mark another part with one of them"
        ]),
    ],
)  # fmt: skip
def test_labels_that_cannot_be_told_apart(
    cover: bool,
    name: str,
    left: float,
    size: float,
    findings: list[str],
    checked: Callable[..., Checked],
) -> None:
    question = LAMP.format(cover=str(cover).lower(), name=name, left=left, size=size)
    course = COURSE + "images: {images/lamp.png: {credit: Ida Marlow}}\n"
    result = checked(question, course=course, more={"images/lamp.png": png()})
    assert pointed(result) == findings
