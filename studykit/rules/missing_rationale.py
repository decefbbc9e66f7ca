"""A distractor does not say why it is wrong.

A learner who chose it learns nothing from “wrong”, and a distractor that nobody can refute may be
right.  Add `why`, which is shown with the answer.

Fails:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter
      distractors:
        - {text: A ship, why: No ship needs the light.}
        - A dog
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
from ..format import plural

CODE = "missing-rationale"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, _, options in choices(course):
        silent = [option for option in options if not option.right and not option.explained]
        if silent:
            message = f"“{silent[0].text}” does not say why it is wrong"
            if len(silent) > 1:
                others = plural(len(silent) - 1, "other")
                message = f"“{silent[0].text}” and {others} do not say why they are wrong"
            yield silent[0].finding(message, entry, "write {text: …, why: …}")
