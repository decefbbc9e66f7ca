"""Readers, one file for each format of texts.

A reader has `SUFFIXES` and `read(raw) -> list[Block]`.  `studykit.source.text` finds regions,
speakers and turns in the blocks, the same way for every format.
"""

from __future__ import annotations

from collections.abc import Callable

from . import html, markdown, transcript
from .block import Block

READERS: dict[str, Callable[[str], list[Block]]] = {
    "html": html.read,
    "markdown": markdown.read,
    "transcript": transcript.read,
}
_BY_SUFFIX = {
    suffix: name
    for name, reader in (("html", html), ("markdown", markdown), ("transcript", transcript))
    for suffix in reader.SUFFIXES
}


def format_of(file_name: str) -> str:
    """Return the format of a file by its suffix; a file with an unknown suffix is a transcript."""
    return _BY_SUFFIX.get("." + file_name.rpartition(".")[2].lower(), "transcript")
