"""Anki's text export: "Notes in Plain Text", whose first lines start with `#` and name the columns.

A text without these lines has a question and an answer in each line, separated by a tab, as Quizlet
writes it.
"""

from __future__ import annotations

import csv
import re
from typing import Literal

from ...diagnostics import StudykitError
from ..fields import from_html, from_plain
from ..model import ImportedFile, RefusedCard, label, origin_of
from ..notes import ImportedNote, ImportedType, add_note
from .decoding import decoded

_HEADER = re.compile(r"#([a-z ]+):(.*)")
_SEPARATORS = {
    "tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":",
}  # fmt: skip


def read(content: bytes, name: str, file: ImportedFile) -> None:
    lines = decoded(content, name).split("\n")
    headers: dict[str, str] = {}
    while lines and (header := _HEADER.fullmatch(lines[0])):
        headers[header[1]] = header[2].strip()
        lines.pop(0)
    separator = headers.get("separator", "tab")
    separator = _SEPARATORS.get(separator.lower(), separator)
    if len(separator) != 1:
        raise StudykitError(f"{name} has an unknown separator `{separator}`")
    columns = {key: _column(headers, key, name) for key in ("guid", "notetype", "deck", "tags")}
    convert = from_html if headers.get("html") == "true" else from_plain
    # without headers, quotation marks are as typed
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if headers else csv.QUOTE_NONE
    try:
        rows = csv.reader([f"{line}\n" for line in lines], delimiter=separator, quoting=quoting)
        for row in rows:
            place = f"line {rows.line_num + len(headers)}"
            if len([cell for cell in row if cell.strip()]) == 1:
                file.add(RefusedCard(place, label("".join(row)), "only one column"))
            elif row and any(row):
                add_note(file, _note(row, place, columns), convert)
    except csv.Error as error:
        raise StudykitError(f"{name} is not an Anki text export: {error}") from error


def _column(headers: dict[str, str], key: str, name: str) -> int | None:
    """Return the index of a column, which its header counts from 1."""
    number = headers.get(f"{key} column")
    if number is None:
        return None
    if not re.fullmatch(r"[1-9]\d{0,3}", number):
        raise StudykitError(f"{name} has a bad header `#{key} column:{number}`")
    return int(number) - 1


def _note(row: list[str], place: str, columns: dict[str, int | None]) -> ImportedNote:
    """Return the note in a row; the export has the name of its type, but not its templates."""
    known = {
        key: row[column]
        for key, column in columns.items()
        if column is not None and column < len(row)
    }
    fields = [cell for n, cell in enumerate(row) if n not in columns.values()]
    name = known.get("notetype", "")
    is_cloze = re.search(r"\{\{c\d+(?:,\d+)*::", fields[0] if fields else "") is not None
    names = [
        "Text" if is_cloze else "Front",
        "Back",
        *(f"Field {n}" for n in range(3, len(row) + 3)),
    ]
    templates = [_sides(names, is_cloze, "type in" in name.lower())]
    if "optional reversed" in name.lower():  # its third field says whether
        templates = [
            _sides(names[:2]),
            (f"{{{{#{names[2]}}}}}{{{{Back}}}}{{{{/{names[2]}}}}}", "{{Front}}"),
        ]
    elif "reversed" in name.lower():
        templates.append(("{{Back}}", "{{Front}}"))
    type = ImportedType(name, tuple(names), tuple(templates), is_cloze)
    origin = f"anki:{known['guid']}" if known.get("guid") else origin_of(*fields[:2])
    return ImportedNote(origin, place, type, fields, known.get("tags", "").split())


def _sides(names: list[str], is_cloze: bool = False, is_typed: bool = False) -> tuple[str, str]:
    """Return a template that asks for the first field and shows the others."""
    first, *others = names
    back = "".join(f"{{{{{name}}}}}" for name in others)
    if is_cloze:
        return f"{{{{cloze:{first}}}}}", f"{{{{cloze:{first}}}}}{back}"
    return f"{{{{{first}}}}}" + "{{type:Back}}" * is_typed, back
