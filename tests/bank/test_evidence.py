"""Quotes looked up in the texts: each verdict as it is reported."""

from __future__ import annotations

import pytest

from studykit.bank.evidence import exercises
from studykit.source.locate import Verdict
from studykit.source.text import Place

from ..conftest import COURSE, LIGHTHOUSE
from .conftest import Verify
from .verifying import (
    A1,
    A2,
    BANK,
    SHUTTER,
    WHEEL,
    expect,
    pin,
    results,
    said,
    summed_up,
    verdicts,
)


def test_a_quote_that_is_found_has_no_finding(verify: Verify) -> None:
    checked = verify(SHUTTER, WHEEL)
    assert said(checked) == ""
    assert results(checked) == [
        (Verdict.EXACT, A1, True, False),
        (Verdict.TYPOGRAPHIC, A2, False, False),
    ]


def test_ambiguous(verify: Verify) -> None:
    """
    questions/bank.yaml:9:24: error[quote-ambiguous]: the quote occurs in 2 places in lighthouse: Part 1, A3 and Part 2, Q1
      9 |     passages: [{quote: Somebody has to be here.}]
        |                        ^^^^^^^^^^^^^^^^^^^^^^^^
      help: for Part 1, A3 add `suffix: "The"`
            for Part 2, Q1 add `suffix: "That"`
    """
    assert said(verify("{quote: Somebody has to be here.}")) == expect(test_ambiguous)


def test_ambiguous_in_many_places(verify: Verify) -> None:
    """
    questions/bank.yaml:9:24: error[quote-ambiguous]: the quote occurs in 5 places in radio: Text, paragraph 1, Text, paragraph 2, Text, paragraph 3 and Text, paragraph 4
      9 |     passages: [{quote: fog, source: radio}]
        |                        ^^^
      help: for Text, paragraph 1 add `suffix: "bank."`
            for Text, paragraph 2 add `suffix: "bell."`
            for Text, paragraph 3 add `prefix: "Some"`
            for Text, paragraph 4 add `suffix: ", or"`
    """
    fog = "A fog bank.\nThe fog bell.\nSome fog, then.\nThe fog, or not.\nThe fog rolls.\n"
    checked = verify("{quote: fog, source: radio}", radio=fog)
    assert said(checked) == expect(test_ambiguous_in_many_places)


def test_the_help_for_an_ambiguous_quote_makes_it_pass(verify: Verify) -> None:
    allow = "allow: {quote-length: the whole sentence}"
    checked = verify(
        f'{{quote: Somebody has to be here., suffix: "The", {allow}}}',
        f'{{quote: Somebody has to be here., suffix: "That", {allow}}}',
    )
    assert said(checked) == ""
    assert [place for _, place, _, _ in results(checked)] == [
        Place("part-1", "A3", "marlow", 1),
        Place("part-2", "Q1", "reporter", 1),
    ]


def test_misplaced(verify: Verify) -> None:
    """
    questions/bank.yaml:9:46: error[quote-misplaced]: the quote is not in part-1 but in Part 2, A1 of lighthouse
      9 |     passages: [{quote: two winters, section: part-1}]
        |                                              ^^^^^^

    questions/bank.yaml:14:45: error[quote-misplaced]: the quote is in Part 2, A1 of lighthouse, but not after “some”
      14 |     passages: [{quote: two winters, prefix: some}]
         |                                             ^^^^

    questions/bank.yaml:19:45: error[quote-misplaced]: the quote is in Part 2, A1 of lighthouse, but not before “later”
      19 |     passages: [{quote: two winters, suffix: later}]
         |                                             ^^^^^
    """
    checked = verify(
        "{quote: two winters, section: part-1}",
        "{quote: two winters, prefix: some}",
        "{quote: two winters, suffix: later}",
    )
    assert said(checked) == expect(test_misplaced)


def test_misplaced_names_the_claim_that_is_wrong(verify: Verify) -> None:
    """
    questions/bank.yaml:9:62: error[quote-misplaced]: the quote is in Part 2, A1 of lighthouse, but not after “some”
      9 |     passages: [{quote: two winters, section: part-2, prefix: some}]
        |                                                              ^^^^

    questions/bank.yaml:14:58: error[quote-misplaced]: the quote is in Part 2, A1 of lighthouse, but not before “later”
      14 |     passages: [{quote: two winters, prefix: For, suffix: later}]
         |                                                          ^^^^^

    questions/bank.yaml:19:75: error[quote-misplaced]: the quote is in Part 1, A3 of lighthouse, but not before “That”
      19 |     passages: [{quote: Somebody has to be here., section: part-1, suffix: That}]
         |                                                                           ^^^^
    """
    checked = verify(
        "{quote: two winters, section: part-2, prefix: some}",
        "{quote: two winters, prefix: For, suffix: later}",
        "{quote: Somebody has to be here., section: part-1, suffix: That}",
    )
    assert said(checked) == expect(test_misplaced_names_the_claim_that_is_wrong)


