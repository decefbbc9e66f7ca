"""Exact, near and absent quotes, and the order of verdicts."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from studykit.source.locate import Location, Query, Verdict
from studykit.source.text import Place

from .documents import locator
from .ferry import FERRY, LIGHT, ferry, in_text, locate, places, spans

# Exact


def test_exact_quote() -> None:
    location = locate("nobody lent us one")
    assert location.verdict is Verdict.EXACT
    (match,) = location.matches
    assert match.source == "ferry"
    assert match.place == Place("talk", "A1", "bob", 1)
    assert (match.start, match.end) == (95, 113)
    assert match.text == "nobody lent us one"
    assert match.exact
    assert match.outside is None
    assert not match.clipped
    assert match.whole == match.shown
    assert match.region == "interview"
    assert FERRY[95:113] == "nobody lent us one"


@pytest.mark.parametrize(
    ("quote", "place", "start", "end"),
    [
        ("For twenty-one years nobody climbed", Place("introduction", None, None, 1), 178, 213),
        ("She had brought a flask of tea", Place("introduction", None, None, 2), 378, 408),
        ("What made you ask for the key?", Place("part-1", "Q1", "reporter", 1), 528, 558),
        ("a shutter was banging up here", Place("part-1", "A1", "marlow", 1), 608, 637),
        ("eleven months and three attempts", Place("part-1", "A2", "marlow", 2), 1064, 1096),
        ("and yet tonight the tower", Place("part-2", "Q1", "reporter", 1), 1769, 1794),
        ("You may carry the flask.", Place("part-2", "A3", "marlow", 1), 2879, 2903),
    ],
)
def test_place_and_offsets_in_the_file(quote: str, place: Place, start: int, end: int) -> None:
    location = LIGHT.locate(Query(quote, "lighthouse"))
    assert location.verdict is Verdict.EXACT
    assert places(location) == [place]
    assert spans(location) == [(start, end)]
    assert LIGHT.texts["lighthouse"].raw[start:end] == quote


def test_white_space_and_unicode_composition_are_still_exact() -> None:
    raw = normalize("NFD", "The  café\u00a0was\tshut.")
    location = in_text(raw, "The café\n was shut.")
    assert location.verdict is Verdict.EXACT
    assert spans(location) == [(0, 20)]
    assert location.matches[0].text == "The café was shut."


def test_markdown_marks_are_not_part_of_the_text() -> None:
    location = LIGHT.locate(Query("The weight has to be wound every four hours, so", "lighthouse"))
    assert location.verdict is Verdict.EXACT
    assert spans(location) == [(1283, 1334)]  # 47 characters and four stars
    location = LIGHT.locate(Query("when a steel mast with a solar lamp took over", "lighthouse"))
    assert location.verdict is Verdict.EXACT
    assert spans(location) == [(86, 167)]  # including the address of the link


def test_brackets_ellipses_and_mistakes_of_the_text_are_exact() -> None:
    raw = "We [the crew] waited... and waitted […] for hours. &amp; *so* on"
    for quote in ("We [the crew] waited...", "waited... and waitted […] for", "&amp; *so* on"):
        assert in_text(raw, quote).verdict is Verdict.EXACT


# Near and absent


def test_quote_with_another_word_is_near() -> None:
    location = locate("We had no ice-breaker, and somebody lent us one.")
    assert location.verdict is Verdict.NEAR
    assert location.matches == ()
    nearest = location.nearest
    assert nearest is not None
    assert (nearest.source, nearest.place) == ("ferry", Place("talk", "A1", "bob", 1))
    assert (nearest.start, nearest.end) == (68, 114)
    assert nearest.text == FERRY[68:114] == "We had no ice-breaker, and nobody lent us one."
    assert [tuple(step) for step in nearest.diff] == [
        ("equal", "We had no ice-breaker, and", "We had no ice-breaker, and"),
        ("replace", "somebody", "nobody"),
        ("equal", "lent us one.", "lent us one."),
    ]


def test_nearest_passage_of_the_given_source_comes_first() -> None:
    texts = locator(
        a="The ferry stopped in the winter of 1987.", b="The ferry stopped in the winter of 1986."
    )
    quote = "The ferry stopped in the winter of 1985."
    for id in ("a", "b"):
        nearest = texts.locate(Query(quote, id)).nearest
        assert nearest is not None
        assert nearest.source == id


def test_nearest_passage_in_another_source() -> None:
    location = locate("The ferry stopped in 1988. Nobody was hurt, said the town.")
    assert location.verdict is Verdict.NEAR
    assert location.nearest is not None
    assert location.nearest.source == "news"


def test_nearest_passage_of_all_sources() -> None:
    near, nearer = (
        "The ferry stopped in the spring of 1987.",
        "The ferry stopped in the winter of 1986.",
    )
    for order in ({"a": near, "b": nearer}, {"b": nearer, "a": near}):
        nearest = locator(**order).locate(Query("The ferry stopped in the winter of 1985.")).nearest
        assert nearest is not None
        assert nearest.source == "b"


def test_quote_without_a_near_passage_is_absent() -> None:
    assert locate("Bees make honey from clover.") == Location(Verdict.ABSENT)
    assert locate("…") == Location(Verdict.ABSENT)
    assert locate("幻方") == Location(Verdict.ABSENT)


def test_source_without_a_text() -> None:
    assert locate("Bees make honey.", "no-such-source") == Location(Verdict.ABSENT)
    location = locate("nobody lent us one", "no-such-source")
    assert location.verdict is Verdict.MISATTRIBUTED


def test_empty_text() -> None:
    assert in_text("", "anything at all") == Location(Verdict.ABSENT)


# The order of verdicts


@pytest.mark.parametrize(
    ("verdict", "quote", "claims"),
    [
        # in two places, only one of which agrees with the claims
        (Verdict.EXACT, "the harbour", {"speaker": "ann"}),
        # another section and another speaker
        (Verdict.MISPLACED, "nobody lent us one", {"section": "comments", "speaker": "ann"}),
        # in two places, both of another speaker
        (Verdict.MISATTRIBUTED, "The harbour froze", {"speaker": "eve"}),
        (Verdict.MISATTRIBUTED, "cold year", {"speaker": "ann"}),
        # in two places, both in another section
        (Verdict.MISPLACED, "cold year", {"section": "comments"}),
        # clipped in the source, whole in another
        (Verdict.MISATTRIBUTED, "hurt, said the town", {}),
        # clipped and outside
        (Verdict.OUTSIDE, "was ther", {}),
        # clipped in one place, whole outside
        (Verdict.OUTSIDE, "I", {}),
    ],
)
def test_order_of_verdicts(verdict: Verdict, quote: str, claims: dict[str, str]) -> None:
    assert locate(quote, **claims).verdict is verdict


def test_misattributed_comes_before_outside() -> None:
    texts = locator(ferry=ferry(), other="I was there too.")
    location = texts.locate(Query("I was there", "ferry"))
    assert (location.verdict, location.matches[0].source) == (Verdict.MISATTRIBUTED, "other")


def test_clipped_in_a_citable_place_comes_before_clipped_outside() -> None:
    location = locate("froz")
    assert location.verdict is Verdict.CLIPPED
    assert [match.outside for match in location.matches] == [None]


# Several sources


def test_one_place_in_each_source_is_not_ambiguous() -> None:
    texts = locator(a="The ferry stopped. It was late.", b="He says: The ferry stopped.")
    location = texts.locate(Query("The ferry stopped"))
    assert location.verdict is Verdict.EXACT
    assert [(m.source, m.start) for m in location.matches] == [("a", 0), ("b", 9)]
    assert texts.locate(Query("It was late")).matches[0].source == "a"


def test_two_places_in_one_source_are_ambiguous() -> None:
    texts = locator(a="We ran and ran.", b="They ran.")
    location = texts.locate(Query("ran"))
    assert location.verdict is Verdict.AMBIGUOUS
    assert [(m.source, m.start) for m in location.matches] == [("a", 3), ("a", 11)]


NEGATIONS = [
    ("I meant the shutter. I didn’t mean the next nine years.", "I did mean"),
    ("I didn’t mean the next nine years.", "I mean the next nine years"),
    ("You can’t buy such a wheel", "You can buy such a wheel"),
    ("Not one. They have satellites, and", "Not one. They have no satellites, and"),
    ("a motor asks nothing of anybody", "a motor asks of anybody"),
    ("whether the school roof should not come first", "the school roof should come first"),
    ("And when you can no longer climb 147 steps?", "when you can longer climb"),
    ("which I never did; last week", "which I did; last week"),
    ("I don’t think the board was wrong", "I think the board was wrong"),
]


@pytest.mark.parametrize(("quote", "changed"), NEGATIONS)
def test_a_dropped_negation_never_passes(quote: str, changed: str) -> None:
    assert LIGHT.locate(Query(quote, "lighthouse")).verdict is Verdict.EXACT
    assert not LIGHT.locate(Query(changed, "lighthouse")).verdict.passes
