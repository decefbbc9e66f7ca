"""Two questions of the course have the same id.

Anki and learners' progress identify a question by its id, so ids must be unique across all banks,
including those under `formerly`.  The ids of banks must be unique too.

Rename the newer question; the older one has learners' progress.

Fails:

    - id: noise
      type: basic
      prompt: What did Marlow hear?
      answer: A shutter.
      passages: [{quote: PASSAGE}]
    - id: noise
      type: basic
      prompt: What was banging?
      answer: A shutter.
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: What did Marlow hear?
      answer: A shutter.
      passages: [{quote: PASSAGE}]
    - id: weather
      type: basic
      prompt: What moved the shutter?
      answer: The wind.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course, Entry
from ..diagnostics import Finding, Severity

CODE = "duplicate-question"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    current: dict[str, Entry] = {}
    entries = [entry for bank in course.banks for entry in bank.in_order if entry.question.id]
    for entry in entries:
        id = entry.question.id
        first = current.setdefault(id, entry)
        if first is not entry:
            message = f"the id `{id}` is already used at {_place(first)}"
            yield Finding(message, entry.file, (*entry.path, "id"))
    former: dict[str, Entry] = {}
    for entry in entries:
        for n, id in enumerate(entry.question.formerly):
            first = current.get(id) or former.setdefault(id, entry)
            if first is not entry or id in current:
                message = f"the former id `{id}` belongs to the question at {_place(first)}"
                yield Finding(message, entry.file, (*entry.path, "formerly", n))
    banks: dict[str, str] = {}
    for bank in course.banks:
        path = banks.setdefault(bank.header.id, bank.file.path)
        if path != bank.file.path:
            message = f"the bank id `{bank.header.id}` is already used by {path}"
            yield Finding(message, bank.file, ("id",))


def _place(entry: Entry) -> str:
    span = entry.file.span((*entry.path, "id"))
    return f"{span.path}:{span.line}"
