"""`studykit init`: a course of one's own to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import shipped_course


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or . for this one.")],
    text: Annotated[
        Path | None, typer.Option("--text", metavar="FILE", help="Start from a text of your own.")
    ] = None,
    from_shipped: Annotated[
        bool, typer.Option("--from-shipped", help="Start from a copy of the shipped course.")
    ] = False,
) -> None:
    """Start a course of your own.

    DIR/questions gets a course file, a first bank and a text to quote from.
    """
    from shlex import quote

    from ..diagnostics import StudykitError
    from ..files import write_bytes
    from ..starter import own_text, sample, shipped

    if text is not None and from_shipped:
        raise StudykitError("--text and --from-shipped are two ways to start: choose one")
    questions = folder / "questions"
    if questions.exists() and (not questions.is_dir() or any(questions.iterdir())):
        raise StudykitError(f"{questions} is there already and is not touched; choose another DIR")
    if text is not None:
        files = own_text(text)
    elif from_shipped:
        files = shipped(shipped_course())
    else:
        files = sample()
    for name, content in files.items():
        write_bytes(questions / name, content)
        typer.echo(f"wrote {questions / name}")
    typer.echo("")
    typer.echo("Next:")
    if folder != Path():
        typer.echo(f"  cd {quote(str(folder))}")
    typer.echo("  studykit check    # every quote is looked up in the text")
    typer.echo("  studykit quiz     # answer the questions here")
    typer.echo("  studykit build    # write decks/*.apkg for Anki")
