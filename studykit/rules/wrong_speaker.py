"""The prompt attributes the passages to someone other than their speaker.

Statements that are marked false may do so.  English only.

Fails:

    - id: ship
      type: basic
      prompt: What does Marlow ask about ships?
      answer: Whether any still needs her.
      passages: [{quote: Does any ship still need you?}]

Passes:

    - id: ship
      type: basic
      prompt: What does the reporter ask about ships?
      answer: Whether any still needs her.
      passages: [{quote: Does any ship still need you?}]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..bank.evidence import Verified
from ..bank.kinds.true_false import TrueFalse
from ..bank.load import Course
from ..bank.prose import plain
from ..diagnostics import Finding, Severity
from ..format import listed
from ..source.fold import folded

CODE = "wrong-speaker"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_SAYING = (
    "says?|said|asks?|asked|answers?|answered|replies|replied|claims?|claimed|argues?|argued|thinks?|thought"
    "|believes?|believed|calls?|called|admits?|denies|denied|explains?|explained|expects?|states?|stated"
    "|describes?|insists?|remarks?|recalls?|suggests?|grants?"
)


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    people = {
        folded(name).casefold(): person
        for person in course.info.people
        for name in person.names
        if person.role in ("interviewer", "interviewee", "host", "guest")
    }
    if not people:
        return
    attribution = _attribution(people)
    for entry in course.entries:
        question = entry.question
        is_false = isinstance(question, TrueFalse) and not question.answer
        if is_false or not entry.lang.startswith("en"):
            continue
        places = [result.place for result in verified.of[entry] if result]
        speakers = {place.speaker for place in places if place and place.speaker}
        if not speakers:
            continue
        prompt = folded(plain(question.asks)).casefold()
        if any(name in prompt for name, person in people.items() if person.id in speakers):
            continue  # the other person may be named for what came before
        if match := attribution.search(prompt):
            person = people[match["a"] or match["b"]]
            others = sorted(course.info.name(id) or id for id in speakers)
            message = (
                f"the prompt attributes this to {person.name},"
                f" but the passages quote {listed(others)}"
            )
            yield Finding(message, entry.file, (*entry.path, "prompt"))


def _attribution(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern for "Marlow says" and "does Marlow say"."""
    name = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(
        rf"\b(?P<a>{name})\s+(?:{_SAYING})\b|\b(?:does|did)\s+(?P<b>{name})\s+(?:{_SAYING})\b"
    )
