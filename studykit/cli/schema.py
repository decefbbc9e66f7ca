"""`studykit schema`: JSON Schemas of bank and course files, for editors, and of JSON exports."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..diagnostics import UsageError
from ..files import write_text
from ..json_schema import as_text, bank_schema, course_schema
from ..targets.export.data import export_schema
from ..terminal.output import echo


class SchemaFile(StrEnum):
    BANK = "bank"
    COURSE = "course"
    EXPORT = "export"


SCHEMAS = {
    SchemaFile.BANK: bank_schema,
    SchemaFile.COURSE: course_schema,
    SchemaFile.EXPORT: export_schema,
}
FOR_EDITORS = (SchemaFile.BANK, SchemaFile.COURSE)


def schema(
    file: Annotated[
        SchemaFile | None, typer.Argument(metavar="bank|course|export", help="The schema to print.")
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
    can complete keys, explain them and mark mistakes. The schema `export` is that of `studykit
    export json`.
    """
    if file is None and out is None:
        raise UsageError(
            "name a schema: bank, course or export; or write the first two with --out DIR"
        )
    for name in [file] if file else FOR_EDITORS:
        text = as_text(SCHEMAS[name]())
        if out is None:
            echo(text, end="", keep_lines=True)
            continue
        target = out / f"{name}.json"
        changed = write_text(target, text)
        echo(f"wrote {target}" if changed else f"{target} is up to date")
