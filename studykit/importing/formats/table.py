"""Tables with a header: CSV, and TSV with tabs.

Columns are named as in `records.NAMES`: `question` and `answer`, or `cloze`; `option 1`, `wrong 2` and the
like are the options of a multiple-choice question.
"""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Iterator
from typing import Any, NamedTuple

from ...diagnostics import StudykitError
from ...format import listed, plural
from ..fields import from_cell
from ..model import ImportedFile, RefusedCard, label, normalized
from ..quotes import QUOTE_NAMES, quotes_of
from ..records import add_record, is_known, missing_role, title_of
from .decoding import decoded

_NUMBERED = re.compile(
    r"(option|choice|wrong|distractor|incorrect)s?[ _-]*(?:\d+|[a-h])", re.IGNORECASE
)


COLUMNS = ("question", "answer", "quote", "speaker")
"""What the columns of a table are taken to be if their names are unknown."""


def read(content: bytes, name: str, file: ImportedFile) -> None:
    text = decoded(content, name)
    separator = _separator(text, name)
    header = _header(text, separator)
    file.names.update(dict.fromkeys(header))
    if role := missing_role(header, file.roles):
        raise StudykitError(_missing(role, name, header, separator))
    _read(text, name, file, separator)


def read_written(text: str, name: str, file: ImportedFile) -> None:
    """Read a table whose columns may have other names than ours, or none."""
    separator = _separator(text, name)
    header = _header(text, separator)
    if any(is_known(cell) or normalized(cell) in QUOTE_NAMES for cell in header):
        _read(text, name, file, separator)
    elif 1 < len(header) <= len(COLUMNS):
        named = COLUMNS[: len(header)]
        _read(separator.join(named) + "\n" + text, name, file, separator, first=0)
        file.notes.append(f"the columns are taken to be {listed(named)}")
    else:
        raise StudykitError(_missing("question", name, [], separator))


def _header(text: str, separator: str) -> list[str]:
    first = text.lstrip("\n").partition("\n")[0]
    return next(csv.reader([first], delimiter=separator, skipinitialspace=True), [])


def _separator(text: str, name: str) -> str:
    first = text.lstrip("\n").partition("\n")[0]
    return "\t" if name.lower().endswith(".tsv") else max(",;\t", key=first.count)


class _Row(NamedTuple):
    """A row: its last line, its cells, its text, and whether a quotation mark in it is not closed."""

    line: int
    cells: list[str]
    text: str
    open: bool = False


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


def _read(text: str, name: str, file: ImportedFile, separator: str, first: int = 1) -> None:
    """Read the rows of a table; its header is in line `first`."""
    try:
        rows = _rows(text, separator)
        header = next((row.cells for row in rows if any(map(str.strip, row.cells))), [])
        for line, cells, written, is_open in rows:
            place = f"line {line + first - 1}"
            if any(cell.strip() for cell in cells[len(header) :]):
                file.add(_too_many(header, cells, separator, place, written))
            elif is_open:
                record = as_record(header, cells)
                reason = "a quotation mark that is not closed"
                quotes = quotes_of(record)
                file.add(RefusedCard(place, title_of(record), reason, quotes, damaged=True))
            elif any(cell.strip() for cell in cells):
                add_record(file, as_record(header, cells), place, from_cell, "column")
    except csv.Error as error:
        raise StudykitError(f"{name} is not a table: {error}") from error


def _rows(text: str, separator: str) -> Iterator[_Row]:
    """Yield the rows of a table; an open quotation mark does not swallow the rows below."""
    lines = text.splitlines(keepends=True)
    start = 0
    rows = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    for cells in rows:
        end = rows.line_num
        if end - start > 1 and not _is_well_formed(lines[start:end], separator):
            for n in range(start, end):
                (own,) = csv.reader(
                    [lines[n].rstrip("\r\n")], delimiter=separator, skipinitialspace=True
                )
                yield _Row(n + 1, own, lines[n], open=not _is_well_formed([lines[n]], separator))
        else:
            yield _Row(end, cells, "".join(lines[start:end]))
        start = end


def _is_well_formed(lines: list[str], separator: str) -> bool:
    """Whether every quotation mark that opens a cell also closes it."""
    try:
        list(csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True))
    except csv.Error:
        return False
    return True


def _too_many(
    header: list[str], row: list[str], separator: str, place: str, written: str
) -> RefusedCard:
    """Return a row with more values than columns: some value is in the wrong column.

    Its quote is in the columns where it may be; the rest of these shows as a difference.
    """
    names = {",": "comma", ";": "semicolon", "\t": "tab"}
    values, columns = len(row), len(header)
    reason = (
        f"{values} values, but there {'is' if columns == 1 else 'are'} {plural(columns, 'column')};"
        f" put a value with a {names[separator]} in quotation marks"
    )
    as_written = next(csv.reader([written.rstrip("\r\n")], delimiter=separator), [])
    if len(as_written) != values:  # a space before a quotation mark hides it
        as_written = [row[0], *(f" {cell}" for cell in row[1:])]
    passages: list[dict[str, Any]] = []
    for n, column in enumerate(header):
        if normalized(column) in QUOTE_NAMES:
            last = n + values - columns
            divided = separator.join(as_written[n : last + 1])
            passages.append({"quote": divided.strip()})
    return RefusedCard(place, label(row[0]), reason, tuple(passages), damaged=True)


def as_record(header: list[str], row: list[str]) -> dict[str, Any]:
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
