"""The key repeats a word of the prompt, and no distractor does.

Learners who do not know the answer pick the option that sounds like the question.  Haladyna, Downing
and Rodriguez (2002) call this a clang association; the NBME's guide lists it as word repeats.

Reword the key, or use the word in a distractor too.  Words of five letters or more count, in any form
(innovate, innovation).  Names of the course's people and sources do not count, and the rule does not
apply to prompts that contain a whole option.  English only.

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

from ..analysis.wording import (
    FUNCTION_WORDS,
    Tokens,
    contains_phrase,
    english_choices,
    name_words,
    stem,
    tokens,
)
from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity

CODE = "clang"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

MIN_LETTERS = 5

_IGNORED = FUNCTION_WORDS | set(
    "nothing something anything everything nobody somebody anybody everybody someone anyone"
    " everyone there their these those where which while whose without whether never always".split()
)


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    names = name_words(course)
    for entry, question, options in english_choices(course):
        prompt = tokens(question.prompt)
        if any(contains_phrase(prompt, tokens(option.text)) for option in options):
            continue
        echoes = {stem(word): word for word in reversed(prompt) if _counts(word, names)}
        for option in options:
            if not option.right:
                for word in tokens(option.text):
                    echoes.pop(stem(word), None)
        for option in options:
            if option.right and (message := _echo(tokens(option.text), echoes, names)):
                help = "reword the key, or use the word in a distractor too"
                yield option.finding(message, entry, help)


def _echo(key: Tokens, prompt: dict[str, str], names: set[str]) -> str | None:
    """Return a message about the first word of a key that has its stem in the prompt, or None."""
    for word in key:
        if _counts(word, names) and stem(word) in prompt:
            original = prompt[stem(word)]
            if word == original:
                return f"only the key repeats “{word}” from the prompt"
            return f"only the key has “{word}”, which echoes “{original}” in the prompt"
    return None


def _counts(word: str, names: set[str]) -> bool:
    word = word.removesuffix("'s")
    return len(word) >= MIN_LETTERS and word not in _IGNORED and word not in names
