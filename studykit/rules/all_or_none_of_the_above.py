"""An option speaks of the other options: "all of the above", "none of these", "both A and B".

Options are shuffled, so that nothing is above; and who sees that two are right, or one wrong, has
the answer.  Haladyna, Downing and Rodriguez (2002) advise against "all", and to be careful with
"none"; the NBME's guide against both.  English only.

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

from ..analysis.wording import choices, is_english
from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity

CODE = "all-or-none-of-the-above"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_OPTIONS = r"(?:options|answers|choices|statements)"
_OTHERS = re.compile(
    r"(?:(?:all|none|both|neither|any|some|each|one|two|three|four|more than one)"
    rf" (?:(?:of )?the above(?: {_OPTIONS})?|of (?:these|those)(?: {_OPTIONS})?)"
    rf"|(?:all|none|both|neither) (?:of )?(?:the |these |those )?(?:other |above )?{_OPTIONS}"
    r"|(?:all|none|any) of the others?|(?:all|both) (?:these|those))"
    r"(?: (?:is|are|apply|applies)(?: (?:true|false|right|wrong|correct|incorrect))?)?"
)
_LETTERS = re.compile(r"(?:both |neither |only )?[A-H](?:(?:, | and | or | nor | & |, and )[A-H])+")


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, _, options in choices(course):
        if not is_english(entry):
            continue
        shown = options
        # where a letter is an option itself, letters are what is asked about
        letters = any(re.fullmatch(r"[A-Za-z]\.?", option.text.strip()) for option in shown)
        for option in shown:
            text = " ".join(option.text.split()).strip(" .")
            lettered = re.sub(r"^(Both|Neither|Only)\b", lambda m: m[0].lower(), text)
            if _OTHERS.fullmatch(text.casefold()) or (
                not letters and _LETTERS.fullmatch(lettered.removesuffix(" only"))
            ):
                message = f"“{option.text}” speaks of the other options, which are shuffled"
                help = "say what it stands for, ask for several keys, or leave it out"
                yield option.finding(message, entry, help)
