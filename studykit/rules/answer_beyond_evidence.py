"""An answer or explanation contains a number, name or quoted phrase that no passage contains.

It may be true, but readers cannot check it against the evidence.

Cite a passage that says it, or allow this with a reason.  Numbers are compared by value: "two or three"
equals "2-3", and "one-seventh" equals "1/7".  Names in the course file (people, works, titles,
credits) do not need a passage.  English only; the passages may be in any language.

Fails:

    - id: steps
      type: basic
      prompt: What did Marlow hear?
      answer: A shutter, 147 steps up.
      passages: [{quote: PASSAGE}]
    - id: place
      type: basic
      prompt: What was banging in the wind?
      answer: A shutter on Skerrow Head.
      passages: [{quote: PASSAGE}]
    - id: phrase
      type: basic
      prompt: Which noise led to the key?
      answer: A shutter.
      explanation: She calls the mast “that coat hanger”.
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: What did Ida Marlow hear?
      answer: A shutter, as Marlow tells the reporter.
      passages: [{quote: PASSAGE}]
    - id: winders
      type: short_answer
      prompt: How many winders are there?
      answer: "14"
      passages: [{quote: I have fourteen winders instead of none}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.missing_claims import course_words, missing_claims
from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity

CODE = "answer-beyond-evidence"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    known = course_words(course)
    for entry in course.entries:
        passages = entry.question.passages
        if not passages or not verified.passing(entry):
            continue
        for claim in missing_claims(entry, passages, course, known):
            message = f"the {claim} is not in any of the question's passages"
            help = "cite a passage that contains it, or allow this with a reason"
            yield Finding(message, entry.file, (*entry.path, *claim.path), help, words=claim.words)
