"""Programs from npm, which `make` installs into `.node`."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ...conftest import REPOSITORY

MODULES = REPOSITORY / ".node" / "node_modules"


def run(package: str, script: Path, *arguments: Path, content: bytes = b"") -> str:
    """Return what a script prints; skip the test without its package."""
    node = shutil.which("node")
    if node is None or not (MODULES / package).is_dir():
        pytest.skip(f"needs node and {package}, which `make check` installs if there is npm")
    done = subprocess.run([node, script, *arguments], input=content, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()
