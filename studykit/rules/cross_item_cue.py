"""Another question of the course gives away this question's key.

Learners who see that question first can answer this one without knowing it.  Haladyna, Downing and
Rodriguez (2002): keep the content of items independent of one another.

Reword one of the two.  The rule looks for the words of a key, or for two thirds of its content words, in what
the other questions of the course show, before they are answered (prompts, true statements, clozes) and
after (explanations, and why options are right or wrong).  It reports pairs that ask about the same thing: the two questions cite the same words, or
their prompts share two content words that are in less than a tenth of all prompts.  It ignores keys with
fewer than two content words, names of the course's people and sources, keys that are in more than four
questions, and discussions.  English only.

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
    reported: set[tuple[Entry, KeyPath]] = set()
    for entry, path, giver, part in cues(list(course.entries), name_words(course), answered=True):
        if (entry, path) not in reported:
            reported.add((entry, path))
            span = giver.file.span((*giver.path, "id"))
            same_file = giver.file is entry.file
            place = f"line {span.line}" if same_file else f"{span.path}:{span.line}"
            message = f"`{giver.question.id}` ({place}) gives this key away{_where(part)}"
            yield Finding(
                message, entry.file, (*entry.path, *path, "text"), "reword one of the two"
            )


def _where(part: KeyPath) -> str:
    """Return where the giver has the key, if not in what it asks."""
    if part == ("explanation",):
        return " in its explanation"
    return " where it explains an option" if part[-1] == "why" else ""
