"""Fields are read in time proportional to their length, whatever they contain.

If it grew with the square of the length, these tests would take minutes.
"""

from __future__ import annotations

from contextlib import suppress

import pytest

from studykit.diagnostics import StudykitError
from studykit.importing.fields import MAX_LENGTH, flat_cloze, from_html, from_plain
from studykit.importing.formats import read_cards
from studykit.importing.model import ContentRefused


@pytest.mark.parametrize(
    "piece",
    [
        "<", "<a ", "<!--", "<!", "&", "&#", "</", "<b>", "<ul><li>", "a<br>", r"\(", r"\[", "$$ a",
        "![a](", "[sound", "{{c1::", "}}", "::", "*a ", "`a``", "<i>a</i>b", "- ", "1. ",
    ],
)  # fmt: skip
def test_a_field_of_one_piece_again_and_again(piece: str) -> None:
    text = piece * (MAX_LENGTH // len(piece))
    for read in (from_html, from_plain, flat_cloze):
        with suppress(ContentRefused):
            read(text)


@pytest.mark.parametrize(
    "piece", ["Q: a\n", "C: [a\n", "[a", "---\n", "\\", "Q: a\nA: b\n", "* ", "Q          "]
)
def test_a_file_of_one_piece_again_and_again(piece: str) -> None:
    for name in ("a.md", "a.txt", "a.csv", "a.jsonl"):
        content = "question,answer\n" * name.endswith("csv") + piece * (100_000 // len(piece))
        with suppress(StudykitError):
            read_cards(content.encode(), name)
