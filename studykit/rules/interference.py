"""Two prompts are nearly the same, but their answers differ.

Learners mix up cards that look alike, however often they review them.  Piotr Wozniak's twenty rules of
formulating knowledge call this interference.

State the difference in both prompts, or merge the two questions.  Prompts are nearly the same if they
share three quarters of their words (a Jaccard index of 3/4, without endings and words such as "the").
The rule compares questions of the whole course that are answered without options: basic, short_answer,
numeric, true_false and cloze, which is compared by its text.  Clozes of one sentence with different
blanks are not reported.

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

from ..analysis.resemblance import CardText, all_cards, similar_pairs
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
    recalled = [card for card in all_cards(course) if card.recalled]
    for card, other in similar_pairs(recalled, RESEMBLANCE, interferes):
        message = f"this is nearly the same as {other.reference()}, but the answer differs"
        help = "state the difference in both prompts, or merge the two questions"
        yield card.finding(message, help)


def interferes(a: CardText, b: CardText) -> bool:
    """Return whether two similar cards have different answers."""
    if a.entry is b.entry or a.has_answer_of(b):
        return False
    if isinstance(a.entry.question, Cloze) and isinstance(b.entry.question, Cloze):
        words, others = _words(a.entry.question), _words(b.entry.question)
        is_one_sentence = words <= others or others <= words
        return not is_one_sentence
    return True


def _words(cloze: Cloze) -> set[str]:
    return set(tokens(Fill(cloze.parts).text))
