"""The options are not built alike: some end in a full stop, or a single word stands beside a clause.

The one that is built otherwise is seen at once, and is often the key.  Haladyna, Downing and
Rodriguez (2002): keep choices homogeneous in grammatical structure.  The stop of an abbreviation
ends no sentence.  What is a clause is told in English only.

Fails:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter.
      distractors:
        - {text: A ship, why: No ship needs the light.}
        - {text: A dog, why: The dog was hers.}
      passages: [{quote: PASSAGE}]
    - id: reason
      type: multiple_choice
      prompt: What led Marlow to climb the tower?
      key: Noise
      distractors:
        - {text: The board had asked her to look after it, why: The board is not named here.}
        - {text: Her brother was waiting for her up there, why: No brother is named.}
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter
      distractors:
        - {text: A ship, why: No ship needs the light.}
        - {text: A dog, why: The dog was hers.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..analysis.wording import choices, is_english, tokens
from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity

CODE = "not-parallel"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

CLAUSE = 5
"""From how many words on an option with a verb counts as a clause."""

_STOP = re.compile(r"[.。]['\"’”)\]]*$")
_OPEN = re.compile(r"[?!…？！]['\"’”)\]]*$|\.\.\.$")  # may end a clause, a title or a quote
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:(?:[^\W\d_]\.)+|\w*\d\.|(?:etc|inc|ltd|co|corp|jr|sr|st|dr|mr|mrs|vs|ca|usw|bros|dept"
    r"|jan|feb|mar|apr|aug|sept?|oct|nov|dec|e\.g|i\.e)\.)['\"’”)\]]*$",
    re.IGNORECASE,
)
_FINITE = set(
    "is are was were has have had does did will would can could may might must shall should".split()
)
_SUBJECTS = set("i you he she it we they there".split())


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, _, options in choices(course):
        shown = options
        ends = {option: _ends(option.text) for option in shown}
        stopped = [option for option in shown if ends[option]]
        bare = [option for option in shown if ends[option] is False]
        if stopped and bare:
            few, what = (stopped, "a") if len(stopped) <= len(bare) else (bare, "no")
            message = f"“{few[0].text}” ends in {what} full stop, unlike other options"
            yield few[0].finding(message, entry, "end all options alike")
        if is_english(entry):
            single = [option for option in shown if len(tokens(option.text)) == 1]
            clause = next((option for option in shown if _clause(option.text)), None)
            if single and clause:
                message = f"“{single[0].text}” is a single word, “{clause.text}” a clause"
                yield single[0].finding(message, entry, "build all options alike")


def _ends(text: str) -> bool | None:
    """Whether an option ends in a full stop; None where its end does not tell."""
    text = text.rstrip()
    if text[-1:].isalnum():
        return False
    if _OPEN.search(text) or _ABBREVIATED.search(text):
        return None
    return bool(_STOP.search(text))


def _clause(text: str) -> bool:
    words = tokens(text)
    return len(words) >= CLAUSE and (
        words[0] in _SUBJECTS or any(word in _FINITE or word.endswith("n't") for word in words)
    )
