"""A prompt has more than 25 words, or an answer more than 15.

A long prompt is skimmed from the second time on, and a long answer is never recalled in full.  Move
details to `explanation`.  For answers that are recalled or typed: basic, short_answer and numeric.
The stem of a multiple-choice question may describe a case, and discussions and comparisons may need
room too.

Fails:

    - id: climb
      type: basic
      prompt: >-
        Long before the tower was open to the town again, at a time when nobody but pigeons went
        up there, which noise in the wind did Marlow follow up?
      answer: A shutter.
      passages: [{quote: PASSAGE}]
    - id: noise
      type: basic
      prompt: What did Marlow hear?
      answer: >-
        The noise of one old shutter that the wind was banging up there, and that needed to be
        repaired.
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: What did Marlow hear while she was walking the dog?
      answer: A shutter banging in the wind.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.wording import length
from ..bank.evidence import Verified
from ..bank.kinds.basic import Basic
from ..bank.kinds.numeric import Numeric
from ..bank.kinds.short_answer import ShortAnswer
from ..bank.load import Course
from ..bank.markup import without_figures
from ..diagnostics import Finding, Severity

CODE = "too-long"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

PROMPT = 25
ANSWER = 15
"""The largest number of words."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        question = entry.question
        if not isinstance(question, Basic | ShortAnswer | Numeric):
            continue
        if (count := length(without_figures(question.prompt))) > PROMPT:
            message = f"the prompt has {count} words; more than {PROMPT} are skimmed, not read"
            help = "cut what is not needed to answer, or move it to the explanation"
            yield Finding(message, entry.file, (*entry.path, "prompt"), help)
        if (count := length(without_figures(question.answer))) > ANSWER:
            message = f"the answer has {count} words; more than {ANSWER} are hard to recall"
            help = "keep what must be known, and move the rest to the explanation"
            yield Finding(message, entry.file, (*entry.path, "answer"), help)
