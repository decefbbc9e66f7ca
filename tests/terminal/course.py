"""An invented interview with a question of each type."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from studykit.bank.kinds.cloze import parse_cloze
from studykit.bank.model import (
    Arrange,
    Choose,
    Discuss,
    Evidence,
    Exercise,
    Fill,
    Level,
    Match,
    Number,
    Option,
    Recall,
    Response,
    Type,
)
from studykit.source.course import CourseFile, Person, Region, Source, Work
from studykit.source.text import Place

COURSE = CourseFile(
    id="ferries",
    title="The ferries of Ostholm",
    works=(Work(id="talk", title="A talk with the harbour master"),),
    people=(Person(id="brandt", name="Ida Brandt", role="interviewee"),),
    sources=(
        Source(
            id="moll",
            kind="translation",
            title="The Harbour Talk",
            work="talk",
            credit="translated by Tom Moll",
            url="https://example.org/talk",
            file="moll.md",
            regions=(
                Region(id="part-1", title="Part 1", kind="interview", heading="One"),
                Region(id="part-2", title="Part 2", kind="interview", heading="Two"),
            ),
        ),
        Source(
            id="weiss",
            kind="translation",
            title="Ferries: a Talk",
            work="talk",
            file="weiss.md",
            regions=(Region(id="part-1", title="Part 1", kind="interview", heading="I"),),
        ),
        Source(id="paper", kind="news", title="Ostholm Post", file="post.md"),
    ),
)

AT_NOON = Evidence(
    "No ferry leaves before the fog has lifted, and that is at noon.",
    "moll",
    Place("part-1", "A2", "brandt", 1),
)
BEFORE_NOON = Evidence("Before noon there is fog.", "weiss", Place("part-1", "A2", "brandt", 2))
TOLL = Evidence("The toll was two crowns.", "moll", Place("part-2", "A5", "brandt", 1))
NEWS = Evidence("The port closed.", "paper", Place("text", None, None, 3))


def exercise(
    type: str,
    response: Response,
    prompt: str = "",
    *evidence: Evidence,
    id: str = "a",
    explanation: str | None = None,
    level: Level | None = None,
) -> Exercise:
    return Exercise(id, type, prompt, response, explanation, evidence, (), level, "en")


WHEN = exercise(
    "multiple_choice",
    Choose(
        (
            Option("At noon", True),
            Option("At dawn", False, "At dawn there is still *fog*."),
            Option("At dusk", False),
            Option("Never", False, keep_last=True),
        )
    ),
    "When does the first ferry leave?",
    AT_NOON,
    BEFORE_NOON,
    id="when",
    explanation="The fog decides.",
    level="remember",
)
PAID = exercise("short_answer", Type("toll", ("the fee",)), "What was paid?", TOLL, id="paid")
MASTER = exercise("short_answer", Type("harbour master"), "Who speaks?", id="master")
WHY = exercise("basic", Recall("Because of the fog."), "Why wait?", AT_NOON, id="why")
GAPS = exercise(
    "cloze",
    Fill(parse_cloze("The {{c1::toll::what}} was {{c2::two}} {{c2::crowns}}.")),
    "",
    TOLL,
    id="gaps",
)
FOG = exercise(
    "true_false",
    Choose((Option("True", False), Option("False", True)), fixed=True),
    "The ferry leaves in fog.",
    id="fog",
)
TALK = exercise(
    "discussion",
    Discuss(("Safety *first*.", "The price of waiting."), ("Who else waits?",), (10, 10)),
    "Was it right to wait?",
    AT_NOON,
    id="talk",
    level="evaluate",
)

HOUR = exercise(
    "numeric",
    Number("12", Fraction(12), Fraction(13), "o'clock"),
    "When does it lift?",
    AT_NOON,
    id="hour",
)
STEPS = exercise(
    "ordering",
    Arrange(("The fog lifts.", "The ferry leaves.", "The toll is paid.")),
    "Put these in order.",
    AT_NOON,
    id="steps",
)
PAIRS = exercise(
    "matching",
    Match((("noon", "fog lifts"), ("dusk", "port closes"), ("night", "port closes")), ("toll",)),
    "What happens when?",
    NEWS,
    id="pairs",
)
WHO = replace(
    exercise(
        "who_said_it",
        Choose((Option("Ida Brandt", True), Option("Tom Moll", False))),
        "Who says this?",
        AT_NOON,
        id="who",
    ),
    stimulus=(AT_NOON,),
)
TWO = replace(
    exercise(
        "compare",
        Recall("Only one has the ferry."),
        "What differs?",
        AT_NOON,
        BEFORE_NOON,
        id="two",
    ),
    stimulus=(AT_NOON, BEFORE_NOON),
)

ALL = (WHEN, PAID, MASTER, WHY, GAPS, FOG, TALK, HOUR, STEPS, PAIRS, WHO, TWO)
