"""`studykit progress`: export, merge, rebuild or reset the learner's progress."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ..diagnostics import StudykitError, UsageError, suggest
from ..files import read_named, write_text
from ..format import listed, numbered, plural
from ..quiz.progress import Progress, progress_file
from ..terminal.output import echo

Db = Annotated[
    Path | None,
    typer.Option(
        "--db",
        metavar="FILE",
        help="The progress file. Default: $STUDYKIT_DB, or progress.db in your data folder.",
    ),
]

MAX_EXPORT = 500_000_000
"""Bytes of a file to merge: a million reviews."""

STANDARD_STREAM = Path("-")
"""Standard output of an export, standard input of a merge."""

app = typer.Typer(
    help="Export, merge, rebuild or reset your progress.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@app.command()
def path(db: Db = None) -> None:
    """Print the path of the progress file."""
    echo(str(progress_file(db)))


@app.command()
def export(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", dir_okay=False, help="The file to write. Default: standard output, -."
        ),
    ] = STANDARD_STREAM,
    db: Db = None,
) -> None:
    """Export all reviews as JSON Lines."""
    with _existing(db) as progress:
        lines = list(progress.export())
    if file == STANDARD_STREAM:
        for line in lines:
            echo(line)
    else:
        _write_lines(file, lines)
        echo(f"{file}: {plural(len(lines), 'review')}")


@app.command()
def merge(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", allow_dash=True, help="Exported or saved files; - for standard input."
        ),
    ],
    db: Db = None,
) -> None:
    """Merge reviews from other machines or from the web page.

    You can merge files in any order, and more than once. If a line of a file is not a review, nothing
    is merged from that file.
    """
    # all are read first, so that nothing is merged if one is missing
    contents = [(file, _read_lines(file)) for file in files]
    refused = []
    with Progress.open(progress_file(db)) as progress:
        for file, lines in contents:
            try:
                result = progress.merge(lines)
            except ValueError as error:
                refused.append(f"{file}: {error}")
                continue
            parts = [plural(result.new, "new review"), f"{result.known:,} already known"]
            if result.undone:
                parts.append(f"{result.undone:,} undone elsewhere")
            echo(f"{file}: {', '.join(parts)}")
    if refused:
        files_ = "this file" if len(refused) == 1 else "these files"
        raise StudykitError(f"{'; '.join(refused)}; nothing was merged from {files_}")


@app.command()
def rebuild(db: Db = None) -> None:
    """Recalculate the schedule from the review log."""
    with _existing(db) as progress:
        corrected = progress.rebuild()
    if corrected:
        echo(f"corrected {plural(corrected, 'card')}")
    else:
        echo("all cards match the review log")


@app.command()
def reset(
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
    course: Annotated[
        str | None,
        typer.Option("--course", metavar="ID", help="Delete the progress of this course only."),
    ] = None,
    db: Db = None,
) -> None:
    """Delete all progress, after asking.

    The reviews are exported first, to a file beside the progress; `studykit progress merge` restores
    them.
    """
    with _existing(db) as progress:
        counts = progress.courses()
        if course is not None and course not in counts:
            known = f"courses with reviews: {listed(list(counts)) or 'none'}"
            raise UsageError(f"no reviews of `{course}`; {suggest(course, counts) or known}")
        if course is not None:
            counts = {course: counts[course]}
        if not yes and not _is_confirmed(counts):
            echo("Nothing was changed.")
            raise typer.Exit(1)
        backup = _backup_file(progress.file)

        def keep(lines: Iterator[str]) -> None:
            _write_lines(backup, lines)

        count = progress.reset(course, keep)
    echo(f"deleted {plural(count, 'review')}; a copy is in {backup}")
    echo(f"to restore them: studykit progress merge {backup}")


def _is_confirmed(counts: dict[str, int]) -> bool:
    courses = [f"{id} ({plural(count, 'review')})" for id, count in counts.items()]
    echo(f"This deletes your progress: {', '.join(courses) or 'no reviews'}.")
    echo("Type “forget” to confirm: ", end="")
    return sys.stdin.readline().strip().strip("“”\"'").casefold() == "forget"


def _backup_file(file: Path) -> Path:
    """Return a new path beside the progress."""
    names = numbered(f"{file.name}.reset-{datetime.now():%Y%m%d-%H%M%S}")
    backups = (file.with_name(f"{name}.jsonl") for name in names)
    return next(backup for backup in backups if not backup.exists())


def _existing(db: Path | None) -> Progress:
    """Open the progress; raise StudykitError if there is none, instead of creating it."""
    file = progress_file(db)
    if not file.exists():
        raise StudykitError(f"no progress yet: {file} does not exist")
    return Progress.open(file)


def _read_lines(file: Path) -> list[str]:
    content = sys.stdin.buffer.read() if file == STANDARD_STREAM else read_named(file, MAX_EXPORT)
    try:
        return content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise StudykitError(f"{file} is not UTF-8 text") from error


def _write_lines(file: Path, lines: Iterator[str] | list[str]) -> None:
    write_text(file, "".join(f"{line}\n" for line in lines))
