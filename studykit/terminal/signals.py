"""Signals that end a quiz."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from .ui import Ended


class Signals:
    """Signals that end a quiz, delayed until it waits for the learner.

    They are raised as `Ended` only then, so that no grade is interrupted halfway.
    """

    def __init__(self) -> None:
        self._received: int | None = None
        self._waiting = False
        self._previous: dict[int, Any] = {}

    def __enter__(self) -> Signals:
        for name in ("SIGTERM", "SIGHUP"):
            if (number := getattr(signal, name, None)) is not None:
                self._previous[number] = signal.signal(number, self._handle)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._previous.items():
            signal.signal(number, handler)

    def _handle(self, number: int, frame: FrameType | None) -> None:
        self._received = number
        if self._waiting:
            self.check()

    def check(self) -> None:
        """Raise `Ended` if a signal was received."""
        if self._received is not None:
            raise Ended(128 + self._received)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Raise signals at once within a `with` block."""
        self._waiting = True
        try:
            self.check()
            yield
        finally:
            self._waiting = False
