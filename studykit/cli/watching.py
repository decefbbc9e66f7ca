"""Watching the files of a course, for commands that run again after each change."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import typer

from ..diagnostics import StudykitError
from ..terminal.output import echo


def saved(folders: Collection[Path], wanted: Callable[[Path], bool]) -> Iterator[list[str]]:
    """Yield an empty list, then the names of the files that are saved or removed, if `wanted`.

    What is saved while the caller works is yielded afterwards.
    """
    from watchfiles import watch

    changes = watch(
        *folders,
        watch_filter=lambda _, path: wanted(Path(path)),
        recursive=False,
        yield_on_timeout=True,
        rust_timeout=500,
        debounce=300,
    )
    for number, changed in enumerate(changes):
        if changed or number == 0:
            yield sorted({Path(path).name for _, path in changed})


def is_of_course(path: Path) -> bool:
    """Whether a file in the folder of a course may be its course file or a bank."""
    return path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith(".")


def tried(run: Callable[[], None]) -> None:
    """Run a command, and go on if it fails, as the next change may repair it."""
    try:
        run()
    except StudykitError as error:
        echo(f"studykit: {error}", err=True)
    except typer.Exit:  # findings were printed
        pass
    finally:
        sys.stdout.flush()
