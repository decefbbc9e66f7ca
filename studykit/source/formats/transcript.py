"""Transcripts: plain text, one paragraph per line, with no marks for headings."""

from __future__ import annotations

import re

from .block import Block

SUFFIXES: tuple[str, ...] = (".txt",)


def read(raw: str) -> list[Block]:
    """Return a block for every line that is not empty; the course file says which are headings."""
    return [
        Block([(match[0], *match.span())])
        for match in re.finditer(r"[^\s\ufeff](?:[^\r\n]*\S)?", raw)
    ]
