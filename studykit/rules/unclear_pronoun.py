"""A pronoun in the prompt has nothing before it to refer to.

Each card is seen on its own, weeks later and in any order.  Name the person or thing instead.  For
all types but cloze, whose words are the source's.  These pass: “In her view, what does Marlow …”,
with a name after a comma; “which of them”; and an “it” that refers to nothing (“is it true that”,
“what does it take to”).  English only.

Fails:

    - id: key
      type: basic
      prompt: Why did she ask for the key?
      answer: A shutter was banging.
      passages: [{quote: PASSAGE}]
    - id: noise
      type: basic
      prompt: According to her, what was banging?
      answer: A shutter.
      passages: [{quote: PASSAGE}]
    - id: fuel
      type: basic
      prompt: What did it burn?
      answer: Oil.
      passages: [{quote: PASSAGE}]

Passes:

    - id: key
      type: basic
      prompt: Why did Marlow say that she asked for the key?
      answer: A shutter was banging.
      passages: [{quote: PASSAGE}]
    - id: account
      type: basic
      prompt: By her own account, what did Marlow hear?
      answer: A shutter.
      passages: [{quote: PASSAGE}]
    - id: take
      type: basic
      prompt: What did it take to bring Marlow up the tower?
      answer: The banging of a shutter.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..analysis.wording import FUNCTION_WORDS, is_english, without_quotations
from ..bank.evidence import Verified
from ..bank.kinds.cloze import Cloze
from ..bank.load import Course
from ..diagnostics import Finding, Severity
from ..regex import regex
from ..source.fold import WORD

CODE = "unclear-pronoun"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_PRONOUNS = frozenset(
    "he him his himself she her hers herself it its itself they them their theirs themselves".split()
)
_NAMES_NOTHING = (
    FUNCTION_WORDS
    | frozenset(
        "according say says said saying think thinks thought happen happens happened make makes made"
        " ask asks asked answer answers answered mean means meant give gives gave go goes went get"
        " gets got come comes came want wants wanted name list explain describe discuss long far often"
        " early late soon old well ever really actually exactly finally first then still cause causes"
        " caused lead leads led become becomes became isn't aren't wasn't weren't don't doesn't didn't"
        " can't couldn't won't wouldn't hasn't haven't hadn't besides apart instead".split()
    )
) - frozenset("who you your we our us i me my one each both another".split())
"""English words that no pronoun can refer to."""

_EMPTY_IT = regex(
    r"it(?:'s)?\b.*\b(?:that|to|who|whom|whose|which|when|where|if|for|whether|\w+ing)\b"
    r"|it\s+(?:rains?|snows?|follows?|turns? out|depends?|matters?)\b",
    re.IGNORECASE,
)
"""An "it" that refers to the clause after it, or to nothing."""

_DUTY = regex(r"\b(?:ha(?:s|ve|d)|needs?|wants?|tr(?:y|ies)|used|ought|going|able) to\b")
"""A verb whose "to" does not begin a clause that "it" could refer to."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        question = entry.question
        if isinstance(question, Cloze) or not is_english(entry):
            continue
        if word := _unclear(without_quotations(question.asks)):
            message = f"“{word}” has nothing before it to refer to"
            help = "name the person or thing: each card is seen on its own"
            yield Finding(message, entry.file, (*entry.path, "prompt"), help, words=word)


def _unclear(text: str) -> str | None:
    """Return the first pronoun of a text if there is nothing before it that it could refer to."""
    before = ""
    for match in WORD.finditer(text):
        word = match[0].casefold().removesuffix("'s")
        if word in _PRONOUNS:
            rest = text[match.end() :]
            if word == "he" and re.match(r"\s+and\s+[A-Z]", rest):
                return None  # the name in "He and Yu's translation"
            sentence = re.split(r"[.?!](?=\s|$)", rest)[0]
            if before != "of" and not (word == "it" and _is_empty(sentence)):
                named = re.search(r",.*\b[A-Z]", sentence)  # "In her view, what does Marlow …"
                return None if named else match[0]
        elif word not in _NAMES_NOTHING:
            return None
        before = word
    return None


def _is_empty(rest: str) -> bool:
    """Whether an "it" refers to nothing, by the rest of its sentence."""
    return _EMPTY_IT.match("it" + _DUTY.sub("", rest)) is not None
