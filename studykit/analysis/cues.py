"""Cues between questions: the key of one is in the text of another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

from ..bank.kinds.cloze import Cloze
from ..bank.kinds.discussion import Discussion
from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.kinds.true_false import TrueFalse
from ..bank.load import Entry
from ..bank.model import cloze_text
from ..diagnostics import KeyPath
from ..source.fold import folded
from .wording import BLANK, FUNCTION_WORDS, Tokens, content_stem, is_english, stem, tokens

MIN_CONTENT_WORDS = 2
"""The content words that make a key distinctive."""

MAX_WORDS = 12
"""The longest key that is looked for."""

MAX_GIVERS = 4
"""A key that is in more prompts than this is taken for the usual wording of the bank."""

MAX_TEXTS = 40
"""A stem that is in more texts than this does not lead to a giver."""

SHARED_STEMS = 2
"""The stems that two prompts must share to be about the same subject."""

_ARTICLES = {"a", "an", "the"}


class Cue(NamedTuple):
    """A question, the path of its key in it, and the question that gives the key away.

    `part` is the key path of the giver's text that contains the key.
    """

    entry: Entry
    path: KeyPath
    giver: Entry
    part: KeyPath


class _Key(NamedTuple):
    entry: Entry
    path: KeyPath
    words: Tokens


def cues(entries: Sequence[Entry], names: set[str], answered: bool = False) -> Iterator[Cue]:
    """Yield the cues between questions; `names` are words that do not make a key distinctive.

    The key, or two thirds of its content words, are in a text of another question that cites the same
    words or shares a subject.  With `answered`, what is shown with the answer of a question counts
    too: the explanation, and why options are right or wrong.
    """
    statements = {entry: tokens(_statement(entry)) for entry in entries}
    texts: list[_Shown] = [_Shown(entry, ("prompt",), words) for entry, words in statements.items()]
    if answered:
        texts += chain.from_iterable(map(_shown_with_answer, entries))
    keys = list(_distinctive_keys(entries, names))
    givers = _givers(keys, texts)
    roots = _Roots(names)
    index = _Index(texts, roots)
    subject_of = _subjects(statements, roots)
    for key in keys:
        found = givers[key.words]
        if len(found) > MAX_GIVERS:
            continue
        subject = subject_of[key.entry] - {stem(word) for word in key.words}
        for giver, part in (found | index.covering(key)).items():
            if giver is key.entry:  # reported by `answer-in-prompt`
                continue
            shared = subject & subject_of[giver]
            if len(shared) >= SHARED_STEMS or _cite_same_words(key.entry, giver):
                yield Cue(key.entry, key.path, giver, part)


def _distinctive_keys(entries: Sequence[Entry], names: set[str]) -> Iterator[_Key]:
    for entry in entries:
        if isinstance(entry.question, MultipleChoice) and is_english(entry):
            for n, option in enumerate(entry.question.key):
                words = tokens(option.text)
                if words and words[0] in _ARTICLES:
                    words = words[1:]
                if _is_distinctive(words, names):
                    yield _Key(entry, ("key", n), words)


def _is_distinctive(words: Tokens, names: set[str]) -> bool:
    content = {word for word in words if word not in FUNCTION_WORDS}
    if len(content) < MIN_CONTENT_WORDS or len(words) > MAX_WORDS:
        return False
    return not {word.removesuffix("'s") for word in content} <= names


def _statement(entry: Entry) -> str:
    """Return what a question says, and says truly, before it is answered."""
    question = entry.question
    match question:
        case Discussion():
            return ""
        case TrueFalse():
            return question.prompt if question.answer else ""
        case Cloze():
            return f"{question.asks} {cloze_text(question.parts, lambda _: BLANK)}"
        case _:
            return question.asks


class _Shown(NamedTuple):
    """A text that a question shows: its key path and its words."""

    entry: Entry
    path: KeyPath
    words: Tokens


def _shown_with_answer(entry: Entry) -> Iterator[_Shown]:
    """Yield the explanation of a question, and why its options are right or wrong."""
    question = entry.question
    if isinstance(question, Discussion):
        return
    if question.explanation:
        yield _Shown(entry, ("explanation",), tokens(question.explanation))
    if isinstance(question, MultipleChoice):
        for name, options in (("key", question.key), ("distractors", question.distractors)):
            for n, option in enumerate(options):
                if option.why:
                    yield _Shown(entry, (name, n, "why"), tokens(option.why))


class _Roots(dict[str, str]):
    """The stems of content words; "" for names and words that carry grammar."""

    def __init__(self, names: set[str]) -> None:
        self._names = names

    def __missing__(self, word: str) -> str:
        root = "" if word.removesuffix("'s") in self._names else content_stem(word)
        self[word] = root
        return root

    def of(self, words: Tokens) -> set[str]:
        """Return the stems of the content words among some words."""
        return set(filter(None, map(self.__getitem__, words)))


class _Index:
    """Texts by the stems of their content words."""

    def __init__(self, texts: Sequence[_Shown], roots: _Roots) -> None:
        self._roots = roots
        self._texts = [(text, roots.of(text.words)) for text in texts]
        self._with: defaultdict[str, list[int]] = defaultdict(list)
        for n, (_, stems) in enumerate(self._texts):
            for root in stems:
                self._with[root].append(n)

    def covering(self, key: _Key) -> dict[Entry, KeyPath]:
        """Return the questions with a text that has most stems of a key, but of no distractor."""
        question = key.entry.question
        assert isinstance(question, MultipleChoice)
        asked = self._roots.of(tokens(question.prompt))
        stems = self._roots.of(key.words) - asked
        if len(stems) < MIN_CONTENT_WORDS:
            return {}
        rare = [texts for root in stems if len(texts := self._with[root]) <= MAX_TEXTS]
        needed = _needed(stems)
        frequent = len(stems) - len(rare)
        counts = Counter(chain.from_iterable(rare))
        likely = [n for n, count in counts.items() if count + frequent >= needed]
        covering = [n for n in likely if len(self._texts[n][1] & stems) >= needed]
        if not covering:
            return {}
        others = [self._roots.of(tokens(option.text)) - asked for option in question.distractors]
        found: dict[Entry, KeyPath] = {}
        for n in sorted(covering):
            text, shown = self._texts[n]
            if all(len(shown & other) < _needed(other) for other in others):
                found.setdefault(text.entry, text.path)
        return found


def _needed(stems: set[str]) -> int:
    """Return how many of some stems a text must have: two thirds, rounded up, and two or more."""
    return max(MIN_CONTENT_WORDS, (2 * len(stems) + 2) // 3)


def _givers(
    keys: Sequence[_Key], texts: Sequence[_Shown]
) -> defaultdict[Tokens, dict[Entry, KeyPath]]:
    """Return the questions whose texts contain each key, with the path of the first such text."""
    # Keys are looked up by their first word: no statement is compared with all keys.
    by_first_word: defaultdict[str, dict[Tokens, str]] = defaultdict(dict)
    for key in keys:
        by_first_word[key.words[0]][key.words] = _spaced(key.words)
    givers: defaultdict[Tokens, dict[Entry, KeyPath]] = defaultdict(dict)
    for text in texts:
        if first_words := by_first_word.keys() & text.words:
            words = _spaced(text.words)
            for first_word in first_words:
                for phrase, spaced in by_first_word[first_word].items():
                    if spaced in words:
                        givers[phrase].setdefault(text.entry, text.path)
    return givers


def _spaced(words: Tokens) -> str:
    return f" {' '.join(words)} "


K = TypeVar("K")


def subjects(statements: dict[K, Tokens], names: set[str]) -> dict[K, set[str]]:
    """Return the stems of the content words of each statement, without names and common stems.

    A stem is common if it is in more than a tenth of all statements, and in more than three.
    """
    return _subjects(statements, _Roots(names))


def _subjects(statements: dict[K, Tokens], roots: _Roots) -> dict[K, set[str]]:
    found = {key: roots.of(statement) for key, statement in statements.items()}
    frequency = Counter(chain.from_iterable(found.values()))
    count = sum(bool(statement) for statement in statements.values())
    common = {root for root in frequency if frequency[root] > max(3, count / 10)}
    return {key: stems - common for key, stems in found.items()}


def _cite_same_words(one: Entry, other: Entry) -> bool:
    """Return whether a quote of one question contains a quote of the other."""
    quotes = [folded(passage.quote) for passage in one.question.passages]
    other_quotes = [folded(passage.quote) for passage in other.question.passages]
    return any(a in b or b in a for a in quotes for b in other_quotes)
