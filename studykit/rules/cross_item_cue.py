"""Another question of the bank gives this question's key away.

A key counts that is distinctive: two words of meaning or more, no name of the course's people and
sources, and said by few prompts.  It is given away where its words stand in one row in another
question's prompt, true statement or cloze, and the two ask about the same: they quote the same words,
or their prompts share two words of meaning besides that are not in every tenth prompt of the bank.
Seminar questions are left out, as they are not asked in a quiz.  Haladyna, Downing and Rodriguez
(2002): keep the content of items independent.  English only.

Fails:

    - id: noise
      type: multiple_choice
      prompt: What led Marlow to climb the old tower?
      key: A banging shutter
      distractors:
        - {text: A hooting ship, why: No ship needs the light.}
        - {text: A barking dog, why: The dog was hers.}
      passages: [{quote: PASSAGE}]
    - id: mended
      type: true_false
      prompt: Marlow had to climb the tower before she saw the banging shutter.
      answer: true
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: What led Marlow to climb the old tower?
      key: A banging shutter
      distractors:
        - {text: A hooting ship, why: No ship needs the light.}
        - {text: A barking dog, why: The dog was hers.}
      passages: [{quote: PASSAGE}]
    - id: mended
      type: true_false
      prompt: Marlow had to climb the tower before she saw what it was.
      answer: true
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.cues import cues
from ..analysis.wording import name_words
from ..bank.evidence import Verified
from ..bank.load import Bank, Course
from ..diagnostics import Finding, KeyPath, Severity

CODE = "cross-item-cue"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    names = name_words(course)
    for bank in course.banks:
        yield from _check(bank, names)


def _check(bank: Bank, names: set[str]) -> Iterator[Finding]:
    told: set[tuple[int, KeyPath]] = set()
    for entry, path, giver in cues(bank.entries, names):
        if (entry.index, path) in told:  # one that gives it away is enough to say
            continue
        told.add((entry.index, path))
        line = giver.file.span((*giver.path, "id")).line
        message = f"`{giver.question.id}` (line {line}) gives this key away"
        help = "reword one of the two, or put them into different banks"
        yield Finding(message, entry.file, (*entry.path, *path, "text"), help)
