"""Two options can both be right: their ranges overlap, or one includes the other.

If the narrower one is right, so is the wider one, and a learner can rule both out.  Haladyna,
Downing and Rodriguez (2002): keep options independent, without overlap.  Two ranges overlap if a
number is in both, as in “10–20” and “20–30”.  An option includes another if it contains its words
in a row, with only attributes before them and only a preposition or conjunction after them:
“subsidies” is included in “state subsidies for farmers”, but not in “no subsidies” or “subsidies
office”.  Make the options exclude each other.  Words are compared in English only.

Fails:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter in the wind
      distractors:
        - {text: A shutter, why: That is not all.}
        - {text: A dog in the street, why: The dog was hers.}
      passages: [{quote: PASSAGE}]
    - id: buckets
      type: multiple_choice
      prompt: How many buckets were carried down?
      key: 40–50
      distractors:
        - {text: 20–40, why: There were more.}
        - {text: 60–80, why: There were fewer.}
      passages: [{quote: We carried down 40–50 buckets}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter
      distractors:
        - {text: A ship, why: No ship needs the light.}
        - {text: A dog, why: The dog was hers.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from ..analysis.wording import FUNCTION_WORDS, Tokens, choices, find_phrase, is_english, tokens
from ..bank.arrange import amount, date
from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity
from ..regex import regex
from ..source.fold import folded, words_of

CODE = "overlapping-options"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, _, options in choices(course):
        english = is_english(entry)
        read = [(o, numeric_range(o.text), Wording.of(o.text)) for o in options]
        for (one, range_one, words_one), (two, range_two, words_two) in combinations(read, 2):
            if one.right and two.right:
                continue
            if range_one and range_two:
                if range_one.overlaps(range_two):
                    message = f"“{one.text}” and “{two.text}” overlap, so both can be right"
                    help = "start each range after the end of the other"
                    yield two.finding(message, entry, help)
            elif english:
                whole, part = words_one, words_two
                if len(whole.words) < len(part.words):
                    whole, part = part, whole
                if whole.includes(part):
                    message = f"“{whole.text}” includes “{part.text}”, so both can be right"
                    yield two.finding(message, entry, "make the options exclude each other")


# Ranges.


class Range(NamedTuple):
    """Numbers of one unit; a bound is a number and 0, or 1 or -1 if the number is just outside."""

    unit: str
    low: tuple[Decimal, int]
    high: tuple[Decimal, int]

    def overlaps(self, other: Range) -> bool:
        """Whether a number is in both; two single numbers do not count as ranges."""
        if self.unit != other.unit or (self._is_point and other._is_point):
            return False
        return max(self.low, other.low) <= min(self.high, other.high)

    @property
    def _is_point(self) -> bool:
        return self.low == self.high


_DIGIT = regex(r"\d")
_INFINITE = Decimal("Infinity")
_BETWEEN = regex(r"^between (.+) and ")
_TO = regex(r"(?<=\d)(?:\s?%)?\s*(?:\bto\b|-|—)\s*[$€£¥]?(?=\d)")
_APPROXIMATE = regex(r"^(?:from|about|around) ")
_SIDES = {
    "more": re.compile(r"^(?:more|greater|longer|larger|higher) than |^(?:over|above) "),
    "less": re.compile(r"^(?:less|fewer|shorter|smaller|lower) than |^(?:under|below) "),
    "least": re.compile(
        r"^(?:at least|no (?:less|fewer) than) |\+$| (?:or|and) (?:more|over|above|up)\b"
    ),
    "most": re.compile(
        r"^(?:at most|no more than|up to) | (?:or|and) (?:less|fewer|under|below)\b"
    ),
}
"""The words that leave one side of a range open."""


def numeric_range(text: str) -> Range | None:
    """Return the range of "10–20 years", "between 10 and 20", "more than 20" or "20"."""
    if not _DIGIT.search(text):
        return None
    text = folded(text).casefold().strip(" .")
    if "-" in text and date(text) is not None:
        return None
    sides = [side for side, pattern in _SIDES.items() if pattern.search(text)]
    if len(sides) > 1:
        return None
    side = sides[0] if sides else None
    if side:
        text = _SIDES[side].sub("", text, count=1)
    text = _APPROXIMATE.sub("", _BETWEEN.sub(r"\1 to ", text))
    parsed = amount(_TO.sub("-", text))
    if parsed is None:
        return None
    unit, (low, high) = parsed
    if high < low or (side and low != high):
        return None
    match side:
        case "more":
            return Range(unit, (low, 1), (_INFINITE, 0))
        case "less":
            return Range(unit, (-_INFINITE, 0), (low, -1))
        case "least":
            return Range(unit, (low, 0), (_INFINITE, 0))
        case "most":
            return Range(unit, (-_INFINITE, 0), (low, 0))
        case _:
            return Range(unit, (low, 0), (high, 0))


# Words.

_ARTICLES = {"a", "an", "the"}
_BEFORE = _ARTICLES | set("its his her their our my your some all most many more both".split())
_OPENS = set(
    "of in on at by for from with to into onto over under about after before between through during as"
    " because since while when where if so that who which and or only too until".split()
)
_REVERSES = set("not never no none nor without rather instead but than cannot hardly".split())


class Wording(NamedTuple):
    """An option, and its words without case and without an article at the start."""

    text: str
    words: Tokens

    @classmethod
    def of(cls, text: str) -> Wording:
        words = tokens(text)
        return cls(text, words[1:] if words and words[0] in _ARTICLES else words)

    def includes(self, other: Wording) -> bool:
        """Whether this option says everything that another, shorter one says."""
        if len(other.words) >= len(self.words):
            return False
        at = find_phrase(self.words, other.words)
        if at is None or not any(_has_meaning(word) for word in other.words):
            return False
        before, after = self.words[:at], self.words[at + len(other.words) :]
        as_written = words_of(folded(self.text))[-len(self.words) :]
        if before and as_written[at][0].isupper() and as_written[at - 1][0].isupper():
            return False  # York is not in New York
        return (
            all(_is_attribute(word) for word in before)
            and (not after or after[0] in _OPENS)
            and not any(word in _REVERSES or word.endswith("n't") for word in (*before, *after))
        )


_OF_FORMULA = regex(r"[²³¹⁰-₟=^_]")
"""What only a formula has: `mc²` is not included in `4mc²`, as a word may be in a phrase."""


def _has_meaning(word: str) -> bool:
    return word not in FUNCTION_WORDS and word[0].isalpha() and not _OF_FORMULA.search(word)


def _is_attribute(word: str) -> bool:
    """Whether a word before a noun only narrows it; in "publishing papers" it does not."""
    return word in _BEFORE or (word not in FUNCTION_WORDS and not word.endswith("ing"))
