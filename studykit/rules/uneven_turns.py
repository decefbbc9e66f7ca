"""Two renderings of one work do not have the same turns, so that these cannot be set side by side.

Sections are paired in their order, and turns by theirs; where the counts differ nothing is guessed.
Needs the texts of both.  It takes two sources to show: `tests/rules/test_uneven_turns.py` has examples.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity
from ..format import plural
from ..source.parallel import pairs, witnesses

CODE = "uneven-turns"
SEVERITY = Severity.WARNING
NEEDS_TEXT = True
ALLOWABLE = False  # it speaks of the course file, which has no question to allow it


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    ids = [source.id for source in course.info.sources]
    for a, b in witnesses(course.info, course.texts):
        _, uneven = pairs(course.texts[a.id], course.texts[b.id])
        for section in uneven:
            message = (
                f"`{b.id}` has {plural(section.right, 'turn')} where `{a.id}` has {section.left:,}"
                f" in {section.section}; they cannot be set side by side"
            )
            help = "look for a label or a heading that course.yaml does not name"
            yield Finding(message, course.file, ("sources", ids.index(b.id)), help)
