"""The learner has to recall three or more items at once.

A set has no order to support memory, and one missing item fails the whole card: Wozniak's *Twenty
rules* say to avoid sets.  Ask for one item at a time, or use an ordering, matching or cloze
question.  For basic and short_answer: an answer that is a list, or a prompt such as “Name three …”.
In languages other than English, only Markdown lists are recognized.

Fails:

    - id: helpers
      type: basic
      prompt: What moves, or is moved, up on the tower?
      answer: The lens, the weight and a shutter.
      passages: [{quote: PASSAGE}]
    - id: wheels
      type: basic
      prompt: Which three wheels did Marlow cut?
      answer: Both doorstops and the one that runs.
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: Which two things brought Marlow up the tower?
      answer: A shutter and the wind.
      passages: [{quote: PASSAGE}]
    - id: told
      type: basic
      prompt: How does Marlow explain her climb?
      answer: A shutter was banging in the wind, she climbed up, and that was that.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..analysis.wording import AUXILIARIES, QUESTION_WORDS, is_english, tokens, without_quotations
from ..bank.evidence import Verified
from ..bank.kinds.basic import Basic
from ..bank.kinds.short_answer import ShortAnswer
from ..bank.load import Course
from ..bank.prose import Listing, parse, plain
from ..diagnostics import Finding, Severity
from ..regex import regex
from ..source.fold import folded

CODE = "set-to-recite"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_HELP = "ask for one item at a time, or use an ordering, matching or cloze question"
_COUNT = r"(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|[3-9]|1\d)(?![\w%-]|[.,]\d)"
_WHOSE = r"(?:(?:the|all|any|at least|his|her|its|their|those|these)\s+){0,2}"
_ASKS = regex(
    rf"(?:^|[.?!:;,]\s+)(?:(?:list|enumerate)\b(?![^.!?]*\?)"
    rf"|(?:name|give|state|cite|recall|mention|identify)\s+(?:{_WHOSE}{_COUNT}|all\b))"
    rf"|\b(?:which|what)\s+(?:are\s+)?{_WHOSE}{_COUNT}",
    re.IGNORECASE,
)
_NO_ITEM = AUXILIARIES | QUESTION_WORDS | set("that because but not without if by".split())


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        question = entry.question
        if not isinstance(question, Basic | ShortAnswer):
            continue
        english = is_english(entry)
        if (count := _listed(question.answer, english)) > 2:
            message = f"the answer is a list of {count} items to recall at once"
            yield Finding(message, entry.file, (*entry.path, "answer"), _HELP)
        elif english and (asks := _ASKS.search(without_quotations(question.prompt))):
            words = asks[0].lstrip(".?!:;, ")
            message = f"“{words}” asks for several items at once"
            yield Finding(message, entry.file, (*entry.path, "prompt"), _HELP, words=words)


def _listed(answer: str, english: bool) -> int:
    """Count the items that an answer lists in Markdown, with semicolons, or as "a, b and c"."""
    lists = [len(block.items) for block in parse(answer) if isinstance(block, Listing)]
    if lists or not english:
        return max(lists, default=0)
    text = re.sub(r"\"[^\"]*\"", "quotation", folded(plain(answer))).rstrip(".!")
    if re.search(r"[.?!:] ", text):
        return 0  # several sentences, not a list
    if text.count(";") > 1:
        return len(text.split(";"))
    *items, last = re.split(r",\s+", text)
    closing = re.fullmatch(r"(?:(?P<before>.+?)\s+)?(?:and|or)\s+(?P<end>.+)", last)
    if not items or closing is None:
        return 0
    items += [item for item in (closing["before"], closing["end"]) if item]
    for n, item in enumerate(items):
        words = tokens(item)
        longest = 6 if n == 0 else 4  # the first one has the words that lead up to the list
        if not 0 < len(words) <= longest or (n and _NO_ITEM.intersection(words)):
            return 0
    return len(items)
