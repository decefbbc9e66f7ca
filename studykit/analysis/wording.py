"""What the rules on wording share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from sys import intern
from typing import NamedTuple
from unicodedata import normalize

from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.load import Course, Entry
from ..bank.prose import plain
from ..diagnostics import Finding, KeyPath
from ..source.fold import folded, words_of

FUNCTION_WORDS = frozenset(
    "a an the and or but nor so yet if then than that this these those there here it its he him his"
    " she her they them their we us our you your i me my who whom whose which what when where why how"
    " is are was were be been being am do does did has have had can could may might must shall should"
    " will would not no of in on at by to for from with without into onto over under about after"
    " before between through during as because while until also only just very more most much many"
    " some any each every all both either neither one other another such own same too".split()
)
"""English words that carry grammar more than meaning."""

LIGHT_WORDS = FUNCTION_WORDS - frozenset(
    "no not nor before after between over under without during until while if then only very more"
    " most much many some any each every all both either neither one other another such own same too"
    " also just can could may might must should who whose when where why how".split()
)
"""Those of them that hardly turn what is said or asked."""

QUESTION_WORDS = frozenset("what which who whom whose when where why how".split())

AUXILIARIES = frozenset(
    "is are was were am do does did has have had can could may might must shall should will would"
    " isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't can't cannot couldn't"
    " mustn't shouldn't won't wouldn't".split()
)
"""English verbs that a yes-or-no question begins with."""


Tokens = tuple[str, ...]


def is_english(entry: Entry) -> bool:
    lang = entry.lang
    return lang == "en" or lang.casefold().partition("-")[0] == "en"


def choices(course: Course) -> list[ChoiceQuestion]:
    """The multiple-choice questions of a course; their options are put together but once."""
    return course.memoize(_choices)


def _choices(course: Course) -> list[ChoiceQuestion]:
    return [
        ChoiceQuestion(entry, entry.question, options(entry.question))
        for entry in course.entries
        if isinstance(entry.question, MultipleChoice)
    ]


@lru_cache(maxsize=1 << 17)  # many rules ask for the words of the same texts
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text in small Markdown, in order, without marks and case."""
    return tuple(map(intern, words_of(folded(plain(text)).casefold())))


def negates(words: Iterable[str]) -> bool:
    """Whether one of some words is "not", or has it in it."""
    return any(word in _NOT or word.endswith("n't") for word in words)


_NOT = frozenset("not never cannot".split())


def content(text: str) -> set[str]:
    """The words of a text that carry meaning."""
    return {word for word in tokens(text) if word not in FUNCTION_WORDS}


class PlainOption(NamedTuple):
    """An option of a multiple-choice question as it is read, and where it stands."""

    text: str
    right: bool
    path: KeyPath
    keep_last: bool
    explained: bool

    def finding(self, message: str, entry: Entry, help: str) -> Finding:
        return Finding(message, entry.file, (*entry.path, *self.path), help)


class ChoiceQuestion(NamedTuple):
    """A multiple-choice question, and its options as they are read."""

    entry: Entry
    question: MultipleChoice
    options: list[PlainOption]


def options(question: MultipleChoice) -> list[PlainOption]:
    """The options of a question, the keys first."""
    return [
        PlainOption(plain(o.text), right, (name, n, "text"), o.keep_last, o.why is not None)
        for name, right, listed in (
            ("key", True, question.key),
            ("distractors", False, question.distractors),
        )
        for n, o in enumerate(listed)
    ]


def alike(text: str) -> str:
    """What two options are that differ only in their signs, case or spaces (NFKC)."""
    return " ".join(normalize("NFKC", plain(text)).casefold().split())


BLANK = "0blank0"
"""A word for what is left out of a text, where "_" would be looked at as markup."""


# Endings that make words of words (innovation, innovative), and those that bend them.
_MADE = re.compile(
    r"(.{5,}?)(?:at(?:e[sd]?|ing|ions?|ors?|ive)|ions?|ors?|ers?|ives?|ments?|ness|al(?:s|ly)?"
    r"|it(?:y|ies)|ly)"
)
_BENT = re.compile(r"(.{3,}?)(?:ies|ied|ings?|ed|es|(?<!s)s|[ey])")
_DOUBLE = re.compile(r"([^\W\daeiou])\1$")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """What the forms of an English word share, roughly: "innov" of innovation and innovative."""
    word = word.removesuffix("'s").rstrip("'")
    found = _MADE.fullmatch(word) or _BENT.fullmatch(word)
    word = found[1] if found else word
    return _DOUBLE.sub(r"\1", word) if word[-1:] == word[-2:-1] else word


@lru_cache(maxsize=1 << 15)
def bare(text: str) -> str:
    """A text in small Markdown without marks, and with the word "quotation" for each quotation."""
    flat = folded(plain(text))
    if '"' not in flat and "'" not in flat:
        return flat
    return re.sub(r"\"[^\"]+\"|(?<!\w)'[^']+'(?!\w)", "quotation", flat)


@lru_cache(maxsize=1 << 15)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, quotations set aside; "the U.S. Navy" and "Dr. Ng" are not cut."""
    said = bare(text)
    if not _STOP.search(said):
        return (said,)
    return tuple(re.split(r"(?<=[.?!])(?<!\b[A-Z]\.)(?<!\b[DM]r\.)(?<!\bvs\.)\s+(?=[A-Z])", said))


_STOP = re.compile(r"[.?!]\s")


def questions(text: str) -> list[str]:
    """The sentences of a text that end in a question mark."""
    return [sentence for sentence in sentences(text) if sentence.endswith("?")]


def length(text: str) -> int:
    """How many words a text has; of characters that are words by themselves, two count as one."""
    words = tokens(text)
    return len(words) - sum(len(word) == 1 and word > "\u0e00" for word in words) // 2


def holds(words: Tokens, sought: Tokens) -> bool:
    """Whether words stand among others, all of them and in one row."""
    return row(words, sought) is not None


def row(words: Tokens, sought: Tokens) -> int | None:
    """Where words first stand among others, all of them and in one row."""
    if not sought or sought[0] not in words:
        return None
    first, length = sought[0], len(sought)
    at = -1
    for _ in range(words.count(first)):
        at = words.index(first, at + 1)
        if words[at : at + length] == sought:
            return at
    return None


def name_words(course: Course) -> set[str]:
    """The words of what people and sources are called, which any prompt may need."""
    named = [name for person in course.info.people for name in person.names]
    named += [source.name for source in course.info.sources if source.short]
    return {word.removesuffix("'s") for name in named for word in tokens(name)}
