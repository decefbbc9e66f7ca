"""`studykit config`: the learner's settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from ..diagnostics import BOLD, UsageError
from ..quiz import settings
from ..quiz.progress import progress_file
from ..terminal.output import Styled, echo, echo_report

ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        dir_okay=False,
        help="The settings file. Default: $STUDYKIT_CONFIG, or config.yaml in your config folder.",
    ),
]


def config(
    key: Annotated[
        str | None,
        typer.Argument(metavar="KEY", help="The setting to show or change. Default: all."),
    ] = None,
    value: Annotated[str | None, typer.Argument(metavar="VALUE", help="The new value.")] = None,
    unset: Annotated[
        str | None,
        typer.Option("--unset", metavar="KEY", help="Reset this setting to its default."),
    ] = None,
    file: ConfigFile = None,
) -> None:
    """Show or change the settings.

    Without KEY, shows all settings and where each value comes from. A change keeps the rest of the
    file, including comments.
    """
    path = settings.settings_file(file)
    if unset is not None:
        if key is not None:
            raise UsageError("use --unset without KEY and VALUE")
        _reset(unset, path)
    elif key is None:
        loaded = settings.read(path)
        _show(loaded, path)
        _exit_on_problems(loaded)
    elif value is None:
        settings.require_key(key)
        loaded = settings.read(path)
        echo(_value(loaded.settings, key))  # nothing else, for scripts
        _exit_on_problems(loaded)
    else:
        _set(key, value, path)


def settings_or_exit(file: Path | None) -> settings.Settings:
    """Return the settings; if the file has mistakes, print them and exit with 1."""
    loaded = settings.read(settings.settings_file(file))
    _exit_on_problems(loaded)
    return loaded.settings


def _set(key: str, words: str, path: Path) -> None:
    value = settings.parse(key, words)
    changed = settings.write(path, key, value)
    done = "saved in" if changed else "already in"
    echo(f"{key} = {settings.as_yaml(value)} ({done} {path})")


def _reset(key: str, path: Path) -> None:
    changed = settings.write(path, key, None)
    done = "removed from" if changed else "not set in"
    echo(f"{key} = {_value(settings.DEFAULTS, key)} (default; {done} {path})")


def _show(loaded: settings.LoadedSettings, path: Path) -> None:
    rows = []
    for key, field in settings.KEYS.items():
        origin = f"line {loaded.lines[key]}" if key in loaded.lines else "default"
        rows.append((f"{key} = {_value(loaded.settings, key)}", origin, field.description))
    first = max(len(setting) for setting, _, _ in rows)
    second = max(len(origin) for _, origin, _ in rows)
    for setting, origin, about in rows:
        echo(Styled(setting.ljust(first), BOLD), f"  {origin.ljust(second)}  {about}")
    echo()
    for name, file in (("settings", path), ("progress", progress_file())):
        missing = "" if os.path.exists(file) else " (not created yet)"
        echo(f"{name}: {file}{missing}")


def _value(values: settings.Settings, key: str) -> str:
    return settings.as_yaml(settings.value_of(values, key))


def _exit_on_problems(loaded: settings.LoadedSettings) -> None:
    """If the file has problems, print them and exit with 1."""
    if not loaded.report.diagnostics:
        return
    echo_report(loaded.report, err=True)
    raise typer.Exit(1)
