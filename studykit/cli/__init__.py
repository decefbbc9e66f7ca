"""The command line: one file for each command, loaded when it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

COMMANDS = {
    "quiz": "Learn in the terminal.",
    "stats": "Look back on your progress, and ahead.",
    "config": "Show or change the quiz's settings.",
    "init": "Start a course of your own.",
    "check": "Check every quote and every question.",
    "list": "List questions.",
    "show": "Show a question in full.",
    "locate": "Say where a phrase stands.",
    "pin": "Remember the quotes that were found.",
    "build": "Build the Anki deck.",
    "coverage": "Say what the questions are about.",
    "handout": "Print a lesson.",
    "schema": "Print a JSON Schema for editors.",
    "progress": "Export, merge, rebuild or reset your progress.",
    "source": "List, add and fetch the texts of sources.",
}
"""Each command with what help says of it; the file of its name has it."""


class _Loaded(Mapping[str, Any]):
    """The commands, each imported and built when it is asked for: all take as long as typer itself."""

    def __getitem__(self, name: str) -> Any:
        if name not in COMMANDS:
            raise KeyError(name)
        found = vars(import_module(f".{name}", __name__))
        if "app" in found:  # it has commands of its own
            return get_command(found["app"])
        one = typer.Typer(add_completion=False, rich_markup_mode=None)
        one.command(name)(found.get(name) or found[f"{name}_"])
        return get_command(one)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _Commands(TyperGroup):
    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _Loaded()  # type: ignore[assignment]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(tuple(COMMANDS.items()))


app = typer.Typer(
    cls=_Commands,
    help="Question banks whose every question cites its evidence.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # its help takes twice as long to show
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from .. import __version__

        typer.echo(f"studykit {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; what it or the surroundings refuse is one sentence on stderr."""
    from ..diagnostics import StudykitError

    try:
        app()
    except StudykitError as error:
        print(f"studykit: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stderr.close()
        sys.exit(3)
    except Exception:
        import traceback

        traceback.print_exc()
        print("studykit: this is a bug in studykit; please report it", file=sys.stderr)
        sys.exit(3)
