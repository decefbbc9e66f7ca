"""One option is both right and wrong.

Fails:

    - id: fuel
      type: multiple_choice
      prompt: What did the lamp burn?
      key: Whale oil
      distractors: [Kerosene, whale oil, Coal gas]
      passages: [{quote: PASSAGE}]

Passes:

    - id: fuel
      type: multiple_choice
      prompt: What did the lamp burn?
      key: Whale oil
      distractors: [Kerosene, Rapeseed oil, Coal gas]
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from ..bank.evidence import Verified
from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.load import Course
from ..bank.prose import plain
from ..diagnostics import Finding, Severity

CODE = "key-is-distractor"
SEVERITY = Severity.ERROR


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        if isinstance(entry.question, MultipleChoice):
            keys = {_alike(key.text) for key in entry.question.key}
            for n, distractor in enumerate(entry.question.distractors):
                if _alike(distractor.text) in keys:
                    message = f"“{plain(distractor.text)}” is both a key and a distractor"
                    yield Finding(message, entry.file, (*entry.path, "distractors", n))


def _alike(text: str) -> str:
    return " ".join(normalize("NFKC", plain(text)).casefold().split())
