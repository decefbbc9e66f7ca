"""The prompt asks for what is not so without making that seen, or an option is negative as well.

NOT, EXCEPT, NEVER or LEAST in capitals or in bold are seen; in small letters they are read over, and
the question then tests reading.  Haladyna, Downing and Rodriguez (2002): word the stem positively;
where a negative must be, capitals and bold; phrase the options positively.  Only a negation of what
is asked counts, not one in a clause or a quotation.  English only.

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

from ..analysis.wording import choices, is_english, negates, tokens
from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.prose import Paragraph, ProseBlock, parse
from ..diagnostics import Finding, Severity
from ..source.claims import negations
from ..source.fold import WORD, folded

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
# before "not": no negation of what is asked ("but not", "whether or not", "for not paying")
_ASIDE_BEFORE = set("but if or and why though than for of by in to from with without as".split())
_ASIDE_AFTER = set("only just merely simply to so".split())
_QUOTED = re.compile(r"\"[^\"]*\"")
_OPEN = re.compile(r"(?::|_{2,}|…|\.\.\.)[\s.]*$")


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, question, options in choices(course):
        if not is_english(entry) or (word := negation(question.prompt)) is None:
            continue
        if not word.isupper() and not word.endswith("N'T"):
            message = f"“{word}” turns what the prompt asks, and is easily read over"
            help = f"ask for what is so, or write {word.upper()} or **{word}**"
            yield Finding(message, entry.file, (*entry.path, "prompt"), help)
        for option in options:
            if found := next(_negative(option.text), None):
                message = f"the prompt asks with “{word}”, and this option says “{found}” again"
                yield option.finding(message, entry, "turn the prompt or the option round")


def negation(prompt: str) -> str | None:
    """The word that makes a prompt ask for what is not so; in capitals where it is in bold."""
    seen = tokens(prompt)
    if "except" not in seen and "least" not in seen and not negates(seen):
        return None
    text = _QUOTED.sub(" ", folded(" ".join(_seen(parse(prompt)))))
    sentences = re.split(r"(?<=[.!?])\s+", text.strip())
    asking = next((s for s in reversed(sentences) if "?" in s), sentences[-1])
    words: list[str] = WORD.findall(asking)
    low = [word.casefold() for word in words]
    for n, word in enumerate(low):
        before, after = low[:n], low[n + 1 :]
        if word == "except" and (len(after) < 2 or set(after[:2]) & _WHO):
            return words[n]
        if word == "least" and before[-1:] != ["at"] and after[:1] and after[0] in _LEAST:
            return words[n]
        if negates((word,)) and _asked(
            before, word, after, "?" in asking or not _OPEN.search(asking)
        ):
            return words[n]
    return None


def _asked(before: list[str], word: str, after: list[str], question: bool) -> bool:
    """Whether a negation stands in the clause that asks."""
    if (before and before[-1] in _ASIDE_BEFORE) or (after and after[0] in _ASIDE_AFTER):
        return False
    clauses = [n for n, other in enumerate(before) if other in _CLAUSE]
    if question:
        # the first who or what asks; whatever comes behind it opens a clause of its own
        asks = next((n for n in clauses if before[n] in _WHO | {"why", "how"}), None)
        if asks is None or before[asks] not in _WHO or asks != clauses[-1]:
            return False
        if before[:asks][-1:] == ["for"] and before[asks + 1] in ("reason", "reasons"):
            return False  # that is why
        before = before[asks + 1 :]
    elif clauses:
        return False
    return word not in ("not",) or any(other in _AUXILIARIES for other in before)


def _negative(option: str) -> Iterator[str]:
    text = folded(option)
    for claim in negations(text):
        if not re.match(r"\.\s*\d", text[claim.end :]):  # "No. 5"
            yield text[claim.start : claim.end]


def _seen(blocks: Iterable[ProseBlock]) -> Iterator[str]:
    """The words of a prompt, bold ones in capitals."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield "".join(s.text.upper() if s.strong else s.text for s in block.spans)
        else:
            for item in block.items:
                yield from _seen(item)
