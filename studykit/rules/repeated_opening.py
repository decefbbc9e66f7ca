"""All options begin with the same three words or more, which belong into the prompt.

Haladyna, Downing and Rodriguez (2002): minimise the amount of reading, and put what is common into the
stem.

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

WORDS = 3


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, _, options in choices(course):
        shown = options
        abreast = zip(*(tokens(option.text) for option in shown), strict=False)
        shared = sum(1 for _ in takewhile(lambda words: len(set(words)) == 1, abreast))
        words = list(WORD.finditer(normalize_punctuation(shown[0].text)))[:shared]
        # of single signs, as in Chinese, it takes more to make words
        if shared >= WORDS and not all(len(word[0]) == 1 for word in words):
            opening = shown[0].text[: words[-1].end()]
            message = f"all options begin with “{opening}”"
            yield shown[0].finding(message, entry, "say it once, in the prompt")
