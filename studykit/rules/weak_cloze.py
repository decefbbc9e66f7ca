"""A cloze hides too much, or only words without meaning.

It has more than three blanks, a blank of more than six words or a text of more than 40, which takes
too long to answer; or a blank has only words such as “the” and “of”, which can be guessed from the
grammar (English only; “not”, “all” and “before” do carry meaning).  Blanks with the same number are
asked together and count once.  Hide fewer words, and only those that carry meaning.

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
from ..bank.load import Course, Entry
from ..bank.model import Blank, Fill
from ..bank.prose import plain
from ..diagnostics import Finding, Severity

CODE = "weak-cloze"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

BLANKS = 3
WORDS = 6
TEXT = 40
"""The largest numbers of blanks, of words in one, and of words in the text."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        if not isinstance(entry.question, Cloze):
            continue
        yield from _whole(entry, Fill(entry.question.parts))
        for part in entry.question.parts:
            if isinstance(part, Blank):
                yield from _blank(entry, part.answer)


def _whole(entry: Entry, cloze: Fill) -> Iterator[Finding]:
    path = (*entry.path, "text")
    if (count := len(cloze.numbers)) > BLANKS:
        message = f"the cloze has {count} blanks; more than {BLANKS} are too many to learn"
        help = "hide only what matters most, or split the text into two clozes"
        yield Finding(message, entry.file, path, help)
    if (count := length(cloze.text)) > TEXT:
        message = f"the text has {count} words; more than {TEXT} are too many for one cloze"
        help = "cut the text to the sentence or clause that matters"
        yield Finding(message, entry.file, path, help)


def _blank(entry: Entry, answer: str) -> Iterator[Finding]:
    path = (*entry.path, "text")
    words = tokens(answer)
    if (count := length(answer)) > WORDS:
        message = f"the blank “{plain(answer)}” has {count} words; more than {WORDS} are too many"
        help = "hide only the words that carry the answer"
        yield Finding(message, entry.file, path, help, words=answer)
    elif words and LIGHT_WORDS.issuperset(words) and is_english(entry):
        message = f"the blank “{plain(answer)}” tests grammar, not what the text says"
        help = "hide a word that carries meaning"
        yield Finding(message, entry.file, path, help, words=answer)
