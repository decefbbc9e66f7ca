"""Cues between questions: the key of one is in the prompt, statement or cloze of another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..bank.kinds.cloze import Cloze
from ..bank.kinds.discussion import Discussion
from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.kinds.true_false import TrueFalse
from ..bank.load import Entry
from ..bank.model import cloze_text
from ..diagnostics import KeyPath
from ..source.fold import folded
from .wording import BLANK, FUNCTION_WORDS, Tokens, contains_phrase, is_english, stem, tokens

MIN_CONTENT_WORDS = 2
"""The content words that make a key distinctive."""

MAX_WORDS = 12
"""The longest key that is looked for."""

MAX_GIVERS = 4
"""A key that is in more prompts than this is taken for the usual wording of the bank."""

SHARED_STEMS = 2
"""The stems that two prompts must share to be about the same subject."""

_ARTICLES = {"a", "an", "the"}


class Cue(NamedTuple):
    """A question, the path of its key in it, and the question that gives the key away."""

    entry: Entry
    path: KeyPath
    giver: Entry


class _Key(NamedTuple):
    entry: Entry
    path: KeyPath
    words: Tokens


def cues(entries: Sequence[Entry], names: set[str]) -> Iterator[Cue]:
    """Yield the cues between questions; `names` are words that do not make a key distinctive.

    A cue needs a distinctive key, and two questions that cite the same words or share a subject.
    """
    keys = list(_distinctive_keys(entries, names))
    statements = {entry: tokens(_statement(entry)) for entry in entries}
    givers = _givers(keys, statements)
    if not givers:
        return
    subjects = _subjects(statements, names)
    for key in keys:
        if len(givers[key.words]) > MAX_GIVERS:
            continue
        subject = subjects[key.entry] - {stem(word) for word in key.words}
        for giver in givers[key.words]:
            if giver is key.entry:  # reported by `answer-in-prompt`
                continue
            shared = subject & subjects[giver]
            if len(shared) >= SHARED_STEMS or _cite_same_words(key.entry, giver):
                yield Cue(key.entry, key.path, giver)


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


def _givers(
    keys: Sequence[_Key], statements: dict[Entry, Tokens]
) -> defaultdict[Tokens, list[Entry]]:
    """Return the questions whose statements contain each key."""
    # Keys are looked up by their first word: no statement is compared with all keys.
    by_first_word: defaultdict[str, set[Tokens]] = defaultdict(set)
    for key in keys:
        by_first_word[key.words[0]].add(key.words)
    givers: defaultdict[Tokens, list[Entry]] = defaultdict(list)
    for entry, statement in statements.items():
        for first_word in by_first_word.keys() & statement:
            for phrase in by_first_word[first_word]:
                if contains_phrase(statement, phrase):
                    givers[phrase].append(entry)
    return givers


def _subjects(statements: dict[Entry, Tokens], names: set[str]) -> dict[Entry, set[str]]:
    """Return the stems of the content words of each statement, without names and common stems.

    A stem is common if it is in more than a tenth of all statements, and in more than three.
    """
    subjects = {}
    for entry, statement in statements.items():
        content = (word for word in statement if word not in FUNCTION_WORDS)
        subjects[entry] = {stem(word) for word in content if word.removesuffix("'s") not in names}
    frequency = Counter(root for roots in subjects.values() for root in roots)
    count = sum(bool(statement) for statement in statements.values())
    common = {root for root in frequency if frequency[root] > max(3, count / 10)}
    return {entry: roots - common for entry, roots in subjects.items()}


def _cite_same_words(one: Entry, other: Entry) -> bool:
    """Return whether a quote of one question contains a quote of the other."""
    quotes = [folded(passage.quote) for passage in one.question.passages]
    other_quotes = [folded(passage.quote) for passage in other.question.passages]
    return any(a in b or b in a for a in quotes for b in other_quotes)
