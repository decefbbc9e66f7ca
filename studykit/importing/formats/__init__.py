"""Formats of decks and tables, one file each.

A format is a module with `read(content, name, file)`, which adds the cards to an `ImportedFile`; it
raises StudykitError if the file as a whole cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Protocol

from ...diagnostics import StudykitError, UsageError
from ..media import CardMedia
from ..model import ImportedFile, RefusedCard, normalized
from ..records import OTHER_LANGUAGES, is_known
from . import anki_package, anki_text, bank, crowdanki, markdown, prose, records, table
from .decoding import decoded
from .fences import FENCED, fenced


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

PACKAGES = ("anki-package", "crowdanki")
"""The formats of files that are not written by hand."""

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


def read_cards(
    content: bytes,
    name: str,
    roles: Mapping[str, str] | None = None,
    media: CardMedia | None = None,
) -> ImportedFile:
    """Read the cards in a file; `roles` say what columns, keys or fields of it are.

    `media` are the pictures and recordings that belong to it; a package has its own.

    A text in another format than its name says, or in code fences with words around them, is read
    all the same.  Raises UsageError if the file has none of a name in `roles`.
    """
    file = ImportedFile(roles={normalized(name): role for name, role in (roles or {}).items()})
    file.media = media or file.media
    format = format_of(name, content)
    if format in PACKAGES:
        FORMATS[format].read(content, name, file)
    else:
        _read_text(decoded(content, name), name, format, file)
    seen = {normalized(found) for found in file.names}
    if absent := [named for named in roles or {} if normalized(named) not in seen]:
        found = ", ".join(f"`{known}`" for known in file.names) or "none"
        raise UsageError(f"{name} has nothing named `{absent[0]}`; its names are {found}")
    return file


def read_written(content: bytes, name: str) -> ImportedFile:
    """Read the cards in a file in any format, or the quotations if it has no cards."""
    file = ImportedFile(roles=OTHER_LANGUAGES)
    suffix = PurePath(name).suffix.lower()
    format = format_of(name, content) if suffix in _SUFFIXES else None
    if format in PACKAGES:
        FORMATS[format].read(content, name, file)
        return file
    text = decoded(content, name)
    if format == "anki-text" and not _has_tabs(text):
        format = None
    if (
        format == "table"
        and sniff(text) in (None, "table")
        and not list(_card_fences(text, format))
    ):
        table.read_written(text, name, file)
        return file
    try:
        _read_text(text, name, format, file)
    except StudykitError:
        if format == "json":  # with single quotation marks, it may be YAML
            bank.read(content, name, file)
        if not file.entries and format not in ("markdown", None):
            raise
    if not file.entries:
        prose.read(content, name, file)
    return file


def _read_text(text: str, name: str, format: str | None, file: ImportedFile) -> None:
    if fences := list(_card_fences(text, format)):
        _read_fences(fences, text, name, file)
        return
    sniffed = sniff(text)
    if format == "anki-text" and sniffed and (sniffed == "table" or not _has_tabs(text)):
        format = sniffed
    format = format or sniffed
    if format is None:
        return
    try:
        FORMATS[format].read(text.encode(), name, file)
    except StudykitError:
        if sniffed in (None, format):
            raise
    if not file.entries and sniffed not in (None, format):
        FORMATS[sniffed].read(text.encode(), name, file)


def _has_tabs(text: str) -> bool:
    """Whether a text has columns, as Anki and Quizlet write them."""
    lines = [line for line in text.split("\n") if line.strip()]
    return re.match(r"#[a-z ]+:", text) is not None or sum(
        "\t" in line for line in lines
    ) * 2 > len(lines)


def _card_fences(text: str, format: str | None) -> Iterator[tuple[str, str]]:
    """Yield the format and the content of the code fences that have cards."""
    for fence in fenced(text):
        # in YAML, an indented fence belongs to a text
        if fence.indent and format not in ("markdown", None):
            continue
        is_named = fence.language not in ("", "text", "txt", "plain", "plaintext")
        found = FENCED.get(fence.language) if is_named else sniff(fence.body)
        if found:
            yield found, fence.body


def _read_fences(fences: list[tuple[str, str]], text: str, name: str, file: ImportedFile) -> None:
    rest = text.split("\n")
    for format, body in fences:
        try:
            FORMATS[format].read(body.encode(), name, file)
        except StudykitError as error:  # the other fences may still be read
            part = ImportedFile()
            prose.read(body.encode(), name, part)
            quotes = tuple(quote for card in part.cards for quote in card.passages)
            place = f"line {len(body) - len(body.lstrip(chr(10))) + 1}"
            file.add(RefusedCard(place, "", str(error), quotes, damaged=True))
        for n, line in enumerate(body.split("\n")):
            if line.strip():
                rest[n] = ""
    around = "\n".join(rest)
    if markdown.has_cards(around):
        notes = list(file.notes)
        markdown.read(around.encode(), name, file)
        file.notes = notes


_YAML = re.compile(
    r"^(?:[ \t]*-[ \t]+[\"']?(?:id|type|question|prompt|front|card|q|quote|text)[\"']?[ \t]*:[ \t]"
    r"|(?:cards|questions|flashcards|items)[ \t]*:[ \t]*$)",
    re.MULTILINE,
)


def sniff(text: str) -> str | None:
    """Return the format of the cards in a text, or None if it seems to have none."""
    first = text.lstrip().partition("\n")[0]
    if re.match(r"\[\s*[\[{\"]|\{\s*(?:\"|$)", text.lstrip()):
        return "json"
    if _YAML.search(text):
        return "bank"
    separator = max(",;\t", key=first.count)
    columns = [cell.strip(' "') for cell in first.split(separator)]
    if len(columns) > 1 and any(map(is_known, columns)):
        return "table"
    if markdown.has_cards(text):
        return "markdown"
    if re.search(r'^\s*\{\s*"\w+"\s*:', text, re.MULTILINE):
        return "json"
    return None
