"""The wording of questions: word lists, tokens, phrases, sentences and options."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from ..bank.kinds.multiple_choice import MultipleChoice, OptionEntry
from ..bank.load import Course, Entry
from ..bank.prose import plain
from ..diagnostics import Finding, KeyPath
from ..regex import regex
from ..source.fold import folded, words_of

FUNCTION_WORDS = frozenset(
    "a an the and or but nor so yet if then than that this these those there here it its he him his"
    " she her they them their we us our you your i me my who whom whose which what when where why how"
    " is are was were be been being am do does did has have had can could may might must shall should"
    " will would not no of in on at by to for from with without into onto over under about after"
    " before between through during as because while until also only just very more most much many"
    " some any each every all both either neither one other another such own same too".split()
)
"""English words that mostly carry grammar, not meaning."""

LIGHT_WORDS = FUNCTION_WORDS - frozenset(
    "no not nor before after between over under without during until while if then only very more"
    " most much many some any each every all both either neither one other another such own same too"
    " also just can could may might must should who whose when where why how".split()
)
"""The function words that can be dropped without changing what a prompt asks."""

QUESTION_WORDS = frozenset("what which who whom whose when where why how".split())

AUXILIARIES = frozenset(
    "is are was were am do does did has have had can could may might must shall should will would"
    " isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't can't cannot couldn't"
    " mustn't shouldn't won't wouldn't".split()
)
"""English verbs that start a yes-or-no question."""

BLANK = "0blank0"
"""A word in place of a blank; "_" would be read as emphasis."""

_NEGATIONS = frozenset("not never cannot".split())

Tokens = tuple[str, ...]


# Words


@cache  # most rules ask for the words of the same texts
def tokens(text: str) -> Tokens:
    """Return the words of a text in order, without Markdown and case; "- 5" is "minus-5"."""
    return tuple(words_of(_SIGN.sub(_sign_word, folded(plain(text)).casefold())))


_SIGN_WORDS = {
    "-": "minus",
    "—": "minus",
    "+": "plus",
    "±": "plus-minus",
    "<": "below",
    ">": "above",
}
_SIGN = regex(r"(?P<sign>[-—+±<>])(?P<space>\s*)(?=[$€£¥]?\.?\d)")
"""A sign before a number."""


def _sign_word(match: re.Match[str]) -> str:
    """Return the word for a sign that belongs to its number: it may be apart only at the start."""
    before = match.string[: match.start()][-1:]
    if before and (match["space"] or not before.isspace()):
        return match[0]
    return f"{_SIGN_WORDS[match['sign']]}-"


def content_words(text: str) -> set[str]:
    """Return the words of a text that carry meaning."""
    return {word for word in tokens(text) if word not in FUNCTION_WORDS}


def length(text: str) -> int:
    """Count the words of a text; in scripts without spaces, two characters count as one word."""
    words = tokens(text)
    characters = sum(len(word) == 1 and word > "\u0e00" for word in words)
    return len(words) - characters // 2


def negates(words: Iterable[str]) -> bool:
    """Return whether one of the words is "not", "never", "cannot" or ends in "n't"."""
    return any(word in _NEGATIONS or word.endswith("n't") for word in words)


def find_phrase(words: Tokens, phrase: Tokens) -> int | None:
    """Return the index at which a phrase first occurs among words, or None."""
    if not phrase or phrase[0] not in words:  # mostly
        return None
    size = len(phrase)
    for start in range(words.index(phrase[0]), len(words) - size + 1):
        if words[start : start + size] == phrase:
            return start
    return None


def contains_phrase(words: Tokens, phrase: Tokens) -> bool:
    return find_phrase(words, phrase) is not None


# Suffixes that derive words (innovation, innovative), and those that inflect them.
_DERIVATION = regex(
    r"(.{5,}?)(?:at(?:e[sd]?|ing|ions?|ors?|ive)|ions?|ors?|ers?|ives?|ments?|ness|al(?:s|ly)?"
    r"|it(?:y|ies)|ly)"
)
_INFLECTION = regex(r"(.{3,}?)(?:ies|ied|ings?|ed|es|(?<!s)s|[ey])")
_DOUBLE_CONSONANT = regex(r"([^\W\daeiou])\1$")


@cache
def stem(word: str) -> str:
    """Return roughly what all forms of an English word share: "innov" for "innovation"."""
    word = word.removesuffix("'s").rstrip("'")
    match = _DERIVATION.fullmatch(word) or _INFLECTION.fullmatch(word)
    if match:
        word = match[1]
    return _DOUBLE_CONSONANT.sub(r"\1", word)


@cache
def content_stem(word: str) -> str:
    """Return the stem of a word that carries meaning, else ""."""
    return "" if word in FUNCTION_WORDS else stem(word)


@cache
def content_stems(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that carry meaning."""
    return frozenset(filter(None, map(content_stem, tokens(text))))


