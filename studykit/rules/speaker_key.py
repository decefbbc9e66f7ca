"""The key of a who_said_it question is not the speaker, or its names are unknown or repeated.

All names must be in the course's `people`, each of a different person.  If the passage is not part of a
turn, the key must be a name in the passage.  The passage would give it away, so it is not shown,
and the question needs a `prompt`.

Fails:

    - id: noise
      type: who_said_it
      prompt: Who says this in Part 1?
      key: The reporter
      distractors: [Ida Marlow]
      passages: [{quote: PASSAGE}]
    - id: stranger
      type: who_said_it
      prompt: Who says this in Part 1?
      key: Ida Marlow
      distractors: [The reporter, The harbour master]
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: who_said_it
      prompt: Who says this in Part 1?
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
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        if isinstance(entry.question, WhoSaidIt):
            yield from _names(entry, entry.question, course)
            yield from _key(entry, entry.question, course, verified)


def _names(entry: Entry, question: WhoSaidIt, course: Course) -> Iterator[Finding]:
    """Report unknown people, and two names of the same person."""
    names: list[tuple[KeyPath, str]] = [(("key",), question.key)]
    names += [(("distractors", n), name) for n, name in enumerate(question.distractors)]
    seen: dict[str, str] = {}
    for path, name in names:
        person = course.info.person(name)
        at = (*entry.path, *path)
        if person is None:
            known = [alias for person in course.info.people for alias in person.names]
            message = f"unknown person `{name}`"
            help = suggest(name, known) or "add them to `people` in the course file"
            yield Finding(message, entry.file, at, help)
        elif (other := seen.setdefault(person.id, name)) is not name:
            message = f"“{name}” and “{other}” are the same person"
            yield Finding(message, entry.file, at)


def _key(
    entry: Entry, question: WhoSaidIt, course: Course, verified: Verified
) -> Iterator[Finding]:
    """Report a key that is not the speaker, or, outside of turns, is not named in the passage."""
    result, key = verified.of[entry][0], course.info.person(question.key)
    if result is None or result.place is None or key is None:
        return
    at = (*entry.path, "key")
    speaker = course.info.name(result.place.speaker)
    if speaker is not None:
        if key.id != result.place.speaker:
            message = f"the speaker of the passage is {speaker}, not {key.name}"
            yield Finding(message, entry.file, at)
        return
    quote = folded(question.passages[0].quote).casefold()
    if not any(occurs(folded(name).casefold(), quote) for name in key.names):
        message = f"the passage is not part of a turn, and it does not name {key.name}"
        yield Finding(message, entry.file, at, "cite a passage that names the speaker")
    elif question.prompt is None:
        message = "the passage is not part of a turn, so it is not shown and a `prompt` is required"
        yield Finding(message, entry.file, entry.path)
