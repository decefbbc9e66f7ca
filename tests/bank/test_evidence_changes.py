"""Quotes whose text is not here or has changed, and pins."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studykit.bank.evidence import exercises, pinned
from studykit.bank.model import Evidence
from studykit.source.fold import FOLDING
from studykit.source.locate import Verdict
from studykit.source.pins import LOCK_FILE

from ..conftest import COURSE, LIGHTHOUSE
from .conftest import Verify
from .verifying import (
    A1,
    A2,
    LAMP,
    NOTE,
    SHUTTER,
    WHEEL,
    expect,
    pin,
    results,
    said,
    summed_up,
    verdicts,
)

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