def test_misattributed_to_another_speaker(verify: Verify) -> None:
    """
    questions/bank.yaml:9:54: error[quote-misattributed]: these words are by The reporter, not Ida Marlow (Part 1, Q4)
      9 |     passages: [{quote: Does any ship still, speaker: Marlow}]
        |                                                      ^^^^^^

    questions/bank.yaml:14:55: error[quote-misattributed]: these words have no speaker, so they are not by Ida Marlow (Introduction, paragraph 1)
      14 |     passages: [{quote: a retired clockmaker, speaker: Ida Marlow}]
         |                                                       ^^^^^^^^^^
    """
    checked = verify(
        "{quote: Does any ship still, speaker: Marlow}",
        "{quote: a retired clockmaker, speaker: Ida Marlow}",
    )
    assert said(checked) == expect(test_misattributed_to_another_speaker)


def test_misattributed_to_another_source(verify: Verify) -> None:
    """
    questions/bank.yaml:9:24: error[quote-misattributed]: the quote is not in radio but in lighthouse, Part 1, A1
      9 |     passages: [{quote: a shutter was banging, source: radio}]
        |                        ^^^^^^^^^^^^^^^^^^^^^
      help: write `source: lighthouse`
    """
    checked = verify("{quote: a shutter was banging, source: radio}")
    assert said(checked) == expect(test_misattributed_to_another_source)


def test_outside(verify: Verify) -> None:
    """
    questions/bank.yaml:9:24: error[quote-outside]: the quote is in reader comments, which cannot be cited
      9 |     passages: [{quote: I have delivered parcels}]
        |                        ^^^^^^^^^^^^^^^^^^^^^^^^

    questions/bank.yaml:14:24: error[quote-outside]: the quote is in a heading, which cannot be cited
      14 |     passages: [{quote: A Noise in the Wind}]
         |                        ^^^^^^^^^^^^^^^^^^^

    questions/bank.yaml:19:24: error[quote-outside]: the quote is in a speaker's label, which cannot be cited
      19 |     passages: [{quote: Reporter}]
         |                        ^^^^^^^^
    """
    checked = verify(
        "{quote: I have delivered parcels}", "{quote: A Noise in the Wind}", "{quote: Reporter}"
    )
    assert said(checked) == expect(test_outside)


def test_clipped(verify: Verify) -> None:
    """
    questions/bank.yaml:9:24: error[quote-clipped]: the quote cuts off a word or number in Part 2, Q2
      9 |     passages: [{quote: "6,000 a year"}]
        |                        ^^^^^^^^^^^^^^
      help: with whole words: £6,000 a year

    questions/bank.yaml:14:24: error[quote-clipped]: the quote cuts off a word or number in Part 1, A2
      14 |     passages: [{quote: a hand, speaker: Marlow}]
         |                        ^^^^^^
      help: with whole words: a hand-wound
    """
    checked = verify('{quote: "6,000 a year"}', "{quote: a hand, speaker: Marlow}")
    assert said(checked) == expect(test_clipped)


def test_near(verify: Verify) -> None:
    """
    questions/bank.yaml:9:51: error[quote-near]: the quote is not in lighthouse; the nearest is in Part 2, A1
      9 |     passages: [{quote: For two winters I slept up there every night and expected}]
        |                                                   ^^^^^
      help: lighthouse says: For two winters I slept up here every night, and I expected the same of the others, and they stopped coming.
            “there” should be “here”
            “,” is missing
            “I” is missing
    """
    checked = verify("{quote: For two winters I slept up there every night and expected}")
    assert said(checked) == expect(test_near)


def test_near_with_words_that_are_not_in_the_text(verify: Verify) -> None:
    """
    questions/bank.yaml:9:40: error[quote-near]: the quote is not in lighthouse; the nearest is in Part 2, A1
      9 |     passages: [{quote: For two winters and a summer I slept up here}]
        |                                        ^^^^^^^^^^^^
      help: lighthouse says: For two winters I slept up here every night, and I expected the same of the others, and they stopped coming.
            “and a summer” is extra
    """
    checked = verify("{quote: For two winters and a summer I slept up here}")
    assert said(checked) == expect(test_near_with_words_that_are_not_in_the_text)


