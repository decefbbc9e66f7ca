"""Words whose omission changes what a sentence says: negations, modals, conditions, hedges, limits.

They are found in the whole sentence, because many of them can only be told from other words by what is
beside them: `will` is a verb in “it will rain” and a noun in “the will of the town”; 不 negates in
不怕 and does not in 不过.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from .fold import flat, lower, taken_out
from .model import Kind, Language, WordList
from .numbers import numbers

WORD_KINDS = (Kind.NEGATION, Kind.CONDITION, Kind.MODAL, Kind.HEDGE, Kind.LIMIT)

_LETTERS = r"\w\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u0900-\u0963"
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
    return _Reading(text, language).hits(kinds)


def turns(text: str, start: int, end: int, language: Language) -> list[Hit]:
    """Return the words and numbers that a hidden stretch of a text takes away, in order.

    Judged on the sentences that the stretch touches.  A set phrase of which only a part is hidden
    counts too: “not … rich” for “not only rich”.
    """
    first, last = _sentence(text, start, end)
    reading = _Reading(text[first:last], language)
    found = [*reading.hits(WORD_KINDS), *reading.numbers()]
    found += [
        hit
        for hit in reading.set_phrases()
        if not (start <= hit.start + first and hit.end + first <= end)
    ]
    overlapping = (_shifted(hit, first) for hit in found)
    return sorted(
        (hit for hit in overlapping if hit.start < end and start < hit.end),
        key=lambda hit: (hit.start, hit.end),
    )


def clipped(text: str, start: int, end: int, language: Language) -> list[Hit]:
    """Return the words beside a quote, in its sentence, that change its meaning; the nearest first.

    A word before it counts if no comma or dash is between them, except that of an inserted hedge
    (“the well, some say, was old”).  Behind it count the kinds that the language puts there.
    """
    first, last = _sentence(text, start, end)
    if text[start:end].rstrip(_CLOSING).endswith(_ENDS):
        last = end
    reading = _Reading(text[first:last], language)
    found = [_shifted(hit, first) for hit in reading.hits(WORD_KINDS)]
    near = [hit for hit in found if _is_before(hit, text, first, start, language)]
    near += [hit for hit in found if _is_after(hit, text, end, language)]
    near += _cut(text, start, end, [_shifted(hit, first) for hit in reading.set_phrases()])
    near += _cut(text, start, end, [_shifted(hit, first) for hit in reading.numbers()])
    return sorted(near, key=lambda hit: max(start - hit.end, hit.start - end))


# Sentences

_ENDS = tuple(".!?…。！？؟।۔")
_CLOSING = "\"'”’»›)]」』）〕 \n"
_END = re.compile(rf"[.!?…؟।۔]+[{re.escape(_CLOSING.strip())}]*(?=\s|$)|[。！？][」』”’）]*|[\n\x00]")
_FARTHEST = 300  # characters beside a stretch in which its sentence is looked for


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentences that a stretch touches begin and end, as far as it matters."""
    first = max(0, start - _FARTHEST)
    for match in _END.finditer(text, first, start):
        if not _is_abbreviation(text, match):
            first = match.end()
    last = min(len(text), end + _FARTHEST)
    for match in _END.finditer(text, max(start, end - 1), last):
        if match.start() >= end - 1 and not _is_abbreviation(text, match):
            last = max(end, match.end())
            break
    return first, last


_SHORT = re.compile(r"(?:^|[\s(\x00])(?:\w|\d{1,3}|[A-ZÄÖÜ]\w{1,3}|[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2})*)$")


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    """Whether a full stop may belong to its word: `Dr. Bee`, `z. B.`, `3. Mai`.

    To take an end for an abbreviation only makes the stretch longer that is looked at.
    """
    if match[0] != ".":
        return False
    return _SHORT.search(text[max(0, match.start() - 8) : match.start()]) is not None


# Beside a quote

_BREAK = re.compile(r"[,;:—–(，、；：（]|\s-\s")
_LONGEST_INSERTION = 5  # words


