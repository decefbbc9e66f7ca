"""Quotes in several places, and claims about the section, the speaker and the words around."""

from __future__ import annotations

import pytest

from studykit.source.locate import Query, QuoteLocator, Verdict
from studykit.source.text import Place

from .documents import locator, text_of
from .ferry import LIGHT, in_text, locate, places, spans

# Ambiguous


def test_several_places_are_ambiguous() -> None:
    location = locate("the harbour")
    assert location.verdict is Verdict.AMBIGUOUS
    assert places(location) == [
        Place("talk", "A1", "bob", 2),
        Place("talk", "Q2", "ann", 1),
        Place("talk", "A2", "bob", 1),
    ]


def test_overlapping_places_are_ambiguous() -> None:
    location = in_text("They ran and ran and ran.", "ran and ran")
    assert (location.verdict, spans(location)) == (Verdict.AMBIGUOUS, [(5, 16), (13, 24)])


def test_overlapping_places_are_ambiguous_with_broken_words() -> None:
    text = text_of("They ran and ran and ran to the har-\nbour.", id="doc", file="doc.md")
    location = QuoteLocator({"doc": text}).locate(Query("ran and ran", "doc"))
    assert (location.verdict, spans(location)) == (Verdict.AMBIGUOUS, [(5, 16), (13, 24)])


def test_part_of_a_word_does_not_count_as_a_second_place() -> None:
    location = in_text("The start of all art.", "art")
    assert (location.verdict, spans(location)) == (Verdict.EXACT, [(17, 20)])


def test_second_place_outside_does_not_count() -> None:
    location = locate("The harbour froze")
    assert (location.verdict, spans(location)) == (Verdict.EXACT, [(49, 66)])


@pytest.mark.parametrize(
    ("claims", "place"),
    [
        ({"speaker": "ann"}, Place("talk", "Q2", "ann", 1)),
        ({"prefix": "cold year, and"}, Place("talk", "A1", "bob", 2)),
        ({"suffix": "has stayed"}, Place("talk", "A2", "bob", 1)),
        ({"prefix": "then", "suffix": "has"}, Place("talk", "A2", "bob", 1)),
        ({"speaker": "bob", "prefix": "Never. Since  then"}, Place("talk", "A2", "bob", 1)),
    ],
)
def test_claims_select_one_of_several_places(claims: dict[str, str], place: Place) -> None:
    location = locate("the harbour", **claims)
    assert (location.verdict, places(location)) == (Verdict.EXACT, [place])


def test_section_selects_one_of_several_places() -> None:
    quote = "Somebody has to be here."
    assert LIGHT.locate(Query(quote, "lighthouse")).verdict is Verdict.AMBIGUOUS
    for section, start in (("part-1", 1395), ("part-2", 1721)):
        location = LIGHT.locate(Query(quote, "lighthouse", section=section))
        assert (location.verdict, spans(location)) == (Verdict.EXACT, [(start, start + 24)])


def test_prefix_and_suffix_are_folded_and_may_reach_beyond_the_turn() -> None:
    location = locate("Never", prefix="Bob:", suffix=". Since then")
    assert location.verdict is Verdict.EXACT
    location = LIGHT.locate(Query("A noise.", "lighthouse", prefix="ask for the key? Marlow:"))
    assert location.verdict is Verdict.EXACT
    location = LIGHT.locate(Query("hear", "lighthouse", prefix="“that coat hanger"))
    assert location.verdict is Verdict.ABSENT
    location = LIGHT.locate(Query("and blamed", "lighthouse", prefix='"that coat hanger"'))
    assert location.verdict is Verdict.EXACT


# Misplaced


@pytest.mark.parametrize(
    "claims",
    [
        {"section": "part-2"},
        {"prefix": "a door was"},
        {"suffix": "down there"},
        {"section": "part-1", "prefix": "a door was"},
    ],
)
def test_quote_in_another_place_of_the_source_is_misplaced(claims: dict[str, str]) -> None:
    location = LIGHT.locate(Query("banging up here", "lighthouse", **claims))
    assert location.verdict is Verdict.MISPLACED
    assert places(location) == [Place("part-1", "A1", "marlow", 1)]


# Misattributed


def test_words_of_another_speaker_are_misattributed() -> None:
    location = locate("Did the harbour freeze again?", speaker="bob")
    assert location.verdict is Verdict.MISATTRIBUTED
    assert places(location) == [Place("talk", "Q2", "ann", 1)]


def test_words_without_a_speaker_are_misattributed() -> None:
    location = LIGHT.locate(Query("a retired clockmaker", "lighthouse", speaker="marlow"))
    assert location.verdict is Verdict.MISATTRIBUTED
    assert places(location) == [Place("introduction", None, None, 1)]


def test_words_of_another_source_are_misattributed() -> None:
    location = locate("Nobody was hurt", "ferry")
    assert location.verdict is Verdict.MISATTRIBUTED
    assert [(m.source, m.start) for m in location.matches] == [("news", 27)]


def test_a_prefix_and_a_suffix_end_at_word_edges() -> None:
    texts = locator(doc="Nothing we saw there. We saw theretofore.")
    for claims in ({"prefix": "hing"}, {"prefix": "ing"}, {"suffix": "the"}):
        assert texts.locate(Query("we saw", "doc", **claims)).verdict is Verdict.MISPLACED
    assert texts.locate(Query("we saw", "doc", prefix="Nothing")).verdict is Verdict.EXACT
    assert texts.locate(Query("we saw", "doc", suffix="there")).verdict is Verdict.EXACT
