"""Quizlet: a line for each card, with term and definition separated by a tab."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from ...bank.capability import Capability, Support
from ...bank.model import (
    Arrange,
    Choose,
    Discuss,
    Exercise,
    Fill,
    Label,
    Match,
    Number,
    Recall,
    Type,
)
from ...bank.prose import plain
from ...format import letters
from ...source.course import CourseFile
from . import printing
from .model import NO_SHAPES, ExportFormat, ExportNotes, ExportRequest, NoShapes


def render(request: ExportRequest, notes: ExportNotes) -> bytes:
    """Write the cards of each bank in order."""
    lines = []
    for exercise in request:
        with request.course.speaking(exercise.lang):
            evidence = printing.feedback_text(exercise, request.course)
            for term, answer in _cards(exercise, request.course):
                definition = f"{answer} — {evidence}" if evidence else answer
                lines.append(f"{printing.one_line(term)}\t{printing.one_line(definition)}\n")
    return "".join(lines).encode()


def _cards(exercise: Exercise, course: CourseFile) -> Iterator[tuple[str, str]]:
    """Yield term and answer of each card."""
    response = exercise.response
    match response:
        case Fill():
            prompt = printing.prompt_text(exercise, course)
            for gap in printing.gap_questions(response):
                yield (
                    f"{prompt} {plain(gap.text).replace(printing.BLANK, printing.GAP)}",
                    gap.answer,
                )
        case Choose() | Arrange() | Match():
            asked = printing.question_text(exercise, course)
            yield f"{asked} {_lettered(printing.choices_text(exercise))}", _joined(exercise)
        case Recall() | Type() | Number() | Discuss():
            yield printing.question_text(exercise, course), _joined(exercise)
        case Label():
            raise NoShapes
        case _:
            assert_never(response)


def _lettered(choices: list[str]) -> str:
    return " ".join(f"({letters(n)}) {choice}" for n, choice in enumerate(choices))


def _joined(exercise: Exercise) -> str:
    return "; ".join(printing.answer_text(exercise).split("\n"))


FORMAT = ExportFormat(
    "txt",
    "Quizlet cards, term and definition",
    {
        Recall: Capability(Support.NATIVE, "term and definition"),
        Fill: Capability(Support.NATIVE, "a card for each blank"),
        Type: Capability(Support.DEGRADED, "term and definition; Quizlet compares the definition"),
        Number: Capability(Support.DEGRADED, "term and definition; bounds are only shown"),
        Choose: Capability(Support.DEGRADED, "options are listed in the term"),
        Arrange: Capability(Support.DEGRADED, "items are listed in the term"),
        Match: Capability(Support.DEGRADED, "lines and choices are listed in the term"),
        Label: NO_SHAPES,
        Discuss: Capability(Support.DEGRADED, "question and points"),
    },
    printing.IN_TEXT,
    render,
)
