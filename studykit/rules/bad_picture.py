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

from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.rich import has_media
from ..diagnostics import Finding, Severity

CODE = "bad-picture"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False

_NO_WORDS = (
    "there are no words for those who cannot see the picture",
    "say between the brackets what it shows, without the answer",
)


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    if has_media(course):
        from ..bank.media import media_findings

        yield from media_findings(course, "picture", sounds=False, no_words=_NO_WORDS)
