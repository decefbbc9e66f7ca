"""`studykit progress`: the learner's progress, from machine to machine, and from anew."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ..quiz.progress import Progress

Db = Annotated[
    Path | None,
    typer.Option(
        "--db",
        metavar="FILE",
        help="The progress; if left out, $STUDYKIT_DB, else in the user's data folder.",
    ),
]

app = typer.Typer(
    help="Export, merge, rebuild or reset your progress.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@app.command()
def path(db: Db = None) -> None:
    """Say which file it is in."""
    from ..quiz.progress import progress_file

    typer.echo(str(progress_file(db)))


@app.command()
def export(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", dir_okay=False, help="Where to; to standard output if left out."
        ),
    ] = None,
    db: Db = None,
) -> None:
    """Write all reviews as JSON Lines."""
    from ..files import write_text
    from ..format import plural

    with _there(db) as progress:
        if file is None:
            for line in progress.export():
                typer.echo(line)
            return
        lines = list(progress.export())
    write_text(file, "".join(f"{line}\n" for line in lines))
    typer.echo(f"{file}: {plural(len(lines), 'review')}")


@app.command()
def merge(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", allow_dash=True, help="What `export` wrote; - for standard input."
        ),
    ],
    db: Db = None,
) -> None:
    """Take in the reviews of other machines.

    The order of the files does not matter, nor how often each is taken in. A file with a line that
    is no review is left out whole.
    """
    from ..diagnostics import StudykitError
    from ..format import plural
    from ..quiz.progress import Progress, progress_file

    # read first: where one is missing nothing is changed
    texts = [(file, _lines(file)) for file in files]
    wrong = []
    with Progress.open(progress_file(db)) as progress:
        for file, lines in texts:
            try:
                done = progress.merge(lines)
            except ValueError as error:
                wrong.append(f"{file}: {error}")
                continue
            undone = f", {done.undone:,} undone there" if done.undone else ""
            typer.echo(f"{file}: {plural(done.new, 'new review')}, {done.known:,} known{undone}")
    if wrong:
        raise StudykitError(f"{'; '.join(wrong)}; nothing was taken from {_it(len(wrong))}")


@app.command()
def rebuild(db: Db = None) -> None:
    """Make the cards' states again from the reviews."""
    from ..format import plural

    with _there(db) as progress:
        wrong = progress.rebuild()
        if wrong:
            typer.echo(
                f"{plural(wrong, 'card was', 'cards were')} not as the reviews make it; now mended"
            )
        else:
            typer.echo("every card is as its reviews make it")


@app.command()
def reset(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    course: Annotated[
        str | None, typer.Option("--course", metavar="ID", help="Only of this course.")
    ] = None,
    db: Db = None,
) -> None:
    """Forget all progress, after asking.

    What is forgotten is exported first, to a file beside it; `studykit progress merge` brings it
    back.
    """
    from ..diagnostics import StudykitError, UsageError, suggest
    from ..files import write_text
    from ..format import plural

    with _there(db) as progress:
        counts = progress.courses()
        if course is not None and course not in counts:
            hint = suggest(course, counts) or f"there are reviews of {', '.join(counts) or 'none'}"
            raise UsageError(f"there are no reviews of a course `{course}`; {hint}")
        if course is not None:
            counts = {course: counts[course]}
        of = ", ".join(f"{id} ({plural(n, 'review')})" for id, n in counts.items())
        if not yes:
            typer.echo(f"This forgets your progress: {of or 'no reviews'}.")
            typer.echo("Type “forget” to do so: ", nl=False)
            if sys.stdin.readline().strip().strip("“”\"'").casefold() != "forget":
                typer.echo("Nothing was changed.")
                raise typer.Exit(1)
        backup = _backup(progress.file)

        def keep(lines: Iterator[str]) -> None:
            write_text(backup, "".join(f"{line}\n" for line in lines))

        try:
            count = progress.reset(course, keep)
        except OSError as error:
            raise StudykitError(f"{backup} cannot be written: {error.strerror}") from error
    typer.echo(f"{plural(count, 'review')} forgotten; they are kept in {backup}")
    typer.echo(f"`studykit progress merge {backup}` brings them back")


def _backup(file: Path) -> Path:
    """A new name beside the progress."""
    stem = f"{file.name}.reset-{datetime.now():%Y%m%d-%H%M%S}"
    backup, n = file.with_name(f"{stem}.jsonl"), 1
    while backup.exists():
        n += 1
        backup = file.with_name(f"{stem}-{n}.jsonl")
    return backup


def _it(count: int) -> str:
    return "it" if count == 1 else "them"


def _there(db: Path | None) -> Progress:
    """The progress, which must be there; it is not made for being looked at."""
    from ..diagnostics import StudykitError
    from ..quiz.progress import Progress, progress_file

    file = progress_file(db)
    if not file.exists():
        raise StudykitError(f"there is no progress yet: no file {file}")
    return Progress.open(file)


def _lines(file: Path) -> list[str]:
    from ..diagnostics import StudykitError

    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise StudykitError(f"{file} is not UTF-8 text") from error
    except OSError as error:
        raise StudykitError(f"{file} cannot be read: {error.strerror}") from error
