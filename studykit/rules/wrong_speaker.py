"""A question says that somebody says what its passages show to be somebody else's words.

English only.  A statement that is marked false may say so.

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
from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.kinds.true_false import TrueFalse
from ..bank.load import Course
from ..bank.prose import plain
from ..diagnostics import Finding, Severity
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
        if person.role in ("interviewer", "interviewee")
    }
    if not people:
        return
    by_name = "|".join(re.escape(name) for name in sorted(people, key=len, reverse=True))
    said = re.compile(
        rf"\b(?P<a>{by_name})\s+(?:{_SAYING})\b|\b(?:does|did)\s+(?P<b>{by_name})\s+(?:{_SAYING})\b"
    )
    for entry in course.entries:
        question = entry.question
        if not entry.lang.startswith("en") or (
            isinstance(question, TrueFalse) and not question.answer
        ):
            continue
        speakers = {
            result.place.speaker
            for n in range(len(question.passages))
            if (result := verified.of[entry][n]) and result.place and result.place.speaker
        }
        if not speakers:
            continue
        prompt = folded(plain(question.asks)).casefold()
        if any(name in prompt for name, person in people.items() if person.id in speakers):
            continue  # it may name the other for what led up to the words
        for match in said.finditer(prompt):
            person = people[match["a"] or match["b"]]
            if person.id not in speakers:
                others = ", ".join(sorted(course.info.name(id) or id for id in speakers))
                message = (
                    f"the prompt has {person.name} say it; its passages are the words of {others}"
                )
                yield Finding(message, entry.file, (*entry.path, "prompt"))
                break
