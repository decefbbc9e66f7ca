"""An option refers to other options: "all of the above", "none of these", "both A and B".

Options are shuffled, so none is above another.  And learners who know that two options are right, or
that one is wrong, can work out the answer.  Haladyna, Downing and Rodriguez (2002) advise against "all
of the above" and using "none of the above" with care; the NBME's guide advises against both.

Write out what the option means, or ask for several keys.  English only.

Fails:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter
      distractors:
        - {text: A ship, why: No ship needs the light.}
        - {text: All of the above, why: It was one noise., keep_last: true}
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter
      distractors:
        - {text: A ship, why: No ship needs the light.}
        - {text: All of her helpers, why: They came later.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..analysis.wording import english_choices
from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity
from ..regex import regex

CODE = "all-or-none-of-the-above"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_OPTIONS = r"(?:options|answers|choices|statements)"
_OTHERS = regex(
    r"(?:(?:all|none|both|neither|any|some|each|one|two|three|four|more than one)"
    rf" (?:(?:of )?the above(?: {_OPTIONS})?|of (?:these|those)(?: {_OPTIONS})?)"
    rf"|(?:all|none|both|neither) (?:of )?(?:the |these |those )?(?:other |above )?{_OPTIONS}"
    r"|(?:all|none|any) of the others?|(?:all|both) (?:these|those))"
    r"(?: (?:is|are|apply|applies)(?: (?:true|false|right|wrong|correct|incorrect))?)?"
)
_LETTERS = regex(r"(?:both |neither |only )?[A-H](?:(?:, | and | or | nor | & |, and )[A-H])+")


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, _, options in english_choices(course):
        # If an option is a single letter, letters are what the question is about.
        about_letters = any(re.fullmatch(r"[A-Za-z]\.?", o.text.strip()) for o in options)
        for option in options:
            text = " ".join(option.text.split()).strip(" .")
            if _OTHERS.fullmatch(text.casefold()) or (not about_letters and _names_letters(text)):
                message = f"“{option.text}” refers to other options, but options are shuffled"
                help = "write out what it means, ask for several keys, or remove it"
                yield option.finding(message, entry, help)


def _names_letters(text: str) -> bool:
    """Return whether a text is "Both A and C", "A, B and D" or "B & C only"."""
    text = re.sub(r"^(Both|Neither|Only)\b", lambda m: m[0].lower(), text)
    return bool(_LETTERS.fullmatch(text.removesuffix(" only")))
