"""The work that code does, as a number that is the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_run(work: Callable[[], object]) -> int:
    """Count the lines of Python that run; each round of a loop counts.

    Work inside of C code, such as a search with a regular expression, does not count.
    """
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    former = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(former)
    return count


def is_linear(work: Callable[[int], object], size: int) -> bool:
    """Whether four times the size takes about four times the work; 16 times is quadratic."""
    work(size)  # fills caches
    return lines_run(lambda: work(4 * size)) < 4.5 * lines_run(lambda: work(size))
