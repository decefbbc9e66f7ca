"""The made-up language, for tests that ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .marking import MARKED, marked_language


@pytest.fixture
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Speak the made-up language where its tag is asked for; returns the tag."""
    with marked_language(Path(tmp_path_factory.mktemp("marked"))):
        yield MARKED
