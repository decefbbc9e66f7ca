"""A question has fewer than three options, so that half of all guesses are right.

Haladyna, Downing and Rodriguez (2002): as many good options as there are, but three do.

Fails:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter
      distractors: [{text: A ship, why: No ship needs the light.}]
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter
      distractors:
        - {text: A ship, why: No ship needs the light.}
        - {text: A dog, why: The dog was hers.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.wording import choices
from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity

CODE = "few-options"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

FEWEST = 3


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, question, _ in choices(course):
        count = len(question.key) + len(question.distractors)
        if count < FEWEST:
            message = f"there are only {count} options, so that one guess in {count} is right"
            help = "add a distractor that somebody might believe, or ask for the answer itself"
            yield Finding(message, entry.file, (*entry.path, "distractors"), help)
