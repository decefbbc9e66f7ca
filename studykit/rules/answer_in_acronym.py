"""The answer is a word of what an acronym in the prompt stands for.

Learners who know that MLA means “multi-head latent attention” know half of an answer about attention, and
learn nothing.  Ask about something else, or for the meaning of the acronym without using it.  The meaning is
taken from the course's own texts: “multi-head latent attention (MLA)”, “MLA (multi-head latent
attention)”.  For basic, short_answer and cloze.

Fails:

    - id: society
      type: basic
      prompt: What does the lighthouse clockwork society (LCS) do on Saturdays?
      answer: It lights the lamp.
      passages: [{quote: Now we light the lamp on Saturdays only}]
    - id: clockwork
      type: basic
      prompt: What has LCS found under the pigeons?
      answer: The clockwork
      passages: [{quote: Under it stood the clockwork that turns the lens}]

Passes:

    - id: society
      type: basic
      prompt: What does the lighthouse clockwork society (LCS) do on Saturdays?
      answer: It lights the lamp.
      passages: [{quote: Now we light the lamp on Saturdays only}]
    - id: clockwork
      type: basic
      prompt: What does the machine turn that LCS has found?
      answer: The lens
      passages: [{quote: Under it stood the clockwork that turns the lens}]
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from ..analysis.wording import content_stems, stem
from ..bank.evidence import Verified
from ..bank.kinds.basic import Basic
from ..bank.kinds.cloze import Cloze
from ..bank.kinds.short_answer import ShortAnswer
from ..bank.load import Course
from ..bank.model import cloze_text
from ..bank.prose import plain
from ..bank.rich import all_texts
from ..diagnostics import Finding, Severity
from ..regex import regex
from ..source.fold import folded

CODE = "answer-in-acronym"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_WORDS = r"[^\W\d_][\w'-]*(?:[ -][^\W\d_][\w'-]*){1,6}"
_AFTER = regex(rf"({_WORDS}) \(([A-Z]{{2,6}})s?\)")
_BEFORE = regex(rf"\b([A-Z]{{2,6}})s? \(({_WORDS})\)")


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    meanings = _meanings(course)
    if not meanings:
        return
    for entry in course.entries:
        question = entry.question
        match question:
            case Basic() | ShortAnswer():
                prompt = question.asks
            case Cloze():
                prompt = f"{question.asks} {cloze_text(question.parts, lambda _: '…')}"
            case _:
                continue
        shown = set(re.findall(r"\b[A-Z]{2,6}\b", plain(prompt))) & meanings.keys()
        for path, answer in question.answers():
            words = content_stems(answer)
            for acronym in sorted(shown):
                if words and words <= meanings[acronym]:
                    message = f"“{plain(answer)}” is a word of what “{acronym}” in the prompt means"
                    help = "ask about something else, or leave the acronym out of the prompt"
                    yield Finding(message, entry.file, (*entry.path, *path), help)


def _meanings(course: Course) -> dict[str, set[str]]:
    """Return the stems of the words that each acronym of the course stands for."""
    meanings: defaultdict[str, set[str]] = defaultdict(set)
    for entry, prose in all_texts(course):
        quotes = (passage.quote for passage in entry.question.passages)
        for text in chain((text for _, text in prose), quotes):
            if "(" not in text:
                continue
            text = folded(plain(text))
            pairs = [(acronym, words) for words, acronym in _AFTER.findall(text)]
            for acronym, words in pairs + _BEFORE.findall(text):
                if meaning := _meaning(acronym, words):
                    meanings[acronym] |= meaning
    return meanings


def _meaning(acronym: str, words: str) -> set[str]:
    """Return the stems of the last words that begin with the letters of an acronym."""
    parts = re.split(r"[ -]+", words)[-len(acronym) :]
    if [part[0].upper() for part in parts] == list(acronym):
        return {stem(part.casefold()) for part in parts}
    last = re.split(r" +", words)[-len(acronym) :]  # a word with a hyphen can count as one
    if [part[0].upper() for part in last] == list(acronym):
        return {stem(word) for part in last for word in part.casefold().split("-")}
    return set()
