"""Cards that come from other programs and people, in a neutral form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from .media import CardMedia
from .refused import ContentRefused as ContentRefused
from .refused import IncompleteCard as IncompleteCard


@dataclass(frozen=True, slots=True)
class ImportedCard:
    """A card, with its texts in small Markdown.

    `origin` identifies it in later imports, `place` names it in messages ("note 3", "line 12").
    """

    origin: str
    place: str
    question: str = ""
    answer: str = ""
    options: tuple[str, ...] = ()
    """The wrong options of a multiple-choice question."""
    cloze: str = ""
    """A text with blanks, in Anki's notation."""
    explanation: str = ""
    tags: tuple[str, ...] = ()
    typed: bool = False
    """Whether the answer is typed."""
    id: str | None = None
    passages: tuple[Mapping[str, Any], ...] = ()
    """The passages that its author names: `quote`, and what is claimed about it."""
    keys: Mapping[str, Any] = field(default_factory=dict)
    """All keys of a question that is in studykit's own form; the texts above are then empty."""
    flattened: tuple[str, ...] = ()
    """What could not be kept, such as "colours"."""


@dataclass(frozen=True, slots=True)
class RefusedCard:
    """A card that cannot be imported: its first words, and why.

    `damaged` says that the file has a mistake there, so that some of the card may be lost; `content` that
    the reason names something that it has, such as "a video".
    """

    place: str
    label: str
    reason: str
    passages: tuple[Mapping[str, Any], ...] = ()
    """The passages that its author names, as far as they could be read."""
    damaged: bool = False
    content: bool = field(default=False, compare=False)


@dataclass(slots=True)
class ImportedFile:
    """What was read of a file, in order; `notes` are about the file as a whole."""

    entries: list[ImportedCard | RefusedCard] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    roles: Mapping[str, str] = field(default_factory=dict)
    """What columns, keys or fields are by their normalized names: `question`, `answer` and so on."""
    media: CardMedia = field(default_factory=CardMedia)
    """The pictures and recordings that cards may name."""
    names: dict[str, None] = field(default_factory=dict)
    """The names of columns, keys or fields in the file, in order; only if there are roles."""

    def add(self, *entries: ImportedCard | RefusedCard) -> None:
        self.entries += entries

    def refuse(
        self,
        error: ContentRefused,
        place: str,
        title: str,
        passages: tuple[Mapping[str, Any], ...] = (),
    ) -> None:
        """Add a card that cannot be imported, and why."""
        content = not isinstance(error, IncompleteCard)
        self.add(RefusedCard(place, title, str(error), passages, content=content))

    @property
    def cards(self) -> list[ImportedCard]:
        return [entry for entry in self.entries if isinstance(entry, ImportedCard)]

    @property
    def refused(self) -> list[RefusedCard]:
        return [entry for entry in self.entries if isinstance(entry, RefusedCard)]


def origin_of(*texts: str) -> str:
    """Return an origin for a card that has no id: a hash of its words."""
    words = "\x1f".join(" ".join(text.split()) for text in texts)
    return f"text:{sha256(words.encode(errors='replace')).hexdigest()[:16]}"


def normalized(name: str) -> str:
    """Return the name of a column, key or field without what people write differently."""
    return re.sub(r"[\s-]+", "_", name.strip("*“”\"' \t\n").lower())


def label(text: str, length: int = 60) -> str:
    """Return the first words of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
