"""Conversion in a process of its own, for documents that a library in C++ reads.

A small file can make the library take all memory, or crash it; then only that process ends.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress

from .formats import pdf
from .formats.converted import ConversionNote, Converted, Made, NotConvertible, made_by

MAX_MEMORY = 2_000_000_000
"""Bytes; not limited on Windows and macOS."""
MAX_SECONDS = 600
"""Of CPU time."""

_GAVE_UP = "is damaged, or takes too much memory or time to read"


def converted_apart(raw: bytes, file_name: str, plain: bool = False) -> Made | None:
    """Return a document as Markdown, as `converted` does; a PDF in a process of its own."""
    if not pdf.recognises(raw) or not sys.executable:
        from .convert import converted  # a PDF needs no other converter

        return converted(raw, file_name, plain)
    path = os.pathsep.join(filter(None, sys.path))
    run = subprocess.run(
        [sys.executable, "-m", __name__],
        input=raw,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": path},
        check=False,
    )
    if run.returncode < 0:  # ended by a signal
        raise NotConvertible(_GAVE_UP)
    if run.returncode:
        raise RuntimeError(run.stderr.decode(errors="replace"))
    answer = json.loads(run.stdout)
    if "refused" in answer:
        raise NotConvertible(answer["refused"])
    notes = tuple(ConversionNote(what, n, tuple(shown)) for what, n, shown in answer["notes"])
    return made_by(pdf, Converted(answer["text"], notes, answer["library"]))


def _answer(raw: bytes) -> dict[str, object]:
    """Return what the process that converts a document tells the one that started it."""
    try:
        made = pdf.convert(raw)
    except NotConvertible as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": _GAVE_UP}
    return {
        "text": made.text,
        "notes": [[note.what, note.count, note.examples] for note in made.notes],
        "library": made.library,
    }


def _limit() -> None:
    """Limit the memory and the time of this process, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        for kind, limit in (
            (resource.RLIMIT_AS, MAX_MEMORY),
            (resource.RLIMIT_CPU, MAX_SECONDS),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(kind, (limit, limit))


if __name__ == "__main__":
    _limit()
    sys.stdout.buffer.write(json.dumps(_answer(sys.stdin.buffer.read())).encode())
