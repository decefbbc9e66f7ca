"""Differences of typography, which pass: quotation marks, dashes, the case of the first letter, words broken at a line end."""

from __future__ import annotations

import pytest

from studykit.source.locate import Query, QuoteLocator, Verdict

from .documents import text_of
from .ferry import BROKEN, LIGHT, in_text, locate, spans


@pytest.mark.parametrize(
    ("quote", "start", "end"),
    [
        ("You can't buy such a wheel", 1005, 1031),
        ("40-50 buckets", 848, 861),
        ("One man, one hour -- I'll take it.", 1647, 1678),
        ('called it "that coat hanger"', 2130, 2158),
        ("every *four* hours", 1312, 1328),
    ],
)
def test_typographic_differences_pass(quote: str, start: int, end: int) -> None:
    location = LIGHT.locate(Query(quote, "lighthouse"))
    assert location.verdict is Verdict.TYPOGRAPHIC
    assert spans(location) == [(start, end)]
    assert not location.matches[0].exact


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Nobody lent us one", "nobody lent us one"),
        ("the harbour froze", "The harbour froze"),
    ],
)
def test_first_letter_may_change_case(quote: str, text: str) -> None:
    location = locate(quote)
    assert (location.verdict, location.matches[0].text) == (Verdict.TYPOGRAPHIC, text)


def test_first_letter_after_a_quotation_mark_may_change_case() -> None:
    raw = "It says “The light stays on” in brass."
    assert in_text(raw, "“the light stays on”").verdict is Verdict.TYPOGRAPHIC


@pytest.mark.parametrize("quote", ["nobody Lent us one", "the Harbour froze", "NObody lent us one"])
def test_no_other_letter_may_change_case(quote: str) -> None:
    assert not locate(quote).verdict.passes


def test_exact_place_comes_before_a_typographic_one() -> None:
    raw = "We don't know, he said. We don’t know, she wrote."
    location = in_text(raw, "We don’t know")
    assert (location.verdict, spans(location)) == (Verdict.EXACT, [(24, 37)])


@pytest.mark.parametrize(
    ("quote", "span"),
    [
        ("the experiments at", (7, 27)),
        ("the experi-ments at", (7, 27)),
        ("a well-known harbour", (28, 49)),
        ("a wellknown harbour", (28, 49)),
        ("Experiments at", (11, 27)),
    ],
)
def test_word_broken_at_a_line_end_matches_joined_and_hyphenated(
    quote: str, span: tuple[int, int]
) -> None:
    text = text_of(BROKEN, id="doc", file="doc.md")
    location = QuoteLocator({"doc": text}).locate(Query(quote, "doc"))
    assert (location.verdict, spans(location)) == (Verdict.TYPOGRAPHIC, [span])


def test_quote_with_a_broken_word_matches_an_unbroken_text() -> None:
    assert in_text("We ran the experiments.", "the experi-\nments").verdict is Verdict.TYPOGRAPHIC
    assert in_text("A well-known harbour.", "well-\nknown harbour").verdict is Verdict.TYPOGRAPHIC


def test_same_line_break_in_quote_and_text_is_exact() -> None:
    text = text_of(BROKEN, id="doc", file="doc.md")
    location = QuoteLocator({"doc": text}).locate(Query("the experi-\nments at", "doc"))
    assert (location.verdict, spans(location)) == (Verdict.EXACT, [(7, 27)])


@pytest.mark.parametrize("quote", ["harbour in 2024-25", "harbour in 202425"])
def test_digits_are_never_joined(quote: str) -> None:
    text = text_of(BROKEN, id="doc", file="doc.md")
    assert not QuoteLocator({"doc": text}).locate(Query(quote, "doc")).verdict.passes


def test_half_of_a_broken_word_is_clipped() -> None:
    text = text_of(BROKEN, id="doc", file="doc.md")
    location = QuoteLocator({"doc": text}).locate(Query("ments at a", "doc"))
    assert location.verdict is Verdict.CLIPPED


def test_suffix_that_is_a_broken_word() -> None:
    text = text_of("we ran experi-\nments, and yes, we ran experi-\nence.", file="d.md", id="doc")
    location = QuoteLocator({"doc": text}).locate(Query("we ran", "doc", suffix="experience"))
    assert (location.verdict, spans(location)) == (Verdict.EXACT, [(31, 37)])
