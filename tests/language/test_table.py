"""The table of languages in the documentation; `pytest --update` renews it."""

from __future__ import annotations

import re

import pytest

from studykit.language import MODULES, Confidence, Language, language
from studykit.locale import languages

from ..conftest import REPOSITORY

PAGE = REPOSITORY / "docs" / "languages.md"

SPOKEN = {"en", "de", "es", "fr", "zh-Hans"}
"""The languages that learners read studykit's own words in."""

EVIDENCE = {
    Confidence.HIGH: "refused",
    Confidence.GOOD: "refused",
    Confidence.MEDIUM: "refused",
    Confidence.UNREVIEWED: "a warning",
}


def row(data: Language) -> str:
    signs = {",": data.grouping, ".": data.decimal}
    figures = "1,234,567.8" if data.group == 3 else "12,34,567.8"
    written = "".join(signs.get(c, c) for c in figures)
    space = data.quotation_space
    opening, closing = data.quotation_marks.split()[:2]
    cells = (
        data.name,
        f"`{data.code}`",
        EVIDENCE[data.confidence],
        f"{written}, {data.percent.format(50)}",
        f"{opening}{space}…{space}{closing}",
        f"1{data.separator}2{data.conjunction}3",
        "yes" if data.code in SPOKEN else "",
    )
    return f"| {' | '.join(cells)} |"


def table() -> str:
    every = {data.code: data for tag in MODULES if (data := language(tag))}
    return "".join(f"{row(data)}\n" for data in sorted(every.values(), key=lambda data: data.name))


ROWS = re.compile(r"(?<=\|---\|---\|---\|---\|---\|---\|---\|\n)(?:\|.*\n)+")


def test_the_table_has_every_language(request: pytest.FixtureRequest) -> None:
    page = PAGE.read_text(encoding="utf-8")
    if request.config.getoption("update"):
        page = ROWS.sub(lambda _: table(), page)
        PAGE.write_text(page, encoding="utf-8")
    found = ROWS.search(page)
    assert found is not None
    assert found[0] == table()


def test_the_table_names_every_catalogue() -> None:
    assert set(languages()) <= SPOKEN
