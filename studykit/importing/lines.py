"""Lines of words in styles, as small Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..bank.prose import literal, without_lists_at
from .kept import PRIVATE


@dataclass(slots=True)
class StyledText:
    """Words in one style."""

    text: str
    strong: bool = False
    em: bool = False
    code: bool = False


@dataclass(slots=True)
class Line:
    """A line: its pieces, and the marker of the list item that it begins.

    Before and after a `block`, which is code or a table, is an empty line.
    """

    pieces: list[StyledText] = field(default_factory=list)
    indent: str = ""
    marker: str = ""
    block: bool = False

    @property
    def text(self) -> str:
        return " ".join("".join(piece.text for piece in self.pieces).split())


def markdown(lines: list[Line]) -> str:
    """Return lines as small Markdown."""
    text = ""
    listing = after_block = False
    for line in lines:
        words = _inline(line)
        if len(lines) > 1 and not line.marker:
            words = _escaped_start(words)
        if line.block or (after_block and not line.marker):
            text += "\n\n" * bool(text) + words
            listing = False
        elif line.marker:
            text += ("\n" if listing else "\n\n") * bool(text) + line.indent + line.marker + words
            listing = True
        elif listing and line.indent:
            text += f"\\\n{line.indent}{words}"
        elif listing:
            text += f"\n\n{words}"
            listing = False
        else:
            text += "\\\n" * bool(text) + words
        after_block = line.block
    return text


def _escaped_start(words: str) -> str:
    """Escape what would start a list at the beginning of a line."""
    return without_lists_at(f"\n{words}", [1])[1:]


def _inline(line: Line) -> str:
    joined: list[StyledText] = []
    for piece in line.pieces:
        last = joined[-1] if joined else None
        if last and (last.strong, last.em, last.code) == (piece.strong, piece.em, piece.code):
            last.text += piece.text
        else:
            joined.append(StyledText(piece.text, piece.strong, piece.em, piece.code))
    text = "".join(map(_styled, joined))
    return " ".join(text.split()) if "`" not in text else text.strip()


def _styled(piece: StyledText) -> str:
    words = piece.text.strip()
    if not words or PRIVATE.fullmatch(words):
        return piece.text
    before = " " * (piece.text[0].isspace())
    after = " " * (piece.text[-1].isspace())
    if piece.code and not PRIVATE.search(words):
        longest = max((len(run) for run in re.findall("`+", words)), default=0)
        fence = "`" * (longest + 1)
        pad = " " if "`" in (words[0], words[-1]) else ""
        text = f"{fence}{pad}{words}{pad}{fence}"
    else:
        text = literal(words)
    mark = "**" * piece.strong + "*" * piece.em
    return f"{before}{mark}{text}{mark[::-1]}{after}"
