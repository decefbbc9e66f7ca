"""Tables: a row for each question, for spreadsheets and programs (CSV as in RFC 4180, and TSV)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
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
from ...bank.prose import plain, plain_quotation
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
                cells = _cells(exercise, request)
            cells["bank"] = bank.id
            row = [cells.get(column, "") for column in COLUMNS]
            writer.writerow([f"'{cell}" if cell[:1] in FORMULA else cell for cell in row])
    return (BYTE_ORDER_MARK + out.getvalue().replace("\0", "\ufffd")).encode()


def _cells(exercise: Exercise, request: ExportRequest) -> dict[str, str]:
    course = request.course
    citations = [cite(piece, course) for piece in exercise.evidence]
    cells = {
        "id": exercise.id,
        "section": request.section(exercise) or "",
        "type": exercise.type,
        "level": exercise.level or "",
        "tags": " ".join(exercise.tags),
        "language": exercise.lang,
        "prompt": printing.question_text(exercise, course),
        "options": "\n".join(printing.choices_text(exercise)),
        "answer": printing.answer_text(exercise),
        "explanation": plain(exercise.explanation) if exercise.explanation else "",
        "quotes": "\n".join([plain_quotation(cited.quote) for cited in citations]),
        "speakers": "\n".join([cited.speaker or "" for cited in citations]),
        "places": "\n".join([cited.place for cited in citations]),
        "sources": "\n".join([cited.title for cited in citations]),
        "links": "\n".join([cited.link or "" for cited in citations]),
    }
    cells.update(_response_cells(exercise))
    return cells


def _response_cells(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Yield the columns that only some responses have."""
    response = exercise.response
    match response:
        case Type(answer, accept):
            yield "answer", plain(answer)
            yield "accepted", "\n".join(map(plain, accept))
        case Number(answer, _, _, unit):
            yield "answer", answer
            lowest, highest = printing.bounds(response)
            yield "lowest", lowest
            yield "highest", highest
            yield "unit", unit or ""
        case Choose(options):
            reasons = (labelled(plain(o.text), plain(o.why)) for o in options if o.why)
            yield "reasons", "\n".join(reasons)
        case Recall(_, reverse):
            yield "reverse", "yes" if reverse else ""
        case Discuss(_, _, minutes, stage):
            yield "minutes", "–".join(map(str, minutes)) if minutes else ""
            yield "stage", stage
        case Fill() | Arrange() | Match():
            return
        case Label():
            raise NoShapes
        case _:
            assert_never(response)


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
