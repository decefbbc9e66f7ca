"""Files are never lost: what is written stands beside the old until it is whole."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from .diagnostics import StudykitError


def write_bytes(file: Path, content: bytes) -> bool:
    """Write a file whole or not at all; whether its content changed.

    Raises StudykitError where the surroundings do not let it; the former file is then untouched.
    """
    try:
        with suppress(OSError):
            if file.read_bytes() == content:
                return False
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(beside, _mode(file))
            os.replace(beside, file)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise
    except OSError as error:
        raise StudykitError(cannot_write(file, error)) from error
    return True


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
