"""The same question is asked twice, in the same words or nearly.

Learners answer it at double cost, and one of the two gives the other away.  Two questions are the
same, in whichever banks and of whichever types, if their prompts share three of five of their
words (without endings and words such as "the"; a Jaccard index of 3/5) and their answers are the
same but for wording.  They are not if they name different numbers, if each names somebody whom the
other does not, or if only one says "not"; nor are two multiple-choice questions of one stem with
different options.  A cloze is compared by its text, who_said_it by its quote.  Every such pair is
found, and no pair is compared that shares no rare word (see `resemblance`).

Fails:

    - id: noise
      type: basic
      prompt: What did Marlow hear while she was walking the dog?
      answer: A shutter.
      passages: [{quote: PASSAGE}]
    - id: sound
      type: short_answer
      prompt: What did Marlow hear, walking her dog?
      answer: a shutter
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: What did Marlow hear while she was walking the dog?
      answer: A shutter.
      passages: [{quote: PASSAGE}]
    - id: wind
      type: basic
      prompt: What did the wind bang while Marlow was walking the dog?
      answer: A shutter.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..analysis.resemblance import CardText, all_cards, pairs
from ..analysis.wording import stem
from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity

CODE = "asked-twice"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

RESEMBLANCE = Fraction(3, 5)

_NEGATIONS = frozenset(map(stem, "no not never nor neither without cannot".split()))


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    found = course.memoize(all_cards)
    for card, other in pairs(found, RESEMBLANCE, same, lambda card: card.sharing):
        message = f"this asks the same as {other.told()}"
        help = "delete one of the two, or ask it for something else"
        yield Finding(message, card.entry.file, (*card.entry.path, *card.at), help)


def same(a: CardText, b: CardText) -> bool:
    """Whether two cards whose words resemble one another ask the same."""
    if a.entry is b.entry or not a.is_answered_as(b):
        return False
    if a.options and b.options and not (a.options <= b.options or b.options <= a.options):
        return False
    if a.numbers != b.numbers or (a.marks - b.marks and b.marks - a.marks):
        return False
    return _negated(a) == _negated(b)


def _negated(card: CardText) -> bool:
    return any(word in _NEGATIONS or word.endswith("n't") for word in card.words)
