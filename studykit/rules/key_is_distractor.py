"""A distractor is the same as a key.

The option is right and wrong at once.  Options are the same if they differ only in markup, case,
spaces or the width of characters (NFKC).  Replace or delete the distractor.

Fails:

    - id: fuel
      type: multiple_choice
      prompt: What did the lamp burn?
      key: Whale oil
      distractors:
        - {text: Kerosene, why: The lamp burned whale oil.}
        - {text: whale oil, why: The lamp burned whale oil.}
      passages: [{quote: PASSAGE}]

Passes:

    - id: fuel
      type: multiple_choice
      prompt: What did the lamp burn?
      key: Whale oil
      distractors:
        - {text: Kerosene, why: The lamp burned whale oil.}
        - {text: Rapeseed oil, why: The lamp burned whale oil.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.wording import choices, normalized
from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.prose import plain
from ..diagnostics import Finding, Severity

CODE = "key-is-distractor"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, question, _ in choices(course):
        keys = {normalized(key.text) for key in question.key}
        for n, distractor in enumerate(question.distractors):
            if normalized(distractor.text) in keys:
                message = f"“{plain(distractor.text)}” is both a key and a distractor"
                yield Finding(message, entry.file, (*entry.path, "distractors", n))
