"""A text holds an image or mathematics, which no target prints yet.

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
    for bank in course.banks:
        if not any(sign in bank.file.text for sign in _SIGNS):
            continue  # a look at the whole file is quicker than one at each text
        for entry in bank.entries:
            for path, text in entry.question.texts():
                if what := refused(text):
                    message = f"the text holds {what}, which studykit does not print"
                    help = "say it in words; emphasis, `code`, lists and line breaks are printed"
                    yield Finding(message, entry.file, (*entry.path, *path), help)


_SIGNS = ("![", "$$", "\\")
"""What a file has in which such a text stands; in YAML a backslash can write any sign."""
