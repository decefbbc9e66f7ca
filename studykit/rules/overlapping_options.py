"""Two options can be right at once: their ranges meet, or one says what the other says, and more.

Haladyna, Downing and Rodriguez (2002): keep choices independent.  Ranges meet where a number is in
both ("10–20" and "20–30"); an option is inside another where its words stand there in one row, with
only attributes before them and only what a preposition or conjunction opens behind them ("subsidies"
in "state subsidies for farmers", but not in "no subsidies" or "subsidies office").  The words are
English only.

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
from ..source.fold import folded, words_of

CODE = "overlapping-options"
SEVERITY = Severity.WARNING


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, _, options in choices(course):
        english = is_english(entry)
        read = [(o, numeric_range(o.text), Saying.of(o.text)) for o in options]
        for (one, first, words), (two, second, others) in combinations(read, 2):
            if one.right and two.right:
                continue
            if first and second:
                if first.meets(second):
                    message = f"“{one.text}” and “{two.text}” meet, so that both can be right"
                    help = "let each range begin where the other has ended"
                    yield two.finding(message, entry, help)
            elif english:
                longer = len(words) > len(others)
                if words.include(others) if longer else others.include(words):
                    whole, part = (one.text, two.text) if longer else (two.text, one.text)
                    message = f"“{whole}” says what “{part}” says, so that both can be right"
                    help = "let each option say something of its own"
                    yield two.finding(message, entry, help)


# Ranges.


class Range(NamedTuple):
    """Numbers of one unit; a bound is a number and 0, or 1 or -1 where it is just outside."""

    unit: str
    low: tuple[Decimal, int]
    high: tuple[Decimal, int]

    def meets(self, other: Range) -> bool:
        if self.unit != other.unit or self.low == self.high == other.low == other.high:
            return False
        point = self.low == self.high and other.low == other.high
        return not point and max(self.low, other.low) <= min(self.high, other.high)


_INFINITE = Decimal("Infinity")
_DIGIT = re.compile(r"\d")
_BETWEEN = re.compile(r"^between (.+) and ")
_TO = re.compile(r"(?<=\d)(?:\s?%)?\s*(?:\bto\b|-|—)\s*[$€£¥]?(?=\d)")
_MORE = re.compile(r"^(?:more|greater|longer|larger|higher) than |^(?:over|above) ")
_LESS = re.compile(r"^(?:less|fewer|shorter|smaller|lower) than |^(?:under|below) ")
_LEAST = re.compile(
    r"^(?:at least|no (?:less|fewer) than) |\+$| (?:or|and) (?:more|over|above|up)\b"
)
_MOST = re.compile(r"^(?:at most|no more than|up to) | (?:or|and) (?:less|fewer|under|below)\b")


def numeric_range(text: str) -> Range | None:
    """The range of "10–20 years", "between 10 and 20", "more than 20", "20 or more" or plain "20"."""
    if not _DIGIT.search(text):
        return None
    text = folded(text).casefold().strip(" .")
    if "-" in text and date(text) is not None:
        return None
    sides = {
        name: found
        for name, pattern in (("more", _MORE), ("less", _LESS), ("least", _LEAST), ("most", _MOST))
        if (found := pattern.search(text))
    }
    if len(sides) > 1:
        return None
    for found in sides.values():
        text = text[: found.start()] + text[found.end() :]
    text = re.sub(r"^(?:from|about|around) ", "", _BETWEEN.sub(r"\1 to ", text))
    text = _TO.sub("-", text)
    parsed = amount(text)
    if parsed is None:
        return None
    unit, (low, high) = parsed
    if high < low or (sides and low != high):
        return None
    match next(iter(sides), None):
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
_TURNS = set("not never no none nor without rather instead but than cannot hardly".split())


class Saying(NamedTuple):
    """An option, and its words without case and a leading article."""

    text: str
    low: Tokens

    @classmethod
    def of(cls, text: str) -> Saying:
        words = tokens(text)
        return cls(text, words[1:] if words and words[0] in _ARTICLES else words)

    def __len__(self) -> int:
        return len(self.low)

    def include(self, other: Saying) -> bool:
        """Whether all that another, shorter one says is said here."""
        if len(other) >= len(self) or (n := find_phrase(self.low, other.low)) is None:
            return False
        if not any(word not in FUNCTION_WORDS and word[0].isalpha() for word in other.low):
            return False
        before, after = self.low[:n], self.low[n + len(other) :]
        words = words_of(folded(self.text))[-len(self) :]
        if before and words[n][0].isupper() and words[n - 1][0].isupper():
            return False  # York is not in New York
        return (
            all(_attribute(word) for word in before)
            and (not after or after[0] in _OPENS)
            and not any(word in _TURNS or word.endswith("n't") for word in (*before, *after))
        )


def _attribute(word: str) -> bool:
    """A word that may stand before a noun: "publishing papers" is another thing than "papers"."""
    return word in _BEFORE or (word not in FUNCTION_WORDS and not word.endswith("ing"))
