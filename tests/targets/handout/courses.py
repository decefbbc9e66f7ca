"""Courses for handouts: the shipped one, one on the sample interview, a hostile one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from studykit.bank.evidence import exercises, pinned, verify
from studykit.bank.load import NO_TEXTS, Course, load
from studykit.bank.model import Exercise
from studykit.diagnostics import Report
from studykit.targets.handout.kinds import make
from studykit.targets.handout.model import Document
from studykit.targets.handout.request import HandoutRequest, HandoutResult

from ...conftest import COURSE, LIGHTHOUSE, REPOSITORY

TWO = COURSE.replace(
    "kind: original\n", "kind: translation\n    work: talk\n    short: The first\n"
)
TWO = TWO.replace("people:", "works: [{id: talk, title: A talk}]\npeople:", 1)
SECOND = TWO[TWO.index("  - id: lighthouse") :]
SECOND = (
    SECOND.replace("lighthouse", "second", 1)
    .replace("lighthouse.md", "second.md")
    .replace("The first", "The second")
)
TWO += SECOND
"""A course file with two translations of the sample interview."""

TEXTS = {
    "texts/second.md": LIGHTHOUSE.replace("every four hours", "every five hours").replace(
        "A noise. I was walking", "No voice. I could be walking"
    )
}
"""The second translation, which differs in a number, a negation and a modal."""

BANK = """\
id: bank
title: The bank
defaults: {source: lighthouse}
questions:
- id: start
  type: discussion
  stage: opening
  prompt: What useless thing would you keep?
  look_for: [A thing that is named]
  minutes: 4
- id: motor-talk
  type: discussion
  prompt: How far does “asks nothing” carry her case against the motor?
  look_for: [Asking makes people stay, The sea could be watched by a machine]
  follow_ups: [Who would stay for a bell?]
  minutes: 20
  level: evaluate
  passages: [{quote: Because a motor asks nothing of anybody.}]
- id: end
  type: discussion
  stage: closing
  prompt: Who keeps such a thing near you?
  look_for: [Somebody particular]
  minutes: 7
- id: noise
  type: basic
  prompt: What did Marlow hear on her walk?
  answer: A loose shutter, banging.
  level: understand
  passages: [{quote: a shutter was banging up here in the wind}]
- id: motor
  type: multiple_choice
  prompt: Why does no motor turn the lens?
  key: {text: It asks nothing of people., why: That is her whole reason.}
  distractors:
    - {text: It is dearer than people., why: Nobody speaks of its price.}
    - {text: It is louder than people., why: Nobody speaks of its sound.}
    - {text: None of the three., why: One is right., keep_last: true}
  explanation: The clockwork is a machine of 1871.
  level: understand
  passages: [{quote: Because a motor asks nothing of anybody.}]
- id: winding
  type: cloze
  text: "The weight has to be wound every {{c1::four hours}}, so whoever winds it {{c2::stays::does what?}}"
  passages: [{quote: "The weight has to be wound every four hours, so whoever winds it stays"}]
- id: youngest
  type: short_answer
  prompt: How old is the youngest winder?
  answer: twelve
  accept: ["12"]
  level: remember
  passages: [{quote: Our youngest winder is twelve.}]
- id: turns
  type: numeric
  prompt: How often does the winder turn?
  answer: 212
  range: [210, 215]
  unit: turns
  level: remember
  passages: [{quote: It takes 212 turns to bring the weight up}]
- id: order
  type: ordering
  prompt: Put what Marlow did in order.
  items: [heard the shutter, carried the buckets, cut the wheel, lit on Saturdays]
  level: analyze
  passages: [{quote: You can’t buy such a wheel}]
- id: pairs
  type: matching
  prompt: What belongs together?
  pairs: [{left: the bakers, right: get up at five}, {left: the mast, right: has a solar lamp}]
  distractors: [is a car park]
  passages: [{quote: They are bakers and bus drivers; they get up at five.}]
- id: board
  type: true_false
  prompt: She still blames the harbour board.
  answer: false
  explanation: She came round on the mast.
  passages: [{quote: I don’t think the board was wrong to switch the old light off.}]
- id: whose
  type: who_said_it
  key: Ida Marlow
  distractors: [Reporter]
  passages: [{quote: They have satellites}]
- id: years
  type: multiple_choice
  prompt: In which year was the light switched off?
  key: "1994"
  distractors: ["2024", "1871"]
  passages: [{quote: was switched off in 1994}]
- id: hours
  type: compare
  prompt: In which of the two is it wound every five hours?
  says: second
  passages:
    - {quote: The weight has to be wound every four hours}
    - {quote: The weight has to be wound every five hours, source: second}
- id: beginning
  type: compare
  prompt: How do the two begin?
  differs: One hears something, the other denies a voice.
  level: analyze
  passages:
    - {quote: A noise. I was walking the dog}
    - {quote: No voice. I could be walking the dog, source: second}
"""
"""One question of every type, and a seminar of 31 minutes."""

HOSTILE = (
    "#eval(1) \\$x^2\\$ *b* _u_ @ref <l> \\ `c` </script><img src=x onerror=alert(1)>"
    " <w:t>&amp;</w:t> [a](javascript:1) | --- | # h {{c1::x}} (a) ~~s~~ ![i"
)
"""Text that looks like typst, Word's XML, Markdown, HTML and a table."""

MORE_HOSTILE = (
    "שלום עולם — עברית",
    "梁文锋说：「这不是价格战」。" * 6,
    "🦉 👩‍👧 🇨🇳",
    "long" * 1250,
    "- item\n1. one\n+ x\n# h\n---\n===",
    "\u202eevil\u202c a\u0301\u0323\u200b",
)


def open_course(folder: Path) -> Course:
    """Load a course without errors, and pin its quotes."""
    report = Report()
    course = load(folder, report)
    assert course is not None
    verified = verify(course, report)
    assert [d.message for d in report.diagnostics if d.severity == "error"] == []
    return replace(course, lock=pinned(course, verified))


@cache
def shipped() -> Course:
    """The shipped course without its texts."""
    course = load(REPOSITORY / "questions", Report(), NO_TEXTS)
    assert course is not None
    return course


def handout_request(course: Course, **changes: Any) -> HandoutRequest:
    """A request with all questions of a course."""
    return HandoutRequest(course, **{"pool": course.memoize(_ready), **changes})


def _ready(course: Course) -> tuple[Exercise, ...]:
    ready, unpinned = exercises(course, course.lock)
    assert unpinned == []
    return tuple(ready)


def make_handout(kind: str, course: Course, **changes: Any) -> HandoutResult:
    return make(kind, handout_request(course, **changes))


def student_and_teacher(kind: str, course: Course, **changes: Any) -> tuple[Document, Document]:
    """The two documents of a handout."""
    student, teacher = make_handout(kind, course, **changes).documents
    assert (student.audience, teacher.audience) == ("student", "teacher")
    return student, teacher
