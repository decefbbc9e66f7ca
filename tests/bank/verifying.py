"""Courses with two sources, verified, and what the reports say."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from studykit.bank.evidence import pinned, summary
from studykit.check import Checked
from studykit.diagnostics import Report, as_text
from studykit.source.locate import Verdict
from studykit.source.pins import LOCK_FILE, Lock
from studykit.source.text import Place

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