def test_near_in_another_source(verify: Verify) -> None:
    """
    questions/bank.yaml:9:38: error[quote-near]: the quote is not in lighthouse; the nearest is in radio, Text, paragraph 2
      9 |     passages: [{quote: "It shines on Sundays, said a listener"}]
        |                                      ^^^^^^^
      help: radio says: It shines on Saturdays, said a listener.
            “Sundays” should be “Saturdays”
    """
    checked = verify('{quote: "It shines on Sundays, said a listener"}')
    assert said(checked) == expect(test_near_in_another_source)


def test_near_with_characters_that_only_look_alike(verify: Verify) -> None:
    """
    questions/bank.yaml:9:25: error[quote-near]: the quote is not in radio; the nearest is in Text, paragraph 1
      9 |     passages: [{quote: "А gap of 5 μm is enough", source: radio}]
        |                         ^
      help: radio says: A gap of 5 µm is enough.
            look-alikes: “А” is U+0410, “A” U+0041
            look-alikes: “μ” is U+03BC, “µ” U+00B5
            “А” should be “A”
            “μm” should be “µm”
    """
    quote = '{quote: "А gap of 5 μm is enough", source: radio}'
    checked = verify(quote, radio="A gap of 5 µm is enough.\n")
    assert said(checked) == expect(test_near_with_characters_that_only_look_alike)


def test_near_is_shown_as_one_would_type_it(verify: Verify) -> None:
    """
    questions/bank.yaml:9:36: error[quote-near]: the quote is not in radio; the nearest is in Text, paragraph 1
      9 |     passages: [{quote: the results confirm it, source: radio}]
        |                                    ^^^^^^^
      help: radio says: In six of ten experiments, as we say, the results prove it.
            “confirm” should be “prove”
    """
    checked = verify(
        "{quote: the results confirm it, source: radio}",
        radio="In six of ten experi- ments, as we say, the results【3】 prove it. We went on.\n",
    )
    assert said(checked) == expect(test_near_is_shown_as_one_would_type_it)


def test_clipped_is_shown_as_one_would_type_it(verify: Verify) -> None:
    """
    questions/bank.yaml:9:24: error[quote-clipped]: the quote cuts off a word or number in Text, paragraph 1
      9 |     passages: [{quote: ments show, source: radio}]
        |                        ^^^^^^^^^^
      help: with whole words: experiments show
    """
    checked = verify(
        "{quote: ments show, source: radio}", radio="Six experi- ments show【3】 that.\n"
    )
    assert said(checked) == expect(test_clipped_is_shown_as_one_would_type_it)


def test_absent_with_the_longest_part_that_is_there(verify: Verify) -> None:
    """
    questions/bank.yaml:9:24: error[quote-absent]: the quote is not in lighthouse, and no passage is similar
      9 |     passages: [{quote: Wasps and other insects say a shutter was banging every year}]
        |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      help: the longest part of it is in Part 1, A1: a shutter was banging

    questions/bank.yaml:14:24: error[quote-absent]: the quote is not in lighthouse, and no passage is similar
      14 |     passages: [{quote: Wasps and other insects say shines on Saturdays every year}]
         |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      help: the longest part of it is in radio, Text, paragraph 2: shines on Saturdays
    """
    wasps = "{{quote: Wasps and other insects say {} every year}}"
    checked = verify(wasps.format("a shutter was banging"), wasps.format("shines on Saturdays"))
    assert said(checked) == expect(test_absent_with_the_longest_part_that_is_there)


def test_absent(verify: Verify) -> None:
    """
    questions/bank.yaml:9:24: error[quote-absent]: the quote is not in lighthouse, and no passage is similar
      9 |     passages: [{quote: Bees make honey from clover}]
        |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    """
    assert said(verify("{quote: Bees make honey from clover}")) == expect(test_absent)


