r"""A row of a table has more or fewer cells than the header.

Markdown would cut the row, or fill it with empty cells. A bar inside a cell is written `\|`.

Fails:

    - id: noise
      type: basic
      prompt: |
        What did Marlow hear?

        | day    | wind   |
        |--------|--------|
        | Monday | strong | west |
      answer: A shutter.
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: |
        What did Marlow hear?

        | day    | wind   |
        |--------|--------|
        | Monday | strong |
      answer: A shutter.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.markup import uneven_rows
from ..bank.rich import rich_texts
from ..diagnostics import Finding, Severity
from ..format import plural

CODE = "bad-table"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, at, text in rich_texts(course):
        for row in uneven_rows(text):
            start = max(0, text.find(row.line))
            place = entry.file.part(at, text, start, start + len(row.line))
            message = f"the row has {plural(row.cells, 'cell')}, but the table has"
            message += f" {plural(row.columns, 'column')}"
            yield Finding(message, place, at, "write `\\|` for a bar inside a cell")
