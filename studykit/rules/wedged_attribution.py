"""An attribution comes between the question word and its verb.

“What, in Marlow's account, did she hear?” makes readers keep the question word in mind until the sentence goes
on.  Put the attribution first or last: “In Marlow's account, what did she hear?”.  English only.

Fails:

    - id: noise
      type: basic
      prompt: What, by Marlow's account, did she hear?
      answer: A shutter.
      passages: [{quote: PASSAGE}]
    - id: turning
      type: basic
      prompt: Which word has Marlow, in Part 1, for the thing that banged?
      answer: Shutter
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: By Marlow's account, what did she hear?
      answer: A shutter.
      passages: [{quote: PASSAGE}]
    - id: turning
      type: basic
      prompt: What does Marlow call the thing that banged, in Part 1?
      answer: A shutter
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..analysis.wording import AUXILIARIES, QUESTION_WORDS, is_english, sentences
from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity
from ..regex import regex

CODE = "wedged-attribution"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_AUXILIARY = rf"(?:{'|'.join(sorted(AUXILIARIES))})\b"
_WEDGED = regex(
    rf"(?:^|[,;:] )(?:(?:in|on|at|by|for|to|from|of|with|under) )?(?:{'|'.join(sorted(QUESTION_WORDS))})\b"
    rf"(?:(?: [\w'-]+){{0,3}}|(?: (?!{_AUXILIARY})[\w'-]+){{4,6}})"
    r"(, (?:in|according to|by|as|at|from|on|for|to) [^,?]{1,60},) ",
    re.IGNORECASE,
)


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        if not is_english(entry):
            continue
        for sentence in sentences(entry.question.asks):
            if sentence.endswith("?") and (match := _WEDGED.search(sentence)):
                words = match[1].strip(", ")
                message = f"“{words}” interrupts the question"
                help = "put it at the start or the end of the sentence"
                at = (*entry.path, "prompt")
                yield Finding(message, entry.file, at, help, words=words)
                break
