"""Kahoot's spreadsheet (XLSX), with the columns of its template.

It has only choices between at most four options, and no place for feedback.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...bank.capability import Capabilities, Capability, Support
from ...bank.model import (
    Arrange,
    Choose,
    Discuss,
    Exercise,
    Fill,
    Label,
    Match,
    Number,
    Recall,
    Type,
)
from ...bank.prose import plain
from . import printing
from .archive import HEAD, element, packed, xml
from .model import ExportFormat, ExportNotes, ExportRequest

MOST_OPTIONS = 4
SECONDS = 30
"""The time to answer."""

ONLY_CHOICES = "no options to choose from"
TOO_MANY = f"more than {MOST_OPTIONS} options"


def _rows(request: ExportRequest, notes: ExportNotes) -> Iterator[tuple[Exercise, list[str]]]:
    """Yield each choice with its row: question, four options, time, numbers of the right ones."""
    for exercise in request:
        response = exercise.response
        if not isinstance(response, Choose):
            notes.leave_out(exercise, ONLY_CHOICES)
            continue
        options = printing.options(exercise, response)
        if len(options) > MOST_OPTIONS:
            notes.leave_out(exercise, TOO_MANY)
            continue
        with request.course.speaking(exercise.lang):
            asked = printing.one_line(printing.prompt_text(exercise, request.course))
            texts = [printing.one_line(plain(option.text)) for option in options]
        empty = [""] * (MOST_OPTIONS - len(options))
        right = ",".join(str(n) for n, option in enumerate(options, 1) if option.right)
        yield exercise, [asked, *texts, *empty, str(SECONDS), right]


COLUMNS = (
    "",
    "Question - max 120 characters",
    "Answer 1 - max 75 characters",
    "Answer 2 - max 75 characters",
    "Answer 3 - max 75 characters",
    "Answer 4 - max 75 characters",
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)
LONGEST_QUESTION, LONGEST_ANSWER = 120, 75
TOO_LONG = f"over {LONGEST_QUESTION} characters in the question or {LONGEST_ANSWER} in an option"
HEAD_ROW = 8
"""The row of the column names in Kahoot's template; questions follow."""


def kahoot(request: ExportRequest, notes: ExportNotes) -> bytes:
    """Write Kahoot's template as XLSX; questions that are too long for it are left out."""
    rows: list[Sequence[str]] = [()] * (HEAD_ROW - 1)
    rows[1] = ("", "Quiz template")
    rows.append(COLUMNS)
    for exercise, cells in _rows(request, notes):
        asked, *texts = cells
        if len(asked) > LONGEST_QUESTION or max(map(len, texts)) > LONGEST_ANSWER:
            notes.leave_out(exercise, TOO_LONG)
        else:
            rows.append((str(len(rows) - HEAD_ROW + 1), *cells))
    return packed({**_WORKBOOK, "xl/worksheets/sheet1.xml": HEAD + _sheet(rows)})


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WORKBOOK = {
    "[Content_Types].xml": (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def _sheet(rows: Sequence[Sequence[str]]) -> str:
    written = (_row(n, row) for n, row in enumerate(rows, 1) if row)
    return element("worksheet", {"xmlns": _MAIN}, element("sheetData", {}, *written))


def _row(n: int, row: Sequence[str]) -> str:
    cells = (_cell(f"{chr(ord('A') + column)}{n}", text) for column, text in enumerate(row) if text)
    return element("row", {"r": str(n)}, *cells)


def _cell(place: str, text: str) -> str:
    """Return a number, or a text, which is never a formula."""
    if text.isdecimal() and text.isascii() and len(text) < 4 and place[0] in "AGH":
        return element("c", {"r": place}, element("v", {}, text))
    inner = element("is", {}, f'<t xml:space="preserve">{xml(text)}</t>')
    return element("c", {"r": place, "t": "inlineStr"}, inner)


def _capabilities(limits: str) -> Capabilities:
    refused = Capability(Support.REFUSED, "only choices")
    choice = Capability(Support.DEGRADED, f"{limits}; no feedback: no reasons and no quotes")
    others = (Recall, Fill, Type, Number, Choose, Arrange, Match, Label, Discuss)
    return {response: choice if response is Choose else refused for response in others}


FORMAT = ExportFormat(
    "xlsx",
    "Kahoot spreadsheet",
    _capabilities("up to 4 options, short texts"),
    printing.IN_TEXT,
    kahoot,
)
