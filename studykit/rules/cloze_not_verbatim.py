"""A cloze does not match any of its passages word for word.

Learners who know the source by heart would fill in different words.  The rule also reports a cloze
that starts shortly after a "not" or "if" in the quote, since it can say the opposite of its source.

Copy the words of the quote, and start the cloze before such a word.

Fails:

    - id: wind
      type: cloze
      text: "A shutter was {{c1::rattling}} up here in the wind"
      passages: [{quote: PASSAGE}]

    - id: board
      type: cloze
      text: "the board was {{c1::wrong}} to switch the old light off"
      passages: [{quote: I don’t think the board was wrong to switch the old light off}]

Passes:

    - id: wind
      type: cloze
      text: "a shutter was {{c1::banging}} up here"
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.kinds.cloze import Cloze
from ..bank.load import Course
from ..bank.model import Fill
from ..bank.prose import plain
from ..diagnostics import Finding, Severity
from ..mathematics.in_text import may_have_formulas
from ..regex import regex
from ..source.claims import CONDITIONS, negations
from ..source.fold import folded

CODE = "cloze-not-verbatim"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_OPENING = regex(r"\{\{c|\{\s*c?\s*\d*\s*[:：]", re.IGNORECASE)
"""Roughly the opening of a deletion, also if it is misspelled."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        cloze = entry.question
        if not isinstance(cloze, Cloze):
            continue
        if any(_OPENING.search(part) for part in cloze.parts if isinstance(part, str)):
            continue  # reported by `cloze-deletion`
        text = _comparable(plain(Fill(cloze.parts).text))
        quotes = [
            _comparable(quote) for passage in cloze.passages for quote in _shown(passage.quote)
        ]
        befores = [quote[:at] for quote in quotes if (at := _find(text, quote)) is not None]
        if not befores:
            message = "the cloze does not match any of its passages word for word"
            help = "copy its words from the quote, or allow this with a reason"
        elif word := _dropped(befores[0]):
            message = f"the cloze leaves out “{word}”, which comes shortly before it in the quote"
            help = "start the cloze earlier, or allow this with a reason"
        else:
            continue
        yield Finding(message, entry.file, (*entry.path, "text"), help)


def _shown(quote: str) -> tuple[str, ...]:
    """Return a quote, and how its formulas are shown, as those of the cloze are."""
    return (quote, plain(quote)) if may_have_formulas(quote) else (quote,)


def _find(text: str, quote: str) -> int | None:
    """Return the index at which a text starts in a quote, without cutting words or numbers."""
    start = quote.find(text)
    while start >= 0:
        before = quote[max(0, start - 1) : start]
        after = quote[start + len(text) :][:1]
        cuts_start = _is_word(before) or before in ("$", "-")
        cuts_end = _is_word(after) or after in ("%", "-")
        if not cuts_start and not cuts_end:
            return start
        start = quote.find(text, start + 1)
    return None


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _dropped(before: str) -> str | None:
    """Return a negation or condition in the four words before the cloze, in the same sentence."""
    sentence = re.split(r"[.!?;:] ", before)[-1]
    last_words = " ".join(sentence.split()[-4:])
    for claim in negations(last_words):
        return last_words[claim.start : claim.end]
    return next((word for word in last_words.split() if word in CONDITIONS), None)


def _comparable(text: str) -> str:
    """Return a folded text without the case of its first letter and its final punctuation."""
    text = folded(text).rstrip(".,;:!?")
    return text[:1].casefold() + text[1:]
