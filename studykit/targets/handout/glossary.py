"""A glossary of the terms that explanations of questions define.

A term is taken only from a sentence that starts with it and continues "is a …", "is an …" or "is
the …", and only if a printed passage contains it: a name or an initialism, or a common noun after
"A" or "An".  A sentence that needs its context ("It is", a person, "a form of it") or that gives an
answer away is not used.  So the glossary is short and contains no guesses.  English only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import assert_never

from ...analysis.wording import contains_phrase, tokens
from ...bank.model import (
    Arrange,
    Blank,
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
from ...bank.prose import Paragraph, parse
from ...source.course import CourseFile
from ...source.fold import normalize_punctuation
from .model import Term
from .prose import as_prose, words

_DEFINITION = re.compile(
    r"(?:(?:The )?(?P<name>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)|An? (?P<noun>[a-z-]+(?: [a-z-]+)?))"
    r"(?: \((?P<parenthesis>[^()]{2,60})\))?(?P<field>, in [a-z ]{3,30},)?"
    r" (?:is|are) (?P<meaning>(?:(?:an?|the) |(?<=[A-Z]{2} is )[a-z]).{12,})"
)
_CONTEXT = re.compile(
    r"\b(?:it|its|this|that one|these|those|he|she|they|we|you|i|his|her|their|here|there|both|such)\b",
    re.IGNORECASE,
)
"""Words that may mean nothing without the sentences before."""


def glossary(
    exercises: Iterable[Exercise], passages: Sequence[str], course: CourseFile
) -> tuple[Term, ...]:
    """The terms that the explanations of questions define, in alphabetical order."""
    exercises = list(exercises)
    printed = normalize_punctuation("\n".join(passages))
    people = {name.casefold() for person in course.people for name in person.names}
    answers = {tokens(text) for exercise in exercises for text in _answers(exercise)}
    terms: dict[str, Term] = {}
    for exercise in exercises:
        for name, meaning in _definitions(exercise):
            if name.casefold() in people or not _occurs(name, printed):
                continue
            if any(contains_phrase(tokens(meaning), answer) for answer in answers):
                continue
            terms.setdefault(name.casefold(), Term(name, as_prose(meaning)))
    return tuple(terms[key] for key in sorted(terms))


def _definitions(exercise: Exercise) -> Iterable[tuple[str, str]]:
    """Terms with their meanings, from the explanation of a question in English."""
    if exercise.explanation is None or exercise.lang.casefold().partition("-")[0] != "en":
        return
    for sentence in _sentences(exercise.explanation):
        found = _DEFINITION.fullmatch(sentence.rstrip("."))
        if found is None:
            continue
        name = found["name"] or found["noun"]
        meaning = found["meaning"].strip()
        if found["field"]:
            meaning = f"{found['field'].strip(', ')}: {meaning}"
        if found["parenthesis"]:
            meaning = f"({found['parenthesis']}) {meaning}"
        if not _CONTEXT.search(name) and not _CONTEXT.search(meaning.split(",")[0]):
            yield name, meaning


def _sentences(explanation: str) -> list[str]:
    """The sentences of a text's paragraphs, without those of its lists."""
    paragraphs = [block for block in parse(explanation) if isinstance(block, Paragraph)]
    return [
        sentence
        for text in words(tuple(paragraphs))
        for sentence in re.split(r"(?<=[.?!”])\s+(?=[A-Z“0-9])", text)
    ]


def _occurs(name: str, printed: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(normalize_punctuation(name))}(?!\w)", printed) is not None


def _answers(exercise: Exercise) -> list[str]:
    """The texts a learner has to find, as far as a sentence might contain them."""
    response = exercise.response
    match response:
        case Choose():
            return [option.text for option in response.options if option.right]
        case Type():
            return [response.answer, *response.accept]
        case Recall():
            return [response.answer]
        case Number():
            return [response.answer, response.text]
        case Fill():
            return [part.answer for part in response.parts if isinstance(part, Blank)]
        case Match():
            return [right for _, right in response.pairs]
        case Label():
            return [part.name for part in response.parts]
        case Arrange():
            return list(response.items)
        case Discuss():
            return []
        case _:
            assert_never(response)
