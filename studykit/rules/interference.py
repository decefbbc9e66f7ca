"""Two prompts are nearly the same, but their answers are not.

Cards that look alike are mixed up for good (Wozniak's rule of interference).  Two prompts are
nearly the same if they share three of four of their words (without endings and words such as "the";
a Jaccard index of 3/4).  For what is answered without options: basic, short_answer, numeric,
true_false and cloze, which is compared by its text; two clozes of one sentence that leave out
different words of it pass.  Every such pair is found, and no pair is compared that shares no rare
word (see `resemblance`).

Fails:

    - id: noise
      type: basic
      prompt: What did Marlow hear on her walk?
      answer: A shutter.
      passages: [{quote: PASSAGE}]
    - id: first
      type: basic
      prompt: What did Marlow hear first on her walk?
      answer: The wind.
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: cloze
      text: "a {{c1::shutter}} was banging up here in the wind"
      passages: [{quote: PASSAGE}]
    - id: mover
      type: cloze
      text: "a shutter was banging up here in the {{c1::wind}}"
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..analysis.resemblance import CardText, all_cards, pairs
from ..analysis.wording import tokens
from ..bank.evidence import Verified
from ..bank.kinds.cloze import Cloze
from ..bank.load import Course
from ..bank.model import Fill
from ..diagnostics import Finding, Severity

CODE = "interference"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

RESEMBLANCE = Fraction(3, 4)


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    recalled = [card for card in course.memoize(all_cards) if card.recalled]
    for card, other in pairs(recalled, RESEMBLANCE, interferes):
        message = f"this is nearly {other.told()}, but has another answer"
        help = "say in both what sets them apart, or make one question of the two"
        yield Finding(message, card.entry.file, (*card.entry.path, *card.at), help)


def interferes(a: CardText, b: CardText) -> bool:
    """Whether two cards whose words resemble one another are to be answered differently."""
    if a.entry is b.entry or a.is_answered_as(b):
        return False
    if isinstance(a.entry.question, Cloze) and isinstance(b.entry.question, Cloze):
        one, two = _filled(a.entry.question), _filled(b.entry.question)
        return not (one <= two or two <= one)  # else each shows what the other asks
    return True


def _filled(cloze: Cloze) -> set[str]:
    return set(tokens(Fill(cloze.parts).text))
