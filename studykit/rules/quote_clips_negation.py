"""The quote omits a word next to it that changes its meaning, such as “not” or “unless”.

Without that word the source seems to say something else.  The rule looks for negations, modals,
hedges and conditions (not, never, unless, if, may, some say …) in the same sentence, a few words
before the quote and after it, and for numbers that the quote cuts in two.  Include the word, or allow
the finding with a reason.  Needs the text.  Works in the languages that `docs/passages.md` lists.

Fails:

    - id: board
      type: basic
      prompt: What does Marlow say of the board?
      answer: It switched the old light off.
      passages: [{quote: the board was wrong to switch the old light off}]

Passes:

    - id: board
      type: basic
      prompt: What does Marlow say of the board?
      answer: It was not wrong.
      passages: [{quote: I don’t think the board was wrong to switch the old light off}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity
from ..language import language
from ..language.turning import clipped
from ..source.locate import QuoteMatch

CODE = "quote-clips-negation"
SEVERITY = Severity.WARNING
NEEDS_TEXT = True
ALLOWABLE = True


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    omitted: dict[tuple[str, tuple[int, int]], str | None] = {}  # by source and place
    for entry, n, _ in course.passages:
        result = verified.of[entry][n]
        if result is None or result.match is None:
            continue
        match = result.match
        place = match.source, match.shown
        if place not in omitted:
            omitted[place] = _omitted_word(match)
        if word := omitted[place]:
            message = f"the quote omits “{word}”, which is right next to it and changes its meaning"
            help = "include the word, or allow this with a reason"
            yield Finding(message, entry.file, (*entry.passage_path(n), "quote"), help)


def _omitted_word(match: QuoteMatch) -> str | None:
    """Return the word nearest to a quote that changes its meaning, if any."""
    document = match.document
    data = language(document.source.language)
    if data is None:
        return None
    hits = clipped(document.shown.text, *match.shown, data)
    return next((hit.word for hit in hits if hit.sure or not data.blocks), None)
