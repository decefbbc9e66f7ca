"""Quizlet's import: cards on lines, term and definition separated by a tab."""

from __future__ import annotations

from studykit.bank.model import Exercise
from studykit.targets.export import FORMATS

from .examples import HOSTILE, hostile_exercises, rendered

PASSAGE = (
    " “a noise” Ida Marlow · Part 1, A1 · The Shutter and the Light · written for studykit"
    " · https://example.org/lighthouse#:~:text=a%20noise"
)


def cards(*exercises: Exercise) -> list[tuple[str, str]]:
    """Return the cards as Quizlet splits them with its usual settings."""
    text, _ = rendered(FORMATS["quizlet"], *exercises)
    split = [line.split("\t") for line in text.removesuffix("\n").split("\n")]
    return [(term, definition) for term, definition in split]


def test_cards() -> None:
    assert [(term, definition.removesuffix(PASSAGE)) for term, definition in cards()] == [
        ("What was it?", "A shutter. — It was loose."),
        ("The _____ (heavy) is wound every four hours.", "weight —"),
        ("The weight is wound _____.", "every four hours —"),
        ("What does a motor ask?", "nothing (also accepted: nothing at all) —"),
        ("How many?", "1,000 steps (accepted: 900 to 1200) —"),
        ("How much?", "1/3 —"),
        ("What was it? (a) The wind. (b) A shutter. (c) Neither.", "A shutter. —"),
        ("What was it? (a) Tar (b) Wax (c) Oil", "Oil; Wax —"),
        ("A motor turns the lens. (a) True (b) False", "False —"),
        (
            "What came first? (a) keeper (b) wind (c) shutter",
            "1. wind; 2. shutter; 3. keeper —",
        ),
        (
            "Match. 1. weight 2. shutter (a) wound (b) lit (c) banging",
            "weight — wound; shutter — banging —",
        ),
        ("Why so proud?", "Her pride.; Her routine.; And today? —"),
    ]


def test_hostile_texts_stay_on_one_line() -> None:
    found = cards(*hostile_exercises())
    assert all(term.startswith(HOSTILE) for term, _ in found)
    assert all("a noise" in definition for _, definition in found)
