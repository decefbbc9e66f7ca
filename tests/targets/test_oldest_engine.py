"""The tests of Anki's engine, run with the oldest supported version."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from ..conftest import REPOSITORY

OLDEST = REPOSITORY / ".venv-anki-23.10"
"""A folder of packages that comes first on the path; the rest is from the usual environment."""

TESTS = (
    *("test_engine.py", "test_engine_changes.py", "test_engine_courses.py", "test_reimport.py"),
    *("test_histories.py", "test_cards.py", "test_shipped.py", "test_label.py"),
)


def run_with_oldest(*args: str) -> str:
    """Run Python with the oldest Anki; return what it prints."""
    done = subprocess.run(
        [sys.executable, *args],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(OLDEST)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_cards_and_imports_with_the_oldest_engine() -> None:
    if not (OLDEST / "anki").is_dir():
        pytest.skip(f"{OLDEST.name} is missing; `make slow` installs it from PyPI")
    version = "from anki.buildinfo import version; print(version)"
    assert run_with_oldest("-c", version) == "23.10\n"
    out = run_with_oldest(
        *("-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "", "-k", "not ten_thousand"),
        *(f"tests/targets/{name}" for name in TESTS),
    )
    assert " passed" in out
    assert "skipped" not in out
