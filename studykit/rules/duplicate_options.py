"""Two options say the same: in other signs or letters, or in nearly the same words.

Options are the same where NFKC and case folding make them equal; nearly the same where they are 0.9
alike and differ only in articles, in how a word is bent or spelled, or in the order of "oil and gas".
One other word, number or negation makes another option.  A distractor that equals the key is the
error `key-is-distractor` and not said again.

Fails:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter
      distractors:
        - {text: A ship at sea, why: No ship needs the light.}
        - {text: a ship at sea!, why: No ship needs the light.}
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: What did Marlow hear on her walk?
      key: A shutter
      distractors:
        - {text: A ship at sea, why: No ship needs the light.}
        - {text: A ship in port, why: There is no port.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from ..analysis.wording import alike, choices, stem, tokens
from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity

CODE = "duplicate-options"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

SIMILAR = 90
"""Of a hundred: how alike two options, or two spellings of a word, are that count as one."""

_ARTICLES = {"a", "an", "the"}
_TURNING = ("un", "in", "im", "il", "ir", "dis", "non", "mis", "anti")


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, _, options in choices(course):
        shown = [(o, alike(o.text), telling(o.text)) for o in options]
        for n, (option, text, words) in enumerate(shown):
            for other, earlier, others in shown[:n]:
                if text == earlier:
                    if option.right != other.right:
                        continue
                    message = f"“{option.text}” is here twice"
                elif similar(words, others):
                    message = f"“{option.text}” is nearly the same as “{other.text}”"
                else:
                    continue
                yield option.finding(message, entry, "leave one out, or tell them apart")
                break


def similar(one: list[str], two: list[str]) -> bool:
    """Whether the words of two options differ in nothing that matters."""
    if len(one) != len(two) or not one:
        return False
    if len(one) == 3 and one[1] in ("and", "or") and one == two[::-1]:
        return True
    return fuzz.ratio(" ".join(one), " ".join(two)) >= SIMILAR and all(
        _one_word(a, b) for a, b in zip(one, two, strict=True)
    )


def telling(text: str) -> list[str]:
    """The words of an option without articles."""
    # what NFKC makes alike is not in ASCII
    words = tokens(text if text.isascii() else alike(text))
    return [word for word in words if word not in _ARTICLES]


def _one_word(one: str, two: str) -> bool:
    """Whether two words are forms or spellings of one: colour, color; but not likely, unlikely."""
    if one == two:
        return True
    turned = any(a == prefix + b for prefix in _TURNING for a, b in ((one, two), (two, one)))
    if turned or not (one.isalpha() and two.isalpha()):
        return False
    return stem(one) == stem(two) or fuzz.ratio(one, two) > SIMILAR
