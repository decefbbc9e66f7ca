"""Texts as written in YAML: where each of their characters is, and the escapes in double quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..regex import regex

_ESCAPE = regex(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r\n|.)", re.DOTALL)
_WHITE_ESCAPES = "ntr v_NLP\t\n\r"
_HEADER = regex(r"[|>][^\n]*\n?")
READ_AS = {
    "0": "a null character", "a": "a bell", "b": "a backspace", "t": "a tab", "n": "a line break",
    "v": "a vertical tab", "f": "a form feed", "r": "a carriage return", "e": "an escape character",
    "N": "a line break", "_": "a space", "L": "a line break", "P": "a line break",
}  # fmt: skip
"""What YAML makes of a backslash and a letter, in double quotes."""


def character_places(raw: str, offset: int, value: str) -> Sequence[int]:
    """Return the offset in the file of each character of a text.

    `raw` is the text as written, which begins at `offset`.  White space, which YAML folds and indents,
    is placed with the character before it.
    """
    visible = [at for at, is_white in _written(raw) if not is_white]
    places, n = [], 0
    for character in value:
        if not character.isspace() and n < len(visible):
            n += 1
        places.append(offset + (visible[n - 1] if n else 0))
    return places


def _written(raw: str) -> Iterator[tuple[int, bool]]:
    """Yield where each character of a text is, and whether it is white space."""
    style, at, end = raw[:1], 1, len(raw)
    if style in ("|", ">"):
        header = _HEADER.match(raw)
        at = header.end() if header else 0
    elif style not in ("'", '"'):
        at = 0
    while at < end:
        step, is_white = 1, raw[at].isspace()
        if style == "'" and raw[at] == "'":
            step = 2
            if raw[at + 1 : at + 2] != "'":
                return
        elif style == '"' and raw[at] == '"':
            return
        elif style == '"' and (escape := _ESCAPE.match(raw, at)):
            step, is_white = len(escape[0]), escape[0][1] in _WHITE_ESCAPES
        yield at, is_white
        at += step


class Escape(NamedTuple):
    """A backslash and the letters after it in double quotes: the offset in the file, and the letters."""

    offset: int
    letters: str


def lettered_escapes(raw: str, offset: int) -> Iterator[Escape]:
    """Yield the escapes that look like commands of LaTeX; none if the text is not in double quotes."""
    if not raw.startswith('"'):
        return
    for escape in _ESCAPE.finditer(raw):
        letters = re.compile("[A-Za-z_]+").match(raw, escape.start() + 1)
        if letters:
            yield Escape(offset + escape.start(), letters[0])
