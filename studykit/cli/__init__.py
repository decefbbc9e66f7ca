"""The command line: one file for each command; heavy imports only inside of them."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from . import (
    build,
    check,
    config,
    coverage,
    handout,
    init,
    list,
    locate,
    pin,
    progress,
    quiz,
    schema,
    show,
    source,
    stats,
)

app = typer.Typer(
    help="Question banks whose every question cites its evidence.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # its help takes twice as long to show
    pretty_exceptions_enable=False,
)
app.command("quiz")(quiz.quiz)
app.command("stats")(stats.stats)
app.command("config")(config.config)
app.add_typer(progress.app, name="progress")
app.command("init")(init.init)
app.command("check")(check.check)
app.command("list")(list.list_)
app.command("show")(show.show)
app.command("locate")(locate.locate)
app.command("pin")(pin.pin)
app.command("build")(build.build)
app.command("coverage")(coverage.coverage)
app.command("handout")(handout.handout)
app.command("schema")(schema.schema)
app.add_typer(source.app, name="source")


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
