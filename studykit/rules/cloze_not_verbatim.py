"""A cloze is not, word for word, what one of its passages says.

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
from ..source.claims import CONDITIONS, negations
from ..source.fold import folded

CODE = "cloze-not-verbatim"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        if not isinstance(entry.question, Cloze):
            continue
        if any("{{c" in part for part in entry.question.parts if isinstance(part, str)):
            continue  # a deletion that is not complete is another rule's business
        text = _comparable(plain(Fill(entry.question.parts).text))
        quotes = [_comparable(passage.quote) for passage in entry.question.passages]
        found = [(quote, at) for quote in quotes if (at := _place(text, quote)) is not None]
        if not found:
            message = "the cloze is not verbatim what one of its passages says"
            help = "take its words from the quote, or allow it with a reason"
            yield Finding(message, entry.file, (*entry.path, "text"), help)
        elif word := _left_out(*found[0]):
            message = f"the cloze leaves out “{word}”, which stands right before it in the quote"
            help = "begin the cloze earlier, or allow it with a reason"
            yield Finding(message, entry.file, (*entry.path, "text"), help)


def _place(text: str, quote: str) -> int | None:
    """Where a text begins in a quote, its first and last word whole."""
    at = quote.find(text)
    while at >= 0:
        before, after = quote[max(0, at - 1) : at], quote[at + len(text) :][:1]
        if not (_is_word(before) or before in ("$", "-") or _is_word(after) or after in ("%", "-")):
            return at
        at = quote.find(text, at + 1)
    return None


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _left_out(quote: str, at: int) -> str | None:
    """A negation or condition just before the cloze, in its sentence."""
    before = re.split(r"[.!?;:] ", quote[:at])[-1]
    near = " ".join(before.split()[-4:])
    for claim in negations(near):
        return near[claim.start : claim.end]
    return next((word for word in near.split() if word in CONDITIONS), None)


def _comparable(text: str) -> str:
    """Folded, without the mark at the end, and the first letter's case, which a quote may change."""
    text = folded(text).rstrip(".,;:!?")
    return text[:1].casefold() + text[1:]
