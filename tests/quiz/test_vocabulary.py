"""The words of a course's questions."""

from __future__ import annotations

from fractions import Fraction

import pytest

from studykit.bank.kinds.cloze import parse_cloze
from studykit.bank.model import (
    Arrange,
    Choose,
    Discuss,
    Evidence,
    Fill,
    Label,
    LabelledPart,
    Match,
    Number,
    Option,
    Recall,
    Response,
    Type,
)
from studykit.bank.shapes import Shape
from studykit.quiz.vocabulary import vocabulary
from studykit.source.text import Place

from ..exercises import exercise

BOX = Shape("rectangle", ((0.1, 0.1), (0.2, 0.2)))


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (Recall("A **shutter**."), {"shutter"}),
        (Fill(parse_cloze("The {{c1::toll::price}} was {{c2::raised}}.")), {"toll", "raised"}),
        (Type("Zoë’s ferry", ("boats",)), {"zoes", "ferry", "boats"}),
        (Number("5", Fraction(5), Fraction(5), "crowns"), set()),
        (Choose((Option("Salt", True, "Taxed."), Option("Tar", False))), {"salt", "taxed"}),
        (Arrange(("first", "then")), {"first", "then"}),
        (Match((("Tide", "Moon"),), ("Wind",)), {"tide", "moon", "wind"}),
        (Label("lamp.png", "A lamp", (LabelledPart("the *lens*", BOX),)), {"lens"}),
        (Discuss(("Doubt",), ("Proof?",)), {"doubt", "proof"}),
    ],
)
def test_words_of_responses(response: Response, words: set[str]) -> None:
    """Of four letters or more: shorter ones have no slips."""
    assert vocabulary([exercise(response, prompt="")]) - {"that", "was"} == words


def test_words_of_prompts_explanations_and_quotes() -> None:
    evidence = (Evidence("The *fog* came early.", "lighthouse", Place("text")),)
    asked = exercise(prompt="What came?", explanation="It was **dense**", evidence=evidence)
    assert vocabulary([asked]) == {"what", "came", "dense", "early"}
