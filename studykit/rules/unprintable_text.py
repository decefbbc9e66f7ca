"""A text contains an image or mathematics, which studykit does not support yet.

Say it in words.

Fails:

    - id: beam
      type: basic
      prompt: How far does the light reach? $$d = \\sqrt{2rh}$$
      answer: Far out to sea.
      passages: [{quote: PASSAGE}]

Passes:

    - id: beam
      type: basic
      prompt: How far does the light reach, for $5 or $10 of oil?
      answer: Far out to sea.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.prose import refused
from ..diagnostics import Finding, Severity

CODE = "unprintable-text"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        for path, text in entry.question.texts():
            if what := refused(text):
                message = f"the text contains {what}, which studykit does not support"
                help = "say it in words; emphasis, `code`, lists and line breaks are supported"
                yield Finding(message, entry.file, (*entry.path, *path), help)
