"""Claims that a question makes, and that are in none of its passages: numbers, names, quoted phrases.

English only, but the quotes may be in any language: their numbers are read as in the text that they
are from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from ..bank.kinds.cloze import Cloze
from ..bank.kinds.discussion import Discussion
from ..bank.kinds.true_false import TrueFalse
from ..bank.load import Course, Entry
from ..bank.model import Passage, Question
from ..bank.prose import plain
from ..diagnostics import KeyPath
from ..language import language_or_default
from ..language.numbers import numbers as numbers_in
from ..mathematics.in_text import Hidden, formulas, shown_in_line
from ..source.claims import covers, names, numbers, quoted
from ..source.fold import folded, words_of
from .wording import is_english


class MissingClaim(NamedTuple):
    """A claim of a question: the key path of its text, its kind and its words."""

    path: KeyPath
    kind: str
    words: str

    def __str__(self) -> str:
        return f"{self.kind} “{self.words}”"


def missing_claims(
    entry: Entry, passages: Iterable[Passage], course: Course, known: set[str]
) -> Iterator[MissingClaim]:
    """Yield each claim of a question that is not in any of some passages, nor a name that is known."""
    if not is_english(entry):
        return
    quotes = [
        (passage.quote, _language(entry.source(passage, course.info), course))
        for passage in passages
    ]
    evidence = _Evidence(quotes, known)
    for path, text in _claimed_texts(entry.question):
        found = [*formulas(text)]
        claims = evidence.missing(plain(_without(found, text)))
        in_formulas = (evidence.missing_numbers(shown_in_line(f.latex)) for f in found)
        for kind, words in dict.fromkeys(chain(claims, *in_formulas)):
            yield MissingClaim(path, kind, words)


def _without(found: Iterable[Hidden], text: str) -> str:
    """Return a text with dots in place of its formulas, whose letters are no names."""
    for formula in found:
        length = formula.end - formula.start
        text = f"{text[: formula.start]}{'…'.center(length)}{text[formula.end :]}"
    return text


def course_words(course: Course) -> set[str]:
    """Return the words of names, titles and credits in the course file."""
    info = course.info
    texts = [info.title, *(work.title for work in info.works)]
    texts += [name for person in info.people for name in person.names]
    for source in info.sources:
        texts += [source.title, source.credit or "", *(region.name for region in source.sections)]
    return _words(" | ".join(texts))


def _language(source: str | None, course: Course) -> str:
    found = course.info.source(source) if source else None
    return found.language if found else "en"


class _Evidence:
    """The quotes of a question, each with its language, and what they contain, extracted when it is
    first needed."""

    def __init__(self, quotes: list[tuple[str, str]], known: set[str]) -> None:
        self._parts = quotes
        self._quotes = " | ".join(words for words, _ in quotes)
        self._known = known

    def missing(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield each claim that is not in the quotes: its kind and its words."""
        named = names(text)
        starts = [name.start for name in named]
        for claim in numbers(text):
            before = bisect_right(starts, claim.start)
            in_name = before > 0 and claim.start < named[before - 1].end
            # "the two" refers to two things already mentioned
            refers = claim.value == "2" and text.endswith(("the ", "The "), 0, claim.start)
            if not in_name and not refers and not covers(claim.value, self._numbers):
                yield "number", text[claim.start : claim.end]
        for name in named:
            if name.value not in self._known and name.value not in self._vocabulary:
                yield "name", text[name.start : name.end]
        for phrase in quoted(text):
            if folded(phrase).casefold().rstrip(".,;:!?…") not in self._folded:
                yield "phrase", phrase

    def missing_numbers(self, line: str) -> Iterator[tuple[str, str]]:
        """Yield each number of a formula that is not in the quotes, except for coefficients such as 2."""
        for words in re.findall(r"\d[\d.,]*\d", line):  # without its unit: m is no million
            if not all(covers(claim.value, self._numbers) for claim in numbers(words)):
                yield "number", words

    @cached_property
    def _numbers(self) -> set[str]:
        return {value for words, lang in self._parts for value in _values(words, lang)}

    @cached_property
    def _vocabulary(self) -> set[str]:
        return _words(self._quotes) | {name.value for name in names(self._quotes)}

    @cached_property
    def _folded(self) -> str:
        return folded(self._quotes).casefold()


def _values(words: str, lang: str) -> Iterator[str]:
    """Yield the values of the numbers in a quote, as they are written in its language."""
    if lang.split("-")[0] == "en":
        yield from (claim.value for claim in numbers(words))
        return
    for found in numbers_in(words, language_or_default(lang)):
        yield str(found.value)
        if found.unit in ("date", "time"):  # whose values are others than the figures
            yield from re.findall(r"\d+", found.written)


def _claimed_texts(question: Question) -> Iterator[tuple[KeyPath, str]]:
    """Yield the texts of a question that claim something to be true."""
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


def _words(text: str) -> set[str]:
    """Return the words of a text, and the parts of hyphenated ones."""
    words = {word.casefold().removesuffix("'s") for word in words_of(folded(text))}
    return words | {part for word in words if "-" in word for part in word.split("-")}
