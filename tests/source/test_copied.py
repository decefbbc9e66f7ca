"""Marks of notes that were copied with a quote."""

from __future__ import annotations

import pytest

from studykit.source.course import CourseFile
from studykit.source.locate import Query, QuoteLocator
from studykit.source.text import read_text

TEXT = """\
It stopped at the church clock.【1】 It was an awkward way to live<sup>2</sup>, and an effi-
cient one.[^3] He ground 10<sup>4</sup> sacks in 1768. There were 12 of them, or 13 of them.
"""


def verdict(quote: str) -> str:
    source = {"id": "s", "kind": "book", "title": "S", "file": "s.md"}
    course = CourseFile.model_validate({"id": "c", "title": "C", "sources": [source]})
    text, _ = read_text(TEXT, course.sources[0], course)
    return str(QuoteLocator({"s": text}).locate(Query(quote)).verdict)


@pytest.mark.parametrize(
    "quote",
    [
        "the church clock.1 It was an awkward way",
        "the church clock.[1] It was an awkward way",
        "the church clock.1 It was an awkward way to live2, and an efficient one.",
        "an awkward way to live2, and an effi-\ncient one.3 He ground",
        "an awkward way to live2, and an efficient one.3",
        "and an efficient one.3 He ground 10⁴ sacks",
    ],
)
def test_marks_that_the_text_has_too_may_be_copied(quote: str) -> None:
    assert verdict(quote) == "typographic"


@pytest.mark.parametrize(
    "quote",
    [
        "the church clock.2 It was an awkward way",
        "the church clock. It was1 an awkward way",
        "the church clock.1 It was an awkward2 way",
        "the church clock.1 It was an awkward way to live3, and",
        "It1 stopped at the church clock. It was",
        "He ground 104 sacks in 1768.",
        "an awkward way to live12, and an",
        "There were 12 of them, or1 13 of them.",
        "the church clock.1 It was no awkward way",
    ],
)
def test_other_figures_are_not_marks(quote: str) -> None:
    assert verdict(quote) == "near"


def test_some_marks_without_the_others_are_no_copy() -> None:
    assert verdict("the church clock.1 It was an awkward way to live, and") == "near"
    assert verdict("the church clock. It was an awkward way to live, and") == "typographic"
