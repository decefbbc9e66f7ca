"""Three questions cite the same passages.

They ask about the same few words, so that they bore learners and give away one another's answers.  Keep the
best two, or cite other passages.  The order of the passages does not matter; discussions count too.  The rule reports the third question.

Fails:

    - id: noise
      type: basic
      prompt: What did Marlow hear on her walk?
      answer: A shutter.
      passages: [{quote: PASSAGE}]
    - id: cause
      type: basic
      prompt: What made the old thing bang up in the tower?
      answer: The wind.
      passages: [{quote: PASSAGE}]
    - id: state
      type: short_answer
      prompt: Which part of the building needed to be shut, by her account?
      answer: a shutter
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: What did Marlow hear on her walk?
      answer: A shutter.
      passages: [{quote: PASSAGE}]
    - id: cause
      type: basic
      prompt: What made the old thing bang up in the tower?
      answer: The wind.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course, Entry
from ..diagnostics import Finding, Severity
from ..format import listed
from ..source.fold import folded
from ..source.text import Place

CODE = "same-passages"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

MOST = 2
"""The most questions that may cite the same passages."""

NAMED = 9
"""The most questions that the message names."""

_Passage = tuple[str | None, Place | None, str]
"""A source, a place there, and folded words."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    questions: defaultdict[frozenset[_Passage], list[Entry]] = defaultdict(list)
    for entry in course.entries:
        passages = frozenset(
            (result.query.source, result.place, folded(result.query.quote))
            for result in verified.of[entry]
            if result and result.passes
        )
        if passages and verified.passing(entry):
            questions[passages].append(entry)
    for entries in questions.values():
        if len(entries) > MOST:
            ids = [f"`{entry.question.id}`" for entry in entries]
            if len(ids) > NAMED:
                ids[NAMED:] = [f"{len(ids) - NAMED:,} more"]
            message = f"{len(entries):,} questions cite the same passages: {listed(ids)}"
            help = "delete one of them, or cite other passages"
            third = entries[MOST]
            yield Finding(message, third.file, (*third.path, "passages"), help)
