"""The prompt has a negative that is easy to miss, or an option is negative too.

A learner who overlooks a lowercase “not” knows the answer and still gets the question wrong; a
negative option on top of it has to be turned around twice.  Haladyna, Downing and Rodriguez (2002):
word the stem positively; if it must be negative, use capitals and bold; word options positively.
Ask a positive question, or write NOT, EXCEPT, NEVER, LEAST or **not**.  Only a word that negates
the question itself counts, not one in a subordinate clause or a quotation.  English only.

Fails:

    - id: noise
      type: multiple_choice
      prompt: Which of these did Marlow not hear?
      key: A dog
      distractors:
        - {text: A shutter, why: It was banging.}
        - {text: The wind, why: It moved the shutter.}
      passages: [{quote: PASSAGE}]
    - id: walk
      type: multiple_choice
      prompt: What did Marlow **not** notice on the walk?
      key: A ship in need
      distractors:
        - {text: That nobody was there, why: She thought that somebody should see to it.}
        - {text: That a shutter was loose, why: It was banging.}
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: Which of these did Marlow **not** hear?
      key: A dog
      distractors:
        - {text: A shutter, why: It was banging.}
        - {text: The wind, why: It moved the shutter.}
      passages: [{quote: PASSAGE}]
    - id: reason
      type: multiple_choice
      prompt: Why did the shutter not stay shut?
      key: It hung in the wind.
      distractors:
        - {text: Nobody had a key., why: A key is for the door.}
        - {text: The board took it down., why: It was still there.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..analysis.wording import english_choices, negates
from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.prose import Inline, Listing, Paragraph, ProseBlock, parse
from ..diagnostics import Finding, Severity
from ..regex import regex
from ..source.claims import negations
from ..source.fold import folded, words_of

CODE = "negative-stem"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_WHO = set("which what who whom whose".split())
_AUXILIARIES = set(
    "is are was were be been do does did has have had can could may might must shall should will would".split()
)
_CLAUSE = _WHO | set(
    "that because if when while although though since whether where why how before after until unless".split()
)
_LEAST = set(
    "likely probable accurate appropriate consistent convincing important plausible relevant suitable"
    " supported true typical well compatible".split()
)
# Next to these, "not" does not negate what is asked: "but not", "whether or not", "not only".
_ASIDE_BEFORE = set("but if or and why though than for of by in to from with without as".split())
_ASIDE_AFTER = set("only just merely simply to so".split())
_QUOTED = regex(r"\"[^\"]*\"")
_OPEN = regex(r"(?::|_{2,}|…|\.\.\.)[\s.]*$")


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, question, options in english_choices(course):
        if (word := negation(question.prompt)) is None:
            continue
        if not word.isupper() and not word.endswith("N'T"):
            message = f"“{word}” reverses the question and is easy to miss"
            help = f"ask a positive question, or write {word.upper()} or **{word}**"
            yield Finding(message, entry.file, (*entry.path, "prompt"), help)
        for option in options:
            if other := _negative(option.text):
                message = f"the prompt says “{word}”, and this option says “{other}” too"
                yield option.finding(message, entry, "make the prompt or the option positive")


def negation(prompt: str) -> str | None:
    """Return the word that makes a prompt negative, if any; in capitals if it is bold."""
    text = _QUOTED.sub(" ", folded(" ".join(_with_bold_as_capitals(parse(prompt)))))
    sentences = re.split(r"(?<=[.!?])\s+", text.strip())
    asking = next((s for s in reversed(sentences) if "?" in s), sentences[-1])
    to_complete = "?" not in asking and _OPEN.search(asking) is not None
    words = words_of(asking)
    low = [word.casefold() for word in words]
    for n, word in enumerate(words):
        if _is_negative(low, n, to_complete):
            return word
    return None


def _is_negative(words: list[str], n: int, to_complete: bool) -> bool:
    """Whether the word at index `n` makes its sentence negative."""
    word = words[n]
    if word == "except":
        after = words[n + 1 : n + 3]
        return len(after) < 2 or not _WHO.isdisjoint(after)
    if word == "least":
        return words[n - 1 : n] != ["at"] and not _LEAST.isdisjoint(words[n + 1 : n + 2])
    return negates((word,)) and _in_what_is_asked(words[:n], word, words[n + 1 :], to_complete)


def _in_what_is_asked(before: list[str], word: str, after: list[str], to_complete: bool) -> bool:
    """Whether a negation is in the clause that asks."""
    if (before and before[-1] in _ASIDE_BEFORE) or (after and after[0] in _ASIDE_AFTER):
        return False
    clauses = [n for n, other in enumerate(before) if other in _CLAUSE]
    if to_complete:
        if clauses:
            return False
    else:
        # the first "who" or "what" asks; any such word after it opens a subordinate clause
        asks = next((n for n in clauses if before[n] in _WHO | {"why", "how"}), None)
        if asks is None or before[asks] not in _WHO or asks != clauses[-1]:
            return False
        if before[:asks][-1:] == ["for"] and before[asks + 1] in ("reason", "reasons"):
            return False  # "for which reason" asks why
        before = before[asks + 1 :]
    return word != "not" or not _AUXILIARIES.isdisjoint(before)


def _negative(option: str) -> str | None:
    """Return the first negation of an option; "No. 5" has none."""
    text = folded(option)
    for claim in negations(text):
        if not re.match(r"\.\s*\d", text[claim.end :]):
            return text[claim.start : claim.end]
    return None


def _with_bold_as_capitals(blocks: Iterable[ProseBlock]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            is_bold = (isinstance(span, Inline) and span.strong for span in block.spans)
            pairs = zip(block.spans, is_bold, strict=True)
            yield "".join(span.text.upper() if bold else span.text for span, bold in pairs)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from _with_bold_as_capitals(item)
