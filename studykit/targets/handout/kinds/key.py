"""The key: every chosen question with answer, explanations and evidence, for the teacher only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ....bank.model import Discuss, Exercise
from ....locale import _
from ..answers import answer_notes, evidence_notes
from ..areas import NoAnswerArea
from ..asking import whole_prompt
from ..documents import document, questions_text, subtitle
from ..model import HandoutBlock, Heading, Item, Part
from ..passages import unnumbered
from ..request import HandoutRequest, HandoutResult
from ..topic import topic_of


def make(request: HandoutRequest) -> HandoutResult:
    """Make the teacher's document; there is none for students."""
    exercises = request.exercises
    if not exercises:
        return HandoutResult((), (), ())
    with request.speaking():
        key = document(
            "key",
            "teacher",
            request.course_file,
            exercises,
            [Part(tuple(_blocks(request)))],
            subtitle("teacher", questions_text(len(exercises))),
            name=_("Answer key"),
            topic=topic_of(request, exercises) if request.sections else None,
        )
    return HandoutResult((key,), tuple((e.id, e.type) for e in exercises), ())


def _blocks(request: HandoutRequest) -> Iterator[HandoutBlock]:
    header = None
    for number, (entry, exercise) in enumerate(request.pool, 1):
        if entry.header is not header:
            header = entry.header
            yield Heading(header.title)
        yield _item(number, exercise, request)


def _item(number: int, exercise: Exercise, request: HandoutRequest) -> Item:
    response = exercise.response
    course = request.course_file
    asked_about = exercise.stimulus
    rest = tuple(evidence for evidence in exercise.evidence if evidence not in asked_about)
    return Item(
        number,
        whole_prompt(exercise),
        NoAnswerArea(),
        level=exercise.level,
        passages=tuple(unnumbered(evidence, course) for evidence in asked_about),
        minutes=response.minutes if isinstance(response, Discuss) else None,
        lang=exercise.lang,
        id=exercise.id,
        notes=(
            *answer_notes(exercise),
            *evidence_notes(replace(exercise, evidence=rest), course),
        ),
    )
