"""Tables: a row for each question, for spreadsheets and programs (CSV as in RFC 4180, and TSV)."""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import assert_never

from ...bank.capability import Capabilities, Capability, Support
from ...bank.citation import cite
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
from ...format import labelled
from . import printing
from .model import NO_SHAPES, ExportFormat, ExportNotes, ExportRequest, NoShapes

COLUMNS = (
    "id", "bank", "section", "type", "level", "tags", "language", "prompt", "options", "answer",
    "accepted", "lowest", "highest", "unit", "reasons", "reverse", "minutes", "stage", "explanation",
    "quotes", "speakers", "places", "sources", "links",
)  # fmt: skip
"""The columns, in order.  What has several values has each on a line of its own."""

FORMULA = frozenset("=+-@\t\r＝＋－＠'")
"""What a cell must not start with: spreadsheets would run it.  Such a cell gets a `'` in front."""

LONGEST = 32_767
"""The most characters of a cell in Excel."""

TOO_LONG = f"a cell has more than {LONGEST:,} characters, which spreadsheets do not keep"

BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel does not read UTF-8."""


def render(delimiter: str, request: ExportRequest, notes: ExportNotes) -> bytes:
    """Write the questions of each bank in order."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for bank in request.banks:
        for exercise in bank.exercises:
            with request.course.speaking(exercise.lang):
                row = _EMPTY | {"bank": bank.id} | _cells(exercise, request)
            cells = [f"'{cell}" if cell[:1] in FORMULA else cell for cell in row.values()]
            if writer.writerow(cells) > LONGEST and max(map(len, cells)) > LONGEST:
                notes.lose(exercise, TOO_LONG)
    return (BYTE_ORDER_MARK + out.getvalue().replace("\0", "\ufffd")).encode()


_EMPTY = dict.fromkeys(COLUMNS, "")


def _cells(exercise: Exercise, request: ExportRequest) -> dict[str, str]:
    course = request.course
    citations = [cite(piece, course) for piece in exercise.evidence]
    return {
        "id": exercise.id,
        "section": request.section(exercise) or "",
        "type": exercise.type,
        "level": exercise.level or "",
        "tags": " ".join(exercise.tags),
        "language": exercise.lang,
        "prompt": printing.question_text(exercise, course),
        **_response_cells(exercise),
        "explanation": plain(exercise.explanation) if exercise.explanation else "",
        "quotes": "\n".join([cited.quote for cited in citations]),
        "speakers": _lines([cited.speaker or "" for cited in citations]),
        "places": "\n".join([cited.place for cited in citations]),
        "sources": "\n".join([cited.title for cited in citations]),
        "links": _lines([cited.link or "" for cited in citations]),
    }


def _lines(values: list[str]) -> str:
    """Return a line for each passage; nothing if all are empty."""
    return "\n".join(values) if any(values) else ""


def _response_cells(exercise: Exercise) -> dict[str, str]:
    """Return the columns that depend on the response."""
    response = exercise.response
    match response:
        case Type(answer, accept):
            return {"answer": plain(answer), "accepted": "\n".join(map(plain, accept))}
        case Number(answer, _, _, unit):
            lowest, highest = printing.bounds(response)
            return {"answer": answer, "lowest": lowest, "highest": highest, "unit": unit or ""}
        case Choose(options):
            reasons = [labelled(plain(o.text), plain(o.why)) for o in options if o.why]
            return _with_options(exercise) | {"reasons": "\n".join(reasons)}
        case Arrange() | Match():
            return _with_options(exercise)
        case Recall(_, reverse):
            return {"answer": printing.answer_text(exercise), "reverse": "yes" if reverse else ""}
        case Discuss(_, _, minutes, stage):
            shown = "–".join(map(str, minutes)) if minutes else ""
            return {"answer": printing.answer_text(exercise), "minutes": shown, "stage": stage}
        case Fill():
            return {"answer": printing.answer_text(exercise)}
        case Label():
            raise NoShapes
        case _:
            assert_never(response)


def _with_options(exercise: Exercise) -> dict[str, str]:
    options = "\n".join(printing.choices_text(exercise))
    return {"options": options, "answer": printing.answer_text(exercise)}


CAPABILITIES: Capabilities = {
    Recall: Capability(Support.NATIVE, "prompt and answer"),
    Fill: Capability(Support.NATIVE, "the text with blanks, and its answers"),
    Type: Capability(Support.NATIVE, "answer, and other accepted spellings"),
    Number: Capability(Support.NATIVE, "answer, lowest and highest, unit"),
    Choose: Capability(Support.NATIVE, "options, right ones, and reasons"),
    Arrange: Capability(Support.NATIVE, "shuffled items, and their order"),
    Match: Capability(Support.NATIVE, "lines, choices, and pairs"),
    Label: NO_SHAPES,
    Discuss: Capability(Support.NATIVE, "question and points"),
}

CSV = ExportFormat(
    "csv", "table, separated by commas", CAPABILITIES, printing.IN_TEXT, partial(render, ",")
)
TSV = ExportFormat(
    "tsv", "table, separated by tabs", CAPABILITIES, printing.IN_TEXT, partial(render, "\t")
)
