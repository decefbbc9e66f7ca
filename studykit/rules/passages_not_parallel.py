"""A comparison cites places that are not two renderings of one turn.

The two passages stand in two sources of one work, in turns that are parallel; where a text is not
here, in sections and turns of the same name.  `says` is one of the two.

It takes two sources to show: `tests/rules/test_passages_not_parallel.py` has examples.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.citation import place_name
from ..bank.evidence import Verified
from ..bank.kinds.compare import Compare
from ..bank.load import Course
from ..diagnostics import Finding, Severity, suggest
from ..source.parallel import Counterparts, pairs, witnesses

CODE = "passages-not-parallel"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    entries = [entry for entry in course.entries if isinstance(entry.question, Compare)]
    paired: dict[frozenset[str], Counterparts] = {}
    if entries:
        for a, b in witnesses(course.info, course.texts):
            found, _ = pairs(course.texts[a.id], course.texts[b.id])
            paired[frozenset((a.id, b.id))] = Counterparts(found)
    for entry in entries:
        question = entry.question
        assert isinstance(question, Compare)
        ids = [entry.source(passage, course.info) for passage in question.passages]
        left, right = (course.info.source(id) if id else None for id in ids)
        if left is None or right is None:
            continue  # which is a finding already
        at = (*entry.path, "passages", 1)
        if left.id == right.id:
            message = f"both passages are of {left.id}: a comparison needs two sources"
            yield Finding(message, entry.file, at)
            continue
        if left.work is None or left.work != right.work:
            message = f"{left.id} and {right.id} do not render one work"
            yield Finding(message, entry.file, at, "say in the course file which `work` each is of")
            continue
        if question.says not in (None, left.id, right.id):
            message = f"`says` must be {left.id} or {right.id}, not `{question.says}`"
            help = suggest(question.says or "", [left.id, right.id])
            yield Finding(message, entry.file, (*entry.path, "says"), help)
        mine, other = (r.place if (r := verified.of[entry][n]) else None for n in (0, 1))
        if mine is None or other is None:
            continue
        texts = paired.get(frozenset((left.id, right.id)))
        turn = texts.of(mine, left.id) if texts else None
        there = (turn.section, turn.name) if turn else (mine.section, mine.turn)
        if not turn and not (left.region(other.section) and right.region(mine.section)):
            continue  # their sections have names of their own, and only the texts could tell
        if there != (other.section, other.turn):
            message = (
                f"the passages are not parallel: one is {place_name(mine, course.info, left.id)},"
                f" the other {place_name(other, course.info, right.id)}"
            )
            yield Finding(message, entry.file, at)
