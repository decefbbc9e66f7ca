"""Standard output and standard error: everything that commands print goes through `echo`.

What is printed comes from sources, servers, arguments, files and the environment, so characters that
control a terminal are shown as visible ones here, where no command can forget it.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, TextIO

import typer

from ..diagnostics import Report, as_github, as_json, as_text, json_text, printable


class Styled(NamedTuple):
    """Words in a style of ANSI escape codes, such as "1;32" for bold green."""

    words: str
    style: str


def colour(err: bool = False) -> bool:
    """Whether a stream is a terminal that may show colours (https://no-color.org)."""
    stream = sys.stderr if err else sys.stdout
    return (
        stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") != "dumb"
    )


def can_show(words: str, out: TextIO) -> bool:
    """Whether a stream can encode some characters."""
    try:
        words.encode(out.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def echo(
    *pieces: str | Styled, err: bool = False, end: str = "\n", keep_lines: bool = False
) -> None:
    """Print the pieces of a line; with `keep_lines`, they may have several lines.

    Styles are left out if the stream does not show colours.
    """
    coloured = colour(err)
    words = []
    for piece in pieces:
        if isinstance(piece, Styled):
            text = printable(piece.words, keep_lines)
            words.append(f"\x1b[{piece.style}m{text}\x1b[0m" if coloured else text)
        else:
            words.append(printable(piece, keep_lines))
    _write("".join(words) + end, err)


def echo_json(
    data: Any, indent: int | None = 2, default: Callable[[Any], Any] | None = None
) -> None:
    """Print data as JSON; `default` converts values that JSON does not have."""
    _write(json_text(data, indent, default) + "\n", err=False)


def echo_report(report: Report, format: str = "text", err: bool = False) -> None:
    """Print a report as text, JSON or GitHub workflow commands."""
    if format == "json":
        _write(as_json(report) + "\n", err)
        return
    stream = sys.stderr if err else sys.stdout
    width = shutil.get_terminal_size().columns if stream.isatty() else None
    lines = as_github(report) if format == "github" else as_text(report, colour(err), width)
    for line in lines:  # which have the codes of their colours, and nothing else to escape
        _write(f"{line}\n", err)


def _write(text: str, err: bool) -> None:
    try:
        typer.echo(text, nl=False, err=err)
    except OSError:
        if not err:
            raise
        discard(2)  # there is nowhere to say so


# Streams that are closed or full


def prepare_streams() -> None:
    """Open the standard streams that the parent process has closed.

    Otherwise the next file that is opened would take the place of one of them.  Nothing can be read
    from this standard input, and nothing written to this standard output.  Streams with an encoding
    other than UTF-8, as on Windows, get a ? for each character that it lacks.
    """
    for name, flags, mode in (
        ("stdin", os.O_RDONLY, "r"),
        ("stdout", os.O_RDONLY, "w"),
        ("stderr", os.O_WRONLY, "w"),
    ):
        if getattr(sys, name) is None:
            fd = os.open(os.devnull, flags)  # the lowest free number, which is the stream's own
            setattr(sys, name, os.fdopen(fd, mode, encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def output_failure(error: Exception) -> str | None:
    """Say why a stream could not be written, if that is the error; discard the rest of its output.

    Such an error names no file, unlike that of a file that is opened.
    """
    if not isinstance(error, OSError) or error.filename or error.errno not in _OUTPUT_ERRORS:
        return None
    discard(1)
    return error.strerror


_OUTPUT_ERRORS = {errno.ENOSPC, errno.EBADF, errno.EIO, errno.EFBIG, errno.ENXIO, errno.EDQUOT}


def discard(fd: int) -> None:
    """Redirect a stream to /dev/null, so that the flush at shutdown cannot fail."""
    with suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, fd)
        os.close(null)
