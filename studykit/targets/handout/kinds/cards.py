"""Cards to cut out: questions on the front, answers on the back, eight a page.

They have the answers, so the document is the teacher's, who hands the cards out.
"""

from __future__ import annotations

import random

from ....bank.model import Arrange, Choose, Discuss, Exercise, Match, Number, Type
from ....bank.prose import Prose, parse
from ....format import labelled, quoted
from ....locale import _, ngettext
from ..answers import solution
from ..areas import LetteredChoice, Options, OrderArea, PairsArea
from ..asking import printed_question, whole_prompt
from ..documents import document, subtitle
from ..model import CutCards, PaperCard, Part
from ..passages import full_place
from ..prose import as_prose, as_quotation, list_of, prefixed, words
from ..request import HandoutRequest, HandoutResult, LeftOut, LeftOutQuestion

MAX_CHARACTERS = 560
"""Characters that fit a side."""


def make(request: HandoutRequest) -> HandoutResult:
    """Make one document, in the order of the banks."""
    with request.speaking():
        return _make(request)


def _make(request: HandoutRequest) -> HandoutResult:
    left_out: list[LeftOutQuestion] = []
    cards: dict[str, PaperCard] = {}
    exercises: list[Exercise] = []
    for exercise in request.exercises:
        if isinstance(exercise.response, Discuss):
            left_out.append(LeftOutQuestion(exercise.id, LeftOut.DISCUSSION))
            continue
        card = _card(exercise, request)
        front = (*card.front, *(block for choice in card.choices for block in choice.prose))
        if max(map(_length, (front, card.back))) > MAX_CHARACTERS:
            left_out.append(LeftOutQuestion(exercise.id, LeftOut.TOO_LONG))
        else:
            cards[exercise.id] = card
            exercises.append(exercise)
    if not cards:
        return HandoutResult((), (), tuple(left_out))
    result = document(
        "cards",
        "teacher",
        request.course_file,
        exercises,
        [Part((CutCards(tuple(cards.values())),))],
        subtitle("teacher", ngettext("{n} card", "{n} cards", len(cards))),
        name=_("Cards"),
    )
    return HandoutResult((result,), tuple((e.id, e.type) for e in exercises), tuple(left_out))


def _card(exercise: Exercise, request: HandoutRequest) -> PaperCard:
    printed = printed_question(exercise, random.Random(f"{request.seed}/{exercise.id}"))
    front: Prose = whole_prompt(exercise)
    for evidence in exercise.stimulus:
        quote = quoted(evidence.quote)
        source = request.course_file.source(evidence.source)
        if source and len(exercise.stimulus) > 1:  # the question may compare them
            quote = labelled(source.name, quote)
        front = (*front, *as_quotation(quote))
    area = printed.answer_area
    back = _answer(exercise)
    choices: tuple[LetteredChoice, ...] = ()
    if isinstance(exercise.response, Choose) and isinstance(area, Options):
        choices = area.choices
        back = prefixed(labelled(printed.key), back)
    elif isinstance(exercise.response, Match) and isinstance(area, PairsArea):
        front = (*front, *list_of(area.lefts, ordered=True))
        choices = area.choices
        back = prefixed(labelled(printed.key), back)
    elif isinstance(exercise.response, Arrange) and isinstance(area, OrderArea):
        front = (*front, *list_of(choice.prose for choice in area.choices))
    cited = exercise.evidence[:1]
    place = full_place(cited[0], request.course_file) if cited else ""
    return PaperCard(front, back, place, choices)


def _answer(exercise: Exercise) -> Prose:
    """The answer, without other spellings that count as right."""
    response = exercise.response
    if isinstance(response, Type):
        return parse(response.answer)
    return as_prose(response.text) if isinstance(response, Number) else solution(exercise)


def _length(prose: Prose) -> int:
    """Characters of a side, with half a line more for each paragraph."""
    return sum(len(text) + 20 for text in words(prose))
