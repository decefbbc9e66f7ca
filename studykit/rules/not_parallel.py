"""The options differ in form: only some have full stops, or one is a word and another a clause.

The odd one out attracts attention, and is often the key.  Haladyna, Downing and Rodriguez (2002):
keep options homogeneous in content and grammatical structure.  End all options the same way, and
make all of them words, phrases or clauses.  The full stop of an abbreviation does not count.
Clauses are recognized in English only.

Fails:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter.
      distractors:
        - {text: A ship, why: No ship needs the light.}
        - {text: A dog, why: The dog was hers.}
      passages: [{quote: PASSAGE}]
    - id: reason
      type: multiple_choice
      prompt: What led Marlow to climb the tower?
      key: Noise
      distractors:
        - {text: The board had asked her to look after it, why: She asked the board herself.}
        - {text: Her brother was waiting for her up there, why: No brother is named.}
      passages: [{quote: PASSAGE}]

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

from ..analysis.wording import PlainOption, choices, is_english, tokens
from ..bank.evidence import Verified
from ..bank.load import Course, Entry
from ..diagnostics import Finding, Severity
from ..regex import regex

CODE = "not-parallel"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

CLAUSE = 5
"""The least number of words of an option that counts as a clause, if it has a verb."""

_CLOSING = "'\"’”)]"
_NO_STOP = ("?", "!", "…", "...", "？", "！")  # may end a clause, a title or a quote
_ABBREVIATED = regex(
    r"(?:^|[\s(])(?:(?:[^\W\d_]\.)+|\w*\d\.|(?:etc|inc|ltd|co|corp|jr|sr|st|dr|mr|mrs|vs|ca|usw|bros|dept"
    r"|jan|feb|mar|apr|aug|sept?|oct|nov|dec|e\.g|i\.e)\.)$",
    re.IGNORECASE,
)
_FINITE = set(
    "is are was were has have had does did will would can could may might must shall should".split()
)
_SUBJECTS = set("i you he she it we they there".split())


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, _, options in choices(course):
        yield from _full_stops(options, entry)
        if is_english(entry):
            word = next((option for option in options if len(tokens(option.text)) == 1), None)
            clause = next((option for option in options if _is_clause(option.text)), None)
            if word and clause:
                message = f"“{word.text}” is a single word, but “{clause.text}” is a clause"
                yield word.finding(message, entry, "give all options the same form")


def _full_stops(options: list[PlainOption], entry: Entry) -> Iterator[Finding]:
    """Report full stops at the end of only some options, at the first of the smaller group."""
    ends = [(option, _has_full_stop(option.text)) for option in options]
    stopped = [option for option, end in ends if end is True]
    bare = [option for option, end in ends if end is False]
    if not stopped or not bare:
        return
    if len(stopped) <= len(bare):
        odd, how = stopped[0], "with"
    else:
        odd, how = bare[0], "without"
    message = f"“{odd.text}” ends {how} a full stop, unlike other options"
    yield odd.finding(message, entry, "end all options the same way")


def _has_full_stop(text: str) -> bool | None:
    """Whether an option ends with a full stop; None for an abbreviation or another mark."""
    text = text.rstrip().rstrip(_CLOSING)
    if text.endswith(_NO_STOP):
        return None
    if not text.endswith((".", "。")):
        return False
    return None if _ABBREVIATED.search(text) else True


def _is_clause(text: str) -> bool:
    words = tokens(text)
    return len(words) >= CLAUSE and (
        words[0] in _SUBJECTS or any(word in _FINITE or word.endswith("n't") for word in words)
    )
