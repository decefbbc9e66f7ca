"""More than four questions cite the same quote.

Learners meet the same sentence again and again, and each question gives away the answers of the others.  Ask
about other places in the text.  A quote that contains another one counts for both.  The rule reports the
fifth question; `studykit coverage` lists all by sentence.

An example needs five questions: see `tests/rules/test_overused_quote.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from ..bank.evidence import Verified
from ..bank.load import Course, Entry
from ..diagnostics import Finding, Severity
from ..format import listed
from ..source.fold import folded, words_of

CODE = "overused-quote"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

MOST = 4
"""The most questions that may cite a quote."""

NAMED = 9
"""The most questions that the help names."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    order = {entry: n for n, entry in enumerate(course.entries)}
    for quotes in _by_place(course, verified):
        reported: set[Entry] = set()
        for quote, others in _containing(quotes):
            containing = chain.from_iterable(quotes[other] for other in others)
            citing = dict(sorted(containing, key=lambda cited: order[cited[0]]))
            if len(citing) > MOST:
                entry, n = list(citing.items())[MOST]
                if entry not in reported:  # a quote within this one has the same questions
                    reported.add(entry)
                    yield _finding(quote, entry, n, list(citing))


QuoteUse = tuple[Entry, int]
"""A question, and the index of one of its passages."""


def _by_place(course: Course, verified: Verified) -> Iterator[dict[str, list[QuoteUse]]]:
    """Yield the quotes of each turn, or of each section without turns, and the passages with each."""
    places: defaultdict[tuple[str | None, str, str | None], dict[str, list[QuoteUse]]]
    places = defaultdict(dict)
    for entry in course.entries:
        for n, result in enumerate(verified.of[entry]):
            if result and result.place:
                place = (result.query.source, result.place.section, result.place.turn)
                places[place].setdefault(folded(result.query.quote), []).append((entry, n))
    yield from places.values()


def _containing(quotes: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each quote with those that contain it, itself among them.

    They are looked for among the quotes with its rarest word.
    """
    words = {quote: set(words_of(quote)) for quote in quotes}
    having: defaultdict[str, list[str]] = defaultdict(list)
    for quote, its_words in words.items():
        for word in its_words:
            having[word].append(quote)
    for quote, its_words in words.items():
        likely = min((having[word] for word in its_words), key=len, default=[quote])
        yield quote, [other for other in likely if quote in other]


def _finding(quote: str, entry: Entry, n: int, citing: list[Entry]) -> Finding:
    others = [f"`{other.question.id}`" for other in citing if other is not entry]
    if len(others) > NAMED:
        others[NAMED:] = [f"{len(others) - NAMED:,} more"]
    help = f"ask about other passages instead; the other questions are {listed(others)}"
    path = (*entry.passage_path(n), "quote")
    return Finding(f"{len(citing):,} questions cite “{quote}”", entry.file, path, help)
