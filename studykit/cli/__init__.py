"""The command line: one file for each command, loaded when the command is used."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import chain
from keyword import iskeyword
from typing import Annotated, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup
from typer.main import get_command

from .. import __version__
from ..diagnostics import StudykitError
from ..terminal.output import discard, echo, output_failure, prepare_streams

# Looking for plugins of pydantic reads the metadata of every installed package.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

GROUPS = {
    "Learn": {
        "quiz": "Quiz yourself in the terminal.",
        "stats": "Show what you remember and what is due.",
        "progress": "Export, merge, rebuild or reset your progress.",
        "config": "Show or change the settings.",
    },
    "Write": {
        "init": "Start a new course.",
        "new": "Write a question in the terminal.",
        "import": "Import cards from Anki, tables and other files.",
        "review": "Confirm the passages that an import proposed.",
        "prompt": "Print instructions for a language model that writes questions.",
        "verify": "Check the quotes of cards that someone else wrote.",
        "check": "Check every quote and every question.",
        "list": "List questions.",
        "show": "Show questions in full.",
        "locate": "Find a phrase in the sources.",
        "coverage": "Show how much of each source the questions cover.",
        "schema": "Print the JSON Schemas for editors.",
        "mcp": "Let an assistant read the sources and check cards.",
    },
    "Publish": {
        "build": "Build the Anki deck.",
        "push": "Build the deck and import it into a running Anki.",
        "web": "Write a web page that asks the questions.",
        "handout": "Write a lesson to print.",
        "grade": "Grade the answers to a printed exam.",
        "export": "Export questions for Moodle, Canvas and other platforms.",
    },
    "Texts": {
        "source": "List, compare, add, examine and fetch the texts of sources.",
        "pin": "Record where the quotes were found.",
    },
}
"""The commands and their help, in the groups that `studykit --help` shows without loading them."""

COMMANDS = dict(chain.from_iterable(group.items() for group in GROUPS.values()))
"""All commands; the code of each is in the module of its name, that of `import` in `import_`."""


class _PlainCommand(TyperCommand):
    """A command whose arguments are named `NAME`, `[NAME]` or `NAME...`.

    Every version of typer adds brackets, braces and types of its own.
    """

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        pieces = ["[OPTIONS]"]
        for argument in self._arguments():
            name = argument.metavar or ""
            if not argument.required:
                name = f"[{name}]"
            pieces.append(name if argument.nargs == 1 else f"{name}...")
        return pieces

    def format_options(self, ctx: Any, formatter: Any) -> None:
        if arguments := self._arguments():
            with formatter.section("Arguments"):
                formatter.write_dl([(a.metavar, a.help) for a in arguments])
        options = [p.get_help_record(ctx) for p in self.get_params(ctx) if p not in arguments]
        with formatter.section("Options"):
            formatter.write_dl([option for option in options if option is not None])

    def _arguments(self) -> list[TyperArgument]:
        return [param for param in self.params if isinstance(param, TyperArgument)]


class _OnDemand(Mapping[str, Any]):
    """The commands, each imported when it is used: all of them take as long as typer itself."""

    def __getitem__(self, name: str) -> Any:
        if name not in COMMANDS:
            raise KeyError(name)
        file = f"{name}_" if iskeyword(name) else name
        gc.disable()  # modules are never garbage, and to scan them takes a tenth of a small check
        try:
            module = vars(import_module(f".{file}", __name__))
        finally:
            gc.freeze()
            gc.enable()
        app = module.get("app")  # of a command that has subcommands
        if app is None:
            app = typer.Typer(add_completion=False, rich_markup_mode=None)
            app.command(name)(module.get(name) or module[f"{name}_"])
        for command in app.registered_commands:
            command.cls = _PlainCommand
        return get_command(app)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _CommandGroup(TyperGroup):
    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _OnDemand()  # type: ignore[assignment]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        width = max(map(len, COMMANDS))
        for title, commands in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), help) for name, help in commands.items()])


app = typer.Typer(
    cls=_CommandGroup,
    help="Turn question banks that cite their evidence into web pages, Anki decks, a terminal quiz and"
    " handouts.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # rich takes twice as long to print the help
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"studykit {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    pass


_ClickException: Any = typer.BadParameter.mro()[2]
"""The base class of errors in a command line; each version of typer has it in another module."""


def main() -> None:
    """Run the command line.

    A StudykitError and a wrong command line are one sentence on standard error, without the
    characters that control a terminal: the sentence may quote arguments, files or servers.
    """
    prepare_streams()
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except StudykitError as error:
        echo(f"studykit: {error}", err=True)
        code = error.exit_code
    except _ClickException as error:
        usage = io.StringIO()
        error.show(usage)
        echo(usage.getvalue(), end="", err=True, keep_lines=True)
        code = error.exit_code
    except typer.Abort:
        code = 1
    except BrokenPipeError:  # the reader has read enough, as `head` does
        discard(1)
        code = 1
    except MemoryError:
        echo("studykit: not enough memory", err=True)
        code = 3
    except Exception as error:
        if isinstance(error, OSError) and error.filename:  # such as a name that is too long
            echo(f"studykit: cannot use {error.filename}: {error.strerror}", err=True)
        elif reason := output_failure(error):
            echo(f"studykit: cannot write to standard output: {reason}", err=True)
        else:
            import traceback  # slow to import, and needed only for a bug

            echo(traceback.format_exc(), end="", err=True, keep_lines=True)
            echo("studykit: this is a bug in studykit; please report it", err=True)
        code = 3
    sys.exit(code)
