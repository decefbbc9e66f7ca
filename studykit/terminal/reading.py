"""Lines that a person types after a prompt, in a terminal or through a pipe."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from ..diagnostics import printable
from .output import echo

_HAS_READLINE = find_spec("readline") is not None  # Windows has none, but edits lines itself


def read_line(prompt: str) -> str:
    """Return a line of standard input; raises EOFError at its end."""
    echo(prompt, end="")
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    if not sys.stdin.isatty():  # a terminal has shown the line and its end
        echo()
    return line


def edit_line(prompt: str, old: str = "") -> str:
    """Return a line of standard input, in a terminal with the keys of readline; `old` can be edited.

    Raises EOFError at its end.
    """
    if not (_HAS_READLINE and sys.stdin.isatty() and sys.stdout.isatty()):
        return read_line(prompt)
    import readline

    readline.set_startup_hook(lambda: readline.insert_text(old))
    try:
        return input(printable(prompt))
    finally:
        readline.set_startup_hook(None)
