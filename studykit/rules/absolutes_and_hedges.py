"""Only distractors say "always" or "never", or only the key says "usually" or "may".

Little is always so: absolute words mark what is wrong, and hedges what is right.  Haladyna, Downing
and Rodriguez (2002) call them specific determiners, the NBME's guide absolute terms.  A word that
the prompt itself has is left alone.  English only.

Fails:

    - id: wind
      type: multiple_choice
      prompt: What does Marlow say of the shutter?
      key: It was banging in the wind.
      distractors:
        - {text: It was never shut., why: She does not say so.}
        - {text: It was made of iron., why: She does not say so.}
      passages: [{quote: PASSAGE}]
    - id: mast
      type: multiple_choice
      prompt: What does Marlow say of the shutter?
      key: It was perhaps in the wind.
      distractors:
        - {text: It was painted green., why: She does not say so.}
        - {text: It was made of iron., why: She does not say so.}
      passages: [{quote: PASSAGE}]

Passes:

    - id: wind
      type: multiple_choice
      prompt: What does Marlow say of the shutter?
      key: It was banging in the wind.
      distractors:
        - {text: It was painted green., why: She does not say so.}
        - {text: It was made of iron., why: She does not say so.}
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
from ..source.fold import folded

CODE = "absolutes-and-hedges"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_ABSOLUTE = re.compile(
    r"\b(?:always|never|invariably|absolutely|completely|totally|entirely|without exception"
    r"|under (?:all|any|no) circumstances|in (?:all|every) cases?)\b",
    re.IGNORECASE,
)
# "May" is a month unless small, "might" a noun behind an article, "less likely" no hedge
_HEDGE = re.compile(
    r"\b(?:(?i:usually|often|sometimes|generally|typically|frequently|probably|perhaps|possibly|mostly"
    r"|maybe|in general|as a rule|in (?:most|many|some) cases|tends? to)"
    r"|(?<!less )(?<!more )(?<!least )(?<!most )likely"
    r"|may(?! \d)|(?<!the )(?<!their )(?<!its )(?<!his )(?<!her )(?<!our )might(?! of\b)(?=\s\w))\b"
    r"|^May (?=[a-z])(?!of |in |and |to )",
)


_TELLING = frozenset(
    "always never invariably absolutely completely totally entirely exception circumstances case cases"
    " usually often sometimes generally typically frequently probably perhaps possibly mostly maybe"
    " general rule tend tends likely may might".split()
)
"""Words of which every such phrase has one."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, question, options in choices(course):
        if not is_english(entry):
            continue
        shown = options
        if all(_TELLING.isdisjoint(tokens(option.text)) for option in shown):
            continue
        texts = [folded(option.text) for option in shown]
        asked = folded(plain(question.prompt))
        absolute = [_ABSOLUTE.search(text) for text in texts]
        hedged = [_HEDGE.search(text) for text in texts]
        right = [option.right for option in shown]
        if not _ABSOLUTE.search(asked) and not _among(absolute, right, True):
            for option, found in zip(shown, absolute, strict=True):
                if found:
                    message = f"“{found[0].strip()}” marks this as wrong: no key is so absolute"
                    help = "leave the word out, or give the key one too"
                    yield option.finding(message, entry, help)
        if not _HEDGE.search(asked) and not _among(hedged, right, False):
            for option, found in zip(shown, hedged, strict=True):
                if found:
                    message = (
                        f"“{found[0].strip()}” marks this as right: no distractor is so careful"
                    )
                    help = "leave the word out, or give a distractor one too"
                    yield option.finding(message, entry, help)


def _among(found: list[re.Match[str] | None], right: list[bool], keys: bool) -> bool:
    """Whether the keys, or else the distractors, have such a word."""
    return any(match and key is keys for match, key in zip(found, right, strict=True))
