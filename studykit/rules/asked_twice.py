"""Two questions ask the same thing in nearly the same words.

Learners answer it twice, and each question can give the other away.

Delete one of the two, or change what it asks.  The rule compares all questions of the course, of every
type.  Two are the same if their prompts share three fifths of their words (a Jaccard index of 3/5,
without endings and words such as "the") and their answers are the same apart from wording.  They
differ if they name different numbers, if each has a name that the other lacks, or if only one says
"not"; so do two multiple-choice questions with the same prompt but different options.  A cloze is
compared by its text, who_said_it by its quote.

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

from ..analysis.resemblance import CardText, all_cards, similar_pairs
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
    pairs = similar_pairs(all_cards(course), RESEMBLANCE, is_same, lambda card: card.keys)
    for card, other in pairs:
        message = f"this asks the same as {other.reference()}"
        yield card.finding(message, "delete one of the two, or change what it asks")


def is_same(a: CardText, b: CardText) -> bool:
    """Return whether two similar cards ask the same."""
    if a.entry is b.entry or not a.has_answer_of(b):
        return False
    if a.options and b.options:
        options, others = a.option_words, b.option_words
        if not (options <= others or others <= options):
            return False
    if a.numbers != b.numbers or (a.names - b.names and b.names - a.names):
        return False
    return _is_negated(a) == _is_negated(b)


def _is_negated(card: CardText) -> bool:
    return any(word in _NEGATIONS or word.endswith("n't") for word in card.words)
