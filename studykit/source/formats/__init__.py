"""Readers: one file for each format of texts.

A reader has `SUFFIXES` and `read(raw) -> list[Block]`.  Regions, speakers and turns are found in
the blocks by `studykit.source.text`, the same for every format.
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
    """The format of a text by the suffix of its file; a transcript where the suffix says nothing."""
    return _BY_SUFFIX.get("." + file_name.rpartition(".")[2].lower(), "transcript")
