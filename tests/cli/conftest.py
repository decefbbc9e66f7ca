"""Run the command line in a process of its own, as users do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]
Golden = Callable[[str], None]


@pytest.fixture
def run() -> Run:
    """Run `studykit` with some arguments in the current folder."""

    def run(*args: object, stdin: str = "", **env: str) -> Ran:
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

    return run


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the golden file of the test; `pytest --update` writes the file."""
    test = f"{request.path.stem}-{request.node.name}".replace("test_", "")
    name = re.sub(r"\W+", "-", test).strip("-")
    file = request.path.parent / "golden" / f"{name}.txt"

    def compare(text: str) -> None:
        if request.config.getoption("update"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare
