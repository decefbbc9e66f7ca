"""A comparison's passages are not from the same turn in two versions of a work.

They must be from two sources of the same `work`, in corresponding turns.  Without a text, the
sections and turns must have the same names.  `says` must be one of the two sources.

An example needs two sources: see `tests/rules/test_passages_not_parallel.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.citation import place_name
from ..bank.evidence import Verified
from ..bank.kinds.compare import Compare
from ..bank.load import Course, Entry
from ..diagnostics import Finding, Severity, suggest
from ..source.course import Source
from ..source.parallel import Counterparts, pairs, witnesses

CODE = "passages-not-parallel"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    compared = [
        (entry, entry.question) for entry in course.entries if isinstance(entry.question, Compare)
    ]
    if not compared:
        return
    counterparts: dict[frozenset[str], Counterparts] = {}
    for a, b in witnesses(course.info, course.texts):
        found, _ = pairs(course.texts[a.id], course.texts[b.id])
        counterparts[frozenset((a.id, b.id))] = Counterparts(found)
    for entry, question in compared:
        ids = [entry.source(passage, course.info) for passage in question.passages]
        left, right = (course.info.source(id) if id else None for id in ids)
        if left is None or right is None:
            continue  # unknown-source reports this
        turns = counterparts.get(frozenset((left.id, right.id)))
        finding = _sources(entry, question, left, right)
        finding = finding or _turns(entry, left, right, turns, verified, course)
        if finding:
            yield finding


def _sources(entry: Entry, question: Compare, left: Source, right: Source) -> Finding | None:
    """Report sources that cannot be compared, or `says` if it is neither of them."""
    path = (*entry.path, "passages", 1)
    if left.id == right.id:
        message = f"both passages are from {left.id}; a comparison needs two sources"
        return Finding(message, entry.file, path)
    if left.version_of is None or left.version_of != right.version_of:
        message = f"{left.id} and {right.id} are not versions of the same work"
        help = "if they are, set the same `work` for both in course.yaml"
        if "excerpts" in (left.kind, right.kind):
            help = "excerpts are not a version; ask about them with another type, such as basic"
        return Finding(message, entry.file, path, help)
    if question.says is not None and question.says not in (left.id, right.id):
        message = f"`says` must be {left.id} or {right.id}, not `{question.says}`"
        hint = suggest(question.says, [left.id, right.id])
        return Finding(message, entry.file, (*entry.path, "says"), hint)
    return None


def _turns(
    entry: Entry,
    left: Source,
    right: Source,
    counterparts: Counterparts | None,
    verified: Verified,
    course: Course,
) -> Finding | None:
    """Report passages from turns that do not correspond."""
    one, two = (result.place if result else None for result in verified.of[entry])
    if one is None or two is None:
        return None
    turn = counterparts.of(one, left.id) if counterparts else None
    if turn:
        correspond = (turn.section, turn.name) == (two.section, two.turn)
    elif left.region(two.section) and right.region(one.section):
        correspond = (one.section, one.turn) == (two.section, two.turn)
    else:
        return None  # the sections have different names, so only the texts could tell
    if correspond:
        return None
    message = (
        f"the passages do not correspond: one is in {place_name(one, course.info, left.id)},"
        f" the other in {place_name(two, course.info, right.id)}"
    )
    return Finding(message, entry.file, (*entry.path, "passages", 1))
