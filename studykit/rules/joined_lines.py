"""YAML joins the lines of a table or of a block of code.

After `>`, in quotes and without them, YAML joins lines to one. After `|` they stay as they are.

Fails:

    - id: noise
      type: basic
      prompt: >
        What did Marlow hear?
        ```
        06:10 bell
        ```
      answer: A shutter.
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: |
        What did Marlow hear?
        ```
        06:10 bell
        ```
      answer: A shutter.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.rich import rich_texts
from ..diagnostics import Finding, Severity
from ..regex import regex

CODE = "joined-lines"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_NEEDS_LINES = regex(r"^[ ]*(?:```|~~~|\|?[ ]*:?-{3,}:?[ ]*\|)", re.MULTILINE)


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, at, text in rich_texts(course):
        if "```" not in text and "~~~" not in text and "--" not in text:
            continue
        start, end = entry.file.offsets(at)
        raw = entry.file.text[start:end]
        # two line ends in quotes are one, as programs write them
        if len(_NEEDS_LINES.findall(raw)) > len(_NEEDS_LINES.findall(text)):
            message = "YAML joins the lines of this text, so its table or code is lost"
            yield Finding(message, entry.file, at, "write the text as a block after `|`")
