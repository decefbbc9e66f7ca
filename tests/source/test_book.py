"""Quotes retyped from a book that was printed as PDF."""

from __future__ import annotations

import random
import re

import pytest
import typst

from studykit.source.convert import converted
from studykit.source.locate import Query, QuoteLocator, Verdict
from studykit.starter.proposal import propose, read_with

from . import book as books

pytest.importorskip("pypdfium2")
FOUND = (Verdict.EXACT, Verdict.TYPOGRAPHIC, Verdict.AMBIGUOUS)  # chance may repeat a sentence
LEAST = 98
"""Of 100 quotes."""


def _false(quote: str, rng: random.Random) -> str | None:
    """Return a quote with one word that is not in the book at that place."""
    changes = [
        lambda q: re.sub(r"\d", lambda m: str((int(m[0]) + 1) % 10), q, count=1),
        lambda q: q.replace(" never ", " ", 1),
        lambda q: q.replace("-", "", 1),
        lambda q: re.sub(r" (the|and|of) ", " not ", q, count=1),
    ]
    rng.shuffle(changes)
    return next((changed for change in changes if (changed := change(quote)) != quote), None)


@pytest.mark.slow
@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("seed", [1, 2])
def test_quotes_retyped_from_a_book_are_found(seed: int, columns: int) -> None:
    book, rng = books.write(seed, columns), random.Random(seed)
    made = converted(typst.compile(book.source.encode(), format="pdf"), "book.pdf")
    assert made is not None
    counts = {note.what: note.count for note in made.converted.notes}
    assert counts["pages"] >= (30 if columns == 1 else 10)
    assert counts["footnotes"] == len(book.notes) >= 30
    text = made.converted.text
    assert re.search(r"[a-z]-\n[a-z]", text)  # broken words
    locator = QuoteLocator({"book": read_with(text, "markdown", propose(text, "markdown"))})

    def is_found(quote: str) -> bool:
        return locator.locate(Query(quote)).verdict in FOUND

    quotes = books.retyped(book, 100, rng)
    missed = [quote for quote in quotes if not is_found(quote)]
    assert len(quotes) - len(missed) >= LEAST, missed
    changed = [false for quote in quotes if (false := _false(quote, rng))]
    false = [quote for quote in changed if not book.says(quote)]  # which chance may do
    assert len(false) > 80
    assert [quote for quote in false if is_found(quote)] == []