def _is_before(hit: Hit, text: str, first: int, start: int, language: Language) -> bool:
    if hit.start >= start:
        return False
    if hit.end > start:  # the quote begins inside of it
        return True
    between = text[hit.end : start]
    if _distance(between, language) + _distance(hit.word, language) > max(
        language.before, _distance(hit.word, language)
    ):
        return False
    if not _BREAK.search(between):
        return True
    if hit.kind is not Kind.HEDGE:
        return False
    head, comma, tail = between.rpartition(between.strip()[-1:])
    if comma not in ",，、—–" or tail.strip() or _BREAK.search(head):
        return False
    clause = _BREAK.split(text[first : hit.start])[-1]
    return _distance(clause + hit.word + head, language) <= _LONGEST_INSERTION * _width(language)


def _is_after(hit: Hit, text: str, end: int, language: Language) -> bool:
    if hit.end <= end:
        return False
    between = text[end : hit.start]
    if hit.kind not in language.follows.split():
        return hit.value in language.next_words.split() and not between.strip()
    if hit.start < end:  # the quote ends inside of it
        return True
    if _distance(between, language) >= language.after:
        return False
    if hit.kind in (Kind.CONDITION, Kind.HEDGE):
        return True
    return not _BREAK.search(between) and _has_none(between, language.clause_words)


def _has_none(text: str, words: str) -> bool:
    return set(words.split()).isdisjoint(text.lower().split())


def _distance(text: str, language: Language) -> int:
    """How many words a stretch has; characters where words are written without spaces."""
    return len(text.split()) if language.spaced else sum(c.isalnum() for c in text)


def _width(language: Language) -> int:
    return 1 if language.spaced else 2


def _cut(text: str, start: int, end: int, found: list[Hit]) -> Iterator[Hit]:
    """What a quote cuts in two: the part that is left out."""
    for hit in found:
        if hit.start < start < hit.end:
            yield hit._replace(end=start, word=text[hit.start : start].strip())
        if hit.start < end < hit.end:
            yield hit._replace(start=end, word=text[end : hit.end].strip())


def _shifted(hit: Hit, by: int) -> Hit:
    return hit._replace(start=hit.start + by, end=hit.end + by)


# Words of the lists