def name_words(course: Course) -> set[str]:
    """Return the words in the names of a course's people and sources, which any prompt may use."""
    named = [name for person in course.info.people for name in person.names]
    named += [source.name for source in course.info.sources if source.short]
    return {word.removesuffix("'s") for name in named for word in tokens(name)}


def is_english(entry: Entry) -> bool:
    lang = entry.lang
    return lang == "en" or lang.casefold().partition("-")[0] == "en"


# Sentences


_QUOTATION = regex(r"\"[^\"]+\"|(?<!\w)'[^']+'(?!\w)")
# The space comes first, and then what is before it: a search skips to a space.
_SENTENCE_END = regex(r"\s(?<=[.?!]\s)(?<!\b[A-Z]\.\s)(?<!\b[DM]r\.\s)(?<!\bvs\.\s)\s*(?=[A-Z])")


@cache  # many rules ask for the sentences of the same prompts
def without_quotations(text: str) -> str:
    """Return a text without Markdown, with the word "quotation" in place of each quotation."""
    text = folded(plain(text))
    return _QUOTATION.sub("quotation", text) if '"' in text or "'" in text else text


@cache
def sentences(text: str) -> tuple[str, ...]:
    """Split a text without its quotations into sentences, but not after "U.S." or "Dr."."""
    return tuple(_SENTENCE_END.split(without_quotations(text)))


def questions(text: str) -> list[str]:
    """Return the sentences of a text that end in a question mark."""
    return [sentence for sentence in sentences(text) if sentence.endswith("?")]


# Options of multiple-choice questions


class PlainOption(NamedTuple):
    """An option of a multiple-choice question in plain text, and its path in the question."""

    text: str
    right: bool
    path: KeyPath
    keep_last: bool
    explained: bool

    def finding(self, message: str, entry: Entry, help: str) -> Finding:
        return Finding(message, entry.file, (*entry.path, *self.path), help)


class ChoiceQuestion(NamedTuple):
    """A multiple-choice question with its plain options, the keys first."""

    entry: Entry
    question: MultipleChoice
    options: list[PlainOption]


def choices(course: Course) -> list[ChoiceQuestion]:
    """Return the multiple-choice questions of a course."""
    return course.memoize(_choices)


def english_choices(course: Course) -> Iterator[ChoiceQuestion]:
    """Yield the multiple-choice questions of a course that are in English."""
    return (choice for choice in choices(course) if is_english(choice.entry))


def _choices(course: Course) -> list[ChoiceQuestion]:
    return [
        ChoiceQuestion(entry, entry.question, options(entry.question))
        for entry in course.entries
        if isinstance(entry.question, MultipleChoice)
    ]


def options(question: MultipleChoice) -> list[PlainOption]:
    """Return the options of a question, the keys first."""
    keys = [_plain_option(key, True, ("key", n)) for n, key in enumerate(question.key)]
    distractors = [
        _plain_option(distractor, False, ("distractors", n))
        for n, distractor in enumerate(question.distractors)
    ]
    return keys + distractors


def _plain_option(option: OptionEntry, right: bool, path: KeyPath) -> PlainOption:
    text = plain(option.text)
    return PlainOption(text, right, (*path, "text"), option.keep_last, option.why is not None)


def normalized(text: str) -> str:
    """Return an option's text such that equal options compare equal (NFKC, case, spaces)."""
    return " ".join(normalize("NFKC", plain(text)).casefold().split())
