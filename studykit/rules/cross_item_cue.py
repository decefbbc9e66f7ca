"""Another question in the bank gives away this question's key.

Learners who see that question first can answer this one without knowing it.  Haladyna, Downing and
Rodriguez (2002): keep the content of items independent of one another.

Reword one of the two, or move one to another bank.  The rule looks for the words of a key in the
prompts, true statements and clozes of the bank, and reports those that ask about the same: the two
questions cite the same words, or their prompts share two content words that are in less than a tenth
of the bank's prompts.  It ignores keys with fewer than two content words, names of the course's people
and sources, keys that are in more than four prompts, and discussions.  English only.

Fails:

    - id: noise
      type: multiple_choice
      prompt: What led Marlow to climb the old tower?
      key: A banging shutter
      distractors:
        - {text: A hooting ship, why: No ship needs the light.}
        - {text: A barking dog, why: The dog was hers.}
      passages: [{quote: PASSAGE}]
    - id: repaired
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
    - id: repaired
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
from ..bank.load import Course, Entry
from ..diagnostics import Finding, KeyPath, Severity

CODE = "cross-item-cue"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    names = name_words(course)
    for bank in course.banks:
        reported: set[tuple[Entry, KeyPath]] = set()
        for entry, path, giver in cues(bank.entries, names):
            if (entry, path) not in reported:
                reported.add((entry, path))
                line = giver.file.span((*giver.path, "id")).line
                message = f"`{giver.question.id}` (line {line}) gives this key away"
                help = "reword one of the two, or move one to another bank"
                yield Finding(message, entry.file, (*entry.path, *path, "text"), help)
