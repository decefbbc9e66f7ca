"""What the rules on wording share."""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.load import Course, Entry
from ..bank.prose import plain
from ..source.fold import WORD, folded

FUNCTION_WORDS = frozenset(
    "a an the and or but nor so yet if then than that this these those there here it its he him his"
    " she her they them their we us our you your i me my who whom whose which what when where why how"
    " is are was were be been being am do does did has have had can could may might must shall should"
    " will would not no of in on at by to for from with without into onto over under about after"
    " before between through during as because while until also only just very more most much many"
    " some any each every all both either neither one other another such own same too".split()
)
"""English words that carry grammar more than meaning."""


def is_english(entry: Entry) -> bool:
    return entry.lang.casefold().partition("-")[0] == "en"


def choices(course: Course) -> Iterator[tuple[Entry, MultipleChoice]]:
    """The multiple-choice questions of a course."""
    for entry in course.entries:
        if isinstance(entry.question, MultipleChoice):
            yield entry, entry.question


def tokens(text: str) -> list[str]:
    """The words of a text in small Markdown, in order, without marks and case."""
    return WORD.findall(folded(plain(text)).casefold())


def content(text: str) -> set[str]:
    """The words of a text that carry meaning."""
    return {word for word in tokens(text) if word not in FUNCTION_WORDS}
