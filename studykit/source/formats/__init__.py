"""Readers, one file for each format of texts.

A reader has `SUFFIXES` and `read(raw) -> list[Block]`.  `studykit.source.text` finds regions,
speakers and turns in the blocks, the same way for every format.
"""

from __future__ import annotations

from typing import Protocol

from . import html, markdown, transcript
from .block import Block


class Format(Protocol):
    """A module of this package."""

    SUFFIXES: tuple[str, ...]

    def read(self, raw: str) -> list[Block]: ...


FORMATS: dict[str, Format] = {
    "html": html,
    "markdown": markdown,
    "transcript": transcript,
}
_BY_SUFFIX = {suffix: name for name, format in FORMATS.items() for suffix in format.SUFFIXES}


def format_of(file_name: str) -> str:
    """Return the format of a file by its suffix; a file with an unknown suffix is a transcript."""
    return _BY_SUFFIX.get("." + file_name.rpartition(".")[2].lower(), "transcript")
