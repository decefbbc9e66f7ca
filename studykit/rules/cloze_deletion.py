"""A cloze leaves nothing out, or a deletion is not closed.

Fails:

    - id: noise
      type: cloze
      text: a shutter was banging up here
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: cloze
      text: "a {{c1::shutter}} was banging up here"
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.kinds.cloze import Cloze
from ..bank.load import Course
from ..bank.model import Blank
from ..diagnostics import Finding, Severity

CODE = "cloze-deletion"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False

_STRAY = re.compile(r"\{\{c\d*(?:::?)?")


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        if not isinstance(entry.question, Cloze):
            continue
        at = (*entry.path, "text")
        parts = entry.question.parts
        stray = next((m for p in parts if isinstance(p, str) and (m := _STRAY.search(p))), None)
        if stray:
            message = f"a deletion begins with `{stray[0]}` but is not complete"
            help = "a deletion is {{c1::words}} or {{c1::words::hint}}; one cannot hold another"
            yield Finding(message, entry.file, at, help, words=stray[0])
        elif not any(isinstance(part, Blank) for part in parts):
            help = "put what is to be left out into {{c1::…}}"
            yield Finding("the cloze leaves nothing out", entry.file, at, help)
        elif any(isinstance(part, Blank) and not part.answer.strip() for part in parts):
            yield Finding("a deletion leaves out nothing", entry.file, at)
