"""Typing errors: whether a typed word is a slip of another, or a word of its own."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

from ..language.lexicon import lexicon
from ..language.model import Language
from ..language.numbers import number
from .letters import folded
from .names import NAMES

SLIP = 2
"""The cost of a slip: two neighbours swapped, a letter doubled or single, or a similar letter."""
LETTER = 3
"""The cost of any other letter that is missing or added; a wrong letter is both."""
MOST = 2 * LETTER
"""The highest cost of the slips in an answer."""

_SIMILAR = (
    *("aeiouy", "ij", "ckq", "csz", "bp", "dt", "gjk", "fvw", "mn"),  # in sound
    *("qw", "we", "er", "rt", "ty", "yu", "ui", "io", "op"),  # on the keyboard
    *("as", "sd", "df", "fg", "gh", "hj", "jk", "kl", "zx", "xc", "cv", "vb", "bn"),
    *("аеиоуыэюя", "бп", "вф", "гк", "дт", "зс", "жш", "шщ", "αεηιοωυ"),
)
_SIMILAR_PAIRS = frozenset((a, b) for group in _SIMILAR for a in group for b in group)

# a sign of these scripts is a syllable or a word
_SYLLABLES = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")


def slip_cost(typed: str, right: str, language: Language, vocabulary: Set[str]) -> int | None:
    """Return the cost of the slips in a typed word, or None if it is another word.

    Both words are in lower case.  `vocabulary` are other words that the learner may mean, folded.
    """
    if _is_known(typed, language):
        return None
    typed, right = folded(typed), folded(right)
    budget = _budget(typed, right)
    if not typed or not budget or abs(len(typed) - len(right)) > 2:
        return None
    if _is_inflected(typed, right, language):
        return LETTER
    cost = edit_cost(typed, right)
    if cost > budget or _changes_meaning(typed, right, language):
        return None
    if typed in vocabulary and not _is_respelled(typed, right, language):
        return None
    return cost


def _budget(typed: str, right: str) -> int:
    """Return the highest cost of slips in a word."""
    if len(right) < 5 or _SYLLABLES.search(right):
        return 0
    if len(right) < 8:
        return LETTER
    # in a word of the same length, a letter missing and another added are a wrong letter
    return 2 * SLIP if len(typed) == len(right) else SLIP + LETTER


def edit_cost(typed: str, right: str) -> int:
    """Return the cost of the slips that turn a word into another (optimal string alignment)."""
    before: list[int] = []
    last = [0]
    for j in range(1, len(right) + 1):
        last.append(last[-1] + _letter_cost(right, j - 1))
    for i, letter in enumerate(typed, 1):
        added = _letter_cost(typed, i - 1)
        row = [last[0] + added]
        for j, other in enumerate(right, 1):
            cost = min(
                last[j] + added,
                row[-1] + _letter_cost(right, j - 1),
                last[j - 1] + _replacement_cost(letter, other),
            )
            if i > 1 and j > 1 and (letter, typed[i - 2]) == (right[j - 2], other):
                cost = min(cost, before[j - 2] + SLIP)
            row.append(cost)
        before, last = last, row
    return last[-1]


def _letter_cost(word: str, at: int) -> int:
    """Return the cost of a letter that one word has and the other lacks."""
    return SLIP if at and word[at] == word[at - 1] else LETTER


def _replacement_cost(letter: str, other: str) -> int:
    if letter == other:
        return 0
    return SLIP if (letter, other) in _SIMILAR_PAIRS else 2 * LETTER


# Words of their own


def _changes_meaning(typed: str, right: str, language: Language) -> bool:
    """Whether a word begins or ends in a way that gives it another meaning: possible, impossible."""
    if not _begins_alike(typed, right):
        return True
    shorter, longer = sorted((typed, right), key=len)
    if len(longer) > len(shorter) + 1 and (longer.endswith(shorter) or longer.startswith(shorter)):
        return True
    return _is_changed(typed, right, _groups(language.beginnings)) or _is_changed(
        typed[::-1], right[::-1], _groups(language.endings, backwards=True)
    )


def _begins_alike(typed: str, right: str) -> bool:
    """Whether the first letters are the same, or swapped; without one it is another: motion, emotion."""
    if typed[0] == right[0]:
        return True
    if typed[:2] == right[1::-1]:
        return SLIP + edit_cost(typed[2:], right[2:]) <= _budget(typed, right)
    return False


AffixGroups = tuple[tuple[str, ...], ...]


def _is_changed(typed: str, right: str, groups: AffixGroups) -> bool:
    """Whether two words differ only in their beginnings, and these are in one group."""
    return any(
        typed.startswith(a) and right.startswith(b) and typed[len(a) :] == right[len(b) :]
        for group in groups
        for a in group
        for b in group
        if a != b
    )


@cache
def _groups(table: str, backwards: bool = False) -> AffixGroups:
    """Return the groups of a table, with "" for `-`."""
    step = -1 if backwards else 1
    return tuple(
        tuple(part.replace("-", "")[::step] for part in line.split())
        for line in table.splitlines()
        if line.strip()
    )


def _is_inflected(typed: str, right: str, language: Language) -> bool:
    """Whether two words are forms of one: lighthouse, lighthouses."""
    endings = [ending.replace("-", "") for ending in language.inflections.split()]
    stems = {typed.removesuffix(ending) for ending in endings if typed.endswith(ending)}
    return any(right.removesuffix(e) in stems for e in endings if right.endswith(e))


def _is_respelled(typed: str, right: str, language: Language) -> bool:
    """Whether two words are spellings of one: harbor, harbour."""
    for spelling in language.spellings.split():
        one, _, other = spelling.partition("=")
        typed, right = typed.replace(one, other), right.replace(one, other)
    return typed == right


def _is_known(word: str, language: Language) -> bool:
    """Whether a word is a name, a negation or a number."""
    return (
        word in NAMES
        or word in negations(language)
        or word in lexicon(language)
        or number(word, language) is not None
    )


@cache
def negations(language: Language) -> frozenset[str]:
    return frozenset(language.negation.words.split())
