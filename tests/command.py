"""Run `studykit` as users do: in this process or, much more slowly, in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from studykit.cli import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def run_here(*args: object, stdin: str = "", **env: str) -> Ran:
    """Run the command line in this process; its standard streams are not terminals."""
    streams = {
        "stdin": io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"),
        "stdout": io.TextIOWrapper(io.BytesIO(), encoding="utf-8"),
        "stderr": io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, stream in streams.items():
            patch.setattr(sys, name, stream)
        for name, value in env.items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", ["studykit", *map(str, args)])
        patch.setattr(sys.modules["__main__"], "__package__", None)  # usage starts with `studykit`
        with pytest.raises(SystemExit) as exit:
            main()
    out, err = (written(streams[name]) for name in ("stdout", "stderr"))
    assert "Traceback" not in err
    code = exit.value.code
    return Ran(code if isinstance(code, int) else 0, out, err)


def written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def run_apart(*args: object, stdin: str = "", **env: str) -> Ran:
    """Run `python -m studykit` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "studykit", *map(str, args)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **env},
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)
