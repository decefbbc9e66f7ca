"""All options begin with the same three or more words, which belong in the prompt.

Haladyna, Downing and Rodriguez (2002): minimize the amount of reading; put what the options share
in the stem.

Fails:

    - id: noise
      type: multiple_choice
      prompt: What happened on Marlow's walk?
      key: She had heard a shutter.
      distractors:
        - {text: She had heard a ship., why: No ship needs the light.}
        - {text: She had heard a bell., why: No bell is named.}
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: What had Marlow heard on her walk?
      key: A shutter
      distractors:
        - {text: A ship, why: No ship needs the light.}
        - {text: A bell, why: No bell is named.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from ..analysis.wording import choices, tokens
from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity
from ..source.fold import WORD, normalize_punctuation

CODE = "repeated-opening"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

WORDS = 3


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, _, options in choices(course):
        first = options[0]
        columns = zip(*(tokens(option.text) for option in options), strict=False)
        shared = sum(1 for _ in takewhile(lambda words: len(set(words)) == 1, columns))
        words = list(WORD.finditer(normalize_punctuation(first.text)))[:shared]
        # three characters that are words by themselves, as in Chinese, are not three words
        if shared >= WORDS and not all(len(word[0]) == 1 for word in words):
            opening = first.text[: words[-1].end()]
            message = f"all options begin with “{opening}”"
            yield first.finding(message, entry, "move these words to the prompt")
