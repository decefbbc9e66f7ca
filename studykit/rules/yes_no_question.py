"""The question can be answered with yes or no.

Half of all guesses are right, and nothing has to be recalled.  Ask what, which, how or why, or use
a true_false statement.  For basic and short_answer.  Prompts that offer a choice with “or”, or go
on to ask why, pass.  English only.

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
      prompt: According to Marlow, what was banging?
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
from ..regex import regex
from ..source.fold import folded

CODE = "yes-no-question"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_HELP = "ask what, which, how or why, or use a true_false statement"
_YES_NO = regex(r"(yes|no)(?=$|[.!](?!\s*\d)|\s*[,;:—]|\s-)", re.IGNORECASE)


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        question = entry.question
        if not isinstance(question, Basic | ShortAnswer) or not is_english(entry):
            continue
        if answer := _YES_NO.match(folded(plain(question.answer))):
            message = f"the answer is “{answer[0]}”, so half of all guesses are right"
            yield Finding(message, entry.file, (*entry.path, "answer"), _HELP)
        elif (asked := questions(question.prompt)) and (word := _opens(asked[-1])):
            message = f"the question begins with “{word}”, so it can be answered with yes or no"
            yield Finding(message, entry.file, (*entry.path, "prompt"), _HELP, words=word)


def _opens(sentence: str) -> str | None:
    """Return the verb that begins a yes-or-no question, if it is one, even after "According to X,"."""
    words = tokens(sentence)
    if "or" in words or not words or words[0] in QUESTION_WORDS:
        return None
    clauses = re.split(r"[,;:—]\s*(?:and\s+)?|\s+and\s+", sentence)
    for n, clause in enumerate(clauses):
        words = tokens(clause)
        if words and words[0] in AUXILIARIES and not re.match(r"\w+ \d", clause):  # "May 2024"
            asks_why = any(QUESTION_WORDS.intersection(tokens(c)[:2]) for c in clauses[n + 1 :])
            return None if asks_why else clause.split()[0]
        if QUESTION_WORDS.intersection(words):
            return None
    return None
