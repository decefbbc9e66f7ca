"""The key is much longer than the distractors, or is the longest option too often in a bank.

Writers qualify what is right, so learners who know nothing pick the longest option.  Haladyna,
Downing and Rodriguez (2002) and the NBME's guide ask for options of about equal length.  The
thresholds are studykit's own: a key is too long if it has one and a half times as many words as the
distractors have on average, at least three more than that, and more than any distractor.  A bank is
reported if it has five or more questions with one key, and in over two fifths of them the key is
the longest option.  Shorten the key, move details to `explanation`, or lengthen the distractors.

Fails:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter that was banging in the wind, high up on the tower
      distractors:
        - {text: A dog that barked, why: The dog was hers.}
        - {text: A ship in need, why: No ship needs the light.}
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter in the wind
      distractors:
        - {text: A dog at the door, why: The dog was hers.}
        - {text: A ship in need, why: No ship needs the light.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.wording import PlainOption, length, options
from ..bank.evidence import Verified
from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.load import Course, Entry
from ..diagnostics import Finding, Severity
from ..format import plural

CODE = "longest-key"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

RATIO = 1.5
"""How many times the distractors' average length makes a key too long …"""

EXCESS = 3
"""… and how many words above that average."""

SHARE = 0.4
"""The share of a bank's keys that may be the longest option …"""

ENOUGH = 5
"""… if it has at least this number of questions with one key."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for bank in course.banks:
        longest: list[str] = []
        count = 0
        for entry in bank.entries:
            if not isinstance(entry.question, MultipleChoice):
                continue
            shown = options(entry.question)
            keys = [option for option in shown if option.right]
            wrong = [length(option.text) for option in shown if not option.right]
            for key in keys:
                yield from _much_longer(key, wrong, entry)
            if len(keys) == 1:
                count += 1
                if length(keys[0].text) > max(wrong):
                    longest.append(entry.question.id)
        if count >= ENOUGH and len(longest) > SHARE * count:
            message = (
                f"the key is the longest option in {len(longest)} of"
                f" {plural(count, 'question')} with one key"
            )
            help = f"make the options of some of these questions similar in length: {', '.join(longest)}"
            yield Finding(message, bank.file, ("id",), help)


def _much_longer(key: PlainOption, wrong: list[int], entry: Entry) -> Iterator[Finding]:
    """Report a key that is much longer than the distractors, whose lengths are given."""
    words = length(key.text)
    average = sum(wrong) / len(wrong)
    if words >= max(RATIO * average, average + EXCESS) and words > max(wrong):
        shown = f"{average:.1f}".removesuffix(".0")
        message = f"the key has {words} words; the distractors have {shown} on average"
        help = "shorten it, move details to `explanation`, or lengthen the distractors"
        yield key.finding(message, entry, help)
