"""Transcripts: plain text, one paragraph a line, headings without any mark."""

from __future__ import annotations

import re

from .block import Block

SUFFIXES: tuple[str, ...] = (".txt",)


def read(raw: str) -> list[Block]:
    """Every line that is not empty is a block; which are headings the course file says."""
    return [
        Block([(match[0], *match.span())])
        for match in re.finditer(r"[^\s\ufeff](?:[^\r\n]*\S)?", raw)
    ]
