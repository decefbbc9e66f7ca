"""A question that yes or no answers.

Half of all guesses are right, and nothing has to be recalled.  For basic and short_answer;
true_false says openly what it is.  A prompt that offers a choice with "or" passes, and so does
one that goes on to ask why.  English only.

Fails:

    - id: wheel
      type: basic
      prompt: Such a wheel can be bought?
      answer: No, she cut one herself.
      passages: [{quote: PASSAGE}]
    - id: noise
      type: basic
      prompt: According to Marlow, did a shutter bang?
      answer: It did, in the wind.
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: What, according to Marlow, was banging?
      answer: A shutter.
      passages: [{quote: PASSAGE}]
    - id: nobody
      type: basic
      prompt: How many ships need the light, by her own account?
      answer: No ship at all.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..analysis.wording import AUXILIARIES, QUESTION_WORDS, is_english, questions, tokens
from ..bank.evidence import Verified
from ..bank.kinds.basic import Basic
from ..bank.kinds.short_answer import ShortAnswer
from ..bank.load import Course
from ..bank.prose import plain
from ..diagnostics import Finding, Severity
from ..source.fold import folded

CODE = "yes-no-question"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_HELP = "ask what, which, how or why, or make it a true_false statement"
_YES_NO = re.compile(r"(yes|no)(?=$|[.!](?!\s*\d)|\s*[,;:—]|\s-)", re.IGNORECASE)


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        question = entry.question
        if not isinstance(question, Basic | ShortAnswer) or not is_english(entry):
            continue
        if answer := _YES_NO.match(folded(plain(question.answer))):
            message = f"the answer is “{answer[0]}”, which a guess finds half of the time"
            yield Finding(message, entry.file, (*entry.path, "answer"), _HELP)
        elif (asked := questions(question.prompt)) and (word := _opens(asked[-1])):
            message = f"the question begins with “{word}”, so that yes or no answers it"
            yield Finding(message, entry.file, (*entry.path, "prompt"), _HELP, words=word)


def _opens(sentence: str) -> str | None:
    """The verb that a yes-or-no question begins with, also after "According to Marlow,"."""
    words = tokens(sentence)
    if "or" in words or not words or words[0] in QUESTION_WORDS:
        return None
    clauses = re.split(r"[,;:—]\s*(?:and\s+)?|\s+and\s+", sentence)
    for n, clause in enumerate(clauses):
        first, *others = tokens(clause) or ("",)
        if first in AUXILIARIES and not re.match(r"\w+ \d", clause):  # "May 2024" is a month
            later = {word for other in clauses[n + 1 :] for word in tokens(other)[:2]}
            return None if later & QUESTION_WORDS else clause.split()[0]
        if QUESTION_WORDS.intersection((first, *others)):
            return None
    return None
