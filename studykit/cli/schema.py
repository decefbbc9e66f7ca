"""`studykit schema`: what banks and the course file may hold, for editors."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class File(StrEnum):
    BANK = "bank"
    COURSE = "course"


def schema(
    file: Annotated[File | None, typer.Argument(help="Print the one of this file.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write bank.json and course.json.")
    ] = None,
) -> None:
    """Print a JSON Schema for editors.

    A first line `# yaml-language-server: $schema=.schema/bank.json` in a bank lets an editor
    complete its keys, say what they mean, and mark what is wrong.
    """
    from ..diagnostics import UsageError
    from ..files import write_text
    from ..json_schema import as_text, bank_schema, course_schema

    made = {File.BANK: bank_schema, File.COURSE: course_schema}
    if file is None and out is None:
        raise UsageError("say which, bank or course, or write both with --out DIR")
    for name in [file] if file else made:
        text = as_text(made[name]())
        if out is None:
            typer.echo(text, nl=False)
            continue
        target = out / f"{name}.json"
        changed = write_text(target, text)
        typer.echo(f"wrote {target}" if changed else f"{target} is up to date")
