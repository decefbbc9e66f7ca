"""A picture cannot be used, or has no words for those who cannot see it.

A picture is a PNG, JPEG, GIF or WebP file in the folder of the course, of at most 5 MB and 25 million
pixels, with words between the brackets: `![a lamp with two lenses](images/lamp.png)`.

Fails:

    - id: noise
      type: basic
      prompt: What did Marlow hear up here? ![](images/tower.png)
      answer: A shutter.
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: What did Marlow hear up here? !\\[](images/tower.png)
      answer: A shutter.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.rich import has_pictures
from ..diagnostics import Finding, Severity

if TYPE_CHECKING:
    from ..bank.pictures import PlacedPicture

CODE = "bad-picture"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    if not has_pictures(course):
        return
    from ..bank.pictures import placed_pictures

    for placed in placed_pictures(course):
        for message, help in _problems(course, placed):
            typed = placed.typed
            start = placed.text.find(f"]({typed.url}") if f"]({typed.url}" in placed.text else 0
            start = placed.text.rfind("![", 0, start + 1) if start else 0
            end = placed.text.find(")", start) + 1 or len(placed.text)
            place = placed.entry.file.part(placed.path, placed.text, max(0, start), end)
            yield Finding(f"{typed.url}: {message}", place, placed.path, help)


def _problems(course: Course, placed: PlacedPicture) -> Iterator[tuple[str, str | None]]:
    from ..bank.pictures import picture
    from ..pictures import BrokenPicture

    name, words = placed.typed.url, placed.typed.words.strip(" .")
    if not words or words == name.rpartition("/")[2]:
        yield (
            "there are no words for those who cannot see the picture",
            "say between the brackets what it shows, without the answer",
        )
    if placed.typed.title:
        yield "the picture has a title, which is not shown", "remove the title"
    try:
        picture(course.folder, name)
    except BrokenPicture as error:
        yield error.message, error.help
