"""A strategy that ignores the text answers too many questions.

Learners who look for the longest option, or take a statement with “not” or “may” for true, then need no
knowledge.  Where distractors come from neighbouring questions, it is enough to choose the option whose
words no other question has; let the key of one question be a distractor in another.  The rule tries simple strategies on all choice questions of the course, and on those of
every bank with 30 or more.  It reports a strategy that is right ten percentage points more often than
chance, if the probability that this is an accident is below 1% divided by the number of strategies.  A
question with several keys counts as right only if all of them are chosen, and a question for which a
strategy has no clear choice does not count.  Strategies that read words are for English only.

`studykit coverage` shows the result of each strategy.  An example needs 30 questions: see
`tests/rules/test_guessable.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..analysis.guessing import ENOUGH, guesses, items
from ..bank.evidence import Verified
from ..bank.load import Course, Entry
from ..diagnostics import Finding, Severity
from ..format import plural
from ..yamlfile import YamlFile

CODE = "guessable"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = False

NAMED = 12
"""The questions that the help names."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    found = items(course)
    for bank in course.banks:
        if sum(entry in found for entry in bank.entries) >= ENOUGH:
            yield from _findings(course, bank.entries, "in this bank", bank.file)
    if len(course.banks) > 1 and len(found) >= ENOUGH:
        yield from _findings(course, course.entries, "in the course", course.file)


def _findings(
    course: Course, entries: Iterable[Entry], where: str, file: YamlFile
) -> Iterator[Finding]:
    for guess in guesses(course, entries):
        if guess.beats_chance:
            message = (
                f"the strategy “{guess.strategy}” is right for {len(guess.right)} of"
                f" {plural(len(guess.decided), 'question')} {where}; chance would be right for"
                f" {guess.chance:.0f}"
            )
            ids = [entry.question.id for entry in guess.right]
            if len(ids) > NAMED:
                ids[NAMED:] = [f"{len(ids) - NAMED} more"]
            help = f"reword some of the questions that it gets right: {', '.join(ids)}"
            yield Finding(message, file, ("id",), help)
