"""A recording cannot be used, or has no words for those who cannot hear it.

A recording is an MP3, Ogg (Opus or Vorbis), M4A or WAV file in the folder of the course, of at most 5 MB,
with its transcript between the brackets: `![We heard it at nine.](audio/marlow.mp3)`.

Fails:

    - id: noise
      type: basic
      prompt: What did Marlow hear up here? ![](audio/wind.mp3)
      answer: A shutter.
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: What did Marlow hear up here? !\\[](audio/wind.mp3)
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

CODE = "bad-recording"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    if not has_media(course):
        return
    from ..bank.media import placed_media

    for placed in placed_media(course):
        if placed.typed.is_sound:
            for message, help in _problems(course, placed):
                yield Finding(f"{placed.typed.url}: {message}", placed.place, placed.path, help)


def _problems(course: Course, placed: PlacedMedia) -> Iterator[tuple[str, str | None]]:
    from ..bank.media import sound
    from ..media import BrokenMedia

    if not placed.has_words:
        yield (
            "there are no words for those who cannot hear the recording",
            "write between the brackets what is said, or what is to be heard",
        )
    if placed.typed.title:
        yield "the recording has a title, which is not shown", "remove the title"
    try:
        sound(course.folder, placed.typed.url)
    except BrokenMedia as error:
        yield error.message, error.help
