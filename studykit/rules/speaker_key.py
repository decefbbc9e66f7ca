"""The key of a “who said it?” is not who says the passage, or one of its names is nobody's.

In a region without turns the key is a name that stands in the passage; as that would give itself
away, the passage is not shown, and a `prompt` is needed.  All names are those of the course's
people, and each stands for another of them.

Fails:

    - id: noise
      type: who_said_it
      key: The reporter
      distractors: [Ida Marlow]
      passages: [{quote: PASSAGE}]
    - id: stranger
      type: who_said_it
      key: Ida Marlow
      distractors: [The reporter, The harbour master]
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: who_said_it
      key: Ida Marlow
      distractors: [The reporter]
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.kinds.who_said_it import WhoSaidIt
from ..bank.load import Course, Entry
from ..diagnostics import Finding, KeyPath, Severity, suggest
from ..source.fold import folded, occurs

CODE = "speaker-key"
SEVERITY = Severity.ERROR


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        if isinstance(entry.question, WhoSaidIt):
            yield from _names(entry, entry.question, course)
            yield from _key(entry, entry.question, course, verified)


def _names(entry: Entry, question: WhoSaidIt, course: Course) -> Iterator[Finding]:
    """All are names of the course's people, and no two of one person."""
    names: list[tuple[KeyPath, str]] = [(("key",), question.key)]
    names += [(("distractors", n), name) for n, name in enumerate(question.distractors)]
    seen: dict[str, str] = {}
    for path, name in names:
        person = course.info.person(name)
        at = (*entry.path, *path)
        if person is None:
            known = [name for person in course.info.people for name in person.names]
            message = f"“{name}” is none of the course's people"
            help = suggest(name, known) or "add them to `people` in the course file"
            yield Finding(message, entry.file, at, help)
        elif (other := seen.setdefault(person.id, name)) is not name:
            message = f"“{name}” and “{other}” are one person"
            yield Finding(message, entry.file, at)


def _key(
    entry: Entry, question: WhoSaidIt, course: Course, verified: Verified
) -> Iterator[Finding]:
    result, key = verified.of[entry][0], course.info.person(question.key)
    if result is None or result.place is None or key is None:
        return
    at = (*entry.path, "key")
    speaker = course.info.name(result.place.speaker)
    if speaker is not None:
        if key.id != result.place.speaker:
            message = f"the passage is not said by {key.name} but by {speaker}"
            yield Finding(message, entry.file, at)
        return
    quote = folded(question.passages[0].quote).casefold()
    if not any(occurs(folded(name).casefold(), quote) for name in key.names):
        message = f"nobody's turn is cited, and the passage does not name {key.name}"
        yield Finding(message, entry.file, at, "cite a passage that names who it is")
    elif question.prompt is None:
        message = "nobody's turn is cited, so that the passage cannot be shown: it needs a `prompt`"
        yield Finding(message, entry.file, entry.path)
