"""A prompt does not say what to answer: “what about …”, “tell me about …” or “explain …” alone.

Two learners would recall different things, and both be right.  Ask a question that has one answer.
“Explain why …” and “Explain the difference between …” pass.  For all types but discussion and
cloze.  English only.

Fails:

    - id: about
      type: basic
      prompt: What about the shutter?
      answer: It banged in the wind.
      passages: [{quote: PASSAGE}]
    - id: explain
      type: basic
      prompt: Explain the shutter.
      answer: The wind was banging it.
      passages: [{quote: PASSAGE}]

Passes:

    - id: regrets
      type: basic
      prompt: What about the shutter had caught her ear?
      answer: That it was banging.
      passages: [{quote: PASSAGE}]
    - id: explain
      type: basic
      prompt: Explain why the shutter was banging.
      answer: The wind moved it.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..analysis.wording import AUXILIARIES, QUESTION_WORDS, is_english, sentences, tokens
from ..bank.evidence import Verified
from ..bank.kinds.cloze import Cloze
from ..bank.kinds.discussion import Discussion
from ..bank.load import Course
from ..diagnostics import Finding, Severity
from ..regex import regex

CODE = "vague-prompt"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_LEAD = r"(?:[^?]*[,;:—]\s*)?(?:(?:and|but|so)\s+)?(?:please\s+)?"
_VAGUE = regex(
    rf"{_LEAD}(?P<words>discuss|comment\s+on|reflect\s+on|elaborate\s+on"
    r"|(?:tell|write|say|talk|speak)\s+(?:me\s+|us\s+)?(?:something\s+|anything\s+|more\s+)?about"
    r"|what\s+(?:do|can|could)\s+you\s+(?:know|say|tell\s+(?:me|us)|think|recall|remember)"
    r"\s+(?:about|of)"
    r"|what\s+is\s+there\s+to\s+(?:know|say)\s+about)\b",
    re.IGNORECASE,
)
_ABOUT = regex(rf"{_LEAD}(?P<words>(?:what|how)\s+about)\s(?P<rest>.*)", re.IGNORECASE)
_TASK = regex(
    rf"{_LEAD}(?P<words>explain|describe|outline|characteri[sz]e)\s(?P<rest>.*)", re.IGNORECASE
)
_MORE = QUESTION_WORDS | frozenset(
    "whether that if difference differences between using without word words sentence sentences step"
    " steps by in as".split()
)
"""Words that say what to explain of a thing, or how."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        question = entry.question
        if isinstance(question, Cloze | Discussion) or not is_english(entry):
            continue
        if words := _vague(sentences(question.asks)[-1]):
            message = f"“{words}” does not say what to answer"
            help = "ask a question that has one answer"
            yield Finding(message, entry.file, (*entry.path, "prompt"), help, words=words)


def _vague(sentence: str) -> str | None:
    """Return the words with which a sentence leaves open what is asked, if it does."""
    if found := _VAGUE.match(sentence):
        return found["words"]
    if found := _ABOUT.match(sentence):
        # "what about it does she regret?" is a question
        is_question = not AUXILIARIES.isdisjoint(tokens(found["rest"]))
        return None if is_question else found["words"]
    if found := _TASK.match(sentence):
        rest = tokens(found["rest"])
        if 0 < len(rest) <= 6 and _MORE.isdisjoint(rest):
            return found["words"]
    return None
