"""Regular expressions that are compiled when they are first used.

A check has some 250 of them, and to compile all takes as long as to read the course; most texts and
question banks need half.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Uncompiled:
    """Compiles its pattern at the first access to a method, and keeps the method."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(*self._source), name)  # `re` keeps what it compiled
        setattr(self, name, method)
        return method


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern like that of `re.compile`; a mistake in it shows when it is first used."""
    return cast(re.Pattern[str], _Uncompiled(pattern, flags))
