"""What a text contains beside words, counted by kind, so that no target leaves any out unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator

from ..mathematics.in_text import Hidden, formulas, readable
from .capability import ContentKind
from .load import Course, Entry
from .markup import Destination, destinations, fenced_code
from .model import Blank, blanks_in_formulas
from .prose import Grid, parse
from .rich import rich_texts


def content(course: Course, chosen: Container[Entry] | None = None) -> Counter[ContentKind]:
    """Count the contents of the questions of a course, or of some of them."""
    return Counter(kind for entry, kind in _contents(course) if chosen is None or entry in chosen)


def _contents(course: Course) -> Iterator[tuple[Entry, ContentKind]]:
    for entry, path, text in rich_texts(course):
        for kind in _of_text(entry, str(path[-1]), text):
            yield entry, kind
    for entry in course.entries:
        for passage in entry.question.passages:
            for formula in readable(passage.quote):
                yield entry, _of_formula(formula)
        for _, file, words in entry.question.pictures():
            yield entry, _of_destination(Destination(True, file, words, ""))


def _of_text(entry: Entry, key: str, text: str) -> Iterator[ContentKind]:
    parts: tuple[str | Blank, ...] = getattr(entry.question, "parts", ()) if key == "text" else ()
    filled = "".join(p.answer if isinstance(p, Blank) else p for p in parts) or text
    for formula in formulas(filled):
        yield _of_formula(formula)
    yield from [ContentKind.BLANK_IN_FORMULA] * len(blanks_in_formulas(parts))
    for found in destinations(text):
        yield _of_destination(found)
    yield from [ContentKind.CODE] * sum(1 for _ in fenced_code(text))
    if "|" in text and "\n" in text:
        yield from [ContentKind.TABLE] * sum(isinstance(block, Grid) for block in parse(text))


def _of_formula(formula: Hidden) -> ContentKind:
    return ContentKind.CHEMISTRY if r"\ce" in formula.latex else ContentKind.MATHEMATICS


def _of_destination(found: Destination) -> ContentKind:
    if not found.is_embedded:
        return ContentKind.LINK
    if found.is_sound:
        return ContentKind.SOUND
    return ContentKind.WEBP if found.url.lower().endswith(".webp") else ContentKind.PICTURE
