"""A prompt asks two questions.

Learners who know only one of the answers cannot grade the card.  Split it into two questions.  For
types with one answer: basic, short_answer, numeric, multiple_choice and compare; and for discussions, of
which only the first question is discussed: move the others to `follow_ups`.  Two question marks count
in every language, “… and why” in English only.  Quotations are ignored.

Fails:

    - id: noise
      type: basic
      prompt: What did Marlow hear, and why did she ask for the key?
      answer: A shutter, which somebody should see to.
      passages: [{quote: PASSAGE}]
    - id: where
      type: basic
      prompt: What was banging? Where was it?
      answer: A shutter, up in the tower.
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: “What made you ask?”, says the reporter. Which noise does Marlow name?
      answer: A shutter.
      passages: [{quote: PASSAGE}]
    - id: told
      type: basic
      prompt: What does Marlow say about how and when she came?
      answer: That a shutter was banging.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..analysis.wording import (
    AUXILIARIES,
    QUESTION_WORDS,
    is_english,
    sentences,
    tokens,
    without_quotations,
)
from ..bank.evidence import Verified
from ..bank.kinds.basic import Basic
from ..bank.kinds.compare import Compare
from ..bank.kinds.discussion import Discussion
from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.kinds.numeric import Numeric
from ..bank.kinds.short_answer import ShortAnswer
from ..bank.load import Course
from ..bank.markup import without_figures
from ..diagnostics import Finding, Severity
from ..regex import regex

CODE = "two-questions"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

ASKING = (Basic, ShortAnswer, Numeric, MultipleChoice, Compare, Discussion)
"""The types of which a prompt asks one question."""

_HELP = "split it into two questions"
_FOLLOW_UP = "ask one question, and move the others to `follow_ups`"
_SAYING = "explain say tell state describe name give".split()
_SECOND = regex(
    rf"\band (?:(?:if (?:so|not),? )?(?:(?:{'|'.join(_SAYING)}) )?"
    r"(?:(?:in|on|at|by|for|to|from|of|with|under|through) )?"
    rf"(?:{'|'.join(sorted(QUESTION_WORDS))})\b"
    rf"|(?:{'|'.join(sorted(AUXILIARIES))}) (?:it|he|she|they|there)\b)",
    re.IGNORECASE,
)


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        question = entry.question
        if not isinstance(question, ASKING):
            continue
        help = _FOLLOW_UP if isinstance(question, Discussion) else _HELP
        at = (*entry.path, "prompt")
        prompt = without_figures(question.prompt)
        marks = _marks(prompt)
        if marks > 1:
            yield Finding(f"the prompt asks {marks} questions", entry.file, at, help)
        elif is_english(entry):
            for sentence in sentences(prompt):
                if words := _second(sentence):
                    message = f"“{words}” asks a second question"
                    yield Finding(message, entry.file, at, help, words=words)
                    break


def _marks(prompt: str) -> int:
    """Count the question marks of a prompt; several in a row count once."""
    return len(re.findall(r"[?？؟][?!？！]*", without_quotations(prompt)))


def _second(sentence: str) -> str | None:
    """Return the words with which a sentence goes on to ask something else, if it does.

    In "what is the difference between what she says and what he says" the last "what" continues the
    same question: there is another question word between it and the first, and no comma before it.
    """
    for match in _SECOND.finditer(sentence):
        before = tokens(sentence[: match.start()])
        asked = sum(word in QUESTION_WORDS for word in before)
        opens = bool(before) and (before[0] in AUXILIARIES or before[0] in _SAYING)
        is_apart = sentence[: match.start()].rstrip().endswith(",")
        asks_once = asked == 1 or (opens and asked == 0) or (is_apart and asked > 1)
        if asks_once and (opens or sentence.endswith("?")):
            return match[0]
    return None
