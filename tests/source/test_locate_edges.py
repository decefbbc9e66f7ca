"""Quotes outside what can be cited, across turns, and with half a word or number at an end."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from studykit.source.locate import Query, QuoteLocator, Verdict
from studykit.source.text import Place

from .documents import locator, text_of
from .ferry import BROKEN, FERRY, LIGHT, in_text, locate, places, spans

# Outside


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


# Clipped


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
