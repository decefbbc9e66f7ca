"""A question has only two options.

Half of all guesses are right.  Haladyna, Downing and Rodriguez (2002): write as many options as are
plausible, and three are usually enough.

Add a plausible distractor, or ask for the answer without options.

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

MIN_OPTIONS = 3


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, _, options in choices(course):
        if len(options) < MIN_OPTIONS:
            message = "the question has only two options, so half of all guesses are right"
            help = "add a plausible distractor, or ask for the answer without options"
            yield Finding(message, entry.file, (*entry.path, "distractors"), help)
