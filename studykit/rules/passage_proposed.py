"""A passage was proposed by `studykit import`, and nobody has confirmed it.

A search for words cannot tell whether a sentence supports an answer, so a person has to.  Run
`studykit review`, or delete `proposed` from the passages that support the answer, and the other
passages.

Fails:

    - id: noise
      type: basic
      prompt: What did Marlow hear?
      answer: A shutter
      passages: [{quote: PASSAGE, proposed: true}]

Passes:

    - id: noise
      type: basic
      prompt: What did Marlow hear?
      answer: A shutter
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity

CODE = "passage-proposed"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        proposed = [n for n, passage in enumerate(entry.question.passages) if passage.proposed]
        if not proposed:
            continue
        passages = (
            "this passage" if len(proposed) == 1 else f"any of these {len(proposed)} passages"
        )
        message = f"nobody has confirmed that {passages} supports the answer"
        help = "run `studykit review`, or delete `proposed: true` if it does"
        yield Finding(message, entry.file, (*entry.passage_path(proposed[0]), "proposed"), help)
