"""Safe file writes: new content goes beside the old file and replaces it once it is complete."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .diagnostics import StudykitError

if sys.platform != "win32":
    import fcntl

_MARK, _END = ".studykit-", ".part"
"""Parts of the names of unfinished files: `.deck.apkg.studykit-x1y2z3a4.part`."""
_TRIES = 5

MAX_BYTES = 50_000_000


def read_bytes(file: Path) -> bytes:
    """Read a file of at most `MAX_BYTES`.

    Raises OSError for other ones, and for devices and pipes, which may have no end.
    """
    handle = os.open(file, os.O_RDONLY | _NONBLOCK | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as stream:
        status = os.fstat(stream.fileno())
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
        if not stat.S_ISREG(status.st_mode):
            raise _no_file(file)
        if status.st_size > MAX_BYTES:
            why = f"it is too large: {status.st_size:,} bytes, at most {MAX_BYTES:,}"
            raise OSError(errno.EFBIG, why, str(file))
        return stream.read()


_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
"""Opens a pipe without waiting for one that writes to it; not on Windows."""


def read_named(file: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Read a file that the user names, which may be a pipe; raises StudykitError."""
    try:
        with file.open("rb") as stream:
            content = stream.read(max_bytes + 1)
    except OSError as error:
        raise StudykitError(f"cannot read {file}: {error.strerror}") from error
    if len(content) > max_bytes:
        raise StudykitError(f"cannot read {file}: it is too large: at most {max_bytes:,} bytes")
    return content


def write_bytes(file: Path, content: bytes) -> bool:
    """Write a file completely or not at all; return whether its content changed.

    A link stays one: the file that it leads to is written.  Unfinished files of killed runs in the
    folder are removed.  Raises StudykitError if the file cannot be written; the old file is then
    unchanged.
    """
    if str(file) == "-":
        raise StudykitError("cannot write to standard output here: name a file instead of -")
    try:
        _require_replaceable(file)
        target = linked(file)
        _sweep(target.parent)
        with suppress(OSError):
            if read_bytes(target) == content:
                return False
        target.parent.mkdir(parents=True, exist_ok=True)
        for tries in range(1, _TRIES + 1):
            try:
                _replace(target, content)
                break
            except FileNotFoundError:
                # another run removed it just before it was locked
                if tries == _TRIES:
                    raise
    except OSError as error:
        raise StudykitError(cannot_write(file, error)) from error
    return True


def linked(file: Path) -> Path:
    """Return the file that a link leads to, which need not exist, or the file itself."""
    return Path(os.path.realpath(file)) if file.is_symlink() else file


def _require_replaceable(file: Path) -> None:
    """Raise OSError for links in a circle, and for devices and pipes."""
    with suppress(FileNotFoundError, NotADirectoryError):
        mode = file.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise _no_file(file)


def _no_file(file: Path) -> OSError:
    return OSError(errno.EINVAL, "it is a device or a pipe, not a file", str(file))


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
                stream.close()  # Windows cannot rename an open file; elsewhere it stays locked
            os.replace(beside, file)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _lock(handle: int) -> None:
    """Lock an unfinished file: the lock shows that its process is alive.

    Not needed on Windows, which does not delete open files.
    """
    if sys.platform != "win32":
        with suppress(OSError):  # some network disks have no locks; nothing is removed there
            fcntl.flock(handle, fcntl.LOCK_EX)


def _sweep(folder: Path) -> None:
    """Remove the unfinished files of killed runs, but not those of running ones."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            ours = entry.name.startswith(".") and _MARK in entry.name and entry.name.endswith(_END)
            if ours and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    _remove_abandoned(entry.path)


def _remove_abandoned(path: str) -> None:
    """Remove an unfinished file; raises OSError if a process is still writing it."""
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
    """Let one process at a time work in a folder; `waiting` is called before a wait.

    The folder itself is locked, so that nothing is left behind, however the process ends.  Folders
    that cannot be locked, on Windows and some network disks, are not waited for.
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
    """Write a text as UTF-8 with line feeds, completely or not at all; return whether it changed."""
    return write_bytes(file, text.encode())


def cannot_write(file: Path, error: OSError) -> str:
    """Return the error sentence for a file that could not be written."""
    why = error.strerror
    if error.errno == errno.ENOSPC:
        why = "the disk is full"
    elif isinstance(error, FileExistsError | NotADirectoryError):
        above = next((folder for folder in file.parents if folder.is_file()), file.parent)
        why = f"{above} is not a folder"
    kept = "; the old file is unchanged" if os.path.isfile(file) else ""
    return f"cannot write {file}: {why}{kept}"


def _mode(file: Path) -> int:
    """Return the mode of the file, or that of a new one."""
    with suppress(OSError):
        return file.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
