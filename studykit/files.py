"""Files are never lost: what is written stands beside the old until it is whole."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .diagnostics import StudykitError

if sys.platform != "win32":
    import fcntl

_MARK, _END = ".studykit-", ".part"
"""In the names of our unfinished files: `.deck.apkg.studykit-x1y2z3a4.part`."""

_TRIES = 5


def write_bytes(file: Path, content: bytes) -> bool:
    """Write a file whole or not at all; whether its content changed.

    What killed runs left in its folder is removed.  Raises StudykitError where the surroundings do
    not let it write; the former file is then untouched.
    """
    _sweep(file.parent)
    try:
        with suppress(OSError):
            if file.read_bytes() == content:
                return False
        file.parent.mkdir(parents=True, exist_ok=True)
        for tries in range(1, _TRIES + 1):
            try:
                _replace(file, content)
                break
            except FileNotFoundError:
                # another run swept it away in the moment before it was locked
                if tries == _TRIES:
                    raise
    except OSError as error:
        raise StudykitError(cannot_write(file, error)) from error
    return True


def _replace(file: Path, content: bytes) -> None:
    prefix = f".{file.name}{_MARK}"
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=prefix, suffix=_END)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            _lock(stream.fileno())
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            os.chmod(beside, _mode(file))
            if sys.platform == "win32":
                stream.close()  # there an open file cannot be renamed, elsewhere it is still locked
            os.replace(beside, file)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _lock(handle: int) -> None:
    """Mark an unfinished file as one of a process that lives: its lock ends with the process.

    Windows needs none: it removes no file that is open.
    """
    if sys.platform != "win32":
        with suppress(OSError):  # some network disks know no locks; there nothing is ever swept
            fcntl.flock(handle, fcntl.LOCK_EX)


def _sweep(folder: Path) -> None:
    """Remove the unfinished files of runs that were killed, and of no run that goes on."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            ours = entry.name.startswith(".") and _MARK in entry.name and entry.name.endswith(_END)
            if ours and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    _remove_abandoned(entry.path)


def _remove_abandoned(path: str) -> None:
    """Raises OSError where somebody still writes it."""
    if sys.platform == "win32":
        os.unlink(path)
    else:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            os.unlink(path)
        finally:
            os.close(handle)


@contextmanager
def folder_lock(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Let one process at a time do what it does in a folder; `waiting` is called before a wait.

    It is the folder itself that is locked, so nothing is left behind, however the process ends.
    Where folders cannot be locked, on Windows and on some network disks, nobody waits.
    """
    handle = None
    try:
        if sys.platform != "win32":
            with suppress(OSError):
                handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    waiting()
                    fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def write_text(file: Path, text: str) -> bool:
    """Write a text in UTF-8, with line feeds, whole or not at all; whether it changed."""
    return write_bytes(file, text.encode())


def cannot_write(file: Path, error: OSError) -> str:
    """The sentence for a file that could not be written."""
    if error.errno == errno.ENOSPC:
        return f"{file} cannot be written: the disk is full; what was there before is untouched"
    return f"{file} cannot be written: {error.strerror}; what was there before is untouched"


def _mode(file: Path) -> int:
    """The mode that the file has, or that a new one would get."""
    with suppress(OSError):
        return file.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
