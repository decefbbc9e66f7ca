"""The verdicts, their order, and the places that are found."""

from __future__ import annotations

import re
from unicodedata import normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studykit.source.locate import Location, Query, QuoteLocator, Verdict, telling_apart
from studykit.source.text import Place, Text

from .documents import INTERVIEW, lighthouse, locator, text_of

FERRY = """\
The Last Ferry
Ann: Why did the ferry stop?
Bob: The harbour froze. We had no ice-breaker, and nobody lent us one.
It was a cold year, and the harbour stayed white until May.
Ann: Did the harbour freeze again?
Bob: Never. Since then the harbour has stayed open in every cold year.
What the readers say
Gull: The harbour froze twice. I was there.
"""


def ferry() -> Text:
    return text_of(
        FERRY,
        id="ferry",
        speakers={"Ann": "ann", "Bob": "bob"},
        regions=[
            {"id": "title", "kind": "title", "opens": "The Last Ferry"},
            INTERVIEW,
            {"id": "comments", "kind": "comments", "heading": "What the readers say"},
        ],
    )


LOCATOR = locator(ferry=ferry(), news="The ferry stopped in 1987. Nobody was hurt, said the town.")
LIGHT = QuoteLocator({"lighthouse": lighthouse()})


def locate(quote: str, source: str | None = "ferry", **claims: str | None) -> Location:
    return LOCATOR.locate(Query(quote, source, **claims))


def in_text(raw: str, quote: str, **claims: str | None) -> Location:
    """Locate a quote in a transcript."""
    return locator(doc=raw).locate(Query(quote, "doc", **claims))


def spans(location: Location) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in location.matches]


def places(location: Location) -> list[Place]:
    return [match.place for match in location.matches]


# 1. exact


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


# 2. typographic


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


BROKEN = "We ran the experi-\nments at a well-\nknown harbour in 2024-\n25 and slept."


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


# 5. ambiguous


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


# 6. misplaced


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


# 7. misattributed


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


# 8. outside


@pytest.mark.parametrize(
    ("quote", "outside"),
    [
        ("The Last Ferry", "a title"),
        ("What the readers say", "a heading"),
        ("I was there", "reader comments"),
        ("Gull", "reader comments"),
    ],
)
def test_titles_headings_and_comments_are_outside(quote: str, outside: str) -> None:
    location = locate(quote)
    assert location.verdict is Verdict.OUTSIDE
    assert [match.outside for match in location.matches] == [outside]


def test_speaker_label_is_outside() -> None:
    location = locate("Ann")
    assert location.verdict is Verdict.OUTSIDE
    assert [(m.outside, m.place) for m in location.matches] == [
        ("a speaker's label", Place("talk", "Q1", "ann", 1)),
        ("a speaker's label", Place("talk", "Q2", "ann", 1)),
    ]
    assert locate("Bob:").verdict is Verdict.OUTSIDE


def test_text_before_the_first_region_is_outside() -> None:
    location = LIGHT.locate(Query("The Shutter and the Light", "lighthouse"))
    assert (location.verdict, location.matches[0].outside) == (Verdict.OUTSIDE, "a heading")


@pytest.mark.parametrize(
    "quote",
    [
        "stop? The harbour froze",  # across two speakers
        "stop? Bob: The harbour froze",  # across the label
        "Bob: The harbour",
        "The Last Ferry Ann: Why",  # across two regions
        "in every cold year. What the readers say",
    ],
)
def test_quote_must_stay_within_a_turn(quote: str) -> None:
    assert locate(quote).verdict in (Verdict.NEAR, Verdict.ABSENT)


def test_quote_across_paragraphs_of_a_turn() -> None:
    location = locate("nobody lent us one. It was a cold year")
    assert (location.verdict, places(location)) == (
        Verdict.EXACT,
        [Place("talk", "A1", "bob", 1)],
    )
    assert spans(location) == [(95, 133)]
    assert FERRY[95:133] == "nobody lent us one.\nIt was a cold year"


def test_quote_across_paragraphs_of_a_region_without_turns() -> None:
    quote = "asked the harbour board for the key. We met in the lamp room"
    location = LIGHT.locate(Query(quote, "lighthouse"))
    assert (location.verdict, places(location)) == (
        Verdict.EXACT,
        [Place("introduction", None, None, 1)],
    )


