"""The texts of a course that have more than emphasis, lists and code among words."""

from __future__ import annotations

from functools import lru_cache

from ..diagnostics import KeyPath
from .load import Course, Entry

_SIGNS = ("$", "\\", "](", "```", "~~~", "--")


@lru_cache(maxsize=1)  # a dozen rules ask for them, and most courses have next to none
def rich_texts(course: Course) -> tuple[tuple[Entry, KeyPath, str], ...]:
    """Return the texts with signs of formulas, links, pictures, tables or blocks of code.

    Each has its question and its key path in the file.
    """
    return tuple(
        (entry, (*entry.path, *path), text)
        for entry in course.entries
        for path, text in entry.question.texts()
        if any(sign in text for sign in _SIGNS) or ("|" in text and "\n" in text)
    )


def has_media(course: Course) -> bool:
    """Whether a question of a course has a picture or a recording."""
    return any("![" in text for _, _, text in rich_texts(course)) or any(
        True for entry in course.entries for _ in entry.question.pictures()
    )
