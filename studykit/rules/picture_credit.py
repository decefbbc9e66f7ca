"""A picture or a recording has no credit in course.yaml.

Say who made it, and under which licence, in `images` or `recordings` of course.yaml; both are printed below it.

Fails:

    - id: noise
      type: basic
      prompt: What did Marlow hear up here? ![the tower](images/tower.png)
      answer: A shutter.
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: What did Marlow hear up here?
      answer: A shutter.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.rich import has_media
from ..diagnostics import Finding, Severity

CODE = "picture-credit"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    if not has_media(course):
        return
    from ..bank.media import course_media, placed_media

    credited = course.info.images.keys() | course.info.recordings.keys()
    uncredited = course_media(course).keys() - credited
    for placed in placed_media(course):
        name = placed.typed.url
        if name in uncredited:
            uncredited.remove(name)
            is_sound = placed.typed.is_sound
            noun, key = ("recording", "recordings") if is_sound else ("picture", "images")
            message = f"{name}: course.yaml does not say who made the {noun}"
            help = f"add to course.yaml: `{key}: {{{name}: {{credit: …, licence: …}}}}`"
            yield Finding(message, placed.place, placed.path, help)