# 9. clipped


@pytest.mark.parametrize(
    ("raw", "quote", "whole"),
    [
        ("We had no ice-breaker then.", "no ice", "no ice-breaker"),
        ("We had no ice-breaker then.", "breaker then", "ice-breaker then"),
        ("It cost $6 million.", "6 million", "$6 million"),
        ("It takes 5–13% of it.", "13% of it", "5–13% of it"),
        ("It takes 5–13% of it.", "It takes 5–13", "It takes 5–13%"),
        ("It takes 1/30th of it.", "takes 1", "takes 1/30th"),
        ("In the U.S. alone.", "In the U.S", "In the U.S."),
        ("We can’t stop.", "We can", "We can’t"),
        ("We can't stop.", "t stop", "can't stop"),
        ("All 1,000,000 of them.", "000,000 of them", "1,000,000 of them"),
        ("Starting from 0-to-1.", "Starting from 0", "Starting from 0-to-1"),
        ("The ﬁt man.", "it man", "ﬁt man"),
        (normalize("NFD", "The cafés here."), "The caf", "The cafés"),
        ("An unbelievable *un*wise man.", "An un", "An unbelievable"),
        *(
            (f"It was 12{space}500 in all.", "500 in all", "12 500 in all")
            for space in "\u00a0\u2007\u2009\u202f"
        ),
        ("It was -5 million in all.", "5 million", "-5 million"),
        ("It was −5 million in all.", "5 million", "−5 million"),
        ("It grew by .7 percent.", "7 percent", ".7 percent"),
        ("It cost HK$900 in all.", "$900 in all", "HK$900 in all"),
        ("It cost HK$900 in all.", "900 in all", "HK$900 in all"),
        ("It cost ₹500 in all.", "500 in all", "₹500 in all"),
        ("There are 10^6 lamps.", "There are 10", "There are 10^6"),
        ("There are 10<sup>6</sup> lamps.", "There are 10", "There are 10<sup>6</sup>"),
        ("Salt is 5‰ of it.", "Salt is 5", "Salt is 5‰"),
        ("It is 5° here.", "It is 5", "It is 5°"),
        ("It cost 5€ there.", "It cost 5", "It cost 5€"),
        ("It cost 5\u00a0€ there.", "It cost 5", "It cost 5 €"),
        ("Over 500+ boats came.", "Over 500", "Over 500+"),
        ("We can´t stop.", "We can", "We can´t"),
        ("We can`t stop.", "We can", "We can`t"),
        ("It is non–negotiable here.", "negotiable here", "non–negotiable here"),
        ("With ≥5 men aboard.", "5 men aboard", "≥5 men aboard"),
        ("If p<0.05 here.", "0.05 here", "<0.05 here"),
        ("It grew 10%–20% more.", "20% more", "10%–20% more"),
        ("A $ 5 million deal.", "5 million deal", "$ 5 million deal"),
        ("It cost 5 € there.", "It cost 5", "It cost 5 €"),
        ("Our R&D is good.", "D is good", "R&D is good"),
        ("Write to bob@example.org today.", "example.org today", "bob@example.org today"),
        ("In C++ it is good.", "In C", "In C++"),
        ("我们赚过三百万元。", "百万元", "三百万元"),
        ("我们赚过15亿元。", "我们赚过15", "我们赚过15亿"),
    ],
)
def test_quote_that_cuts_a_word_or_number_is_clipped(raw: str, quote: str, whole: str) -> None:
    texts = locator(doc=raw)
    location = texts.locate(Query(quote, "doc"))
    assert location.verdict is Verdict.CLIPPED
    assert location.matches[0].with_whole_words.text == whole


