"""Cues: questions whose key another question gives away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ..bank.kinds.cloze import Cloze
from ..bank.kinds.discussion import Discussion
from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.kinds.true_false import TrueFalse
from ..bank.load import Entry
from ..bank.model import cloze_text
from ..diagnostics import KeyPath
from ..source.fold import folded
from .wording import BLANK, FUNCTION_WORDS, Tokens, holds, is_english, stem, tokens

FEWEST, MOST = 2, 12
"""Words of meaning that make a key distinctive, and how long the longest is that is looked for."""

SAYING = 4
"""How many prompts may say a key before it is no more than how the bank talks."""

_ARTICLES = {"a", "an", "the"}


def cues(entries: Sequence[Entry], names: set[str]) -> Iterator[tuple[Entry, KeyPath, Entry]]:
    """Questions whose key another one gives away: the question, the key's path, the giver."""
    # One pass over all prompts, by the word that a key begins with: no question meets every other.
    keys = [
        (entry, ("key", n), words)
        for entry in entries
        if isinstance(entry.question, MultipleChoice) and is_english(entry)
        for n, key in enumerate(entry.question.key)
        if (words := _distinctive(key.text, names))
    ]
    sought: defaultdict[str, set[Tokens]] = defaultdict(set)
    for _, _, words in keys:
        sought[words[0]].add(words)
    said = [(entry, tokens(text)) for entry in entries if (text := _said(entry))]
    saying: defaultdict[Tokens, list[Entry]] = defaultdict(list)
    for entry, asked in said:
        for first in sought.keys() & asked:
            for run in sought[first]:
                if holds(asked, run):
                    saying[run].append(entry)
    if not saying:
        return
    about = {_which(entry): _meaning(asked, names) for entry, asked in said}
    spread = Counter(root for roots in about.values() for root in roots)
    common = {root for root, count in spread.items() if count > max(3, len(said) / 10)}
    for entry, path, words in keys:
        givers = saying.get(words, [])
        if len(givers) > SAYING:
            continue
        key = {stem(word) for word in words}
        subject = about.get(_which(entry), set()) - common - key
        for giver in givers:
            if giver is entry:  # that is what `answer-in-prompt` says
                continue
            if cites_same(entry, giver) or len(subject & about[_which(giver)]) >= 2:
                yield entry, path, giver


def _which(entry: Entry) -> tuple[str, int]:
    return entry.file.path, entry.index


def _distinctive(key: str, names: set[str]) -> Tokens:
    """The words of a key that is distinctive, without a leading article; else none."""
    words = tokens(key)
    if words and words[0] in _ARTICLES:
        words = words[1:]
    telling = {word for word in words if word not in FUNCTION_WORDS}
    if (
        len(telling) < FEWEST
        or len(words) > MOST
        or {w.removesuffix("'s") for w in telling} <= names
    ):
        return ()
    return words


def _said(entry: Entry) -> str:
    """What a question says before it is answered, and says truly."""
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


def _meaning(words: Tokens, names: set[str]) -> set[str]:
    return {
        stem(word)
        for word in words
        if word not in FUNCTION_WORDS and word.removesuffix("'s") not in names
    }


def cites_same(one: Entry, other: Entry) -> bool:
    """Whether a quote of one question holds a quote of the other."""
    first = [folded(passage.quote) for passage in one.question.passages]
    second = [folded(passage.quote) for passage in other.question.passages]
    return any(a in b or b in a for a in first for b in second)
