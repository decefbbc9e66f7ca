"""Tables with a header: CSV, and TSV with tabs.

Columns are named as in `records.NAMES`: `question` and `answer`, or `cloze`; `option 1`, `wrong 2` and the
like are the options of a multiple-choice question.
"""

from __future__ import annotations

import csv
import re
import shlex
from typing import Any

from ...diagnostics import StudykitError
from ...format import plural
from ..fields import from_cell
from ..model import ImportedFile, RefusedCard, label
from ..records import add_record, missing_role
from .decoding import decoded

_NUMBERED = re.compile(
    r"(option|choice|wrong|distractor|incorrect)s?[ _-]*(?:\d+|[a-h])", re.IGNORECASE
)


def read(content: bytes, name: str, file: ImportedFile) -> None:
    text = decoded(content, name)
    first = text.partition("\n")[0]
    separator = "\t" if name.lower().endswith(".tsv") else max(",;\t", key=first.count)
    try:
        rows = csv.reader(text.splitlines(keepends=True), delimiter=separator)
        header = next(rows, [])
        file.names.update(dict.fromkeys(header))
        if role := missing_role(header, file.roles):
            raise StudykitError(_missing(role, name, header, separator))
        for row in rows:
            place = f"line {rows.line_num}"
            if any(cell.strip() for cell in row[len(header) :]):
                reason = _too_many(len(row), len(header), separator)
                file.refused.append(RefusedCard(place, label(row[0]), reason))
            elif any(cell.strip() for cell in row):
                add_record(file, _record(header, row), place, from_cell, "column")
    except csv.Error as error:
        raise StudykitError(f"{name} is not a table: {error}") from error


def _missing(role: str, name: str, header: list[str], separator: str) -> str:
    """Say that no column of a table is known to be the question, or the answer."""
    wanted = f"question{separator}answer".replace("\t", "⇥")
    if len(header) < 2:
        return f"{name} needs a first line that names its columns, such as `{wanted}`"
    one, other = header[:2]
    return (
        f"the first line of {name} does not say which column is the {role}: write `{wanted}`, or"
        f" name its columns with `--map {shlex.quote(f'{one}=question')}"
        f" --map {shlex.quote(f'{other}=answer')}`"
    )


def _too_many(values: int, columns: int, separator: str) -> str:
    """Say why a row with more values than columns is refused: some value is in the wrong column."""
    names = {",": "comma", ";": "semicolon", "\t": "tab"}
    return (
        f"{values} values, but there {'is' if columns == 1 else 'are'} {plural(columns, 'column')};"
        f" put a value with a {names[separator]} in quotation marks"
    )


def _record(header: list[str], row: list[str]) -> dict[str, Any]:
    """Return a row as a record; numbered columns are lists."""
    record: dict[str, Any] = {}
    for key, cell in zip(header, row, strict=False):
        if not cell.strip():
            continue
        if numbered := _NUMBERED.fullmatch(key.strip()):
            list_name = "options" if numbered[1].lower() in ("option", "choice") else "wrong"
            record.setdefault(list_name, []).append(cell.strip())
        else:
            record[key] = cell
    return record
