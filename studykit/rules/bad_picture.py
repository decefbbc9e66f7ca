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
from ..bank.rich import has_media
from ..diagnostics import Finding, Severity

if TYPE_CHECKING:
    from ..bank.media import PlacedMedia

CODE = "bad-picture"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    if not has_media(course):
        return
    from ..bank.media import placed_media

    for placed in placed_media(course):
        if not placed.typed.is_sound:
            for message, help in _problems(course, placed):
                yield Finding(f"{placed.typed.url}: {message}", placed.place, placed.path, help)


def _problems(course: Course, placed: PlacedMedia) -> Iterator[tuple[str, str | None]]:
    from ..bank.media import picture
    from ..media import BrokenMedia

    if not placed.has_words:
        yield (
            "there are no words for those who cannot see the picture",
            "say between the brackets what it shows, without the answer",
        )
    if placed.typed.title:
        yield "the picture has a title, which is not shown", "remove the title"
    try:
        picture(course.folder, placed.typed.url)
    except BrokenMedia as error:
        yield error.message, error.help
