"""Formats of decks and tables, one file each.

A format is a module with `read(content, name, file)`, which adds the cards to an `ImportedFile`; it
raises StudykitError if the file as a whole cannot be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Protocol

from ...diagnostics import UsageError
from ..model import ImportedFile, normalized
from . import anki_package, anki_text, bank, crowdanki, markdown, records, table


class CardFormat(Protocol):
    """A module that reads a format."""

    def read(self, content: bytes, name: str, file: ImportedFile) -> None: ...


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


def read_cards(content: bytes, name: str, roles: Mapping[str, str] | None = None) -> ImportedFile:
    """Read the cards in a file; `roles` say what columns, keys or fields of it are.

    Raises UsageError if the file has none of a name in `roles`.
    """
    file = ImportedFile(roles={normalized(name): role for name, role in (roles or {}).items()})
    FORMATS[format_of(name, content)].read(content, name, file)
    seen = {normalized(found) for found in file.names}
    if absent := [named for named in roles or {} if normalized(named) not in seen]:
        found = ", ".join(f"`{known}`" for known in file.names) or "none"
        raise UsageError(f"{name} has nothing named `{absent[0]}`; its names are {found}")
    return file