def test_unknown_sections_and_people(verify: Verify) -> None:
    """
    questions/bank.yaml:9:46: error[unknown-section]: `lighthouse` has no section `part-7`
      9 |     passages: [{quote: two winters, section: part-7}]
        |                                              ^^^^^^
      help: did you mean `part-2`?
            the quote is in Part 2, A1 (Ida Marlow)

    questions/bank.yaml:14:46: error[unknown-section]: `lighthouse` has no section `prologue`
      14 |     passages: [{quote: two winters, section: prologue}]
         |                                              ^^^^^^^^
      help: its sections are introduction, part-1, part-2
            the quote is in Part 2, A1 (Ida Marlow)

    questions/bank.yaml:19:46: error[unknown-person]: unknown person `Marlowe`
      19 |     passages: [{quote: two winters, speaker: Marlowe}]
         |                                              ^^^^^^^
      help: did you mean `Marlow`?
            the quote is in Part 2, A1 (Ida Marlow)
    """
    checked = verify(
        "{quote: two winters, section: part-7}",
        "{quote: two winters, section: prologue}",
        "{quote: two winters, speaker: Marlowe}",
    )
    assert said(checked) == expect(test_unknown_sections_and_people)
    assert [(verdict, place) for verdict, place, *_ in results(checked)] == [
        (Verdict.MISPLACED, None),
        (Verdict.MISPLACED, None),
        (Verdict.MISATTRIBUTED, None),
    ]
    assert summed_up(checked) == "3 passages in 1 source: 3 failed"


def test_a_passage_needs_a_source_if_the_course_has_several(verify: Verify) -> None:
    """
    questions/bank.yaml:9:16: error[missing-key]: the passage has no `source`
      9 |     passages: [{quote: a shutter was banging up here in the wind}]
        |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      help: set it here, or for the whole bank, as in `defaults: {source: lighthouse}`
            the quote is in lighthouse, Part 1, A1 (Ida Marlow)
    """
    bank = BANK.replace("defaults: {source: lighthouse}", "# no defaults")
    checked = verify(SHUTTER, bank=bank)
    assert said(checked) == expect(test_a_passage_needs_a_source_if_the_course_has_several)
    assert said(verify(SHUTTER, bank=bank, course=COURSE)) == ""


def test_the_finding_is_on_the_passage_that_does_not_pass(verify: Verify) -> None:
    checked = verify(f"{SHUTTER}, {{quote: Bees make honey}}")
    assert [d.span.column for d in checked.report.diagnostics if d.code == "quote-absent"] == [76]
    assert [verdict for verdict, *_ in results(checked)] == [Verdict.EXACT, Verdict.ABSENT]


# Unusual quotes


@pytest.mark.parametrize(
    "quote",
    [
        'a shutter was [banging](x \\"and the board lied\\") up here',
        "a shutter was <i title='by the board'>banging</i> up here",
        "a shutter was b&#97;nging up here",
        "a **shutter** was banging up here",
    ],
)
def test_markup_in_a_quote_is_ignored_and_never_printed(verify: Verify, quote: str) -> None:
    checked = verify(f'{{quote: "{quote}"}}')
    assert said(checked) == ""
    assert checked.course is not None
    ((_, exercise),), unpinned = exercises(checked.course, pin(checked))
    assert unpinned == []
    assert exercise.evidence[0].quote == "a shutter was banging up here"


def test_note_marks_that_were_copied_are_never_printed(verify: Verify) -> None:
    text = LIGHTHOUSE.replace("walking the dog,", "walking the dog,【3】")
    assert text != LIGHTHOUSE
    checked = verify(
        "{quote: 'I was walking the dog,3 and a shutter was banging up here'}", text=text
    )
    assert verdicts(checked) == [Verdict.TYPOGRAPHIC]
    assert checked.course is not None
    ((_, exercise),), unpinned = exercises(checked.course, pin(checked))
    assert unpinned == []
    assert exercise.evidence[0].quote == "I was walking the dog, and a shutter was banging up here"
    without = verify(
        "{quote: 'I was walking the dog,3 and a shutter was banging up here'}", text=None
    )
    assert verdicts(without) == [Verdict.PINNED]
    other = verify(
        "{quote: 'I was walking the dog,4 and a shutter was banging up here'}", text=None
    )
    assert verdicts(other) == [Verdict.UNVERIFIED]


def test_a_private_character_in_a_quote_does_not_match_a_line_break(verify: Verify) -> None:
    assert "quote-near" in said(verify('{quote: "a shut\\ue000ter was banging up here"}'))


@pytest.mark.parametrize("quote", ["?", "—", "…", ".", "(!)"])
def test_punctuation_alone_is_not_a_quote(verify: Verify, quote: str) -> None:
    assert "quote-absent" in said(verify(f'{{quote: "{quote}"}}'))
