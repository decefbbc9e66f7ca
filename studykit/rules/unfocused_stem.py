"""The prompt does not say what is asked, so the options have to be read first.

Haladyna, Downing and Rodriguez (2002): include the central idea in the stem instead of the options.
The NBME's guide: it should be possible to answer with the options covered.  The rule reports
prompts without a question mark, blank, colon or instruction (“Choose …”), prompts of fewer than
four words, and “which of the following is true”.  Ask a question that can be answered without the
options.  Words are checked in English only.

Fails:

    - id: noise
      type: multiple_choice
      prompt: Marlow on her walk
      key: She heard a shutter.
      distractors:
        - {text: She met a ship., why: No ship needs the light.}
        - {text: She lost her dog., why: The dog was with her.}
      passages: [{quote: PASSAGE}]
    - id: tower
      type: multiple_choice
      prompt: Which of the following is true of Marlow?
      key: She heard a shutter.
      distractors:
        - {text: She met a ship., why: No ship needs the light.}
        - {text: She lost her dog., why: The dog was with her.}
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter
      distractors:
        - {text: A ship, why: No ship needs the light.}
        - {text: A bell, why: No bell is named.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..analysis.wording import choices, is_english, tokens
from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.prose import plain
from ..diagnostics import Finding, Severity
from ..format import plural
from ..regex import regex
from ..source.fold import normalize_punctuation

CODE = "unfocused-stem"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

FEWEST = 4

_ASKS = regex(r"[?？؟;；:：…]|_{2,}|\.\.\.")
_TO_DO = set(
    "choose pick select name find complete identify decide mark match say tell give point".split()
)
_TRUE = regex(
    r"\bwhich (?:one )?(?:of (?:the following|these|those|the) ?)?(?:statements?|sentences?|assertions?|claims?"
    r"|options?|answers?|one)?(?: (?:below|here))?(?: about [^?]+?| on [^?]+?)?"
    r" (?:is|are) (?:not |most |best )?(?:true|false|correct|incorrect|right|wrong|accurate)"
    r"(?=\s*(?:[?,.:;]|$|(?:of|about|according|regarding|concerning)\b))",
    re.IGNORECASE,
)


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, question, _ in choices(course):
        prompt = normalize_punctuation(plain(question.prompt))
        words = tokens(question.prompt)
        if not _ASKS.search(prompt) and words and words[0] not in _TO_DO:
            message = "the prompt has no question mark, blank or colon"
        elif is_english(entry) and len(words) < FEWEST:
            message = f"the prompt has only {plural(len(words), 'word')}"
        elif is_english(entry) and (found := _TRUE.search(prompt)):
            message = f"“{found[0]}” asks nothing by itself"
        else:
            continue
        help = "rephrase it so that it can be answered without reading the options"
        yield Finding(message, entry.file, (*entry.path, "prompt"), help)
