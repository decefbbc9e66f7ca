"""The message that asks a language model to correct its cards: what it says of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from studykit.importing.formats import read_written
from studykit.importing.verify import verify_cards
from studykit.prompts.repair import repair_message
from studykit.starter.texts import course_of_texts

from ..importing.orchard import ORCHARD


@pytest.fixture
def message(tmp_path: Path):  # type: ignore[no-untyped-def]
    """The lines about the only card, which has a quote and other values."""

    def message(quote: str | None, **more: str) -> list[str]:
        file = tmp_path / "orchard.md"
        file.write_text(ORCHARD, encoding="utf-8")
        card = {"question": "Why?", "answer": "Wages.", **more} | (
            {"quote": quote} if quote else {}
        )
        cards = read_written(json.dumps([card]).encode(), "cards.json")
        text = repair_message(verify_cards(cards, course_of_texts([file]).course))
        return text.partition("## 1.")[2].partition("## How")[0].splitlines()[2:-1]

    return message


def test_words_that_differ(message: Any) -> None:
    assert message("In May they eat the red caterpillars") == [
        "- You quoted: “In May they eat the red caterpillars”",
        "  This is not in the text: “May” should be “June”, “red” is not there. The text says:",
        "  “In June they eat the caterpillars, and in September they eat one pear in thirty, which I call"
        " wages.” (The Pear Walls of Tollan, A2, Dara Quill)",
    ]


def test_an_elision_that_changes_the_meaning(message: Any) -> None:
    assert message("that is the hour when the frost … come. My grandmother said")[1] == (
        "  This is not in the text: what it leaves out or adds changes the meaning (“would”). The text"
        " says:"
    )


def test_the_wrong_speaker(message: Any) -> None:
    assert message("Eleven minutes.", speaker="Host") == [
        "- You quoted: “Eleven minutes.”",
        "  These words are by Dara Quill, not Host (The Pear Walls of Tollan, A3).",
    ]


def test_part_of_a_word(message: Any) -> None:
    assert message("In June they eat the cater") == [
        "- You quoted: “In June they eat the cater”",
        "  The quote cuts off a word or number in The Pear Walls of Tollan, A2.",
        "  With whole words: In June they eat the caterpillars",
    ]


def test_quotation_marks_are_not_doubled(message: Any) -> None:
    assert message("“In May they drink the red caterpillars”")[0] == (
        "- You quoted: “In May they drink the red caterpillars”"
    )


def test_content_that_cannot_be_read(message: Any) -> None:
    assert message("Eleven minutes.", question="What is ![this](http://a.org/x.png)?") == [
        "- The card cannot be used, because it has a picture that is not in the file: http://a.org/x.png. Do"
        " without it, or leave the card out."
    ]
    assert message("Eleven minutes.", type="numeric", answer="eleven") == [
        "- The card cannot be used. `answer`: must be a number, such as 147, 0.5, 1/30 or 3e8."
    ]


def test_no_quote(message: Any) -> None:
    assert message(None)[:3] == [
        "- It has no quote.",
        "- The sentences that come closest to the question and its answer are:",
        "  - “In June they eat the caterpillars, and in September they eat one pear in thirty, which I"
        " call wages.” (The Pear Walls of Tollan, A2, Dara Quill)",
    ]


def test_nothing_is_wrong(message: Any) -> None:
    assert message("Eleven minutes.") == []
