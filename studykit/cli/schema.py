"""`studykit schema`: JSON Schemas of bank and course files, for editors."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..diagnostics import UsageError
from ..files import write_text
from ..json_schema import as_text, bank_schema, course_schema
from ..terminal.output import echo


class SchemaFile(StrEnum):
    BANK = "bank"
    COURSE = "course"


SCHEMAS = {SchemaFile.BANK: bank_schema, SchemaFile.COURSE: course_schema}


def schema(
    file: Annotated[
        SchemaFile | None, typer.Argument(metavar="bank|course", help="The schema to print.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Write the schemas, bank.json and course.json, to DIR."
        ),
    ] = None,
) -> None:
    """Print the JSON Schemas for editors.

    With `# yaml-language-server: $schema=.schema/bank.json` as the first line of a bank, an editor
    can complete keys, explain them and mark mistakes.
    """
    if file is None and out is None:
        raise UsageError("name a schema, bank or course, or write both with --out DIR")
    for name in [file] if file else SCHEMAS:
        text = as_text(SCHEMAS[name]())
        if out is None:
            echo(text, end="", keep_lines=True)
            continue
        target = out / f"{name}.json"
        changed = write_text(target, text)
        echo(f"wrote {target}" if changed else f"{target} is up to date")
