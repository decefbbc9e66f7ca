"""A distractor does not say why it is wrong.

Who chose it learns nothing from "wrong"; and for a distractor of which nobody can say why it is
wrong, it may not be.  `why` is shown with the answer.

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
        silent = [o for o in options if not o.right and not o.explained]
        if silent:
            first = f"“{silent[0].text}”"
            message = (
                f"nothing says why {first} is wrong"
                if len(silent) == 1
                else f"nothing says why {first} and {plural(len(silent) - 1, 'other')} are wrong"
            )
            yield silent[0].finding(message, entry, "write {text: …, why: …}")
