"""Questions that give away the answers of others while all of them are unanswered, as in an exam."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations

from ..bank.load import Course, Entry
from ..bank.model import (
    Arrange,
    Blank,
    Choose,
    Evidence,
    Exercise,
    Fill,
    Label,
    Match,
    Number,
    Recall,
    Type,
    cloze_text,
)
from ..source.fold import folded
from .cues import SHARED_STEMS, cues, subjects
from .wording import FUNCTION_WORDS, Tokens, contains_phrase, name_words, tokens

Pool = Sequence[tuple[Entry, Exercise]]

GiveAways = frozenset[tuple[str, str]]
"""Pairs of ids: a question, and one that gives its answer away."""


def find_giveaways(course: Course, pool: Pool) -> GiveAways:
    """Return the pairs of questions of which one gives the other away.

    It does so by the rule `cross-item-cue`; by printing a passage that the other one cites; by saying
    the answer, if it is several words or the two cite the same turn; or by asking about the same words
    and the same subject.
    """
    names = name_words(course)
    found = {
        (entry.question.id, giver.question.id)
        for entry, _, giver, _ in cues([entry for entry, _ in pool], names)
    }
    asked = {exercise.id: tokens(visible_text(exercise)) for _, exercise in pool}
    visible = {e.id: (*asked[e.id], *tokens(" … ".join(_printed_options(e)))) for _, e in pool}
    subject_of = subjects(asked, names)
    found |= _said([exercise for _, exercise in pool], visible)
    for one, other in _neighbours(exercise for _, exercise in pool):
        same_words = overlap(one.evidence, other.evidence)
        if (
            (same_words and len(subject_of[one.id] & subject_of[other.id]) >= SHARED_STEMS)
            or overlap(one.evidence, other.stimulus)
            or any(contains_phrase(visible[other.id], answer) for answer in typed_answers(one))
        ):
            found.add((one.id, other.id))
    return frozenset(found)


def _neighbours(exercises: Iterable[Exercise]) -> Iterator[tuple[Exercise, Exercise]]:
    """Yield the pairs, in both orders, that cite the same turn, or the same section without turns."""
    by_place: defaultdict[tuple[str, str, str | None], dict[str, Exercise]] = defaultdict(dict)
    for exercise in exercises:
        for evidence in exercise.evidence:
            place = (evidence.source, evidence.place.section, evidence.place.turn)
            by_place[place][exercise.id] = exercise
    seen: set[tuple[str, str]] = set()
    for together in by_place.values():
        for one, other in permutations(together.values(), 2):
            if (one.id, other.id) not in seen:
                seen.add((one.id, other.id))
                yield one, other


def _said(exercises: Iterable[Exercise], visible: dict[str, Tokens]) -> set[tuple[str, str]]:
    """Return pairs of ids: a question whose answer of several words another one says, and that one."""
    asking: defaultdict[Tokens, set[str]] = defaultdict(set)
    sizes: defaultdict[str, set[int]] = defaultdict(set)  # of answers by their first word
    for exercise in exercises:
        for answer in typed_answers(exercise):
            if sum(word not in FUNCTION_WORDS for word in answer) > 1:
                asking[answer].add(exercise.id)
                sizes[answer[0]].add(len(answer))
    return {
        (id, other)
        for other, words in visible.items()
        for at, first in enumerate(words)
        for size in sizes.get(first, ())
        for id in asking.get(words[at : at + size], ())
        if id != other
    }


def overlap(passages: Iterable[Evidence], others: Iterable[Evidence]) -> bool:
    """Whether a quote of one list contains a quote of the other."""
    quotes = [(one.source, folded(one.quote)) for one in others]
    return any(
        one.source == source and (words in folded(one.quote) or folded(one.quote) in words)
        for one in passages
        for source, words in quotes
    )


def typed_answers(exercise: Exercise) -> list[Tokens]:
    """Short answers that a learner has to find and that are not among printed options."""
    response = exercise.response
    texts: list[str] = []
    if isinstance(response, Fill):
        texts = [part.answer for part in response.parts if isinstance(part, Blank)]
    elif isinstance(response, Type):
        texts = [response.answer, *response.accept]
    elif isinstance(response, Number):
        texts = [response.answer, response.text]
    elif isinstance(response, Recall):
        texts = [response.answer]
    elif isinstance(response, Label):
        texts = [part.name for part in response.parts]
    return [tokens(text) for text in texts]


def _printed_options(exercise: Exercise) -> list[str]:
    """The texts to choose from, to put in order or to match, which are printed with the prompt."""
    match exercise.response:
        case Choose(options):
            return [option.text for option in options]
        case Arrange(items):
            return list(items)
        case Match() as match:
            return [*(left for left, _ in match.pairs), *match.choices]
        case _:
            return []


def visible_text(exercise: Exercise) -> str:
    """The text of a question before it is answered, without its options."""
    response = exercise.response
    more = ""
    if isinstance(response, Fill):
        more = cloze_text(response.parts, lambda blank: " … ")
    elif isinstance(response, Label):
        more = response.alt
    return f"{exercise.prompt} … {more}"
