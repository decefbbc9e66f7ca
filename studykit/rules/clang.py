"""The key echoes a word of the prompt, and no distractor does.

"Clang" is what Haladyna, Downing and Rodriguez (2002) call it; the NBME's guide says word repeats.  A
word counts by its stem (innovate, innovation) from five letters on.  Prompts that name a whole
option are left alone, as they name what there is to choose from, and so are the names of the
course's people and sources.  English only.

Fails:

    - id: noise
      type: multiple_choice
      prompt: Which banging thing led Marlow to climb the tower?
      key: A shutter that banged
      distractors:
        - {text: A dog that barked, why: The dog was hers.}
        - {text: A ship that hooted, why: No ship needs the light.}
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: Which noise led Marlow to climb the tower?
      key: A shutter that banged
      distractors:
        - {text: A dog that barked, why: The dog was hers.}
        - {text: A ship that hooted, why: No ship needs the light.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.wording import FUNCTION_WORDS, choices, holds, is_english, name_words, stem, tokens
from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity

CODE = "clang"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

LETTERS = 5

_EMPTY = FUNCTION_WORDS | set(
    "nothing something anything everything nobody somebody anybody everybody someone anyone"
    " everyone there their these those where which while whose without whether never always".split()
)


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    names = name_words(course)
    for entry, question, options in choices(course):
        if not is_english(entry):
            continue
        asked = tokens(question.prompt)
        shown = [(option, tokens(option.text)) for option in options]
        if any(holds(asked, words) for _, words in shown):
            continue
        said = {stem(word): word for word in reversed(asked) if _counts(word, names)}
        keys = [(option, words) for option, words in shown if option.right]
        if not any(stem(word) in said for _, words in keys for word in words):
            continue
        wrong = {stem(word) for option, words in shown if not option.right for word in words}
        for option, words in keys:
            for word in words:
                if _counts(word, names) and stem(word) in said.keys() - wrong:
                    first = said[stem(word)]
                    where = "stands" if first == word else f"echoes “{first}”"
                    message = f"only the key has “{word}”, which {where} in the prompt"
                    help = "say it otherwise in the key, or use the word in a distractor too"
                    yield option.finding(message, entry, help)
                    break


def _counts(word: str, names: set[str]) -> bool:
    bare = word.removesuffix("'s")
    return len(bare) >= LETTERS and bare not in _EMPTY and bare not in names
