"""The progress bar on standard error of work that takes more than a second."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0
"""Seconds after which a bar appears."""


class ProgressBar:
    """A bar that says what is being done, for how long, and how far it is, if that is known.

    It does not appear unless the work takes longer than `PATIENCE`, and disappears when it is done.
    """

    def __init__(self) -> None:
        self._work, self._done, self._total = "", 0, 0
        self._lock = Lock()
        self._shown: Progress | None = None
        self._timer = Timer(PATIENCE, self._show)
        self._timer.daemon = True

    def at(self, work: str, done: int = 0, total: int = 0) -> None:
        """Say what is done now, and how many of its steps are done, if they can be counted."""
        with self._lock:
            self._work, self._done, self._total = work, done, total
            self._update()

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        """Remove the bar; after this, it never appears."""
        self._timer.cancel()
        if self._timer.ident is not None:
            self._timer.join()  # it may just be about to show the bar
        if self._shown is not None:
            self._shown.stop()

    def _show(self) -> None:
        # rich takes longer to import than most commands do
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        class PlainConsole(Console):
            """A console that never hides the cursor: who kills the process would have none."""

            def show_cursor(self, show: bool = True) -> bool:
                return False

        shown = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=30),
            TimeElapsedColumn(),
            console=PlainConsole(stderr=True),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        with self._lock:
            shown.add_task("")
            self._shown = shown
            self._update()
        shown.start()

    def _update(self) -> None:
        if self._shown is not None:
            self._shown.update(
                self._shown.task_ids[0],
                description=self._work,
                completed=self._done,
                total=self._total or None,
            )


@contextmanager
def progress_bar(work: str, wanted: bool = True) -> Iterator[ProgressBar]:
    """Show a bar while work takes long, if it is wanted and standard error is a terminal.

    Nothing may be printed in the meantime.
    """
    bar = ProgressBar()
    bar.at(work)
    if wanted and sys.stderr.isatty() and os.environ.get("TERM", "") != "dumb":
        bar.start()
    try:
        yield bar
    finally:
        bar.stop()
