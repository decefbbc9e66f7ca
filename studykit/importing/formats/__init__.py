"""Formats of decks and tables, one file each.

A format is a module with `read(content, name) -> ImportedFile`; it raises StudykitError if the file as
a whole cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Protocol

from ...diagnostics import StudykitError, UsageError
from ..model import ImportedFile, RefusedCard
from ..records import is_known
from . import anki_package, anki_text, bank, crowdanki, markdown, prose, records, table
from .decoding import decoded
from .fences import FENCED, fenced


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
    """Read the cards in a file.

    A text in another format than its name says, or in code fences with words around them, is read
    all the same.
    """
    format = format_of(name, content)
    if format in ("anki-package", "crowdanki"):
        return FORMATS[format].read(content, name)
    return _read_text(decoded(content, name), name, format)


def read_written(content: bytes, name: str) -> ImportedFile:
    """Read the cards in a file in any format, or the quotations if it has no cards."""
    suffix = PurePath(name).suffix.lower()
    format = format_of(name, content) if suffix in _SUFFIXES else None
    if format in ("anki-package", "crowdanki"):
        return FORMATS[format].read(content, name)
    text = decoded(content, name)
    if format == "anki-text" and not _has_tabs(text):
        format = None
    if format == "table" and sniff(text) is None and not list(_card_fences(text, format)):
        return table.read_written(text, name)
    try:
        file = _read_text(text, name, format)
    except StudykitError:
        if format == "json" and (as_yaml := bank.read(content, name)).entries:
            return as_yaml  # with single quotation marks, for instance
        if format != "markdown" and format is not None:
            raise
        file = ImportedFile()
    return file if file.entries else prose.read(content, name)


def _read_text(text: str, name: str, format: str | None) -> ImportedFile:
    if fences := list(_card_fences(text, format)):
        return _read_fences(fences, text, name)
    sniffed = sniff(text)
    is_other = sniffed == "table" or not _has_tabs(text)
    if format is None or (format == "anki-text" and sniffed and is_other):
        return FORMATS[sniffed].read(text.encode(), name) if sniffed else ImportedFile()
    try:
        file = FORMATS[format].read(text.encode(), name)
    except StudykitError:
        if sniffed in (None, format):
            raise
        file = ImportedFile()
    if file.entries or sniffed in (None, format):
        return file
    return FORMATS[sniffed].read(text.encode(), name)


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


def _read_fences(fences: list[tuple[str, str]], text: str, name: str) -> ImportedFile:
    file = ImportedFile()
    rest = text.split("\n")
    for format, body in fences:
        try:
            part = FORMATS[format].read(body.encode(), name)
        except StudykitError as error:  # the other fences may still be read
            part = prose.read(body.encode(), name)
            quotes = tuple(quote for card in part.cards for quote in card.passages)
            place = f"line {len(body) - len(body.lstrip(chr(10))) + 1}"
            part = ImportedFile([RefusedCard(place, "", str(error), quotes, damaged=True)])
        file.add(*part.entries)
        file.notes += part.notes
        for n, line in enumerate(body.split("\n")):
            if line.strip():
                rest[n] = ""
    around = "\n".join(rest)
    if markdown.has_cards(around):
        file.add(*markdown.read(around.encode(), name).entries)
    return file


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
