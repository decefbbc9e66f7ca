"""The prompt gives its own answer away.

Fails:

    - id: fuel
      type: basic
      prompt: The lamp burned whale oil; what did it burn?
      answer: Whale oil
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

from ..bank.evidence import Verified
from ..bank.kinds.cloze import Cloze
from ..bank.kinds.compare import Compare
from ..bank.kinds.discussion import Discussion
from ..bank.kinds.matching import Matching
from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.kinds.ordering import Ordering
from ..bank.kinds.who_said_it import WhoSaidIt
from ..bank.load import Course
from ..bank.model import Blank
from ..bank.prose import plain
from ..diagnostics import Finding, Severity
from ..source.fold import WORD, folded

CODE = "answer-in-prompt"
SEVERITY = Severity.WARNING


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        question = entry.question
        match question:
            case Discussion() | Ordering() | Matching() | WhoSaidIt() | Compare():
                continue
            case Cloze():
                parts = question.parts
                open_ = " ".join(p if isinstance(p, str) else "_" for p in parts)
                for part in parts:
                    if isinstance(part, Blank) and _holds(open_, part.answer):
                        message = f"“{part.answer}” is left out, but stands in the text beside it"
                        yield Finding(message, entry.file, (*entry.path, "text"), words=part.answer)
            case _:
                if isinstance(question, MultipleChoice) and any(
                    _holds(question.asks, d.text) for d in question.distractors
                ):
                    continue  # the prompt names what is to choose from
                for _, answer in question.answers():
                    if _holds(question.asks, answer):
                        message = f"the prompt holds its answer, “{plain(answer)}”"
                        yield Finding(message, entry.file, (*entry.path, "prompt"))


def _holds(prompt: str, answer: str) -> bool:
    words, sought = _words(prompt), _words(answer)
    return bool(sought) and any(
        words[n : n + len(sought)] == sought for n in range(len(words) - len(sought) + 1)
    )


def _words(text: str) -> list[str]:
    return WORD.findall(folded(plain(text)).casefold())
