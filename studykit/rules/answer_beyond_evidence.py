"""An answer or explanation holds a number, name or quoted phrase that no passage has.

Numbers count as values: "two or three" is "2-3", "one-seventh" is "1/7".  What stands in the
course file (people, works, titles, credits) may be named, and so may who is speaking.  English only.

Fails:

    - id: steps
      type: basic
      prompt: What did Marlow hear?
      answer: A shutter, 147 steps up.
      passages: [{quote: PASSAGE}]
    - id: place
      type: basic
      prompt: What was banging in the wind?
      answer: A shutter on Skerrow Head.
      passages: [{quote: PASSAGE}]
    - id: phrase
      type: basic
      prompt: Which noise led to the key?
      answer: A shutter.
      explanation: She calls the mast “that coat hanger”.
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: What did Ida Marlow hear?
      answer: A shutter, as Marlow tells the reporter.
      passages: [{quote: PASSAGE}]
    - id: winders
      type: short_answer
      prompt: How many winders are there?
      answer: "14"
      passages: [{quote: I have fourteen winders instead of none}]
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from ..bank.evidence import Verified
from ..bank.kinds.cloze import Cloze
from ..bank.kinds.discussion import Discussion
from ..bank.kinds.true_false import TrueFalse
from ..bank.load import Course, Entry
from ..bank.prose import plain
from ..diagnostics import Finding, KeyPath, Severity
from ..source.claims import covers, names, numbers, quoted
from ..source.fold import folded, words_of

CODE = "answer-beyond-evidence"
SEVERITY = Severity.WARNING


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    known = _course_words(course)
    for entry in course.entries:
        question = entry.question
        if not entry.lang.startswith("en") or not question.passages:
            continue
        texts = [(path, plain(text)) for path, text in _claiming(entry)]
        if not texts or not verified.passing(entry):  # a wrong quote is trouble enough
            continue
        evidence = _Evidence(" | ".join(passage.quote for passage in question.passages))
        for path, words in texts:
            named = list(names(words))
            for claim in numbers(words):
                name = any(n.start <= claim.start < n.end for n in named)
                if words[: claim.start].endswith(("the ", "The ")) and claim.value == "2":
                    continue  # "the two" points to two things that were named
                if not name and not covers(claim.value, evidence.numbers):
                    yield _finding(entry, path, f"the number “{words[claim.start : claim.end]}”")
            for claim in named:
                if claim.value not in known and claim.value not in evidence.words:
                    yield _finding(entry, path, f"the name “{words[claim.start : claim.end]}”")
            for phrase in quoted(words):
                if folded(phrase).casefold().rstrip(".,;:!?…") not in evidence.text:
                    yield _finding(entry, path, f"the phrase “{phrase}”")


class _Evidence:
    """What passages have, each looked for when it is asked for: most questions claim little."""

    def __init__(self, quotes: str) -> None:
        self.quotes = quotes

    @cached_property
    def numbers(self) -> set[str]:
        return {claim.value for claim in numbers(self.quotes)}

    @cached_property
    def words(self) -> set[str]:
        return _words(self.quotes) | {name.value for name in names(self.quotes)}

    @cached_property
    def text(self) -> str:
        return folded(self.quotes).casefold()


def _finding(entry: Entry, path: KeyPath, what: str) -> Finding:
    message = f"{what} stands in none of the question's passages"
    help = "cite a passage that has it, or allow it with a reason"
    words = what[what.index("“") + 1 : -1]
    return Finding(message, entry.file, (*entry.path, *path), help, words=words)


def _claiming(entry: Entry) -> Iterator[tuple[KeyPath, str]]:
    """The texts of a question that are claimed to be true."""
    question = entry.question
    if question.explanation:
        yield ("explanation",), question.explanation
    match question:
        case TrueFalse():
            if question.answer:
                yield ("prompt",), question.prompt
        case Cloze() | Discussion():
            pass
        case _:
            yield from question.answers()


def _course_words(course: Course) -> set[str]:
    """The words of names, titles and credits in the course file."""
    info = course.info
    texts = [info.title, *(work.title for work in info.works)]
    texts += [name for person in info.people for name in person.names]
    for source in info.sources:
        texts += [source.title, source.credit or "", *(region.name for region in source.sections)]
    return _words(" | ".join(texts))


def _words(text: str) -> set[str]:
    found = {word.casefold().removesuffix("'s") for word in words_of(folded(text))}
    return found | {part for word in found for part in word.split("-")}
