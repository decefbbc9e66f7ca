"""The course still has the id of an example.

Anki and progress files tell courses apart by their ids alone: two courses with one id overwrite each
other's cards.  `studykit init` makes an id that no other course has.

An example needs a course file: see `tests/rules/test_placeholder_id.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity
from ..regex import regex

CODE = "placeholder-id"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = False  # its findings are in the course file, which has no `allow`

_PLACEHOLDER = regex(
    r"((my|your|our|a|the|new|first|sample|example|demo)-)*"
    r"(course|bank|deck|questions|quiz|studykit|example|sample|demo|untitled)(-\d{1,2})?"
    r"|mein-kurs|mi-curso|mon-cours|wo-de-kecheng"  # of the sample courses in other languages
)


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    id = course.info.id
    if _PLACEHOLDER.fullmatch(id):
        message = f"other courses may also have the id `{id}`; Anki would mix up their cards"
        help = f"add your name or some random letters, as in `{id}-kqtzwn`, before anyone learns with it"
        yield Finding(message, course.file, ("id",), help)
