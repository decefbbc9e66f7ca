"""What documents of word processors have in common: tables and boxes that nobody says, and notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from .converted import NOTES, Converted, NotConvertible, notes_of
from .spoken import label_of, without_direction
from .writer import MarkdownWriter, with_notes

APART_HEADING = "Tables and boxes"


class DocumentWriter:
    """Writes the paragraphs of a document, and counts what is left out or changed.

    Tables and boxes of an interview go to the end, unless a speaker has words in them.  `paragraphs` are
    the words of all paragraphs, by which the speakers are known.
    """

    def __init__(self, paragraphs: Iterable[str]) -> None:
        self.prose = MarkdownWriter()
        self.counts: Counter[str] = Counter()
        self._speakers = _speakers(paragraphs)
        self._apart: list[str] = []
        self._is_apart = False

    @contextmanager
    def table_or_box(self, paragraphs: Iterable[str], mark: str = "") -> Iterator[None]:
        """Write a table or a box with some paragraphs in a `with` block, after the mark of its page."""
        is_said = not self._speakers.isdisjoint(map(_label, paragraphs))
        if is_said or self._is_apart or not self._speakers:
            yield
            return
        self._is_apart = True
        with self.elsewhere() as written:
            yield
        self._is_apart = False
        if written:
            self.counts["apart"] += 1
            self._apart += [mark, *written] if mark else written

    @contextmanager
    def elsewhere(self) -> Iterator[list[str]]:
        """Collect in a list, not in the text, what is written in a `with` block."""
        prose, self.prose = self.prose, MarkdownWriter()
        yield self.prose.paragraphs
        self.prose = prose

    def converted(self, notes: Iterable[tuple[int, list[str], str]]) -> Converted:
        """Return the text with its notes at the end."""
        if self._apart:
            self.prose.paragraphs += [f"## {APART_HEADING}", *self._apart]
        notes = list(notes)
        self.counts["footnotes"] = len(notes)
        text = with_notes(self.prose.paragraphs, notes)
        if not text.strip():
            raise NotConvertible("has no text")
        return Converted(text, notes_of({what: self.counts[what] for what in NOTES}))


def _label(words: str) -> str | None:
    """Return the name before a colon that begins a paragraph."""
    found = label_of(words)
    return without_direction(found[0]) if found else None


def _speakers(paragraphs: Iterable[str]) -> set[str]:
    """Return the names that begin at least two paragraphs, if they begin four or more."""
    names = Counter(filter(None, map(_label, paragraphs)))
    often = {name: count for name, count in names.items() if count > 1}
    return set(often) if sum(often.values()) > 3 else set()
