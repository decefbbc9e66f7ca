"""The teacher's notes on a question: its answer, explanations and evidence."""

from __future__ import annotations

from typing import assert_never

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
from ...bank.prose import Prose, parse, plain
from ...format import decimal
from ...source.course import CourseFile
from .asking import cloze_key
from .model import Note
from .passages import full_place
from .prose import as_prose, list_of, on_one_line, prefixed

SEPARATOR = " — "


def solution(exercise: Exercise) -> Prose:
    """The right answer in the question's own words."""
    response = exercise.response
    match response:
        case Choose():
            right = [parse(option.text) for option in response.options if option.right]
            return right[0] if len(right) == 1 else list_of(right)
        case Fill():
            return as_prose(cloze_key(response))
        case Type():
            accepted = "; ".join(map(plain, response.accept))
            note = f" (also accepted: {accepted})" if accepted else ""
            return as_prose(plain(response.answer) + note)
        case Number():
            low, high = decimal(response.low), decimal(response.high)
            note = f" (accepted: {low} to {high})" if response.low != response.high else ""
            return as_prose(response.text + note)
        case Recall():
            return parse(response.answer)
        case Arrange():
            return list_of(map(parse, response.items), ordered=True)
        case Match():
            return list_of(
                on_one_line(parse(left), SEPARATOR, parse(right)) for left, right in response.pairs
            )
        case Label():
            names = [parse(part.name) for part in response.parts]
            return names[0] if len(names) == 1 else list_of(names, ordered=True)
        case Discuss():
            return list_of(map(parse, response.look_for))
        case _:
            assert_never(response)


def answer_notes(exercise: Exercise, key: str | None = None) -> tuple[Note, ...]:
    """The answer and its explanations; `key` is the letters it has in print."""
    response = exercise.response
    if isinstance(response, Discuss):
        return discussion_notes(response)
    answer = solution(exercise)
    if key is not None and isinstance(response, Choose | Arrange | Match):
        answer = prefixed(f"{key}: ", answer)
    return (Note("Answer", answer), *_explanations(exercise))


def _explanations(exercise: Exercise) -> list[Note]:
    """Why the answer is right, and why each distractor is wrong."""
    notes = []
    response = exercise.response
    options = response.options if isinstance(response, Choose) else ()
    for option in options:
        if option.why:
            label = "Correct" if option.right else "Incorrect"
            why = on_one_line(parse(option.text), SEPARATOR, parse(option.why))
            notes.append(Note(label, why))
    if exercise.explanation:
        notes.append(Note("Explanation", parse(exercise.explanation)))
    return notes


def discussion_notes(response: Discuss) -> tuple[Note, ...]:
    """Points to listen for, and follow-up questions."""
    notes = [Note("Listen for", list_of(map(parse, response.look_for)))]
    if response.follow_ups:
        notes.append(Note("Follow up", list_of(map(parse, response.follow_ups))))
    return tuple(notes)


def evidence_notes(exercise: Exercise, course: CourseFile) -> tuple[Note, ...]:
    """Places and quotes of the evidence, for a document that does not print the passages."""
    return tuple(
        Note("Evidence", as_prose(f"{full_place(evidence, course)}: “{evidence.quote}”"))
        for evidence in exercise.evidence
    )
