"""A writer of Markdown: paragraphs with headings, raised and lowered words, notes and marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...regex import regex
from .converted import escaped, escaped_start

NOTES_HEADING = "Notes"


class MarkdownWriter:
    """Collects the paragraphs of a document.

    Text is escaped when its paragraph ends, as signs at the beginnings of lines need more.
    """

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._pieces: list[tuple[str, str]] = []  # a kind ("", sup, sub, mark, note, break), words

    def text(self, words: str, script: str = "") -> None:
        if words:
            self._pieces.append((script, words))

    def note(self, number: int) -> None:
        """Add the mark of a note, which no quote contains."""
        self._pieces.append(("note", f"【{number}】"))

    def mark(self, mark: str) -> None:
        """Add the mark of a page or a time."""
        self._pieces.append(("mark", mark))

    def line_break(self) -> None:
        self._pieces.append(("break", ""))

    def end_paragraph(self, level: int = 0) -> None:
        """End a paragraph, or a heading of a level from 1."""
        pieces, self._pieces = self._pieces, []
        if not any(words.strip() for kind, words in pieces if kind not in ("mark", "break")):
            self.paragraphs += [words for kind, words in pieces if kind == "mark"]
            return
        # marks before the first words are blocks of their own: Markdown takes a line that begins
        # with a comment for HTML
        while pieces[0][0] in ("mark", "break") or not pieces[0][1].strip():
            kind, words = pieces.pop(0)
            if kind == "mark":
                self.paragraphs.append(words)
        if level:
            pieces = [(kind, " ") if kind == "break" else (kind, words) for kind, words in pieces]
            marks = [words for kind, words in pieces if kind == "mark"]
            pieces = [piece for piece in pieces if piece[0] != "mark"]
            title = _inline(pieces)
            if title.endswith("#"):
                title = f"{title[:-1]}\\#"
            self.paragraphs += [f"{'#' * min(6, level)} {title}", *marks]
        else:
            self.paragraphs.append(_written(pieces))


def _inline(pieces: list[tuple[str, str]]) -> str:
    """Return the pieces of a paragraph as Markdown, with a line end for each break."""
    joined: list[tuple[str, str]] = []
    for kind, words in pieces:
        if joined and joined[-1][0] == kind and kind in ("", "sup", "sub"):
            joined[-1] = kind, joined[-1][1] + words
        else:
            joined.append((kind, words))
    parts = []
    for kind, words in joined:
        if kind in ("", "sup", "sub"):
            words = escaped(re.sub(r"[ \t\r\n]+", " ", words))
            if kind and words.strip():
                words = f"<{kind}>{words}</{kind}>"
        parts.append("\n" if kind == "break" else words)
    return "".join(parts).strip()


_MARKS_FIRST = regex(r"((?:\s*<!-- [^<>]* -->)+)(\s*\S+)")


def _written(pieces: list[tuple[str, str]]) -> str:
    """Return the lines of a paragraph as Markdown."""
    lines = [line.strip() for line in _inline(pieces).split("\n")]
    # a line of a paragraph never begins with a comment, which would begin a block
    lines = [
        _MARKS_FIRST.sub(r"\2\1", line, count=1) if line[:1] == "<" else line for line in lines
    ]
    return "\\\n".join(escaped_start(line) for line in lines if line)


def with_notes(paragraphs: Iterable[str], notes: Iterable[tuple[int, list[str], str]]) -> str:
    """Return paragraphs as a text, with the notes under a heading of their own.

    A note has a number, paragraphs, and the mark of its page or "".  One with the number 0 has no mark
    of its own.
    """
    blocks = list(paragraphs)
    rows = [note for note in notes if note[1]]
    if rows:
        blocks.append(f"## {NOTES_HEADING}")
        for number, (first, *more), page in rows:
            blocks += [page] if page else []
            blocks += [f"【{number}】 {first}" if number else first, *more]
    return "\n\n".join(blocks) + "\n" if blocks else ""
