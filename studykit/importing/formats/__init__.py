"""Formats of decks and tables, one file each.

A format is a module with `read(content, name) -> ImportedFile`; it raises StudykitError if the file as
a whole cannot be read.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Protocol

from ...diagnostics import UsageError
from ..model import ImportedFile
from . import anki_package, anki_text, bank, crowdanki, markdown, records, table


class CardFormat(Protocol):
    """A module that reads a format."""

    def read(self, content: bytes, name: str) -> ImportedFile: ...


FORMATS: dict[str, CardFormat] = {
    "anki-package": anki_package,
    "anki-text": anki_text,
    "bank": bank,
    "crowdanki": crowdanki,
    "json": records,
    "markdown": markdown,
    "table": table,
}

_SUFFIXES = {
    ".apkg": "anki-package",
    ".colpkg": "anki-package",
    ".txt": "anki-text",
    ".yaml": "bank",
    ".yml": "bank",
    ".json": "json",
    ".jsonl": "json",
    ".md": "markdown",
    ".csv": "table",
    ".tsv": "table",
}


def format_of(name: str, content: bytes) -> str:
    """Return the format of a file by its name and its first bytes; raise UsageError if unknown."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in _SUFFIXES:
        known = ", ".join(_SUFFIXES)
        raise UsageError(f"unknown format `{suffix or name}`; studykit imports {known}")
    format = _SUFFIXES[suffix]
    if format == "json" and crowdanki.is_deck(content):
        return "crowdanki"
    if suffix in (".csv", ".tsv") and content.lstrip(b"\xef\xbb\xbf").startswith(b"#separator:"):
        return "anki-text"
    return format


def read_cards(content: bytes, name: str) -> ImportedFile:
    """Read the cards in a file."""
    return FORMATS[format_of(name, content)].read(content, name)
