"""The teacher's notes on a question: its answer, explanations and evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from ...analysis.wording import tokens
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
from ...format import labelled, number_range, quoted, series
from ...language import language_or_default
from ...locale import _, speaking, spoken
from ...source.course import CourseFile
from .asking import cloze_key
from .formats.characters import isolated
from .model import Note
from .passages import full_place
from .prose import as_prose, as_quotation, list_of, on_one_line, prefixed

_FULL_STOP = re.compile(r"(?<=\w\w)[.。]$")


def separator() -> str:
    """What is between the two sides of a pair, or an option and its explanation."""
    return _("{left} — {right}", left="", right="")


def solution(exercise: Exercise) -> Prose:
    """The right answer in the question's own words, and its language."""
    with speaking(exercise.lang, spoken()):
        return _solution(exercise)


def _solution(exercise: Exercise) -> Prose:
    response = exercise.response
    match response:
        case Choose():
            right = [parse(option.text) for option in response.options if option.right]
            return right[0] if len(right) == 1 else list_of(right)
        case Fill():
            return as_prose(cloze_key(response))
        case Type():
            answer, *others = _different([response.answer, *response.accept])
            if others:
                accepted = series(others)
                answer = _("{answer} (also accepted: {others})", answer=answer, others=accepted)
            return as_prose(answer)
        case Number():
            answer = response.text
            if response.low != response.high:
                bounds = number_range(response.low, response.high, None)
                answer = _("{answer} (accepted: {range})", answer=answer, range=bounds)
            return as_prose(answer)
        case Recall():
            return parse(response.answer)
        case Arrange():
            return list_of(map(parse, response.items), ordered=True)
        case Match():
            return list_of(
                on_one_line(parse(left), separator(), parse(right))
                for left, right in response.pairs
            )
        case Label():
            names = [parse(part.name) for part in response.parts]
            return names[0] if len(names) == 1 else list_of(names, ordered=True)
        case Discuss():
            return list_of(map(parse, response.look_for))
        case _:
            assert_never(response)


def _different(answers: Iterable[str]) -> Iterable[str]:
    """Answers that differ in more than articles, case and punctuation, the first of each."""
    articles = set(language_or_default(spoken()).articles.split())
    found: dict[tuple[str, ...], str] = {}
    for answer in answers:
        words = tokens(answer)
        found.setdefault(tuple(w for w in words if w not in articles) or words, plain(answer))
    return found.values()


def answer_notes(exercise: Exercise, key: str | None = None) -> tuple[Note, ...]:
    """The answer and its explanations; `key` is the letters it has in print."""
    response = exercise.response
    if isinstance(response, Discuss):
        return discussion_notes(exercise, response)
    answer = solution(exercise)
    if key is not None and isinstance(response, Choose | Arrange | Match):
        answer = prefixed(labelled(key), answer)
    return (Note(_("Answer"), answer), *_explanations(exercise))


def _explanations(exercise: Exercise) -> list[Note]:
    """Why the answer is right, and why each distractor is wrong."""
    notes = []
    response = exercise.response
    options = response.options if isinstance(response, Choose) else ()
    for option in options:
        if option.why:
            label = _("Correct") if option.right else _("Incorrect")
            text = _FULL_STOP.sub("", option.text)
            why = on_one_line(parse(text), separator(), parse(option.why))
            notes.append(Note(label, why))
    if exercise.explanation:
        notes.append(Note(_("Explanation"), parse(exercise.explanation)))
    return notes


def discussion_notes(exercise: Exercise, response: Discuss) -> tuple[Note, ...]:
    """Points to listen for, follow-up questions, and the explanation."""
    notes = [Note(_("Listen for"), list_of(map(parse, response.look_for)))]
    if response.follow_ups:
        notes.append(Note(_("Follow up"), list_of(map(parse, response.follow_ups))))
    return (*notes, *_explanations(exercise))


def evidence_notes(exercise: Exercise, course: CourseFile) -> tuple[Note, ...]:
    """Places and quotes of the evidence, for a document that does not print the passages."""
    return tuple(
        Note(
            _("Evidence"),
            as_quotation(labelled(full_place(evidence, course), _quote(evidence.quote))),
        )
        for evidence in exercise.evidence
    )


def _quote(words: str) -> str:
    """Put words in quotation marks that stay at their ends, if the words run from right to left."""
    return isolated(quoted(words))
