"""Verification: every verdict with its finding; pins; evidence of exercises; the summary."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from studykit.bank.evidence import exercises, pinned, summary
from studykit.bank.model import Evidence
from studykit.check import Checked, check
from studykit.diagnostics import Report, as_text
from studykit.source.fold import FOLDING
from studykit.source.locate import Verdict
from studykit.source.pins import LOCK_FILE, Lock
from studykit.source.text import Place

from ..conftest import COURSE, LIGHTHOUSE, MakeCourse

BANK = "id: bank\ntitle: Bank\ndefaults: {source: lighthouse}\nquestions:\n"
QUESTION = """\
  - id: q{n}
    type: basic
    prompt: Which words are in place {n}?
    answer: Some.
    passages: [{passage}]
"""
RADIO = """\
  - id: radio
    kind: news
    title: Radio note
    file: radio.txt
"""
RADIO_TEXT = "The lamp of Skerrow Head is lit again.\nIt shines on Saturdays, said a listener.\n"

SHUTTER = "{quote: a shutter was banging up here in the wind}"
WHEEL = "{quote: You can't buy such a wheel}"
LAMP = "{quote: The lamp of Skerrow Head is lit, source: radio}"

Verify = Callable[..., Checked]


@pytest.fixture
def verify(make_course: MakeCourse) -> Verify:
    """Check a course with one question per passage; the first passage is in line 9."""

    def run(
        *passages: str,
        text: str | bytes | None = LIGHTHOUSE,
        radio: str | None = RADIO_TEXT,
        course: str = COURSE + RADIO,
        bank: str = BANK,
    ) -> Checked:
        questions = (QUESTION.format(n=n, passage=p) for n, p in enumerate(passages, 1))
        for name in ("lighthouse.md", "radio.txt"):
            Path("questions/texts", name).unlink(missing_ok=True)
        more = {} if radio is None else {"texts/radio.txt": radio}
        return check(
            make_course(bank=bank + "".join(questions), text=text, course=course, more=more)
        )

    return run


def said(checked: Checked) -> str:
    """The printed findings on evidence, without the summary."""
    report = Report([d for d in checked.report.diagnostics if d.code != "quote-not-exact"])
    return "\n".join([*as_text(report)][:-1])


def expect(test: object) -> str:
    return dedent(test.__doc__ or "").lstrip("\n")


def pin(checked: Checked) -> Lock:
    """Pin the quotes that were found, as `studykit pin` does."""
    assert checked.course is not None
    lock = pinned(checked.course, checked.verified)
    lock.write(Path("questions", LOCK_FILE))
    return lock


def results(checked: Checked) -> list[tuple[Verdict, Place | None, bool, bool]]:
    """Verdict, place, whether the quote is exact, and whether by a pin."""
    return [
        (r.verdict, r.place, r.found is Verdict.EXACT, r.by_pin) for r in checked.verified.results
    ]


def verdicts(checked: Checked) -> list[Verdict]:
    return [result.verdict for result in checked.verified.results]


def summed_up(checked: Checked) -> str:
    assert checked.course is not None
    return summary(checked.course, checked.verified)


A1 = Place("part-1", "A1", "marlow", 1)
A2 = Place("part-1", "A2", "marlow", 2)
NOTE = Place("text", None, None, 1)


# With the text


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


# Without the text


def test_a_pin_replaces_a_text_that_is_not_here(verify: Verify) -> None:
    lock = pin(verify(SHUTTER, WHEEL, LAMP))
    assert {id: len(pins) for id, pins in lock.pins.items()} == {"lighthouse": 2, "radio": 1}
    checked = verify(SHUTTER, WHEEL, LAMP, text=None)
    assert said(checked) == ""
    assert results(checked) == [
        (Verdict.PINNED, A1, True, True),
        (Verdict.PINNED, A2, False, True),
        (Verdict.EXACT, NOTE, True, False),
    ]


def test_a_pinned_quote_with_other_typography_passes_but_is_not_exact(verify: Verify) -> None:
    pin(verify("{quote: You can’t buy such a wheel}"))
    assert results(verify(WHEEL, text=None)) == [(Verdict.PINNED, A2, False, True)]


def test_two_spellings_of_one_passage_are_both_pinned(verify: Verify) -> None:
    both = ("{quote: You can’t buy such a wheel}", WHEEL)
    pin(verify(*both))
    assert results(verify(*both, text=None)) == [
        (Verdict.PINNED, A2, True, True),
        (Verdict.PINNED, A2, False, True),
    ]


def test_a_pin_tells_markup_from_words_that_look_like_it(verify: Verify) -> None:
    text = "We say “a*b*c” isn't it, and it's “d”.\n"
    quotes = (
        "{quote: 'We say \"a*b*c\" isn’t it', source: radio}",
        "{quote: 'and *it’s* \"d\"', source: radio}",
    )
    checked = verify(*quotes, radio=text)
    lock = pin(checked)
    assert checked.course is not None
    assert [exercise.evidence[0].quote for _, exercise in exercises(checked.course, lock)[0]] == [
        'We say "a*b*c" isn’t it',
        'and it’s "d"',
    ]
    assert verdicts(verify(*quotes, radio=None)) == [Verdict.PINNED, Verdict.PINNED]
    other = (quotes[0].replace("*", ""), quotes[1].replace("*", ""))
    assert verdicts(verify(*other, radio=None)) == [Verdict.UNVERIFIED, Verdict.PINNED]


def test_unverified(verify: Verify) -> None:
    """
    questions/bank.yaml:9:24: error[quote-unverified]: cannot check the quote: it is not pinned, and the text of lighthouse is not on this machine
      9 |     passages: [{quote: a shutter was banging}]
        |                        ^^^^^^^^^^^^^^^^^^^^^
      help: add the text with `studykit source add lighthouse FILE`, then run `studykit pin`

    questions/bank.yaml:14:24: error[quote-unverified]: cannot check the quote: it is pinned in Part 1, A1 (Ida Marlow), not where the passage says, and the text of lighthouse is not on this machine
      14 |     passages: [{quote: a shutter was banging up here in the wind, speaker: Reporter}]
         |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      help: add the text with `studykit source add lighthouse FILE`, then run `studykit pin`
    """
    pin(verify(SHUTTER))
    other = "{quote: a shutter was banging}"
    wrong = "{quote: a shutter was banging up here in the wind, speaker: Reporter}"
    checked = verify(other, wrong, text=None)
    assert said(checked) == expect(test_unverified)
    assert results(checked) == [(Verdict.UNVERIFIED, None, False, True)] * 2


FETCH = "    fetch: {{url: https://example.org/a{}}}\n    file: lighthouse.md\n"


def test_unverified_offers_to_fetch_the_text(verify: Verify) -> None:
    """
    questions/bank.yaml:9:24: error[quote-unverified]: cannot check the quote: it is not pinned, and the text of lighthouse is not on this machine
      9 |     passages: [{quote: a shutter was banging up here in the wind}]
        |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      help: fetch the text with `studykit source fetch lighthouse`, then run `studykit pin`
    """
    course = COURSE.replace("    file: lighthouse.md\n", FETCH.format(", sha256: " + "0" * 64))
    checked = verify(SHUTTER, text=None, course=course)
    assert said(checked) == expect(test_unverified_offers_to_fetch_the_text)


def test_unverified_does_not_offer_to_fetch_a_page_that_changes(verify: Verify) -> None:
    course = COURSE.replace("    file: lighthouse.md\n", FETCH.format(""))
    printed = said(verify(SHUTTER, text=None, course=course))
    assert "help: add the text with `studykit source add lighthouse FILE`" in printed


def test_pins_of_another_version_of_folding_do_not_count(verify: Verify) -> None:
    pin(verify(SHUTTER))
    lock = Path("questions", LOCK_FILE)
    lock.write_text(re.sub(r'"folding": \d+', '"folding": 99', lock.read_text()))
    assert results(verify(SHUTTER, text=None)) == [(Verdict.UNVERIFIED, None, False, True)]
    again = verify(SHUTTER)
    assert results(again) == [(Verdict.EXACT, A1, True, False)]
    assert pin(again).folding == FOLDING


# Texts that changed


def test_a_pinned_quote_that_changed_in_the_text(verify: Verify) -> None:
    """
    questions/bank.yaml:9:24: error[quote-near]: the quote is not in lighthouse (it was pinned, but the text has changed); the nearest is in Part 1, A1
      9 |     passages: [{quote: a shutter was banging up here in the wind}]
        |                        ^
      help: lighthouse says: I was walking the dog, and one shutter was banging up here in the wind, and I thought: somebody should see to that.
            “a” should be “one”
    """
    quotes = (SHUTTER, "{quote: For two winters I slept up here}")
    pin(verify(*quotes))
    text = LIGHTHOUSE.replace("a shutter was", "one shutter was")
    assert said(verify(*quotes, text=text)) == expect(test_a_pinned_quote_that_changed_in_the_text)


def test_a_pinned_quote_that_is_gone_from_the_text(verify: Verify) -> None:
    """
    questions/bank.yaml:9:24: error[quote-absent]: the quote is not in radio, and no passage is similar (it was pinned, but the text has changed)
      9 |     passages: [{quote: The lamp of Skerrow Head is lit, source: radio}]
        |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    """
    quotes = (LAMP, "{quote: 'It shines on Saturdays, said a listener.', source: radio}")
    pin(verify(*quotes))
    checked = verify(*quotes, radio="Nobody called. It shines on Saturdays, said a listener.")
    assert said(checked) == expect(test_a_pinned_quote_that_is_gone_from_the_text)


def test_a_quote_that_moved_passes_and_keeps_its_pin_until_accepted(verify: Verify) -> None:
    pin(verify(SHUTTER))
    text = LIGHTHOUSE.replace("**Marlow:** A noise.", "**Marlow:** Well.\n\nA noise.")
    checked = verify(SHUTTER, text=text)
    assert said(checked) == ""
    assert results(checked) == [(Verdict.EXACT, A1._replace(paragraph=2), True, False)]
    assert checked.course is not None
    assert {p.place for p in pin(checked).pins["lighthouse"]} == {A1}  # until it is accepted
    lock = pinned(
        checked.course, checked.verified, accept={e.question.id for e in checked.course.entries}
    )
    assert {p.place for p in lock.pins["lighthouse"]} == {A1._replace(paragraph=2)}


def test_another_text_is_set_aside(verify: Verify) -> None:
    """
    questions/course.yaml:12:11: warning[text-set-aside]: the text of `lighthouse`, lighthouse.md, confirms only 1 of 3 pinned passages; its pins are used
      12 |     file: lighthouse.md
         |           ^^^^^^^^^^^^^
    """
    pin(verify(SHUTTER, WHEEL, "{quote: For two winters I slept up here}"))
    text = LIGHTHOUSE.replace("shutter", "door").replace("winters", "summers")
    checked = verify(SHUTTER, WHEEL, "{quote: For two winters I slept up here}", text=text)
    assert said(checked) == expect(test_another_text_is_set_aside)
    assert [verdict for verdict, *_ in results(checked)] == [Verdict.PINNED] * 3


def test_a_text_that_confirms_half_of_the_pins_is_used(verify: Verify) -> None:
    pin(verify(SHUTTER, WHEEL))
    checked = verify(SHUTTER, WHEEL, text=LIGHTHOUSE.replace("shutter", "door"))
    assert [verdict for verdict, *_ in results(checked)] == [Verdict.NEAR, Verdict.TYPOGRAPHIC]


def test_a_text_without_pins_is_never_set_aside(verify: Verify) -> None:
    checked = verify(SHUTTER, text=LIGHTHOUSE.replace("shutter", "door"))
    assert [verdict for verdict, *_ in results(checked)] == [Verdict.NEAR]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"caf\xe9", "is not UTF-8 text"),
        (
            "Another page altogether.",
            "is not the one that was pinned (the text has no paragraph that begins with “The"
            " lighthouse on Skerrow Head”)",
        ),
    ],
)
def test_a_text_that_cannot_be_used_is_set_aside(
    verify: Verify, text: str | bytes, why: str
) -> None:
    """
    questions/course.yaml:12:11: warning[text-set-aside]: the text of `lighthouse`, lighthouse.md, {why}; its pins are used
      12 |     file: lighthouse.md
         |           ^^^^^^^^^^^^^
    """
    pin(verify(SHUTTER))
    checked = verify(SHUTTER, text=text)
    printed = said(checked).replace("  help: save the file as UTF-8\n", "")
    assert printed == expect(test_a_text_that_cannot_be_used_is_set_aside).format(why=why)
    assert results(checked) == [(Verdict.PINNED, A1, True, True)]


# What is pinned


def test_only_quotes_that_were_found_are_pinned(verify: Verify) -> None:
    lock = pin(verify(SHUTTER, "{quote: Bees make honey}", "{quote: Reporter}"))
    assert [p.place for p in lock.pins["lighthouse"]] == [A1]


def test_pins_of_texts_that_are_not_here_stay(verify: Verify) -> None:
    before = pin(verify(SHUTTER, LAMP))
    after = pin(verify(SHUTTER, "{quote: For two winters I slept up here}", LAMP, radio=None))
    assert after.pins["radio"] == before.pins["radio"]
    assert after.texts == before.texts
    assert len(after.pins["lighthouse"]) == 2


def test_pins_that_no_passage_uses_are_dropped(verify: Verify) -> None:
    pin(verify(SHUTTER, WHEEL, LAMP))
    assert pin(verify(WHEEL)).pins.keys() == {"lighthouse"}
    assert len(pin(verify(WHEEL)).pins["lighthouse"]) == 1


def test_pins_of_a_text_that_is_set_aside_stay(verify: Verify) -> None:
    before = pin(verify(SHUTTER, WHEEL))
    text = LIGHTHOUSE.replace("shutter", "door").replace("wheel", "rope")
    assert pin(verify(SHUTTER, WHEEL, text=text)) == before


def test_pins_of_a_source_that_is_gone_are_dropped(verify: Verify) -> None:
    pin(verify(SHUTTER, LAMP))
    lock = pin(verify(SHUTTER, course=COURSE, radio=None))
    assert lock.pins.keys() == lock.texts.keys() == {"lighthouse"}


# Exercises


def test_exercises_have_the_evidence_that_is_pinned(verify: Verify) -> None:
    pin(verify(SHUTTER))
    course = verify(SHUTTER, WHEEL, text=None).course
    assert course is not None
    ready, unpinned = exercises(course, course.lock)
    shutter = Evidence("a shutter was banging up here in the wind", "lighthouse", A1)
    assert [(entry.question.id, exercise.evidence) for entry, exercise in ready] == [
        ("q1", (shutter,))
    ]
    assert [entry.question.id for entry in unpinned] == ["q2"]


# The summary


def test_the_summary_says_what_was_verified_and_by_what(verify: Verify) -> None:
    bad = "{quote: Bees make honey}"
    assert summed_up(verify(SHUTTER)) == (
        "1 passage in 1 source: 1 verified against the text (1 exact)"
    )
    assert summed_up(verify(SHUTTER, WHEEL, LAMP, bad)) == (
        "4 passages in 2 sources: 3 verified against the text (2 exact, 1 differing in"
        " typography), 1 failed"
    )
    pin(verify(SHUTTER, WHEEL, LAMP))
    assert summed_up(verify(SHUTTER, WHEEL, LAMP, text=None)) == (
        "3 passages in 2 sources: 1 verified against the text (1 exact),"
        " 2 pinned (text not on this machine: lighthouse)"
    )
    assert summed_up(verify(SHUTTER, LAMP, bad, text=None, radio=None)) == (
        "3 passages in 2 sources: 2 pinned (texts not on this machine: lighthouse and radio), 1 failed"
    )


def test_the_summary_of_a_bank_without_questions(verify: Verify) -> None:
    assert summed_up(verify()) == "0 passages in 0 sources"


def test_the_summary_says_which_text_was_set_aside(verify: Verify) -> None:
    pin(verify(SHUTTER))
    checked = verify(SHUTTER, text="# Other\n\nThe lighthouse on Skerrow Head is gone.\n")
    assert checked.report.done[0] == (
        "1 passage in 1 source: 1 pinned (text set aside: lighthouse)"
    )


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


def test_a_private_character_in_a_quote_does_not_match_a_line_break(verify: Verify) -> None:
    assert "quote-near" in said(verify('{quote: "a shut\\ue000ter was banging up here"}'))


@pytest.mark.parametrize("quote", ["?", "—", "…", ".", "(!)"])
def test_punctuation_alone_is_not_a_quote(verify: Verify, quote: str) -> None:
    assert "quote-absent" in said(verify(f'{{quote: "{quote}"}}'))


def test_a_proposed_passage_is_not_pinned_and_its_question_is_not_used(verify: Verify) -> None:
    """A question is built and asked only once a person has confirmed its passages."""
    proposed = SHUTTER.replace("}", ", proposed: true}")
    checked = verify(proposed, WHEEL)
    assert checked.course is not None
    lock = pin(checked)
    assert lock.count == 1
    ready, unpinned = exercises(checked.course, lock)
    assert [exercise.id for _, exercise in ready] == ["q2"]
    assert [entry.question.id for entry in unpinned] == ["q1"]
    # even if the same passage is pinned because another question cites it
    checked = verify(proposed, SHUTTER)
    assert checked.course is not None
    ready, unpinned = exercises(checked.course, pin(checked))
    assert [exercise.id for _, exercise in ready] == ["q2"]
    assert [entry.question.id for entry in unpinned] == ["q1"]
