"""The wording of a statement shows whether it is true.

Learners take “always”, “only” and “all” for signs of a false statement, and “may”, “often” and “at
least” for signs of a true one.  “It was Marlow who …” and words in quotation marks draw attention to
the part that is wrong.  Haladyna, Downing and Rodriguez (2002) warn of specific determiners; in a
statement that is judged alone, all four matter.

State one fact plainly.  For `true_false`, whether true or false: balancing these signs between true and
false statements is seldom worth the effort.  “Not” alone is not a sign; `guessable` counts it.
Quotations of more than four words are ignored.  English only.

Fails:

    - id: only
      type: true_false
      prompt: Only the wind brought Marlow up the tower.
      answer: false
      passages: [{quote: PASSAGE}]
    - id: some
      type: true_false
      prompt: Marlow perhaps heard a shutter in the wind.
      answer: true
      passages: [{quote: PASSAGE}]
    - id: reporter
      type: true_false
      prompt: It was the reporter who heard a shutter.
      answer: false
      passages: [{quote: PASSAGE}]
    - id: noise
      type: true_false
      prompt: Marlow calls the shutter “a coat hanger”.
      answer: false
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: true_false
      prompt: Marlow climbed the tower because of a shutter.
      answer: true
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.markers import absolute, cleft, hedge, scare_quote
from ..analysis.wording import is_english
from ..bank.evidence import Verified
from ..bank.kinds.true_false import TrueFalse
from ..bank.load import Course
from ..diagnostics import Finding, Severity

CODE = "statement-cue"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_SIGNS = (
    (absolute, "sounds too absolute to be true", "state the fact without it"),
    (hedge, "sounds too careful to be false", "state the fact without it"),
    (cleft, "draws attention to the part that could be wrong", "write a plain sentence"),
    (scare_quote, "is in quotation marks, which cast doubt on it", "use your own words"),
)


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        if isinstance(entry.question, TrueFalse) and is_english(entry):
            for sign, why, help in _SIGNS:
                if words := sign(entry.question.prompt):
                    at = (*entry.path, "prompt")
                    yield Finding(f"“{words}” {why}", entry.file, at, help, words=words)
                    break
