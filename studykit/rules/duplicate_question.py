"""Two questions of the course have the same id.

An id is what Anki and the learner's progress know a question by, in whichever bank it stands.

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
    seen: dict[str, Entry] = {}
    for entry in course.entries:
        id = entry.question.id
        if (first := seen.setdefault(id, entry)) is not entry:
            span = first.file.span((*first.path, "id"))
            message = f"the id `{id}` is taken: {span.path}:{span.line} has it too"
            yield Finding(message, entry.file, (*entry.path, "id"))
    former: dict[str, Entry] = {}
    for entry in course.entries:
        for n, id in enumerate(entry.question.formerly):
            first = seen.get(id) or former.setdefault(id, entry)
            if first is not entry or id in seen:
                span = first.file.span((*first.path, "id"))
                message = f"the former id `{id}` belongs to the question at {span.path}:{span.line}"
                yield Finding(message, entry.file, (*entry.path, "formerly", n))
    banks: dict[str, str] = {}
    for bank in course.banks:
        if (path := banks.setdefault(bank.header.id, bank.file.path)) != bank.file.path:
            message = f"the bank id `{bank.header.id}` is taken: {path} has it too"
            yield Finding(message, bank.file, ("id",))
