"""The prompt gives its own answer away.

It holds the answer word for word; or, for basic, short_answer and numeric, all the words of the
answer that say something, in another order or form (this in English only, and not where the prompt
offers a choice with "or").  In a cloze, what is left out stands in the text beside it.

Fails:

    - id: fuel
      type: basic
      prompt: The lamp burned whale oil; what did it burn?
      answer: Whale oil
      passages: [{quote: PASSAGE}]
    - id: noise
      type: basic
      prompt: What was there to hear when the wind banged an old shutter?
      answer: The banging of a shutter.
      passages: [{quote: PASSAGE}]

Passes:

    - id: fuel
      type: basic
      prompt: What did the lamp burn?
      answer: Whale oil
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.wording import BLANK, holds, is_english, stem, tokens
from ..bank.evidence import Verified
from ..bank.kinds.basic import Basic
from ..bank.kinds.cloze import Cloze
from ..bank.kinds.compare import Compare
from ..bank.kinds.discussion import Discussion
from ..bank.kinds.matching import Matching
from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.kinds.numeric import Numeric
from ..bank.kinds.ordering import Ordering
from ..bank.kinds.short_answer import ShortAnswer
from ..bank.kinds.who_said_it import WhoSaidIt
from ..bank.load import Course
from ..bank.model import Blank
from ..bank.prose import plain
from ..diagnostics import Finding, Severity

CODE = "answer-in-prompt"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_SILENT = frozenset(
    "a an the of and that this these those it its he his him she her they their them is are was were"
    " be been has have had do does did will would as".split()
)
"""What an answer can do without; prepositions may be all that it says."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        question = entry.question
        match question:
            case Discussion() | Ordering() | Matching() | WhoSaidIt() | Compare():
                continue
            case Cloze():
                parts = question.parts
                open_ = " ".join(p if isinstance(p, str) else BLANK for p in parts)
                for part in parts:
                    if isinstance(part, Blank) and _holds(open_, part.answer):
                        message = f"“{part.answer}” is left out, but stands in the text beside it"
                        yield Finding(message, entry.file, (*entry.path, "text"), words=part.answer)
            case _:
                if isinstance(question, MultipleChoice) and any(
                    _holds(question.asks, d.text) for d in question.distractors
                ):
                    continue  # the prompt names what is to choose from
                recalled = isinstance(question, Basic | ShortAnswer | Numeric)
                for _, answer in question.answers():
                    shown = plain(answer)
                    if _holds(question.asks, answer):
                        message = f"the prompt holds its answer, “{shown}”"
                        yield Finding(message, entry.file, (*entry.path, "prompt"))
                    elif recalled and is_english(entry) and _scatters(question.asks, answer):
                        message = f"the prompt holds all the words of its answer, “{shown}”"
                        yield Finding(message, entry.file, (*entry.path, "prompt"))


def _holds(prompt: str, answer: str) -> bool:
    return bool(sought := tokens(answer)) and holds(tokens(prompt), sought)


def _scatters(prompt: str, answer: str) -> bool:
    """Whether a prompt has all words of an answer, or of two and more some form of each."""
    words, sought = tokens(prompt), {word for word in tokens(answer) if word not in _SILENT}
    if "or" in words or not sought:
        return False
    if len(sought) == 1:
        return sought.issubset(words)
    return {stem(word) for word in sought}.issubset(stem(word) for word in words)
