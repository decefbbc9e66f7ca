"""A picture has no credit in course.yaml.

Say who made it, and under which licence, in `images` of course.yaml; both are printed below it.

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
from ..bank.rich import has_pictures
from ..diagnostics import Finding, Severity

CODE = "picture-credit"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    if not has_pictures(course):
        return
    from ..bank.pictures import course_pictures, placed_pictures

    uncredited = course_pictures(course).keys() - course.info.images.keys()
    for placed in placed_pictures(course):
        name = placed.typed.url
        if name in uncredited:
            uncredited.remove(name)
            message = f"{name}: course.yaml does not say who made the picture"
            help = f"add to course.yaml: `images: {{{name}: {{credit: …, licence: …}}}}`"
            yield Finding(message, placed.entry.file, placed.path, help, words=name)
