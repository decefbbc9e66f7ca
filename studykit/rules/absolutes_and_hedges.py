"""Only distractors say "always" or "never", or only the key says "usually" or "may".

Few statements are true without exception, so learners rule out absolute options and pick careful ones
without knowing the answer.  Haladyna, Downing and Rodriguez (2002) call such words specific
determiners; the NBME's guide calls them absolute terms.

Remove the word, or use one in an option of the other kind too.  The rule does not apply if the prompt
has such a word itself.  English only.

Fails:

    - id: wind
      type: multiple_choice
      prompt: What does Marlow say of the shutter?
      key: It was banging in the wind.
      distractors:
        - {text: It was never shut., why: By her account it banged.}
        - {text: It was made of iron., why: By her account it banged.}
      passages: [{quote: PASSAGE}]
    - id: mast
      type: multiple_choice
      prompt: What does Marlow say of the shutter?
      key: It was perhaps in the wind.
      distractors:
        - {text: It was painted green., why: By her account it banged.}
        - {text: It was made of iron., why: By her account it banged.}
      passages: [{quote: PASSAGE}]

Passes:

    - id: wind
      type: multiple_choice
      prompt: What does Marlow say of the shutter?
      key: It was banging in the wind.
      distractors:
        - {text: It was painted green., why: By her account it banged.}
        - {text: It was made of iron., why: By her account it banged.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.markers import ABSOLUTE, HEDGE, first_match
from ..analysis.wording import english_choices
from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.prose import plain
from ..diagnostics import Finding, Severity
from ..source.fold import folded

CODE = "absolutes-and-hedges"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, question, options in english_choices(course):
        prompt = folded(plain(question.prompt))
        texts = [(option, folded(option.text)) for option in options]
        for pattern, marks_right in ((ABSOLUTE, False), (HEDGE, True)):
            if first_match(pattern, prompt):
                continue
            found = [
                (option, match) for option, text in texts if (match := first_match(pattern, text))
            ]
            if any(option.right != marks_right for option, _ in found):
                continue
            for option, match in found:
                word = match[0].strip()
                if marks_right:
                    message = f"“{word}” suggests that this is right: no distractor has a hedge"
                    help = "remove the word, or use a hedge in a distractor too"
                else:
                    message = f"“{word}” suggests that this is wrong: no key has an absolute word"
                    help = "remove the word, or use an absolute word in the key too"
                yield option.finding(message, entry, help)
