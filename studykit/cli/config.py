"""`studykit config`: the learner's settings."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import colour

if TYPE_CHECKING:
    from ..quiz.settings import Read, Settings

ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        dir_okay=False,
        help="The settings; if left out, $STUDYKIT_CONFIG, else in the user's config folder.",
    ),
]


def config(
    key: Annotated[
        str | None, typer.Argument(metavar="KEY", help="A setting; all if left out.")
    ] = None,
    value: Annotated[
        str | None, typer.Argument(metavar="VALUE", help="What it is from now on.")
    ] = None,
    unset: Annotated[
        str | None, typer.Option("--unset", metavar="KEY", help="Back to what is usual.")
    ] = None,
    file: ConfigFile = None,
) -> None:
    """Show or change the quiz's settings.

    Without a key all are shown, with where they come from. A change keeps the rest of the file as it
    is.
    """
    from ..diagnostics import UsageError
    from ..quiz import settings

    path = settings.settings_file(file)
    if unset is not None:
        if key is not None:
            raise UsageError("--unset takes one setting, and nothing beside it")
        changed = settings.write(path, unset, None)
        usual = settings.toml(getattr(settings.DEFAULTS, unset))
        there = f"taken out of {path}" if changed else f"not set in {path}"
        typer.echo(f"{unset} = {usual} (default; {there})")
    elif key is None:
        found = settings.read(path)
        _show(found, path)
        _end(found)
    elif value is None:
        settings.known(key)
        found = settings.read(path)
        # bare, for scripts
        shown = getattr(found.settings, key)
        typer.echo(shown if isinstance(shown, str) else settings.toml(shown))
        _end(found)
    else:
        new = settings.parsed(key, value)
        changed = settings.write(path, key, new)
        typer.echo(f"{key} = {settings.toml(new)} ({'now' if changed else 'as it was'} in {path})")


def settings_or_exit(file: Path | None) -> Settings:
    """The settings for a command; where the file has mistakes, they are told, and it ends with 1."""
    from ..quiz.settings import read, settings_file

    found = read(settings_file(file))
    _end(found)
    return found.settings


def _show(found: Read, path: Path) -> None:
    from ..quiz.progress import progress_file
    from ..quiz.settings import KEYS, toml

    rows = [
        (f"{name} = {toml(getattr(found.settings, name))}", _origin(found, name), key.about)
        for name, key in KEYS.items()
    ]
    first, second = (max(len(row[n]) for row in rows) for n in (0, 1))
    for setting, origin, about in rows:
        head = setting.ljust(first)
        if colour():
            head = typer.style(head, bold=True)
        typer.echo(f"{head}  {origin.ljust(second)}  {about}")
    typer.echo("")
    typer.echo(f"settings: {path}{'' if path.exists() else ' (not there yet)'}")
    progress = progress_file()
    typer.echo(f"progress: {progress}{'' if progress.exists() else ' (not there yet)'}")


def _origin(found: Read, name: str) -> str:
    return f"line {found.lines[name]}" if name in found.lines else "default"


def _end(found: Read) -> None:
    """Tell what is wrong with the file, if anything is, and exit with 1."""
    if not found.report.diagnostics:
        return
    from ..diagnostics import as_text

    painted = colour() and sys.stderr.isatty()
    for line in as_text(found.report, painted):
        typer.echo(line, err=True)
    raise typer.Exit(1)
