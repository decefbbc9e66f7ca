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

from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.rich import has_media
from ..diagnostics import Finding, Severity

CODE = "bad-recording"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False

_NO_WORDS = (
    "there are no words for those who cannot hear the recording",
    "write between the brackets what is said, or what is to be heard",
)


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    if has_media(course):
        from ..bank.media import media_findings

        yield from media_findings(course, "recording", sounds=True, no_words=_NO_WORDS)