@pytest.mark.parametrize(
    ("raw", "quote", "verdict"),
    [
        ("We say “a*b*c” isn't it.", "We say “a*b*c” isn't it.", Verdict.EXACT),
        ("We say “a*b*c” isn't it.", 'We say "a*b*c" isn’t it.', Verdict.TYPOGRAPHIC),
        ("We say “a*b*c” isn't it.", 'We say "abc" isn’t it.', Verdict.NEAR),
        ("We say “abc” isn't it.", 'We say "a*b*c" isn’t it.', Verdict.TYPOGRAPHIC),
        ("So [Bob](not) agrees; isn't it?", "So [Bob](not) agrees; isn’t it?", Verdict.TYPOGRAPHIC),
        ("So [Bob](not) agrees; isn't it?", "So Bob agrees; isn’t it?", Verdict.NEAR),
        ("If x <b> y, it's AT&amp;T.", "If x <b> y, it’s AT&amp;T.", Verdict.TYPOGRAPHIC),
        ("If x <b> y, it's AT&amp;T.", "If x  y, it’s AT&T.", Verdict.NEAR),
        ("Take a*b*c and the rest of it, can't you?", "Take a*b*c … can’t you?", Verdict.ABSENT),
        ("Take the a*b*c and the rest, then go home.", "Take the a*b*c … then go home", Verdict.GAPPED),
    ],
)  # fmt: skip
def test_markup_in_a_quote_may_be_the_words_of_a_transcript(
    raw: str, quote: str, verdict: Verdict
) -> None:
    assert locator(doc=raw).locate(Query(quote, "doc")).verdict is verdict


@pytest.mark.parametrize(
    ("claims", "verdict"),
    [
        ({"prefix": "take a*b*c"}, Verdict.EXACT),
        ({"prefix": "take abc"}, Verdict.MISPLACED),
        ({"suffix": "as `d`"}, Verdict.EXACT),
        ({"suffix": "as d"}, Verdict.MISPLACED),
        ({"suffix": "*as* `d`"}, Verdict.MISPLACED),
    ],
)
def test_markup_in_a_prefix_or_suffix_may_be_the_words_of_a_transcript(
    claims: dict[str, str], verdict: Verdict
) -> None:
    texts = locator(doc="We take a*b*c and write it as `d` here.")
    query = Query("and write it", "doc", **claims)
    assert texts.locate(query).verdict is verdict


def test_whole_words_of_a_clipped_broken_word() -> None:
    texts = QuoteLocator({"doc": text_of(BROKEN, id="doc", file="doc.md")})
    location = texts.locate(Query("ments at a", "doc"))
    assert location.matches[0].with_whole_words.text == "experi- ments at a"


@pytest.mark.parametrize(
    ("raw", "quote"),
    [
        ("phases—over and out", "over and out"),
        ("a (wet) day", "wet"),
        ("He said “no”.", "no"),
        ("and/or neither", "or neither"),
        ("The mast. Then rain.", "The mast"),
        ("Bread<br>and tea.", "and tea"),
    ],
)
def test_punctuation_is_not_part_of_a_word(raw: str, quote: str) -> None:
    assert in_text(raw, quote).verdict is Verdict.EXACT


def test_every_boundary_between_han_characters_counts() -> None:
    raw = "记者：暗涌采访了幻方的创始人。他们 谈了很久，没有 AI 的声音。"
    assert in_text(raw, "幻方的创始人").verdict is Verdict.EXACT
    assert in_text(raw, "访了幻").verdict is Verdict.EXACT
    assert in_text(raw, "幻方 的 创始人").verdict is Verdict.TYPOGRAPHIC
    assert in_text(raw, "他们谈了很久").verdict is Verdict.TYPOGRAPHIC
    assert in_text(raw, "谈了很久,没有 AI").verdict is Verdict.TYPOGRAPHIC
    assert in_text(raw, "没有 A").verdict is Verdict.CLIPPED
    assert in_text(raw, "幻方的创业人").verdict in (Verdict.NEAR, Verdict.ABSENT)


# 10. near, 11. absent


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


# Telling places apart


def test_telling_apart_by_the_fewest_words() -> None:
    matches = locate("the harbour").matches
    assert [telling_apart(match, matches) for match in matches] == [
        ("suffix", "stayed"),
        ("suffix", "freeze"),
        ("suffix", "has"),
    ]


def test_telling_apart_by_prefix_if_suffixes_are_the_same() -> None:
    texts = locator(doc="He came late. She came late.")
    matches = texts.locate(Query("came late", "doc")).matches
    assert [telling_apart(match, matches) for match in matches] == [
        ("prefix", "He"),
        ("prefix", "She"),
    ]


