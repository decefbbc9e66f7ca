"""A cloze has no blank, or one that is incomplete or empty.

Write {{c1::words}} or {{c1::words::hint}}.  Blanks cannot be nested.

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

_INCOMPLETE = re.compile(r"\{\{c\d*(?:::?)?")


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        if not isinstance(entry.question, Cloze):
            continue
        path = (*entry.path, "text")
        parts = entry.question.parts
        texts = [part for part in parts if isinstance(part, str)]
        blanks = [part for part in parts if isinstance(part, Blank)]
        incomplete = [match[0] for text in texts for match in _INCOMPLETE.finditer(text)]
        if incomplete:
            message = f"the blank that starts with `{incomplete[0]}` is incomplete"
            help = "write {{c1::words}} or {{c1::words::hint}}; blanks cannot be nested"
            yield Finding(message, entry.file, path, help, words=incomplete[0])
        elif not blanks:
            help = "put the words to hide into {{c1::…}}"
            yield Finding("the cloze has no blank", entry.file, path, help)
        elif any(not blank.answer.strip() for blank in blanks):
            help = "put the words to hide into {{c1::…}}"
            yield Finding("a blank has no words", entry.file, path, help)
