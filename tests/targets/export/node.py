"""Readers from npm, which `make` installs into `.node`."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ...conftest import REPOSITORY

MODULES = REPOSITORY / ".node" / "node_modules"


def read(script: str, package: str, content: bytes) -> str:
    """Return what a script beside this file prints of a file; skip the test without the package."""
    node = shutil.which("node")
    if node is None or not (MODULES / package).is_dir():
        pytest.skip(f"needs node and {package}, which `make check` installs if there is npm")
    done = subprocess.run(
        [node, Path(__file__).with_name(script), MODULES], input=content, capture_output=True
    )
    assert done.stderr == b""
    return done.stdout.decode()
