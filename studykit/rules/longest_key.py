"""The key is much longer than its distractors, or the longest option in too many questions of a bank.

Who knows nothing picks the longest option, because what is right wants qualifying.  Haladyna,
Downing and Rodriguez (2002) and the NBME's guide ask for options of about equal length; the numbers
are ours: a key half as long again as its distractors are on average, by three words or more, and
longer than each; or longer than each in more than two fifths of a bank's five or more questions
with one key.

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

from ..analysis.wording import length, options
from ..bank.evidence import Verified
from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.load import Course
from ..diagnostics import Finding, Severity
from ..format import plural

CODE = "longest-key"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

RATIO, MORE = 1.5, 3
"""How long a key may be: times the distractors' mean, and words more than it."""

SHARE, ENOUGH = 0.4, 5
"""How often it may be the longest, in a bank of enough questions."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for bank in course.banks:
        longest: list[str] = []
        count = 0
        for entry in bank.entries:
            if not isinstance(entry.question, MultipleChoice):
                continue
            shown = [(option, length(option.text)) for option in options(entry.question)]
            wrong = [words for option, words in shown if not option.right]
            right = [(option, words) for option, words in shown if option.right]
            average = sum(wrong) / len(wrong)
            for option, words in right:
                if words >= max(RATIO * average, average + MORE) and words > max(wrong):
                    others = f"{average:.1f}".removesuffix(".0")
                    message = (
                        f"the key has {words} words, where a distractor has {others} on average"
                    )
                    help = "cut it, move what explains it to `explanation`, or fill the distractors"
                    yield option.finding(message, entry, help)
            if len(right) == 1:
                count += 1
                if right[0][1] > max(wrong):
                    longest.append(entry.question.id)
        if count >= ENOUGH and len(longest) > SHARE * count:
            message = (
                f"the key is the longest option in {len(longest)} of"
                f" {plural(count, 'question')} with one key"
            )
            help = f"even out the options of some of these: {', '.join(longest)}"
            yield Finding(message, bank.file, ("id",), help)
