"""The texts of a course, and those that have more than emphasis, lists and code among words."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import KeyPath
from .load import Course, Entry

_SIGNS = ("$", "\\", "](", "```", "~~~", "--")

RichTexts = tuple[tuple[Entry, KeyPath, str], ...]


def all_texts(course: Course) -> list[tuple[Entry, list[tuple[KeyPath, str]]]]:
    """Return every question with its texts in small Markdown and their key paths in it."""
    return course.memoize(_all_texts)


def _all_texts(course: Course) -> list[tuple[Entry, list[tuple[KeyPath, str]]]]:
    return [(entry, list(entry.question.texts())) for entry in course.entries]


def rich_texts(course: Course) -> RichTexts:
    """Return the texts with signs of formulas, links, pictures, tables or blocks of code.

    Each has its question and its key path in the file.
    """
    return course.memoize(_rich_texts)  # a dozen rules ask, and most courses have next to none


def _rich_texts(course: Course) -> RichTexts:
    return tuple(_find_rich(course))


def _find_rich(course: Course) -> Iterator[tuple[Entry, KeyPath, str]]:
    for entry, texts in all_texts(course):
        joined = "\n".join(text for _, text in texts)  # to look into each takes ten times as long
        if "|" in joined or any(sign in joined for sign in _SIGNS):
            for path, text in texts:
                if any(sign in text for sign in _SIGNS) or ("|" in text and "\n" in text):
                    yield entry, (*entry.path, *path), text


def has_media(course: Course) -> bool:
    """Whether a question of a course has a picture or a recording."""
    return any("![" in text for _, _, text in rich_texts(course)) or any(
        True for entry in course.entries for _ in entry.question.pictures()
    )
