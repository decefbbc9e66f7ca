"""A quote is too short to prove anything, or too long.

A learner reads the quote by itself: a clause with its subject and verb, of at least six words, or eight
characters in scripts without spaces.  If the answer is a name or a number, or the quote a formula, fewer
are enough.  More than
forty words, or sixty characters, are more than evidence needs, and more than a short quotation, which is
what most laws permit.

Fails:

    - id: noise
      type: basic
      prompt: What was banging up in the tower?
      answer: A shutter, in the wind
      passages: [{quote: a shutter was banging}]

Passes:

    - id: noise
      type: basic
      prompt: What was banging up in the tower?
      answer: A shutter, in the wind
      passages: [{quote: PASSAGE}]
    - id: machine
      type: numeric
      prompt: In which year was the machine made?
      answer: 1871
      passages: [{quote: a hand-wound machine of 1871}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.wording import FUNCTION_WORDS
from ..bank.evidence import Verified
from ..bank.kinds.who_said_it import WhoSaidIt
from ..bank.load import Course, Entry
from ..bank.prose import plain
from ..diagnostics import Finding, Severity
from ..format import plural
from ..mathematics.in_text import may_have_formulas, without_formulas
from ..source.claims import numbers
from ..source.fold import folded, words_of
from ..source.words import is_spaceless

CODE = "quote-length"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

WORDS = (6, 40)
"""The fewest and the most words of a quote."""

CHARACTERS = (8, 60)
"""The same in scripts without spaces, where white space does not count."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        for n, passage in enumerate(entry.question.passages):
            result = verified.of[entry][n]
            if result is None or not result.passes:
                continue  # the quote itself has a finding
            length, (fewest, most), unit = measured(passage.quote)
            if length < fewest:
                if _is_formula(passage.quote) or _is_name_or_number(entry):
                    continue
                help = "quote the whole clause, with its subject and its verb"
                message = f"the quote has {plural(length, unit)}; fewer than {fewest} seldom prove an answer"
            elif length > most:
                help = "quote only what proves the answer, or cite two passages"
                message = (
                    f"the quote has {plural(length, unit)}; a short quotation has at most {most}"
                )
            else:
                continue
            yield Finding(message, entry.file, (*entry.passage_path(n), "quote"), help)


def measured(quote: str) -> tuple[int, tuple[int, int], str]:
    """Return the length of a quote, the bounds for it, and its unit."""
    if is_spaceless(quote):
        return len("".join(quote.split())), CHARACTERS, "character"
    return len(quote.split()), WORDS, "word"


def _is_formula(quote: str) -> bool:
    """Whether a quote has formulas, and no words beside them."""
    return may_have_formulas(quote) and not any(map(str.isalnum, without_formulas(quote)))


def _is_name_or_number(entry: Entry) -> bool:
    """Whether each answer of a question is a name or a number."""
    question = entry.question
    if isinstance(question, WhoSaidIt):
        return False  # the quote itself is shown
    answers = [plain(text) for _, text in question.answers()]
    quotes = " ".join(passage.quote for passage in question.passages)
    return bool(answers) and all(_is_number(text) or _is_name(text, quotes) for text in answers)


def _is_number(answer: str) -> bool:
    """Whether an answer is a number, perhaps with a unit, or a date."""
    return len(answer.split()) <= 3 and any(numbers(answer))


def _is_name(answer: str, quotes: str) -> bool:
    """Whether an answer is written as a name in the quotes: all its words have a capital there."""
    words = [word for word in words_of(folded(answer)) if word.casefold() not in FUNCTION_WORDS]
    capital = {word for word in words_of(folded(quotes)) if not word[0].islower()}
    return bool(words) and capital.issuperset(words)
