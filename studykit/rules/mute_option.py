"""An option of “Who says this?” is a person who does not speak there.

Learners rule out a person who never speaks in the text, and are left with a guess between the others.  For
`who_said_it`: a distractor must be a speaker of the passage's source, or of another version of its work, or
be named in the same turn or section; in a text without speakers, anywhere.  Needs the text.

An example needs a person who does not speak: see `tests/rules/test_mute_option.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Result, Verified
from ..bank.kinds.who_said_it import WhoSaidIt
from ..bank.load import Course
from ..diagnostics import Finding, Severity
from ..source.course import Person, Source
from ..source.fold import folded, occurs

CODE = "mute-option"
SEVERITY = Severity.WARNING
NEEDS_TEXT = True
ALLOWABLE = True


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        question, results = entry.question, verified.of[entry]
        if not isinstance(question, WhoSaidIt) or not results:
            continue
        shown = results[0]
        source = course.info.source(shown.query.source or "") if shown else None
        if shown is None or shown.match is None or source is None:
            continue
        for n, name in enumerate(question.distractors):
            person = course.info.person(name)
            if person and not (_speaks(person, source, course) or _is_named(person, shown, source)):
                message = f"{person.name} does not speak in {source.name}, and is not named there"
                help = "choose someone who speaks in the text, or who is quoted in this place"
                yield Finding(message, entry.file, (*entry.path, "distractors", n), help)


def _speaks(person: Person, source: Source, course: Course) -> bool:
    versions = [other for other in course.info.sources if set(other.work) & set(source.work)]
    return any(person.id in one.voices for one in (source, *versions))


def _is_named(person: Person, shown: Result, source: Source) -> bool:
    """Whether a person is named in the turn or section, or in the text if nobody speaks in it."""
    assert shown.match is not None
    segment, text = shown.match.segment, shown.match.document.shown.text
    if source.voices:
        text = text[segment.start : segment.end]
    text = folded(text).casefold()
    return any(occurs(folded(name).casefold(), text) for name in person.names)
