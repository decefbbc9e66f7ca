"""A page with questions of every response but labels, written for the tests."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from studykit.bank.model import (
    Arrange,
    Blank,
    Choose,
    Discuss,
    Evidence,
    Exercise,
    Fill,
    Match,
    Number,
    Option,
    Recall,
    Type,
)
from studykit.quiz.marking_data import marking_data
from studykit.source.text import Place
from studykit.targets.web.data import WebBank, WebRequest, usual_language

from ..conftest import EVIDENCE, INFO, exercise

LEAFLET = Evidence("a loose shutter, and no ghost", "leaflet", Place("text"))

EXERCISES: dict[str, Exercise] = {
    one.id: one
    for one in (
        exercise(Recall("A *shutter*."), id="recall", prompt="What did Marlow hear?", explanation="It was the wind."),
        exercise(Recall("A clock.", reverse=True), id="both", prompt="What wakes the keeper?"),
        exercise(
            Fill(("The ", Blank(1, "weight", "heavy"), " is wound every ", Blank(2, "four hours"), ".")),
            id="fill",
            type="cloze",
            prompt="",
        ),
        exercise(Type("a motor", ("an engine",)), id="type", type="short_answer", prompt="What asks nothing of anybody?"),
        exercise(Number("147", Fraction(140), Fraction(150), "steps"), id="number", type="numeric", prompt="How high is it?"),
        exercise(
            Choose(
                (
                    Option("a shutter", True, why="It was loose."),
                    Option("a gull", False, why="There was none that night."),
                    Option("the sea", False),
                )
            ),
            id="one",
            type="multiple_choice",
            prompt="What made the noise?",
            evidence=(EVIDENCE, LEAFLET),
            formerly=("older", "old"),
        ),
        exercise(
            Choose((Option("salt", True), Option("tar", True), Option("oil", False, why="It is below."))),
            id="several",
            type="multiple_choice",
            prompt="What does it smell of?",
        ),
        exercise(
            Choose((Option("True", False), Option("False", True)), fixed=True),
            id="fixed",
            type="true_false",
            prompt="There was a ghost.",
        ),
        exercise(Arrange(("wind", "noise", "key")), id="order", type="ordering", prompt="What comes first?"),
        exercise(
            Match((("wind", "blows"), ("key", "turns")), ("sings",)),
            id="match",
            type="matching",
            prompt="What does what?",
        ),
        exercise(
            Discuss(("a cause", "a cost"), ("Who pays?",), (5, 10)),
            id="talk",
            type="discussion",
            prompt="Is a motor better?",
            card=False,
        ),
    )
}  # fmt: skip


def request(exercises: Iterable[Exercise] | None = None, **changes: Any) -> WebRequest:
    """Return the request for a page with some exercises, by default all of the sample in two banks."""
    chosen = list(EXERCISES.values() if exercises is None else exercises)
    half = len(chosen) // 2 if exercises is None else len(chosen)
    banks = [WebBank("one", "The first night", tuple(chosen[:half]))]
    if chosen[half:]:
        banks.append(WebBank("two", "The second night", tuple(chosen[half:])))
    fields = {"marking": marking_data(chosen, usual_language(chosen)) or {}} | changes
    return WebRequest(INFO, tuple(banks), **fields)
