"""A question has more than four distractors.

That is more to read for little gain.  Haladyna, Downing and Rodriguez (2002): develop as many
effective options as you can, but three are enough; a fourth or fifth distractor is seldom chosen.
Delete the ones that nobody would choose.  This is a note, not a warning.

Fails:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter
      distractors:
        - {text: A ship, why: No ship needs the light.}
        - {text: A dog, why: The dog was hers.}
        - {text: A bell, why: She heard no bell.}
        - {text: A gull, why: She heard no gull.}
        - {text: A horn, why: No horn is named.}
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter
      distractors:
        - {text: A ship, why: No ship needs the light.}
        - {text: A dog, why: The dog was hers.}
        - {text: A bell, why: She heard no bell.}
        - {text: A gull, why: She heard no gull.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.wording import choices
from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity

CODE = "many-options"
SEVERITY = Severity.INFO
NEEDS_TEXT = False
ALLOWABLE = True

MOST = 4


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, question, _ in choices(course):
        count = len(question.distractors)
        if count > MOST:
            message = f"the question has {count} distractors; two or three good ones are enough"
            help = "delete the ones that nobody would choose"
            yield Finding(message, entry.file, (*entry.path, "distractors"), help)