@pytest.mark.parametrize(
    ("raw", "quote"),
    [
        ("The lamp — 5 of them — burned.", "5 of them"),
        ("Rooms 3-5 were cold.", "Rooms 3-5"),
        ("It cost 5, not 6.", "It cost 5"),
        ("It was in 1984.", "in 1984"),
        ("The lamp–a big one–burned.", "The lamp–a big one–burned"),
        ("In 12 500 came.", "500 came"),
    ],
)
def test_a_quote_between_words_and_numbers_is_whole(raw: str, quote: str) -> None:
    assert locator(doc=raw).locate(Query(quote, "doc")).verdict.passes


def test_a_prefix_and_a_suffix_end_at_word_edges() -> None:
    texts = locator(doc="Nothing we saw there. We saw theretofore.")
    for claims in ({"prefix": "hing"}, {"prefix": "ing"}, {"suffix": "the"}):
        assert texts.locate(Query("we saw", "doc", **claims)).verdict is Verdict.MISPLACED
    assert texts.locate(Query("we saw", "doc", prefix="Nothing")).verdict is Verdict.EXACT
    assert texts.locate(Query("we saw", "doc", suffix="there")).verdict is Verdict.EXACT


def test_a_word_is_told_apart_from_one_that_it_begins() -> None:
    texts = locator(doc="We saw the cat sit. We saw the cats run.")
    matches = texts.locate(Query("We saw the", "doc")).matches
    assert [telling_apart(match, matches) for match in matches] == [
        ("suffix", "cat"),
        ("suffix", "cats"),
    ]


def test_telling_apart_needs_more_than_a_comma() -> None:
    texts = locator(doc="We saw the sea, and it was grey. We saw the sea again.")
    matches = texts.locate(Query("We saw the sea", "doc")).matches
    assert telling_apart(matches[0], matches) == ("suffix", ", and")


def test_telling_apart_identical_contexts() -> None:
    texts = locator(doc="\n".join(["Rain fell on the sea."] * 12))
    matches = texts.locate(Query("Rain fell", "doc")).matches
    assert len(matches) == 12
    assert telling_apart(matches[6], matches) is None


WORDS = st.lists(
    st.sampled_from(
        ["rain", "fell", "on", "the", "sea,", "seas", "sea.", "a", "it’s", "har-\nbour"]
    ),
    max_size=6,
).map(" ".join)


@given(st.lists(WORDS, min_size=3, max_size=6))
def test_telling_apart_leaves_one_place(between: list[str]) -> None:
    text = text_of(" the tide ".join(between), id="doc", file="doc.md")
    texts, quote = QuoteLocator({"doc": text}), "the tide"
    location = texts.locate(Query(quote, "doc"))
    assert location.verdict is Verdict.AMBIGUOUS
    for match in location.matches:
        if apart := telling_apart(match, location.matches):
            asked = Query(quote, "doc", **{apart[0]: apart[1]})
            again = texts.locate(asked)
            assert (again.verdict.passes, spans(again)) == (True, [(match.start, match.end)])


# Properties of all texts


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[tuple[str, int]]]:
    """Draw a text of one region; return it with its words and their offsets."""
    sizes = draw(st.lists(st.integers(1, 12), min_size=1, max_size=6))
    raw, words = "", []
    for size in sizes:
        raw += "\n\n" * bool(raw)
        for n in range(size):
            raw += " " * bool(n)
            word = draw(
                st.sampled_from(["oak", "elm", "ash", "Yew", "fir", "café", "17%", "don't"])
            )
            words.append((word, len(raw)))
            raw += word
    return raw, words


@pytest.mark.parametrize("name", ["doc.txt", "doc.md"])
@given(document=documents(), data=st.data())
def test_every_run_of_words_is_found(
    name: str, document: tuple[str, list[tuple[str, int]]], data: st.DataObject
) -> None:
    raw, words = document
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(first + 6, len(words) - 1)))
    run = [word for word, _ in words[first : last + 1]]
    expected = [
        (words[n][1], words[n + len(run) - 1][1] + len(run[-1]))
        for n in range(len(words) - len(run) + 1)
        if [word for word, _ in words[n : n + len(run)]] == run
    ]
    texts = QuoteLocator({"doc": text_of(raw, id="doc", file=name)})
    location = texts.locate(Query(" ".join(run), "doc"))
    assert spans(location) == expected
    assert location.verdict is (Verdict.EXACT if len(expected) == 1 else Verdict.AMBIGUOUS)


