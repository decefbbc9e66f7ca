"""Right outside of a quote, in its own sentence, stands a word that turns what it says.

A negation, a hedge or a condition (not, never, unless, if, may, some say …) up to four words before
the quote or two after it.  Needs the text.  English only.

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
from ..source.locate import QuoteMatch
from ..source.text import GAP

CODE = "quote-clips-negation"
SEVERITY = Severity.WARNING
NEEDS_TEXT = True

BEFORE, AFTER = 4, 2  # words that are looked at

_TURNING = CONDITIONS | {
    "not", "no", "never", "none", "nothing", "nobody", "neither", "nor", "without", "cannot", "hardly",
    "scarcely", "barely", "may", "might", "rumored", "rumoured", "doubt", "deny", "denies", "unlikely",
}  # fmt: skip
_SCALES = {"hundred", "thousand", "million", "billion", "trillion", "dozen", "percent", "per"}
_PHRASES = (
    "some say",
    "it is said",
    "it's said",
    "people say",
    "far from",
    "instead of",
    "rather than",
)
_STOPS = frozenset(".!?…;:")
_ENDED = re.compile(r"[.!?]\W*$")
_SENTENCE = re.compile(rf"[.!?…]['\")]*\s|\n|{GAP}|[;:]\s")


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
        if word := turning_word(flat[source.id], result.match):
            message = f"the quote leaves out “{word}”, which stands right beside it and turns it"
            help = "quote it too, or allow it with a reason"
            yield Finding(message, entry.file, (*entry.path, "passages", n, "quote"), help)


def _begins_sentence(text: str, at: int) -> bool:
    """Whether a sentence has just ended, so far as two signs tell."""
    return text[at - 1 : at].isspace() and text[at - 2 : at - 1] in _STOPS


def turning_word(text: str, match: QuoteMatch) -> str | None:
    """The word outside a quote, in its sentence and near to it, that would turn what it says."""
    start, end = match.shown
    before, after = "", ""
    if text[start - 1 : start] != GAP and not _begins_sentence(text, start):
        before = _SENTENCE.split(text[max(0, start - 200) : start])[-1]
    if not _begins_sentence(text, end + 2) and not _ENDED.search(text[max(start, end - 9) : end]):
        after = _SENTENCE.split(text[end : end + 200] + "\n")[0]
    if not before and not after:  # most quotes are whole sentences
        return None
    # a comma or dash behind the word ends what it governs: "If so, …"
    near = re.split(r"[,—(]", before)[-1]
    words = words_of(near.casefold())[-BEFORE:]
    for word in words:
        if word in _TURNING or word.endswith("n't"):
            return word
    joined = " ".join(words)
    for phrase in _PHRASES:
        if phrase in joined:
            return phrase
    later = words_of(after.casefold())[:AFTER]
    if later and later[0] == "not" and after.startswith(" "):  # "…, not X" turns nothing
        return "not"
    if later and later[0] in _SCALES and text[end - 1].isdigit():  # "$7" of "$7 billion"
        return later[0]
    return next((word for word in later if word in CONDITIONS), None)
