"""The quote omits a word next to it that changes its meaning, such as “not” or “unless”.

Without that word the source seems to say something else.  The rule looks for negations, hedges and
conditions (not, never, unless, if, may, some say …) in the same sentence, up to four words before
the quote and two after it.  Include the word, or allow the finding with a reason.  Needs the text.
English only.

Fails:

    - id: board
      type: basic
      prompt: What does Marlow say of the board?
      answer: It switched the old light off.
      passages: [{quote: the board was wrong to switch the old light off}]

Passes:

    - id: board
      type: basic
      prompt: What does Marlow say of the board?
      answer: It was not wrong.
      passages: [{quote: I don’t think the board was wrong to switch the old light off}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity
from ..source.claims import CONDITIONS
from ..source.fold import normalize_punctuation, words_of
from ..source.text import GAP

CODE = "quote-clips-negation"
SEVERITY = Severity.WARNING
NEEDS_TEXT = True
ALLOWABLE = True

BEFORE = 4
AFTER = 2
"""The number of words next to the quote that are checked."""

_NEARBY = 100  # characters, which are more than enough for these words

_TURNING = CONDITIONS | {
    "not", "no", "never", "none", "nothing", "nobody", "neither", "nor", "without", "cannot", "hardly",
    "scarcely", "barely", "may", "might", "rumored", "rumoured", "doubt", "deny", "denies", "unlikely",
}  # fmt: skip
_PHRASES = (
    "some say",
    "it is said",
    "it's said",
    "people say",
    "far from",
    "instead of",
    "rather than",
)
_SCALES = {"hundred", "thousand", "million", "billion", "trillion", "dozen", "percent", "per"}
_SENTENCE = re.compile(rf"[.!?…]['\")]*\s|\n|{GAP}|[;:]\s")
_ENDED = re.compile(r"[.!?]\W*$")


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    flat: dict[str, str] = {}
    for entry, n, _ in course.passages:
        result = verified.of[entry][n]
        if result is None or result.match is None:
            continue
        source = course.info.source(result.match.source)
        if source is None or not source.language.startswith("en"):
            continue
        if source.id not in flat:
            flat[source.id] = normalize_punctuation(course.texts[source.id].shown.text)
        if word := omitted_word(flat[source.id], *result.match.shown):
            message = f"the quote omits “{word}”, which is right next to it and changes its meaning"
            help = "include the word, or allow this with a reason"
            yield Finding(message, entry.file, (*entry.path, "passages", n, "quote"), help)


def omitted_word(text: str, start: int, end: int) -> str | None:
    """Return the word just outside a quote, in its sentence, that changes its meaning, if any."""
    before = _SENTENCE.split(text[max(0, start - _NEARBY) : start])[-1]
    after = ""
    if not _ENDED.search(text[max(start, end - 9) : end]):
        after = _SENTENCE.split(text[end : end + _NEARBY] + "\n", maxsplit=1)[0]
    return _omitted_before(before) or _omitted_after(after, text[end - 1])


def _omitted_before(text: str) -> str | None:
    # a comma or dash limits what a word governs: "If so, …"
    clause = re.split(r"[,—(]", text)[-1]
    words = words_of(clause.casefold())[-BEFORE:]
    for word in words:
        if word in _TURNING or word.endswith("n't"):
            return word
    joined = " ".join(words)
    return next((phrase for phrase in _PHRASES if phrase in joined), None)


def _omitted_after(text: str, last: str) -> str | None:
    """Check the words after a quote that ends in the character `last`."""
    words = words_of(text.casefold())[:AFTER]
    if not words:
        return None
    if words[0] == "not" and text.startswith(" "):  # “…, not X” leaves the quote as it is
        return "not"
    if words[0] in _SCALES and last.isdigit():  # "$7" of "$7 billion"
        return words[0]
    return next((word for word in words if word in CONDITIONS), None)
