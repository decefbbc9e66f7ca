"""A level is higher than what the question asks.

Recalling who said a sentence is not analysis.  `who_said_it` asks for “remember” or “understand”; and a default
level of a bank is at most “understand”, because a higher one is a claim about every single question.

Fails:

    - id: noise
      type: who_said_it
      level: analyze
      prompt: Who says this in Part 1?
      key: Ida Marlow
      distractors: [The reporter]
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: who_said_it
      level: remember
      prompt: Who says this in Part 1?
      key: Ida Marlow
      distractors: [The reporter]
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from ..bank.evidence import Verified
from ..bank.kinds.who_said_it import WhoSaidIt
from ..bank.load import Course
from ..bank.model import Level
from ..diagnostics import Finding, Severity

CODE = "level-above-type"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_LEVELS: tuple[Level, ...] = get_args(Level)
_HIGHER = _LEVELS[_LEVELS.index("understand") + 1 :]


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for bank in course.banks:
        if (level := bank.header.defaults.level) in _HIGHER:
            message = f"“{level}” is too high for a bank’s default level"
            help = "use remember or understand, and set higher levels on individual questions"
            yield Finding(message, bank.file, ("defaults", "level"), help)
        for entry in bank.entries:
            level = entry.question.level
            if isinstance(entry.question, WhoSaidIt) and level in _HIGHER:
                message = f"recalling who says a sentence is not “{level}”"
                help = "use remember, or understand if the reason must be found"
                yield Finding(message, entry.file, (*entry.path, "level"), help)
