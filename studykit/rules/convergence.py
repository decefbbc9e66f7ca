"""The key shares more words with the other options than any distractor does.

Distractors are often made by changing one part of the key at a time, so each part of the key is the
most frequent of its kind, and counting finds the key.  The NBME's guide calls this convergence;
Haladyna, Downing and Rodriguez (2002) list pairs or triplets of options as a clue.

Change the distractors so that their parts are repeated as often.  A key is reported if different
distractors repeat different words of it, and its words are repeated at least one and a half times as
often as those of any distractor.  Words that all options share do not count, and questions with several
keys are not checked.  English only.

Fails:

    - id: noise
      type: multiple_choice
      prompt: What led Marlow to climb the tower?
      key: A banging shutter
      distractors:
        - {text: A banging door, why: The door was locked.}
        - {text: A painted shutter, why: By her account nobody had painted it.}
        - {text: A banging bell, why: She heard no bell.}
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: What led Marlow to climb the tower?
      key: A banging shutter
      distractors:
        - {text: A banging door, why: The door was locked.}
        - {text: A painted shutter, why: By her account nobody had painted it.}
        - {text: A painted door, why: By her account nobody had painted it.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.wording import PlainOption, content_words, english_choices, stem
from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity

CODE = "convergence"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

LEAD = 1.5
"""How many times as often the words of the key are repeated as those of any distractor."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, question, options in english_choices(course):
        if len(question.key) == 1 and _converge_on_first(options):
            message = "the key shares more words with the other options than any distractor does"
            help = "change the distractors so that their parts are repeated as often as the key's"
            yield options[0].finding(message, entry, help)


def _converge_on_first(options: list[PlainOption]) -> bool:
    stems = [{stem(word) for word in content_words(option.text)} for option in options]
    common = set.intersection(*stems)
    stems = [words - common for words in stems]
    key, *distractors = stems
    shared_parts = {frozenset(key & words) for words in distractors} - {frozenset()}
    if len(shared_parts) < 2:
        return False
    repeated, *others = [_repetitions(words, stems) for words in stems]
    return repeated >= LEAD * max(others)


def _repetitions(words: set[str], options: list[set[str]]) -> int:
    """Count how often the words of one option are repeated in the others."""
    return sum(len(words & other) for other in options if other is not words)