def citable(text: Text) -> list[tuple[int, int, Place]]:
    """Return the words of citable segments: offsets into `shown`, and the place of each."""
    return [
        (segment.start + word.start(), segment.start + word.end(), segment.place(segment.start + word.start()))
        for segment in text.segments
        if not segment.outside
        for word in re.finditer(r"\S+", text.shown.text[segment.start : segment.end])
    ]  # fmt: skip


CITABLE = citable(LIGHT.texts["lighthouse"])
SHOWN = LIGHT.texts["lighthouse"].shown


def run_of_words(data: st.DataObject, least: int, most: int) -> tuple[list[str], Place, int]:
    """Draw adjacent words of one segment of the interview; return them, their place and offset."""
    first = data.draw(st.integers(0, len(CITABLE) - least))
    count = data.draw(st.integers(least, most))
    run = [w for w in CITABLE[first : first + count] if w[2][:3] == CITABLE[first][2][:3]]
    assume(len(run) >= least)
    return [SHOWN.text[a:b] for a, b, _ in run], run[0][2], run[0][0]


@given(st.data())
def test_every_run_of_words_of_the_interview_is_found(data: st.DataObject) -> None:
    words, place, start = run_of_words(data, 1, 25)
    quote = " ".join(words)
    location = LIGHT.locate(Query(quote, "lighthouse"))
    assume(location.verdict is not Verdict.AMBIGUOUS)
    assert (location.verdict, places(location)) == (Verdict.EXACT, [place])
    match = location.matches[0]
    raw = LIGHT.texts["lighthouse"].raw[match.start : match.end]
    plain = re.sub(r"\*\*|\[|\]\([^)]*\)", "", raw)
    assert " ".join(plain.split()) == quote
    assert match.start == SHOWN.start(start)


@given(st.data())
def test_one_changed_word_is_near_its_place(data: st.DataObject) -> None:
    words, place, _ = run_of_words(data, 10, 30)
    n = data.draw(st.integers(0, len(words) - 1))
    words[n] = data.draw(st.sampled_from(["zebra", "Zebra", "zebra,", "99", "x"]))
    location = LIGHT.locate(Query(" ".join(words), "lighthouse"))
    assert location.verdict is Verdict.NEAR
    assert location.nearest is not None
    assert location.nearest.place == place
    assert words[n].strip(",.?—") in " ".join(
        d.quote for d in location.nearest.diff if d.operation != "equal"
    )


@given(st.data())
def test_two_swapped_words_never_pass(data: st.DataObject) -> None:
    words, _, _ = run_of_words(data, 4, 12)
    n = data.draw(st.integers(0, len(words) - 2))
    assume(words[n].casefold() != words[n + 1].casefold())
    words[n], words[n + 1] = words[n + 1], words[n]
    assert not LIGHT.locate(Query(" ".join(words), "lighthouse")).verdict.passes


DIGITS = [n for n, (a, b, _) in enumerate(CITABLE) if any(c.isdigit() for c in SHOWN.text[a:b])]


def test_interview_has_nine_numbers() -> None:
    assert len(DIGITS) == 9


@given(st.sampled_from(DIGITS), st.integers(0, 3), st.integers(0, 3), st.data())
def test_a_changed_digit_never_passes(
    number: int, before: int, after: int, data: st.DataObject
) -> None:
    run = CITABLE[max(0, number - before) : number + after + 1]
    words = [SHOWN.text[a:b] for a, b, _ in run]
    quote = " ".join(words)
    at = data.draw(st.sampled_from([i for i, c in enumerate(quote) if c.isdigit()]))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != quote[at]]))
    changed = quote[:at] + other + quote[at + 1 :]
    assume(changed != "147")  # another number of the interview
    assert not LIGHT.locate(Query(changed, "lighthouse")).verdict.passes


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
