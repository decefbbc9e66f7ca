"""An answer rests on what the other translation renders otherwise, and the prompt names none.

A number, a name or a negation of the answer that the parallel turn does not have.  A prompt that
speaks of a translation, or names who made it, is fair.  Needs the texts of both.  English only.

It takes two sources to show: `tests/rules/test_translations_diverge.py` has examples.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..bank.evidence import Verified
from ..bank.kinds.discussion import Discussion
from ..bank.kinds.true_false import TrueFalse
from ..bank.load import Course, Entry
from ..bank.prose import plain
from ..diagnostics import Finding, Severity
from ..source.claims import Claim, Kind, claims, covers, names, negations, numbers_apart
from ..source.fold import folded, occurs
from ..source.parallel import Counterparts, Pair, pairs, witnesses

CODE = "translations-diverge"
SEVERITY = Severity.WARNING
NEEDS_TEXT = True


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    paired: dict[str, list[Pair]] = {}
    for a, b in witnesses(course.info, course.texts):
        found, _ = pairs(course.texts[a.id], course.texts[b.id])
        paired.setdefault(a.id, []).extend(found)
        paired.setdefault(b.id, []).extend(found)
    if not paired:
        return
    others_of = {id: Counterparts(found) for id, found in paired.items()}
    names = _translators(course)
    for entry in course.entries:
        if not entry.lang.startswith("en") or isinstance(entry.question, Discussion):
            continue
        resting = list(_resting(entry))
        if not resting:
            continue
        results = verified.of[entry]
        sources = {r.query.source for r in results if r}
        if len(sources) != 1 or _names_translation(entry, names):
            continue
        others = [
            turn.words
            for r in results
            if r and r.place and r.query.source in others_of
            and (turn := others_of[r.query.source].of(r.place, r.query.source))
        ]  # fmt: skip
        if not others:
            continue
        other = " | ".join(others)
        evidence = " | ".join(passage.quote for passage in entry.question.passages)
        for claim, words in resting:
            if _has(claim, evidence, course) and not _has(claim, other, course):
                message = (
                    f"the answer rests on “{words}”, which the other translation does not have"
                )
                help = "name the translation in the prompt, cite both, or allow it with a reason"
                yield Finding(message, entry.file, entry.path, help)
                break


def _translators(course: Course) -> set[str]:
    return {
        name.casefold()
        for person in course.info.people
        if person.role in ("translator", "editor")
        for name in person.names
    }


def _names_translation(entry: Entry, names: set[str]) -> bool:
    question = entry.question
    said = f"{plain(question.asks)} {plain(question.explanation or '')}".casefold()
    if "translat" in said:
        return True
    return any(name in said for name in names)


def _resting(entry: Entry) -> Iterator[tuple[Claim, str]]:
    question = entry.question
    texts = [text for _, text in question.answers()]
    if isinstance(question, TrueFalse):
        texts = [question.prompt] if question.answer else []
    for text in texts:
        words = plain(text)
        for claim in claims(words):
            if claim.kind is not Kind.MODAL:
                yield claim, words[claim.start : claim.end]


def _has(claim: Claim, text: str, course: Course) -> bool:
    if claim.kind is Kind.NAME:
        person = course.info.person(claim.value)
        names = {claim.value, *(name.casefold() for name in (person.names if person else ()))}
        flat = _flat(text)
        return any(occurs(name, flat) for name in names)
    if claim.kind is Kind.NEGATION:
        return _negates(text)
    return covers(claim.value, _numbers(text))


# The same turn is asked again and again: for each claim, and for each question on it.
@lru_cache(maxsize=256)
def _numbers(text: str) -> set[str]:
    return {claim.value for claim in numbers_apart(text, list(names(text)))}


@lru_cache(maxsize=256)
def _negates(text: str) -> bool:
    return any(negations(text))


@lru_cache(maxsize=256)
def _flat(text: str) -> str:
    return folded(text).casefold()
