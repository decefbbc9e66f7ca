"""Tables with a header: CSV, and TSV with tabs.

Columns are named as in `records.NAMES`: `question` and `answer`, or `cloze`; `option 1`, `wrong 2` and the
like are the options of a multiple-choice question.
"""

from __future__ import annotations

import csv
import re
from typing import Any

from ...diagnostics import StudykitError
from ..fields import from_cell
from ..model import ImportedFile
from ..records import add_record, is_known
from .decoding import decoded

_NUMBERED = re.compile(
    r"(option|choice|wrong|distractor|incorrect)s?[ _-]*(?:\d+|[a-h])", re.IGNORECASE
)


def read(content: bytes, name: str) -> ImportedFile:
    text = decoded(content, name)
    first = text.partition("\n")[0]
    separator = "\t" if name.lower().endswith(".tsv") else max(",;\t", key=first.count)
    file = ImportedFile()
    try:
        rows = csv.reader(text.splitlines(keepends=True), delimiter=separator)
        header = next(rows, [])
        if not any(map(is_known, header)):
            raise StudykitError(
                f"{name} needs a first line that names its columns, such as"
                f" `question{separator}answer`".replace("\t", "⇥")
            )
        for row in rows:
            if any(cell.strip() for cell in row):
                add_record(file, _record(header, row), f"line {rows.line_num}", from_cell)
    except csv.Error as error:
        raise StudykitError(f"{name} is not a table: {error}") from error
    return file


def _record(header: list[str], row: list[str]) -> dict[str, Any]:
    """Return a row as a record; numbered columns are lists."""
    record: dict[str, Any] = {}
    for n, cell in enumerate(row):
        key = header[n] if n < len(header) else f"column {n + 1}"
        if not cell.strip():
            continue
        if numbered := _NUMBERED.fullmatch(key.strip()):
            list_name = "options" if numbered[1].lower() in ("option", "choice") else "wrong"
            record.setdefault(list_name, []).append(cell.strip())
        else:
            record[key] = cell
    return record
