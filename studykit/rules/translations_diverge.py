"""The answer depends on one translation, and the prompt does not say which.

It contains a number, a name or a negation that the other translation does not have in the same
turn, so learners who read that one cannot know it.  Prompts and explanations that mention a
translation, or name a translator or editor, pass.  Name the translation in the prompt, or cite
both.  Needs both texts.  English only.

An example needs two sources: see `tests/rules/test_translations_diverge.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..bank.evidence import Result, Verified
from ..bank.kinds.discussion import Discussion
from ..bank.kinds.true_false import TrueFalse
from ..bank.load import Course
from ..bank.model import Question
from ..bank.prose import plain
from ..diagnostics import Finding, Severity
from ..source.claims import Claim, ClaimKind, covers, names, negations, numbers_apart
from ..source.fold import folded, occurs
from ..source.parallel import Counterparts, Pair, pairs, witnesses

CODE = "translations-diverge"
SEVERITY = Severity.WARNING
NEEDS_TEXT = True
ALLOWABLE = True


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    counterparts = _counterparts(course)
    if not counterparts:
        return
    translators = _translators(course)
    for entry in course.entries:
        question = entry.question
        if not entry.lang.startswith("en") or isinstance(question, Discussion):
            continue
        answer = list(_claims_of_answer(question))
        if not answer or _names_translation(question, translators):
            continue
        other = _other_translation(verified.of[entry], counterparts)
        if not other:
            continue
        evidence = " | ".join(passage.quote for passage in question.passages)
        for claim, words in answer:
            if _has(claim, evidence, course) and not _has(claim, other, course):
                message = f"the answer depends on “{words}”, which is not in the other translation"
                help = "name the translation in the prompt, cite both, or allow this with a reason"
                yield Finding(message, entry.file, entry.path, help)
                break


def _counterparts(course: Course) -> dict[str, Counterparts]:
    """The turns that correspond to those of each source."""
    paired: dict[str, list[Pair]] = {}
    for a, b in witnesses(course.info, course.texts):
        found, _ = pairs(course.texts[a.id], course.texts[b.id])
        paired.setdefault(a.id, []).extend(found)
        paired.setdefault(b.id, []).extend(found)
    return {id: Counterparts(found) for id, found in paired.items()}


def _translators(course: Course) -> set[str]:
    return {
        name.casefold()
        for person in course.info.people
        if person.role in ("translator", "editor")
        for name in person.names
    }


def _names_translation(question: Question, translators: set[str]) -> bool:
    text = f"{plain(question.asks)} {plain(question.explanation or '')}".casefold()
    return "translat" in text or any(name in text for name in translators)


def _claims_of_answer(question: Question) -> Iterator[tuple[Claim, str]]:
    """The numbers, names and negations of an answer, each with its words."""
    texts = [text for _, text in question.answers()]
    if isinstance(question, TrueFalse):
        texts = [question.prompt] if question.answer else []
    for text in texts:
        words = plain(text)
        found = [*names(words), *numbers_apart(words), *negations(words)]
        for claim in sorted(found, key=lambda claim: (claim.start, claim.kind)):
            yield claim, words[claim.start : claim.end]


def _other_translation(
    results: Sequence[Result | None], counterparts: dict[str, Counterparts]
) -> str:
    """The turns that correspond to the cited ones; "" if several sources are cited."""
    found = [result for result in results if result]
    sources = {result.query.source or "" for result in found}
    if len(sources) != 1:
        return ""
    (source,) = sources
    if source not in counterparts:
        return ""
    places = [result.place for result in found if result.place]
    turns = [counterparts[source].of(place, source) for place in places]
    return " | ".join(turn.words for turn in turns if turn)


def _has(claim: Claim, text: str, course: Course) -> bool:
    """Whether a text has a number, a name (or an alias of it), or any negation."""
    match claim.kind:
        case ClaimKind.NAME:
            person = course.info.person(claim.value)
            aliases = person.names if person else ()
            flat = _flat(text)
            return any(occurs(name.casefold(), flat) for name in (claim.value, *aliases))
        case ClaimKind.NEGATION:
            return _negates(text)
        case _:
            return covers(claim.value, _numbers(text))


# Cached, because many questions may cite one turn, which can be as long as a lecture.
@lru_cache(maxsize=256)
def _numbers(text: str) -> set[str]:
    return {claim.value for claim in numbers_apart(text)}


@lru_cache(maxsize=256)
def _negates(text: str) -> bool:
    return any(negations(text))


@lru_cache(maxsize=256)
def _flat(text: str) -> str:
    return folded(text).casefold()
