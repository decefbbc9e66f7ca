"""A question drills the mistake of a secondary text.

What learners recall again and again, they come to believe.  A question with the tag `discrepancy` is about
texts that disagree; if its answer is only in a summary, a news item or a commentary, and not in the original,
an excerpt or a translation that it cites, then learners recall the mistake.  Ask for the correction: “The
summary says 40. What does the interview say?”.  For basic, short_answer, numeric and cloze.

An example needs two sources: see `tests/rules/test_drilled_error.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.wording import content_stems
from ..bank.evidence import Verified
from ..bank.kinds.basic import Basic
from ..bank.kinds.cloze import Cloze
from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.kinds.numeric import Numeric
from ..bank.kinds.short_answer import ShortAnswer
from ..bank.load import Course, Entry
from ..bank.prose import plain
from ..diagnostics import Finding, Severity
from ..source.claims import numbers

CODE = "drilled-error"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

TAG = "discrepancy"

RECALLED = (Basic, ShortAnswer, Numeric, Cloze, MultipleChoice)

PRIMARY = ("original", "translation", "excerpts")
"""The kinds of sources that show what a work says."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        question = entry.question
        if TAG not in entry.tags or not isinstance(question, RECALLED):
            continue
        primary, secondary = _quotes(entry, course)
        for path, answer in question.answers():
            if _is_in(answer, secondary) and not _is_in(answer, primary):
                message = f"“{plain(answer)}” is only in a secondary text, which may be wrong"
                help = "ask for what the original or a translation says instead"
                yield Finding(message, entry.file, (*entry.path, *path), help)


def _quotes(entry: Entry, course: Course) -> tuple[list[str], list[str]]:
    """Return the quotes from primary and from secondary texts."""
    quotes: tuple[list[str], list[str]] = ([], [])
    for passage in entry.question.passages:
        source = course.info.source(entry.source(passage, course.info) or "")
        if source is not None:
            quotes[source.kind not in PRIMARY].append(passage.quote)
    return quotes


def _is_in(answer: str, quotes: list[str]) -> bool:
    """Whether all words of an answer, or its numbers, are in one of some quotes."""
    values, words = _facts(answer)
    for quote in quotes:
        quoted_values, quoted_words = _facts(quote)
        if values <= quoted_values if values else words <= quoted_words:
            return bool(values or words)
    return False


def _facts(text: str) -> tuple[set[str], frozenset[str]]:
    """Return the numbers in a text, and the stems of its content words."""
    values = {claim.value for claim in numbers(plain(text))}
    return values, content_stems(text)
