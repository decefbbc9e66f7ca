"""Distractors are wrong only because the text does not mention them.

Such options come from nowhere: they are not misconceptions, and nobody who has read the text believes
them.  Learners pick the option that sounds like the rest of the course.  Take distractors from a
neighbouring passage, from another version, from another speaker, or from a mistake that people make,
and say so in `why`.

Reported if two or more distractors of a question have a `why` of which every clause says “does not
mention it” or something similar.  English only.

Fails:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter
      distractors:
        - {text: A ship, why: Marlow does not mention a ship.}
        - {text: A bell, why: No bell is mentioned here.}
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter
      distractors:
        - {text: A ship, why: A ship needs the light in a later answer.}
        - {text: A bell, why: No bell is mentioned here.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..analysis.wording import english_choices
from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.prose import plain
from ..diagnostics import Finding, Severity
from ..regex import regex
from ..source.fold import folded

CODE = "absent-rationale"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_SAY = (
    r"mention|name|say|speak of|talk of|talk about|refer to|bring in|bring up|discuss|cite|quote|list"
    r"|come up|appear|occur|figure"
)
_SAYS = (
    r"mentions?|names?|says?|said|speaks? of|refers? to|discuss(?:es)?|cites?|quotes?|gives?|lists?"
    r"|describes?|claims?"
)
_SAID = r"mentioned|named|said|quoted|given|discussed|cited|listed|described|claimed"
_ABSENT = regex(
    # no alternative begins with another letter: to look ahead halves the time of the search
    r"\b(?=[acdgilmnpqrsuw])(?:"
    rf"(?:do|does|did)(?: not|n't) (?:\w+ly )?(?:{_SAY})\b"
    rf"|(?:{_SAYS}) (?:(?:no|neither|none|not a)\b|nothing(?= (?:here|about|of|on|in)\b|\W*$))"
    rf"|(?:is|are|was|were)(?: not|n't) (?:{_SAID}|among|part of|in (?:the|this|his|her|their)\b)"
    rf"|no\b.* (?:is|are|was|were) (?:{_SAID})\b"
    rf"|(?:neither|nobody|no one|nothing|no version|no translation)\b.* (?:{_SAYS}|{_SAID}|{_SAY})\b"
    rf"|never (?:{_SAYS}|{_SAID})\b"
    r"|plays? no (?:part|role)\b|is no part of\b|unmentioned\b)",
    re.IGNORECASE,
)
_CLAUSE = regex(r"[;:.]\s|[;.]$|,? but |, and |, while |, whereas | – ")


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, question, _ in english_choices(course):
        absent = [
            n for n, option in enumerate(question.distractors) if _only_absent(option.why or "")
        ]
        if len(absent) > 1:
            message = (
                f"{len(absent)} of {len(question.distractors)} distractors are wrong only because"
                " the text does not mention them"
            )
            help = (
                "take distractors from a neighbouring passage, another version or speaker, or a"
                " common mistake, and say so in `why`"
            )
            at = (*entry.path, "distractors", absent[0], "why")
            yield Finding(message, entry.file, at, help)


def _only_absent(why: str) -> bool:
    """Whether every clause of a rationale says that something is not mentioned."""
    clauses = [clause for clause in _CLAUSE.split(folded(plain(why))) if clause and clause.strip()]
    return bool(clauses) and all(_ABSENT.search(clause) for clause in clauses)
