"""A cloze asks for too much, or for a word that carries no meaning.

More than three deletions, more than six words in one, a text of more than 40 words, or a deletion
of nothing but words such as "the" and "of" (these in English only; "not", "all" or "before" do
mean something, and may be left out).  Blanks of one number are asked together and count once.

Fails:

    - id: many
      type: cloze
      text: "a {{c1::shutter}} {{c2::was}} {{c3::banging}} up {{c4::here}} in the wind"
      passages: [{quote: PASSAGE}]
    - id: long
      type: cloze
      text: "a shutter {{c1::was banging up here in the wind}}"
      passages: [{quote: PASSAGE}]
    - id: grammar
      type: cloze
      text: "a shutter was banging up here {{c1::in the}} wind"
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: cloze
      text: "a {{c1::shutter}} was {{c2::banging}} up here in the {{c1::wind}}"
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.wording import LIGHT_WORDS, is_english, length, tokens
from ..bank.evidence import Verified
from ..bank.kinds.cloze import Cloze
from ..bank.load import Course
from ..bank.model import Blank, Fill
from ..bank.prose import plain
from ..diagnostics import Finding, Severity

CODE = "weak-cloze"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

DELETIONS = 3
WORDS = 6
TEXT = 40


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        question = entry.question
        if not isinstance(question, Cloze):
            continue
        at = (*entry.path, "text")
        filled = Fill(question.parts)
        if (count := len(filled.numbers)) > DELETIONS:
            message = (
                f"the cloze has {count} deletions; more than {DELETIONS} are too many to learn"
            )
            help = "leave out what matters most, or split the text into two clozes"
            yield Finding(message, entry.file, at, help)
        if (count := length(filled.text)) > TEXT:
            message = f"the text has {count} words; more than {TEXT} are too many for one cloze"
            help = "cut the text to the sentence, or the clause, that matters"
            yield Finding(message, entry.file, at, help)
        for part in question.parts:
            if not isinstance(part, Blank):
                continue
            words, shown = tokens(part.answer), plain(part.answer)
            if (count := length(part.answer)) > WORDS:
                message = (
                    f"the deletion “{shown}” has {count} words; more than {WORDS} are too many"
                )
                help = "leave out only the words that carry the answer"
                yield Finding(message, entry.file, at, help, words=part.answer)
            elif is_english(entry) and words and LIGHT_WORDS.issuperset(words):
                message = f"the deletion “{shown}” tests grammar, not what the text says"
                help = "leave out a word that carries meaning"
                yield Finding(message, entry.file, at, help, words=part.answer)
