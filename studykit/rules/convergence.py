"""The key is the option that has most in common with the others, and it alone.

Distractors are often made by changing one part of the key at a time, so that each part of the key
is the commonest of its kind.  The NBME's guide calls it convergence, Haladyna, Downing and Rodriguez
(2002) pairs and triplets of options that are a clue.  What all options share does not count; two
parts of the key must come back in different distractors, and half as often again as any other
option's do.  Questions with several keys are left alone.  English only.

Fails:

    - id: noise
      type: multiple_choice
      prompt: What led Marlow to climb the tower?
      key: A banging shutter
      distractors:
        - {text: A banging door, why: The door was locked.}
        - {text: A painted shutter, why: She does not speak of paint.}
        - {text: A banging bell, why: No bell is named.}
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: What led Marlow to climb the tower?
      key: A banging shutter
      distractors:
        - {text: A banging door, why: The door was locked.}
        - {text: A painted shutter, why: She does not speak of paint.}
        - {text: A painted door, why: She does not speak of paint.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.wording import choices, content, is_english, stem
from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity

CODE = "convergence"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

LEAD = 1.5
"""How many times the key's words come back as often as any distractor's."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, question, options in choices(course):
        if not is_english(entry) or len(question.key) > 1:
            continue
        shown = options
        words = [{stem(word) for word in content(option.text)} for option in shown]
        common = set.intersection(*words)
        words = [own - common for own in words]
        key = words[0]
        shared = [key & other for other in words[1:]]
        returning = [
            sum(len(own & other) for m, other in enumerate(words) if m != n)
            for n, own in enumerate(words)
        ]
        differently = len({frozenset(parts) for parts in shared if parts}) > 1
        if (
            differently
            and len(set().union(*shared)) > 1
            and returning[0] >= LEAD * max(returning[1:])
        ):
            message = "the key has most in common with the other options, and it alone"
            help = "change the distractors so that no part of the key comes back most often"
            yield shown[0].finding(message, entry, help)
