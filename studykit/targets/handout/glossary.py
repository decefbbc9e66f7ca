"""A glossary from what the explanations of questions say anyway.

A term is taken only where a sentence of an explanation opens with it and goes on "is a …", "is an
…" or "is the …", and where it stands so in a passage that is printed: a name or an initialism, or
behind "A" or "An" a common noun.  What hangs on its context ("It is", a person, "a form of it") is
no entry, nor what gives an answer away.  So it has few terms, and none that is a guess.  English
only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...bank.model import Arrange, Choose, Exercise, Fill, Match, Number, Recall, Type
from ...bank.prose import Paragraph, parse, plain
from ...source.course import CourseFile
from ...source.fold import WORD, folded, normalize_punctuation
from .model import Term
from .pieces import said

_OPENING = re.compile(
    r"(?:(?:The )?(?P<name>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)|An? (?P<noun>[a-z-]+(?: [a-z-]+)?))"
    r"(?: \((?P<aside>[^()]{2,60})\))?(?P<field>, in [a-z ]{3,30},)?"
    r" (?:is|are) (?P<said>(?:(?:an?|the) |(?<=[A-Z]{2} is )[a-z]).{12,})"
)
_CONTEXT = re.compile(
    r"\b(?:it|its|this|that one|these|those|he|she|they|we|you|i|his|her|their|here|there|both|such)\b",
    re.IGNORECASE,
)
"""Words that may mean nothing without what comes before."""


def glossary(
    chosen: Iterable[Exercise], passages: Sequence[str], course: CourseFile
) -> tuple[Term, ...]:
    """The terms that the explanations of questions define, in alphabetical order."""
    exercises = list(chosen)
    printed = normalize_punctuation("\n".join(passages))
    people = {name.casefold() for person in course.people for name in person.names}
    answers = [words for e in exercises for text in _answers(e) if (words := _words(text).strip())]
    terms: dict[str, Term] = {}
    for exercise in exercises:
        if exercise.explanation is None or exercise.lang.casefold().partition("-")[0] != "en":
            continue
        for sentence in _sentences(exercise.explanation):
            found = _OPENING.fullmatch(sentence.rstrip("."))
            if found is None:
                continue
            name = found["name"] or found["noun"]
            aside = f"({found['aside']}) " if found["aside"] else ""
            field = found["field"].strip(", ") + ": " if found["field"] else ""
            meaning = f"{aside}{field}{found['said'].strip()}"
            key = name.casefold()
            if key in people or _CONTEXT.search(name) or _CONTEXT.search(meaning.split(",")[0]):
                continue
            if not re.search(rf"(?<!\w){re.escape(normalize_punctuation(name))}(?!\w)", printed):
                continue
            told = _words(meaning)
            if any(f" {answer} " in told for answer in answers):
                continue
            terms.setdefault(key, Term(name, said(meaning)))
    return tuple(terms[key] for key in sorted(terms))


def _sentences(explanation: str) -> list[str]:
    """The sentences of a text's paragraphs."""
    texts = [
        "".join(span.text for span in block.spans)
        for block in parse(explanation)
        if isinstance(block, Paragraph)
    ]
    return [s for text in texts for s in re.split(r"(?<=[.?!”])\s+(?=[A-Z“0-9])", text)]


def _words(text: str) -> str:
    return f" {' '.join(WORD.findall(folded(text).casefold()))} "


def _answers(exercise: Exercise) -> list[str]:
    """What learners have to find, as far as a sentence might give it away."""
    response = exercise.response
    if isinstance(response, Choose):
        return [plain(option.text) for option in response.options if option.right]
    if isinstance(response, Type):
        return [plain(text) for text in (response.answer, *response.accept)]
    if isinstance(response, Recall):
        return [plain(response.answer)]
    if isinstance(response, Number):
        return [response.answer, response.text]
    if isinstance(response, Fill):
        return [plain(part.answer) for part in response.parts if not isinstance(part, str)]
    if isinstance(response, Match):
        return [plain(right) for _, right in response.pairs]
    return [plain(item) for item in response.items] if isinstance(response, Arrange) else []