class _Reading:
    """A text as it is searched: signs folded, in lower case, without look-alikes."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self._places: list[int] | None = None
        shown = flat(text)
        if language.marks and re.search(language.marks, shown):
            kept = [n for n, sign in enumerate(shown) if not re.match(language.marks, sign)]
            self._places = [*kept, len(shown)]
            shown = "".join(shown[n] for n in kept)
        self._shown = shown
        self._low = taken_out(_pattern(language, "lookalikes"), lower(shown, language))
        pseudo = _pattern(language, "pseudo")
        self._set = [m.span() for m in pseudo.finditer(self._low)] if pseudo else []

    def hits(self, kinds: Sequence[Kind]) -> list[Hit]:
        found = [hit for kind in kinds for hit in self._of_kind(kind)]
        return sorted(found, key=lambda hit: (hit.start, hit.end))

    def set_phrases(self) -> Iterator[Hit]:
        """The set phrases that have a negation in them."""
        negation = _pattern(self.language, Kind.NEGATION)
        for start, end in self._set:
            if negation and negation.search(self._low, start, end):
                yield self._hit(Kind.NEGATION, start, end)

    def numbers(self) -> Iterator[Hit]:
        for number in numbers(self.text, self.language):
            sure = self.language.blocks
            yield Hit(Kind.NUMBER, str(number.value), number.start, number.end, number.written, sure)

    def _of_kind(self, kind: Kind) -> Iterator[Hit]:
        language = self.language
        low = self._low
        if kind is Kind.NEGATION and self._set:
            low = taken_out(_pattern(language, "pseudo"), low)
        for pattern, text in (
            (_pattern(language, kind), low),
            (_pattern(language, kind, nouns=True), self._shown),
        ):
            if pattern is None:
                continue
            for match in pattern.finditer(text):
                start, end = match.span()
                if text is low and self._is_name(start, end):
                    continue
                if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in self._set):
                    yield self._hit(kind, start, end)

    def _hit(self, kind: Kind, start: int, end: int) -> Hit:
        doubtful = _pattern(self.language, "doubtful")
        sure = self.language.blocks
        if doubtful and (match := doubtful.match(self._low, start)) and match.end() == end:
            sure = False
        value = _value(" ".join(self._low[start:end].split()), kind, self.language)
        if self._places is not None:
            start, end = self._places[start], self._places[end - 1] + 1
        return Hit(kind, value, start, end, self.text[start:end], sure)

    def _is_name(self, start: int, end: int) -> bool:
        """Whether a word is a name, a title or a noun rather than the word of the list."""
        word = self._shown[start:end]
        if not self.language.capitals or not word[0].isupper() or "'" in word:
            return False
        if len(word) > 1 and word.isupper():  # emphasis
            return False
        begins = _begins_sentence(self._shown, start, self.language)
        following = _FOLLOWING.match(self._shown, end)
        before_capital = following is not None and following[1][0].isupper() and following[1] != "I"
        if not begins:
            return True
        if begins.quoted and before_capital:  # a title: the novel “Never Let Me Go”
            return True
        if word.casefold() not in self.language.names.split() or not before_capital:
            return False
        rest = re.search(r"[.!?\n\x00]", self._shown[end:])
        return rest is None or rest[0] != "?"


class _Beginning(NamedTuple):
    quoted: bool
    """Whether only a quotation mark inside a sentence stands before the word."""


_FOLLOWING = re.compile(r"\s+([^\W\d_]\w*)")
_BEFORE_WORD = re.compile(r"(?:^|(?P<end>[.!?…:;。！？\n\x00—–]))[\s\"'”’»)\]]*[\s\"'“‘«„»(\[¿¡*_•-]*$")
_OPENED = re.compile(r"[\w]\s+[\"'“‘«„»]$")


def _begins_sentence(text: str, start: int, language: Language) -> _Beginning | None:
    """Whether a word is the first of a sentence or of direct speech."""
    before = text[max(0, start - 24) : start]
    if match := _BEFORE_WORD.search(before):
        if match["end"] is None and start > 24:
            return None
        if match["end"] == "." and _abbreviated(before[: match.start("end")], language):
            return None
        return _Beginning(quoted=False)
    return _Beginning(quoted=True) if _OPENED.search(before) else None


def _abbreviated(before: str, language: Language) -> bool:
    word = re.search(r"[^\W\d_]+(?:\.[^\W\d_]+)*$", before)
    return word is not None and (len(word[0]) == 1 or word[0] in language.abbreviations.split())


@cache
def _values(language: Language, kind: Kind) -> tuple[tuple[str, str], ...]:
    entries = (entry.partition(":") for entry in language.values.split())
    pairs = (pair.partition("=") for of, _, pair in entries if of == kind)
    return tuple((short, full) for short, _, full in pairs)


def _value(word: str, kind: Kind, language: Language) -> str:
    for short, full in _values(language, kind):
        if word == short or (not short[0].isalpha() or short == "n't") and word.endswith(short):
            return full
    return word


@cache
def _pattern(language: Language, name: str, *, nouns: bool = False) -> re.Pattern[str] | None:
    """One regular expression for a word list of a language, the longest entries first."""
    words: WordList = getattr(language, str(name))
    entries = [re.escape(entry).replace(r"\ ", r"\s+") for entry in _entries(words)]
    entries += [line.strip() for line in words.patterns.splitlines() if line.strip()]
    chosen = [entry for entry in entries if _is_noun(entry) == nouns]
    if not chosen:
        return None
    either = "|".join(sorted(chosen, key=len, reverse=True))
    if not language.spaced:
        return re.compile(either)
    return re.compile(rf"(?<![{_LETTERS}])(?:{either})(?![{_LETTERS}])")


def _entries(words: WordList) -> list[str]:
    return words.words.split() + [line.strip() for line in words.phrases.splitlines() if line.strip()]


def _is_noun(entry: str) -> bool:
    return entry[0].isupper()
