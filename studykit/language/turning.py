"""Words whose omission changes what a sentence says: negations, modals, conditions, hedges, limits.

They are looked for in the whole sentence, because many can only be told from other words by what is beside
them: `will` is a verb in “it will rain” and a noun in “the will of the town”; 不 negates in 不怕 and does not
in 不过.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from ..regex import regex
from .fold import MARKS, flat, lower, taken_out
from .model import Kind, Language, WordList
from .numbers import may_count, numbers
from .sentences import CLOSING, ENDS, around, is_name

WORD_KINDS = (Kind.NEGATION, Kind.CONDITION, Kind.MODAL, Kind.HEDGE, Kind.LIMIT)


class Hit(NamedTuple):
    """A word that changes the meaning (offsets, the end exclusive).

    `word` is the word as written, `value` its usual form for comparisons: `not` for `don’t`.  `sure` is
    False for a word that often means something else, and in a language whose lists are not reviewed.
    """

    kind: Kind
    value: str
    start: int
    end: int
    word: str
    sure: bool


def hits(text: str, language: Language, kinds: Sequence[Kind] = WORD_KINDS) -> list[Hit]:
    """Return the words of the lists in a text, in order; set phrases and names are passed over."""
    return _Reading(text, 0, len(text), language).words(kinds)


def turns(text: str, start: int, end: int, language: Language) -> list[Hit]:
    """Return the words and numbers that a hidden stretch of a text takes away, in order.

    They are judged by the sentences that the stretch touches.  A set phrase of which only a part is
    hidden counts too: “not … rich” for “not only rich”.
    """
    reading = _Reading(text, *around(text, start, end, language), language)
    found = [*reading.words(WORD_KINDS), *reading.numbers()]
    found += [hit for hit in reading.set_phrases() if not start <= hit.start <= hit.end <= end]
    hidden = [hit for hit in found if hit.start < end and start < hit.end]
    return sorted(hidden, key=lambda hit: (hit.start, hit.end))


def clipped(text: str, start: int, end: int, language: Language) -> list[Hit]:
    """Return the words beside a quote, in its sentence, that change its meaning; the nearest first.

    Before it, a word counts unless a comma or dash comes between, except that of an inserted hedge (“the
    well, some say, was old”).  After it, the kinds count that the language puts there.  Words, set phrases
    and numbers count that the quote cuts in two; `word` is then what it leaves out of a number.
    """
    first, last = around(text, start, end, language, _NEARBY)
    if text[start:end].rstrip(CLOSING).endswith(ENDS):
        last = end
    near: list[Hit] = []
    sides = []
    if not text[first:start].strip():  # the quote begins its sentence
        first = start
    if first < start:
        sides.append((first, min(end, start + _MARGIN)))
    if end < last:
        sides.append((max(start, end - _MARGIN), last))
    for at, to in sides:
        if not _may_turn(text[at:to], language):
            continue
        reading = _Reading(text, at, to, language)
        near += [
            hit
            for hit in reading.words(WORD_KINDS)
            if _is_beside(hit, text, at, start, end, language)
        ]
        near += [hit for hit in reading.set_phrases() if _is_cut(hit, start, end)]
    near += _cut_numbers(text, first, last, start, end, language)
    return sorted(set(near), key=lambda hit: (max(start - hit.end, hit.start - end), hit))


# Beside a quote

_NEARBY = 64  # characters, which are more than enough for these words
_MARGIN = 24  # characters of a quote in which a phrase that it cuts may go on
_LONGEST_INSERTION = 5  # words
_CLOSE = 2  # words or letters: farther away, a modal or limit belongs to another word
_BREAK = regex(r"[,;:—–(，、；：（]|\s-\s")
_INSERTED = regex(r"([^,;:—–(，、；：（]*)[,，、—–]\s*")  # the rest of an insertion, and its end


def _may_turn(text: str, language: Language) -> bool:
    """Whether a text may have a word of the lists: a quick look."""
    if not text.isascii() and _passed_over(language).search(text):
        return True
    return _may_have((*WORD_KINDS, "pseudo"), lower(flat(text), language), language)


def _may_have(names: tuple[str, ...], low: str, language: Language) -> bool:
    """Whether a text in lower case may have a word of some lists: far cheaper than their patterns."""
    first_words, patterns = _beginnings(names, language)
    if not first_words.isdisjoint(_LETTERS.findall(low)):
        return True
    return patterns is not None and patterns.search(low) is not None


def _is_cut(hit: Hit, start: int, end: int) -> bool:
    return hit.start < start < hit.end or hit.start < end < hit.end


def _is_beside(hit: Hit, text: str, first: int, start: int, end: int, language: Language) -> bool:
    if _is_cut(hit, start, end):
        return True
    if hit.end <= start:
        return _is_before(hit, text, first, start, language)
    return hit.start >= end and _is_after(hit, text, end, language)


def _is_before(hit: Hit, text: str, first: int, start: int, language: Language) -> bool:
    between = text[hit.end : start]
    reach = _CLOSE if hit.kind in (Kind.MODAL, Kind.LIMIT) else language.before
    if _length(between, language) >= reach:
        return False
    if not _BREAK.search(between):
        return True
    inserted = _INSERTED.fullmatch(between)
    if hit.kind is not Kind.HEDGE or inserted is None:
        return False
    clause = _BREAK.split(text[first : hit.start])[-1] + hit.word + inserted[1]
    return _length(clause, language) <= _LONGEST_INSERTION * (1 if language.spaced else 2)


def _is_after(hit: Hit, text: str, end: int, language: Language) -> bool:
    between = text[end : hit.start]
    if hit.kind not in language.follows.split():
        return hit.value in language.next_words.split() and not between.strip()
    if _length(between, language) >= language.after:
        return False
    if hit.kind in (Kind.CONDITION, Kind.HEDGE):
        return True
    words = between.lower().split()
    return not _BREAK.search(between) and set(words).isdisjoint(language.clause_words.split())


def _length(text: str, language: Language) -> int:
    """The number of words; of letters if words are written without spaces."""
    return len(text.split()) if language.spaced else sum(c.isalnum() for c in text)


def _cut_numbers(
    text: str, first: int, last: int, start: int, end: int, language: Language
) -> Iterator[Hit]:
    """Yield what a quote leaves out of the numbers that it cuts in two."""
    if first < start and may_count(text[max(first, start - _MARGIN) : start + _MARGIN], language):
        for number in numbers(text[first:end], language):
            at, to = number.start + first, number.end + first
            if at < start < to:
                yield _number_hit(number.value, text, at, start, language)
    if end < last and may_count(text[max(start, end - _MARGIN) : end + _MARGIN], language):
        for number in numbers(text[start:last], language):
            at, to = number.start + start, number.end + start
            if at < end < to:
                yield _number_hit(number.value, text, end, to, language)


def _number_hit(value: Fraction, text: str, start: int, end: int, language: Language) -> Hit:
    return Hit(Kind.NUMBER, str(value), start, end, text[start:end].strip(), language.blocks)


# Words of the lists


class _Reading:
    """A stretch of a text as it is searched: signs folded, in lower case, without look-alikes."""

    def __init__(self, text: str, first: int, last: int, language: Language) -> None:
        self._text = text
        self._first = first
        self._last = last
        self._language = language
        shown = flat(text[first:last])
        self._places: list[int] | None = None
        passed_over = _passed_over(language)
        if passed_over.search(shown):
            self._places = [n for n, sign in enumerate(shown) if not passed_over.match(sign)]
            shown = "".join(shown[n] for n in self._places)
        self._shown = shown
        self._lower = lower(shown, language)
        self._low = taken_out(_pattern(language, "lookalikes"), self._lower)
        pseudo = _pattern(language, "pseudo")
        self._set = [match.span() for match in pseudo.finditer(self._low)] if pseudo else []

    def words(self, kinds: Sequence[Kind]) -> list[Hit]:
        found = [hit for kind in kinds for hit in self._of_kind(kind)]
        return sorted(found, key=lambda hit: (hit.start, hit.end))

    def set_phrases(self) -> Iterator[Hit]:
        """Yield the set phrases that have a negation in them."""
        negation = _pattern(self._language, Kind.NEGATION)
        for start, end in self._set:
            if negation and negation.search(self._low, start, end):
                yield self._hit(Kind.NEGATION, start, end)

    def numbers(self) -> Iterator[Hit]:
        for number in numbers(self._text[self._first : self._last], self._language):
            start, end = number.start + self._first, number.end + self._first
            yield _number_hit(number.value, self._text, start, end, self._language)

    def _of_kind(self, kind: Kind) -> Iterator[Hit]:
        language = self._language
        low = self._low
        if not _may_have((kind,), self._lower, language):
            return
        if kind is Kind.NEGATION and self._set:
            low = taken_out(_pattern(language, "pseudo"), low)
        pattern = _pattern(language, kind)
        places = [match.span() for match in pattern.finditer(low)] if pattern else []
        places = [place for place in places if not is_name(self._shown, *place, language)]
        if nouns := _pattern(language, kind, nouns=True):
            places += [match.span() for match in nouns.finditer(self._shown)]
        for place in places:
            if not self._is_in_set_phrase(*place):
                yield self._hit(kind, *place)

    def _is_in_set_phrase(self, start: int, end: int) -> bool:
        """Whether a word is only a part of a set phrase, as “only” is in “not only”."""
        return any(a <= start and end <= b and (a, b) != (start, end) for a, b in self._set)

    def _hit(self, kind: Kind, start: int, end: int) -> Hit:
        doubtful = _pattern(self._language, "doubtful")
        match = doubtful.match(self._low, start) if doubtful else None
        sure = self._language.blocks and (match is None or match.end() != end)
        value = _value(" ".join(self._low[start:end].split()), kind, self._language)
        if self._places is not None:
            start, end = self._places[start], self._places[end - 1] + 1
        start, end = start + self._first, end + self._first
        return Hit(kind, value, start, end, self._text[start:end], sure)


@cache
def _values(language: Language, kind: Kind) -> tuple[tuple[str, str], ...]:
    entries = (entry.partition(":") for entry in language.values.split())
    pairs = (pair.partition("=") for of, _, pair in entries if of == kind)
    return tuple((short, full) for short, _, full in pairs)


def _value(word: str, kind: Kind, language: Language) -> str:
    """Return the word that a short form stands for; `'ll` and `n't` are endings."""
    for short, full in _values(language, kind):
        if word == short or ("'" in short and word.endswith(short)):
            return full
    return word


# Patterns

_INVISIBLE = (
    "\u00ad\u200b-\u200f\u2060-\u2064\u2066-\u2069\ufeff\ue000"  # \ue000: a hyphen at a line's end
)


@cache
def _passed_over(language: Language) -> re.Pattern[str]:
    """Return a pattern for signs inside of words that do not count."""
    return re.compile(f"[{_INVISIBLE}{language.marks}]")


@cache
def _pattern(language: Language, name: str, *, nouns: bool = False) -> re.Pattern[str] | None:
    """Return the regular expression for a word list of a language, the longest entries first."""
    words: WordList = getattr(language, name)
    chosen = [entry for entry in _entries(words) if entry[0].isupper() == nouns]
    return _compiled(chosen, language) if chosen else None


def _compiled(entries: Sequence[str], language: Language) -> re.Pattern[str]:
    either = "|".join(sorted(entries, key=len, reverse=True))
    if not language.spaced:
        return re.compile(either)
    letter = r"\w" if language.capitals else rf"[\w{MARKS}]"
    return re.compile(rf"(?<!{letter})(?:{either})(?!{letter})")


_LETTERS = regex(r"[^\W\d_]+")


@cache
def _beginnings(
    names: tuple[str, ...], language: Language
) -> tuple[frozenset[str], re.Pattern[str] | None]:
    """Return the first run of letters of each word of some lists, and the patterns of the lists.

    All are in lower case.  Where words are written without spaces, everything is a pattern.
    """
    firsts, patterns = set(), []
    for name in names:
        words: WordList = getattr(language, name)
        written, others = _written(words), _patterns(words)
        for entry in written if language.spaced else ():
            firsts.add(_LETTERS.findall(_lower(entry))[0])
        patterns += others if language.spaced else _entries(words)
    lowered = [_lower(entry) for entry in patterns]
    return frozenset(firsts), _compiled(lowered, language) if lowered else None


def _lower(entry: str) -> str:
    """A noun of a list in lower case; a pattern that is lower case stays as it is."""
    return entry[0].lower() + entry[1:]


def _entries(words: WordList) -> list[str]:
    """Return regular expressions for all entries of a list."""
    return [r"\s+".join(map(re.escape, entry.split())) for entry in _written(words)] + _patterns(
        words
    )


def _written(words: WordList) -> list[str]:
    lines = (line.strip() for line in words.phrases.splitlines())
    return [*words.words.split(), *filter(None, lines)]


def _patterns(words: WordList) -> list[str]:
    return [line.strip() for line in words.patterns.splitlines() if line.strip()]
