"""Another question of the bank gives this question's key away.

A key counts that is distinctive: two words of meaning or more, no name of the course's people and
sources, and said by few prompts.  It is given away where its words stand in one row in another
question's prompt, true statement or cloze, and the two ask about the same: they quote the same words,
or their prompts share two words of meaning besides that are not in every tenth prompt of the bank.
Seminar questions are left out, as they are not asked in a quiz.  Haladyna, Downing and Rodriguez
(2002): keep the content of items independent.  English only.

Fails:

    - id: noise
      type: multiple_choice
      prompt: What led Marlow to climb the old tower?
      key: A banging shutter
      distractors:
        - {text: A hooting ship, why: No ship needs the light.}
        - {text: A barking dog, why: The dog was hers.}
      passages: [{quote: PASSAGE}]
    - id: mended
      type: true_false
      prompt: Marlow had to climb the tower before she saw the banging shutter.
      answer: true
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: What led Marlow to climb the old tower?
      key: A banging shutter
      distractors:
        - {text: A hooting ship, why: No ship needs the light.}
        - {text: A barking dog, why: The dog was hers.}
      passages: [{quote: PASSAGE}]
    - id: mended
      type: true_false
      prompt: Marlow had to climb the tower before she saw what it was.
      answer: true
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ..bank.evidence import Verified
from ..bank.kinds.cloze import Cloze
from ..bank.kinds.discussion import Discussion
from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.kinds.true_false import TrueFalse
from ..bank.load import Bank, Course, Entry
from ..diagnostics import Finding, KeyPath, Severity
from ..source.fold import folded
from .wording import BLANK, FUNCTION_WORDS, Words, holds, is_english, name_words, stem, tokens

CODE = "cross-item-cue"
SEVERITY = Severity.WARNING

FEWEST, MOST = 2, 12
"""Words of meaning that make a key distinctive, and how long the longest is that is looked for."""

SAYING = 4
"""How many prompts may say a key before it is no more than how the bank talks."""

_ARTICLES = {"a", "an", "the"}


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    names = name_words(course)
    for bank in course.banks:
        yield from _check(bank, names)


def _check(bank: Bank, names: set[str]) -> Iterator[Finding]:
    told: set[tuple[int, KeyPath]] = set()
    for entry, path, giver in cues(bank.entries, names):
        if (entry.index, path) in told:  # one that gives it away is enough to say
            continue
        told.add((entry.index, path))
        line = giver.file.span((*giver.path, "id")).line
        message = f"`{giver.question.id}` (line {line}) gives this key away"
        help = "reword one of the two, or put them into different banks"
        yield Finding(message, entry.file, (*entry.path, *path, "text"), help)


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
    sought: defaultdict[str, set[Words]] = defaultdict(set)
    for _, _, words in keys:
        sought[words[0]].add(words)
    said = [(entry, tokens(text)) for entry in entries if (text := _said(entry))]
    saying: defaultdict[Words, list[Entry]] = defaultdict(list)
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


def _distinctive(key: str, names: set[str]) -> Words:
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
            open_ = (part if isinstance(part, str) else BLANK for part in question.parts)
            return f"{question.asks} {''.join(open_)}"
        case _:
            return question.asks


def _meaning(words: Words, names: set[str]) -> set[str]:
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
