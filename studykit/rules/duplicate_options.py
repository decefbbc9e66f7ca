"""Two options are the same, or nearly the same.

Learners can rule out both, since only one of them could be the key.

Remove one, or make the difference clear.  Options are the same if they differ only in case, spaces or
compatible characters (Unicode NFKC).  They are nearly the same if their texts are 90% similar and
differ only in articles, in endings or spelling, or in the order of "oil and gas".  Options that differ
in a whole word, a number or a negation are not reported.  A distractor that equals the key is reported
as `key-is-distractor`.

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

from ..analysis.wording import choices, normalized, stem, tokens
from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity

CODE = "duplicate-options"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

SIMILAR = 90
"""The similarity, of 100, from which two options or two spellings of a word count as one."""

_ARTICLES = {"a", "an", "the"}
_NEGATIVE_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis", "anti")


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, _, options in choices(course):
        texts = [normalized(option.text) for option in options]
        words = [_words(text) for text in texts]
        for n, option in enumerate(options):
            for m, other in enumerate(options[:n]):
                if texts[n] == texts[m]:
                    if option.right != other.right:
                        continue  # reported by `key-is-distractor`
                    message = f"“{option.text}” is listed twice"
                elif _are_nearly_same(words[n], words[m]):
                    message = f"“{option.text}” is nearly the same as “{other.text}”"
                else:
                    continue
                yield option.finding(message, entry, "remove one, or make the difference clear")
                break


def _words(text: str) -> list[str]:
    return [word for word in tokens(text) if word not in _ARTICLES]


def _are_nearly_same(one: list[str], other: list[str]) -> bool:
    """Return whether the words of two options differ only in form, spelling or order."""
    if len(one) != len(other) or not one:
        return False
    if len(one) == 3 and one[1] in ("and", "or") and one == other[::-1]:
        return True
    if _similarity(" ".join(one), " ".join(other)) < SIMILAR:
        return False
    return all(_is_same_word(a, b) for a, b in zip(one, other, strict=True))


def _similarity(one: str, other: str) -> float:
    from rapidfuzz import fuzz  # few courses have options that are alike

    return fuzz.ratio(one, other)


def _is_same_word(one: str, other: str) -> bool:
    """Return whether two words are forms or spellings of one: "colour" and "color"."""
    if one == other:
        return True
    for prefix in _NEGATIVE_PREFIXES:
        if one == prefix + other or other == prefix + one:
            return False
    if not (one.isalpha() and other.isalpha()):
        return False
    return stem(one) == stem(other) or _similarity(one, other) > SIMILAR
