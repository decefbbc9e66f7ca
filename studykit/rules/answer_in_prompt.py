"""The prompt contains its own answer.

Learners can copy the answer from the prompt instead of recalling it.  The rule looks for the words of
the answer in a row; for basic, short_answer and numeric questions also for its content words in any
order or form (in English, and not if the prompt offers a choice with "or").  In a cloze, it looks for
the hidden words in the rest of the text.

Reword the prompt, or ask for something else.

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

from ..analysis.wording import BLANK, contains_phrase, is_english, stem, tokens
from ..bank.evidence import Verified
from ..bank.kinds.basic import Basic
from ..bank.kinds.cloze import Cloze
from ..bank.kinds.compare import Compare
from ..bank.kinds.discussion import Discussion
from ..bank.kinds.label_picture import LabelPicture
from ..bank.kinds.matching import Matching
from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.kinds.numeric import Numeric
from ..bank.kinds.ordering import Ordering
from ..bank.kinds.short_answer import ShortAnswer
from ..bank.kinds.who_said_it import WhoSaidIt
from ..bank.load import Course, Entry
from ..bank.model import Blank, cloze_text
from ..bank.prose import plain
from ..diagnostics import Finding, Severity

CODE = "answer-in-prompt"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_OPTIONAL = frozenset(
    "a an the of and that this these those it its he his him she her they their them is are was were"
    " be been has have had do does did will would as".split()
)
"""Words that an answer can do without; a preposition may be all that it says."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        match entry.question:
            case Discussion() | Ordering() | Matching() | WhoSaidIt() | Compare():
                continue
            case Cloze():
                yield from _check_cloze(entry, entry.question)
            case _:
                yield from _check_prompt(entry)


def _check_cloze(entry: Entry, cloze: Cloze) -> Iterator[Finding]:
    rest = cloze_text(cloze.parts, lambda _: f" {BLANK} ")
    for part in cloze.parts:
        if isinstance(part, Blank) and _contains(rest, part.answer):
            message = f"the hidden words “{part.answer}” are also in the rest of the text"
            help = "hide them there too, or hide other words"
            yield Finding(message, entry.file, (*entry.path, "text"), help, words=part.answer)


def _check_prompt(entry: Entry) -> Iterator[Finding]:
    question = entry.question
    prompt = question.asks
    if isinstance(question, LabelPicture):
        yield from _check_alt(entry, question)
    if isinstance(question, MultipleChoice) and any(
        _contains(prompt, distractor.text) for distractor in question.distractors
    ):
        return  # the prompt lists the options
    is_recalled = isinstance(question, Basic | ShortAnswer | Numeric) and is_english(entry)
    for _, answer in question.answers():
        if _contains(prompt, answer):
            message = f"the prompt contains its answer, “{plain(answer)}”"
        elif is_recalled and _contains_scattered(prompt, answer):
            message = f"the prompt contains all words of its answer, “{plain(answer)}”"
        else:
            continue
        help = "reword the prompt, or ask for something else"
        yield Finding(message, entry.file, (*entry.path, "prompt"), help)


def _check_alt(entry: Entry, question: LabelPicture) -> Iterator[Finding]:
    for label in question.labels:
        if _contains(question.alt, label.name):
            message = f"the words for the picture contain its answer, “{plain(label.name)}”"
            help = "say what the picture shows without the names of its parts"
            yield Finding(message, entry.file, (*entry.path, "alt"), help)


def _contains(prompt: str, answer: str) -> bool:
    return contains_phrase(tokens(prompt), tokens(answer))


def _contains_scattered(prompt: str, answer: str) -> bool:
    """Return whether a prompt has all words of an answer; if there are several, in any form."""
    words = tokens(prompt)
    sought = {word for word in tokens(answer) if word not in _OPTIONAL}
    if "or" in words or not sought:
        return False
    if len(sought) == 1:
        return sought.issubset(words)
    return {stem(word) for word in sought}.issubset(stem(word) for word in words)
