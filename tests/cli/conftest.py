"""Golden files: what a command prints, by test; `pytest --update` writes them again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

Golden = Callable[[str], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the golden file of the test."""
    test = f"{request.path.stem}-{request.node.name}".replace("test_", "")
    name = re.sub(r"\W+", "-", test).strip("-")
    file = request.path.parent / "golden" / f"{name}.txt"

    def compare(text: str) -> None:
        if request.config.getoption("update"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare
