"""Two versions of a work have different turns, so they cannot be paired.

Sections are paired in order, and so are their turns; if the turns differ in number or speakers, a
pairing would be a guess.  Usually a speaker label or a heading is missing from the course file.
Needs both texts.

An example needs two sources: see `tests/rules/test_uneven_turns.py`.
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
ALLOWABLE = False  # its findings are in the course file, which has no `allow`


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    ids = [source.id for source in course.info.sources]
    for a, b in witnesses(course.info, course.texts):
        _, uneven = pairs(course.texts[a.id], course.texts[b.id])
        for section in uneven:
            if section.left == section.right:
                has = f"turns of different speakers in `{b.id}` and `{a.id}`"
            else:
                has = (
                    f"{plural(section.right, 'turn')} in `{b.id}` but {section.left:,} in `{a.id}`"
                )
            message = f"section `{section.section}` has {has}, so they cannot be paired"
            help = "check for a speaker label or a heading that is not in course.yaml"
            yield Finding(message, course.file, ("sources", ids.index(b.id)), help)
