"""Any text: a paragraph with quotations is taken to be a card, and so is an indented quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import ImportedCard, ImportedFile, label, origin_of
from ..quotes import quotations
from .decoding import decoded

_QUOTED = re.compile(r"[ \t]*>")
_LEAST = 3  # words of a quotation that is looked up


def read(content: bytes, name: str, file: ImportedFile) -> None:
    for line, paragraph in _paragraphs(decoded(content, name)):
        if _QUOTED.match(paragraph):
            quotes = [re.sub(r"^[ \t]*>[ \t]?", "", paragraph, flags=re.MULTILINE).strip()]
        else:
            quotes = quotations(paragraph, _LEAST)
        if quotes:
            passages = tuple({"quote": quote} for quote in quotes)
            words = label(re.sub(r"^[> \t]+", "", paragraph))
            file.add(ImportedCard(origin_of(paragraph), f"line {line}", words, passages=passages))
    if not file.entries:
        file.notes.append("no quotation of three words or more was found")


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield each paragraph with the number of its first line."""
    lines: list[str] = []
    for n, line in enumerate((*text.split("\n"), ""), 1):
        begins = lines and bool(_QUOTED.match(line)) != bool(_QUOTED.match(lines[-1]))
        if lines and (begins or not line.strip()):
            yield n - len(lines), "\n".join(lines)
            lines = []
        if line.strip():
            lines.append(line)
