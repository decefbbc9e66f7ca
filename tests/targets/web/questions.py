"""Questions of every response for the page's modules, and their form in the page's data."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from studykit.bank.arrange import in_order
from studykit.bank.kinds.cloze import parse_cloze
from studykit.bank.model import (
    Arrange,
    Choose,
    Discuss,
    Evidence,
    Exercise,
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
from studykit.bank.prose import plain
from studykit.bank.shapes import Shape
from studykit.quiz.marking import missing
from studykit.quiz.marking_data import marking_data
from studykit.source.text import Place
from studykit.targets.web.label import label_data

from ...exercises import exercise

COURSE = "lighthouse-course"
SOURCES = ("interview", "log", "leaflet")


def deck(rng: random.Random, count: int) -> list[Exercise]:
    """Return questions of all responses, some renamed, with passages of several sections."""
    return [_question(rng, n) for n in range(count)]


def _question(rng: random.Random, n: int) -> Exercise:
    id = f"q{n}"
    places = [
        Evidence(
            "The ferry left.",
            rng.choice(SOURCES),
            Place(rng.choice(("part-1", "part-2", None)), "A1"),
        )
        for _ in range(rng.randrange(3))
    ]
    formerly = (f"old-{n}", f"older-{n}") if rng.random() < 0.2 else ()
    card = rng.random() < 0.5  # only matters for discussions
    response = _response(rng)
    is_card = card or not isinstance(response, Discuss)
    return exercise(response, id, evidence=tuple(places), formerly=formerly, card=is_card)


def _response(rng: random.Random) -> Response:
    words = rng.sample(WORDS, 6)
    match rng.randrange(10):
        case 0:
            return Recall(words[0])
        case 1:
            return Recall(words[0], reverse=True)
        case 2:
            blanks = f"{{{{c1::{words[0]}}}}} and {{{{c2::{words[1]}}}}}, {{{{c1::{words[2]}}}}}"
            return Fill(parse_cloze(blanks))
        case 3:
            return Type(words[0], (words[1],))
        case 4:
            low = rng.randrange(100)
            return Number(
                str(low), Fraction(low), Fraction(low) + Fraction(1, 3), rng.choice((None, "%"))
            )
        case 5:
            last = rng.random() < 0.3
            options = [
                Option(word, n < 1 or rng.random() < 0.2) for n, word in enumerate(words[:4])
            ]
            return Choose((*options, Option("none", False, keep_last=last)), rng.random() < 0.2)
        case 6:
            return Arrange(tuple(rng.choices(words, k=rng.randrange(2, 6))))
        case 7:
            return Match(
                ((words[0], words[3]), (words[1], words[4]), (words[2], words[3])), (words[5],)
            )
        case 8:
            shape = Shape("rectangle", ((0.1, 0.1), (0.3, 0.2)))
            parts = tuple(LabelledPart(word, shape) for word in words[: rng.randrange(1, 4)])
            return Label("lamp.png", "a lamp", parts)
        case _:
            return Discuss((words[0],))


WORDS = (
    "ferry harbour keeper lantern storm signal tower shutter window candle rescue weather sailor engine"
    " cable stairs signals harbor fog 1,909 £20 twenty-five"
).split()


def page_data(exercises: Sequence[Exercise]) -> dict[str, Any]:
    """Return what the page's modules read of a course."""
    return {
        "course": {"id": COURSE},
        "questions": [_data(exercise) for exercise in exercises],
        "marking": marking_data(exercises),
    }


def _data(exercise: Exercise) -> dict[str, Any]:
    data = {
        "id": exercise.id,
        "type": exercise.type,
        "evidence": [
            {"s": SOURCES.index(e.source), "sec": e.place.section} for e in exercise.evidence
        ],
    }
    if exercise.formerly:
        data |= {"card": exercise.formerly[0], "formerly": list(exercise.formerly)}
    match exercise.response:
        case Recall(_, reverse):
            return data | {"kind": "recall", "reverse": reverse}
        case Fill() as fill:
            blanks = [
                {"n": n, "words": [plain(word) for word in missing(fill, n)]} for n in fill.numbers
            ]
            return data | {"kind": "fill", "blanks": blanks}
        case Type(answer, accept):
            return data | {"kind": "type", "words": [plain(text) for text in (answer, *accept)]}
        case Number(_, low, high, unit):
            return data | {"kind": "number", "low": str(low), "high": str(high), "unit": unit}
        case Choose() as choose:
            ordered = in_order(choose)
            options = [
                {"t": option.text, "right": option.right, "last": option.keep_last}
                for option in ordered or choose.options
            ]
            return data | {"kind": "choose", "options": options, "fixed": ordered is not None}
        case Arrange(items):
            return data | {"kind": "arrange", "items": list(items)}
        case Match() as match:
            pairs = [[left, match.choices.index(right)] for left, right in match.pairs]
            return data | {"kind": "match", "pairs": pairs, "choices": list(match.choices)}
        case Label() as label:
            return data | label_data(label)
        case Discuss():
            return data | {"kind": "discuss", "ungraded": not exercise.card}
