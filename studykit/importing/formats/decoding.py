"""Bytes as text."""

from __future__ import annotations

from ...diagnostics import StudykitError
from ...yamlfile import encoding_help


def decoded(content: bytes, name: str) -> str:
    """Return UTF-8 text with line feeds, without a byte order mark; raise StudykitError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StudykitError(f"{name} is not UTF-8 text; {encoding_help(content)}") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
