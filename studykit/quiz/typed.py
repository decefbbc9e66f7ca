"""Typed answers: which are right, and which are almost right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from difflib import SequenceMatcher
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import NamedTuple
from unicodedata import category, normalize

from ..bank.model import Type
from ..bank.prose import plain
from ..language import Language, language_or_default
from ..language.figures import VULGAR
from ..language.fold import flat, lower
from ..language.lexicon import table
from ..language.numbers import number, numbers
from .letters import folded, spelling_cost
from .slips import LETTER, MOST, negations, slip_cost


class Outcome(StrEnum):
    """The mark of an answer; a `CLOSE` one differs from a right one only by typing errors."""

    RIGHT = "right"
    CLOSE = "close"
    WRONG = "wrong"


def compare(
    typed: str, expected: Type, lang: str = "en", vocabulary: Set[str] = frozenset()
) -> Outcome:
    """Compare a typed answer with the expected one, and with others that count as right.

    Case, accents, punctuation, white space and an English article at the start are ignored, and
    numbers are compared by value, in the notation of the language.  `CLOSE` allows one slip in a word
    of five letters or more and two in one of eight or more, if they do not make another word: one with
    another beginning or ending, a number, a name, or one of the `vocabulary`.
    """
    known = language_or_default(lang)
    given = _readings(typed, known)
    outcomes = {
        _outcome(one, other, known, vocabulary)
        for text in (expected.answer, *expected.accept)
        for other in _readings(plain(text), known)
        for one in given
        if one.by_value == other.by_value
    }
    if Outcome.RIGHT in outcomes:
        return Outcome.RIGHT
    return Outcome.CLOSE if Outcome.CLOSE in outcomes else Outcome.WRONG


def amounts(typed: str, unit: str | None, lang: str = "en") -> Iterator[Fraction]:
    """Yield the values of a typed number, with or without its unit; none if it is not a number.

    If the unit begins with a scale, as in "million dollars", the number may be typed in full or with a
    scale of its own: "$1.3 million".
    """
    known = language_or_default(lang)
    typed = _SPACED_SLASH.sub(r"\1", typed)
    if unit == "times":
        typed = _MULTIPLE.sub(" times", typed)
    value = number(typed, known, unit)
    if value is not None and not _is_ordinal(typed, value, known):
        yield value
    scale = next(numbers(f"1 {unit}", known), None) if unit else None
    if scale and scale.value != 1 and not _BARE.fullmatch(flat(typed)):
        value = number(typed, known, scale.unit)
        if value is not None:
            yield value / scale.value


_BARE = re.compile(r"[\d.,' ]*")
_MULTIPLE = re.compile(r"(?<=\d)\s?[x×]\s*$")


# An answer as words and numbers


class Numeral(NamedTuple):
    """A number in an answer."""

    value: Fraction
    unit: str
    ordinal: bool
    plus: bool
    """Whether it has a plus sign."""

    def fits(self, expected: Numeral) -> bool:
        """Whether it is the expected number; a plus sign may be added, but not left out."""
        return self._replace(plus=False) == expected._replace(plus=False) and (
            self.plus or not expected.plus
        )


AnswerWord = str | Numeral
"""A word in lower case, or a number."""


class Reading(NamedTuple):
    """An answer in words, with numbers by value or as they are written, and the article left out."""

    words: list[AnswerWord]
    by_value: bool
    article: str = ""


def _readings(text: str, language: Language) -> list[Reading]:
    """Return the ways to read an answer."""
    text = _SPACED_SIGN.sub(r"\1", _SPACED_SLASH.sub(r"\1", flat(text).strip()))
    texts = [("", text)]
    if match := _article(language).match(text):
        texts.append((match[0].strip().casefold(), text[match.end() :]))
    texts += [
        (article, in_figures)
        for article, rest in texts
        if (in_figures := _with_ordinals_in_figures(rest, language)) != rest
    ]
    readings = []
    for article, rest in texts:
        written: list[AnswerWord] = [*words(rest, language)]
        readings.append(Reading(written or [rest], by_value=False, article=article))
        counted = [*_words_and_numbers(rest, language)]
        readings.append(Reading(counted or [rest], by_value=True, article=article))
    return readings


def _with_ordinals_in_figures(text: str, language: Language) -> str:
    """Return a text with "first" as "1st" and "twenty-first" as "21st"."""
    if not language.numerals.first_ordinals:
        return text
    pattern, values = _first_ordinals(language)

    def in_figures(match: re.Match[str]) -> str:
        tens = number(match["tens"], language) if match["tens"] else 0
        if tens is None:
            return match[0]
        ending = language.numerals.ordinal_endings.split()[0]
        return f"{tens + values[match['word'].casefold()]}{ending}"

    return pattern.sub(in_figures, text)


@cache
def _first_ordinals(language: Language) -> tuple[re.Pattern[str], dict[str, Fraction]]:
    lines = table(language.numerals.first_ordinals)
    values = {word: value for value, written in lines for word in written}
    word = "|".join(values)
    return re.compile(rf"\b(?:(?P<tens>\w+ty)-)?(?P<word>{word})\b", re.IGNORECASE), values


_SPACED_SIGN = re.compile(rf"^([-–+])\s+(?=[$€£¥]?[\d.{VULGAR}])")
_SPACED_SLASH = re.compile(r"(?<=\d)\s*([/:])\s*(?=\d)")


@cache
def _article(language: Language) -> re.Pattern[str]:
    """Return a pattern for an article at the start of a longer answer."""
    articles = [re.escape(article) for article in language.articles.split()]
    apart = "|".join(article for article in articles if not article.endswith("'"))
    joined = "|".join(article for article in articles if article.endswith("'"))
    return re.compile(rf"(?:(?:{apart or '(?!)'})\s+|(?:{joined or '(?!)'}))(?=\S)", re.IGNORECASE)


def _words_and_numbers(text: str, language: Language) -> Iterator[AnswerWord]:
    end = 0
    for found in numbers(text, language, alone=True):
        if found.unit in ("date", "time"):
            continue
        yield from words(text[end : found.start], language)
        ordinal = _is_ordinal(found.written, found.value, language)
        yield Numeral(found.value, found.unit, ordinal, found.written.startswith("+"))
        end = found.end
    yield from words(text[end:], language)


def _is_ordinal(written: str, value: Fraction, language: Language) -> bool:
    """Whether a number says a place in a row: eighth, 8th."""
    numerals = language.numerals
    if not numerals.ordinals or value.denominator != 1:
        return False
    *_, last = re.split(r"[\s-]", lower(written, language))
    endings = "|".join(numerals.ordinal_endings.split())
    return last in _denominators(language) or bool(re.fullmatch(rf"[\d,]+(?:{endings})", last))


@cache
def _denominators(language: Language) -> frozenset[str]:
    lines = table(language.numerals.fractions)
    return frozenset(word for _, written in lines for word in written)


_RAISED = re.compile("[⁰¹²³⁴-⁹]+")
_BEFORE_FRACTION = re.compile(rf"(?<=\d)(?=[{VULGAR}])")
_IN_WORD = re.compile(r"(?<=[^\W\d_])[.'](?=[^\W\d_])")  # U.S., Moore's
_FIGURE_AND_REST = re.compile(r"([-+]?\d[\d.,:/']*)(\D.*)")
_SIGNS = "%#&@"  # punctuation to Unicode, but they have a meaning in an answer


def words(text: str, language: Language) -> Iterator[str]:
    """Yield the words of a text in lower case, without punctuation; figures as they are written."""
    if text.isascii() and text.isalpha():
        yield lower(text, language)
        return
    text = _RAISED.sub(lambda match: f"^{normalize('NFKC', match[0])}", text)
    text = _BEFORE_FRACTION.sub(" ", text).replace("×", "x")
    text = lower(normalize("NFKC", text), language).translate(_DASHES)
    text = _IN_WORD.sub("", text)
    shown = "".join(
        _without_punctuation(character, text[at - 1 : at] or " ", text[at + 1 : at + 2])
        for at, character in enumerate(text)
    )
    for word in shown.split():
        if match := _FIGURE_AND_REST.fullmatch(word):
            yield from match.groups()
        else:
            yield word


_DASHES = str.maketrans(dict.fromkeys("–—", "-") | {"⁄": "/"})


def _without_punctuation(character: str, before: str, after: str) -> str:
    kind = category(character)
    if kind == "Cf":  # zero width
        return ""
    if after.isdigit() and (
        (character in ".,:/'" and before.isdigit()) or (character == "-" and before.isspace())
    ):
        return character
    if kind == "Sk" or (kind[0] in "PC" and character not in _SIGNS):
        return " "
    return character


# Two answers


def _outcome(given: Reading, right: Reading, language: Language, vocabulary: Set[str]) -> Outcome:
    cost = _answer_cost(given.words, right.words, language, vocabulary)
    if cost is None and _are_joined(given.words, right.words, language):
        cost = LETTER
    if cost is None or cost > MOST:
        return Outcome.WRONG
    has_gender = language.code.partition("-")[0] != "en"
    if right.article and has_gender and given.article != right.article:
        return Outcome.CLOSE
    return Outcome.CLOSE if cost else Outcome.RIGHT


def _answer_cost(
    given: Sequence[AnswerWord],
    right: Sequence[AnswerWord],
    language: Language,
    vocabulary: Set[str],
) -> int | None:
    """Return the cost of the slips in an answer; None if a word of it is wrong."""
    if len(given) != len(right):
        return None
    total = 0
    for word, expected in zip(given, right, strict=True):
        cost = _word_cost(word, expected, language, vocabulary)
        if cost is None:
            return None
        total += cost
    return total


def _word_cost(
    word: AnswerWord, expected: AnswerWord, language: Language, vocabulary: Set[str]
) -> int | None:
    if isinstance(word, Numeral):
        return 0 if isinstance(expected, Numeral) and word.fits(expected) else None
    if isinstance(expected, Numeral):
        return None
    if word == expected:
        return 0
    cost = spelling_cost(word, expected, language)
    if cost is None and not _FIGURES.search(word + expected):
        cost = slip_cost(word, expected, language, vocabulary)
    return cost


_FIGURES = re.compile(r"\d+")


def _are_joined(
    given: Sequence[AnswerWord], right: Sequence[AnswerWord], language: Language
) -> bool:
    """Whether two answers differ only in the spaces between words; "not able" is not "notable"."""
    if any(isinstance(word, Numeral) for word in (*given, *right)):
        return False
    one, other = ["".join(folded(str(word)) for word in words) for words in (given, right)]
    if one != other or _figures(given) != _figures(right):
        return False
    fewer, more = sorted((given, right), key=len)
    known = negations(language)
    return known.isdisjoint(more) or not known.isdisjoint(fewer)


def _figures(words: Iterable[AnswerWord]) -> list[str]:
    """Return the runs of figures in words; figures of two words are never one run."""
    return [run for word in words for run in _FIGURES.findall(str(word))]


# What differs


def nearest(typed: str, expected: Type) -> str:
    """Return the right answer that is most like a typed one, without Markdown."""
    texts = (plain(text) for text in (expected.answer, *expected.accept))
    return max(texts, key=lambda text: _similarity(typed, text))


def differences(typed: str, expected: Type) -> list[tuple[str, str]]:
    """Return the words that differ from the nearest right answer, in pairs: typed, expected.

    Returns nothing if the two have little in common.
    """
    meant = nearest(typed, expected)
    if _similarity(typed, meant) < 0.5:
        return []
    given, right = typed.split(), meant.split()
    matcher = SequenceMatcher(
        None, [word.casefold() for word in given], [word.casefold() for word in right]
    )
    differing: list[tuple[str, str]] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            continue
        if b - a == d - c:
            differing += zip(given[a:b], right[c:d], strict=True)
        else:
            differing.append((" ".join(given[a:b]), " ".join(right[c:d])))
    return differing


def _similarity(a: str, b: str) -> float:
    """Return how similar two answers are, from 0 to 1; case and white space are ignored."""
    first, second = (" ".join(text.casefold().split()) for text in (a, b))
    return SequenceMatcher(None, first, second).ratio()
