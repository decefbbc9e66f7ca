"""Which questions of a course are nearly the same, found without comparing each with each.

Two prompts resemble one another by the words that they share: the Jaccard index of their sets of
words.  The pairs above a threshold come from a set-similarity join by prefix filtering (Bayardo, Ma
and Srikant, "Scaling up all pairs similarity search", WWW 2007) with the positional filter (Xiao et
al., "Efficient similarity joins for near duplicate detection", WWW 2008).  It is exact: every pair
that has the resemblance is found, and no other.  With the words in any fixed order, two sets of
which o must be shared share one among the first |x| - o + 1 of each; with rare words first, few do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from ..bank.kinds.basic import Basic
from ..bank.kinds.cloze import Cloze
from ..bank.kinds.compare import Compare
from ..bank.kinds.matching import Matching
from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.kinds.numeric import Numeric
from ..bank.kinds.ordering import Ordering
from ..bank.kinds.short_answer import ShortAnswer
from ..bank.kinds.true_false import TrueFalse
from ..bank.kinds.who_said_it import WhoSaidIt
from ..bank.load import Course, Entry
from ..bank.model import Blank, Fill
from ..bank.prose import plain
from ..diagnostics import KeyPath
from ..source.claims import may_have_number, numbers
from ..source.fold import words_of
from .wording import LIGHT_WORDS, is_english, sentences, stem, tokens

WordSet = frozenset[str]

ANY: WordSet = frozenset({""})
"""What all those share that may be compared with each other."""

NONE: WordSet = frozenset()


JoinKey = tuple[str, str]
"""A word, and what else is shared."""


class Placed(NamedTuple):
    """A set of words, and where an index has it: the place of a word in it, and the word's keys."""

    words: WordSet
    keys: list[tuple[int, list[JoinKey]]]


class Join:
    """Sets of words, to which earlier ones that resemble a later one are found.

    `sets` are all that will come, for the order of the words; `compared` counts the pairs whose
    words were compared in full.
    """

    def __init__(self, sets: Iterable[WordSet], threshold: Fraction) -> None:
        self.compared = 0
        self._share, self._whole = threshold.numerator, threshold.denominator
        frequency = Counter(chain.from_iterable(sets))
        rarest_first = sorted(frequency, key=lambda word: (frequency[word], word))
        self._rank = {word: n for n, word in enumerate(rarest_first)}
        self._sets: list[WordSet] = []
        # by a word and what else must be shared; then by the size of the set and the word's place
        self._first: dict[
            JoinKey, tuple[int, int, int]
        ] = {}  # and mostly the only one, with its size
        self._others: dict[JoinKey, dict[tuple[int, int], list[int]]] = {}

    def place(self, words: WordSet, sharing: WordSet = ANY) -> Placed:
        """A set, with where it is to be looked for: by which words, and what else is shared."""
        prefix = enumerate(self._prefix(words))
        return Placed(words, [(at, [(word, also) for also in sharing]) for at, word in prefix])

    def earlier(self, placed: Placed) -> Iterator[int]:
        """The numbers of the sets added so far that resemble this one and share what else is to be.

        They are looked for one by one: whoever needs but one stops there.  Add none meanwhile.
        """
        seen: set[int] = set()
        words, size = placed.words, len(placed.words)
        for at, keys in placed.keys:
            for key in keys:
                if key not in self._first:
                    continue
                for other, at_other, found in self._entered(key):
                    needed = self._needed(size + other)
                    if min(size - at, other - at_other) < needed:
                        continue  # too few words are left, if this is the first they share
                    for n in found:
                        if n not in seen:
                            seen.add(n)
                            self.compared += 1
                            if len(words & self._sets[n]) >= needed:
                                yield n

    def add(self, placed: Placed) -> int:
        """Add a set; its number."""
        size, number = len(placed.words), len(self._sets)
        self._sets.append(placed.words)
        for at, keys in placed.keys:
            entry = size, at, number
            for key in keys:
                if self._first.setdefault(key, entry) is not entry:
                    same = self._others.setdefault(key, {})
                    same.setdefault((size, at), []).append(number)
        return number

    def _entered(self, key: JoinKey) -> Iterator[tuple[int, int, Sequence[int]]]:
        """The sets of a key, those together that have one size, and its word at one place."""
        size, at, number = self._first[key]
        yield size, at, (number,)
        if key in self._others:
            for (size, at), found in self._others[key].items():
                yield size, at, found

    def _prefix(self, words: WordSet) -> list[str]:
        """The rarest words, of which any set that resembles this one must have one, too."""
        shared = -(-self._share * len(words) // self._whole)
        ordered = sorted(words, key=self._rank.__getitem__)
        return ordered[: len(words) - shared + 1] if words else []

    def _needed(self, sizes: int) -> int:
        """How many words two sets must share whose sizes add up to this: t / (1 + t) of them."""
        return -(-self._share * sizes // (self._share + self._whole))


@dataclass(eq=False)
class CardText:
    """What a question asks at once, and what it wants: of a cloze, the deletions of one number.

    What few cards are asked for is made when it is asked for.
    """

    entry: Entry
    at: KeyPath
    """Where in the question its words stand."""
    asked: str
    """All the words that it asks with."""
    shown: str
    """Those by which it is told."""
    words: WordSet
    """Those of what it asks that say something, without their endings."""
    answers: frozenset[WordSet]
    """The words of each answer that counts, or what stands for it."""
    values: WordSet
    """The numbers that its answers are made of."""
    options: WordSet | None
    """What there is to choose from."""
    recalled: bool
    """Whether nothing is shown to choose from but true and false."""

    @cached_property
    def marks(self) -> WordSet:
        """Its words with capitals and figures, such as names: what it is about."""
        return _marks(self.asked)

    @cached_property
    def numbers(self) -> WordSet:
        """The values of its numbers."""
        return _values(self.asked)

    @property
    def sharing(self) -> WordSet:
        """What another one shares that has the same numbers and the same answer, or also none."""
        words = {word for answer in self.answers for word in answer}
        words |= {f"={value}" for value in self.values}
        about = " ".join(sorted(self.numbers))
        return frozenset(f"{word} {about}" for word in words or ANY)

    @property
    def gist(self) -> tuple[object, ...]:
        """What is at hand of what is judged of it; with its marks and numbers, that is all."""
        return type(self.entry.question), self.words, self.answers, self.values, self.options

    def is_answered_as(self, other: CardText) -> bool:
        """Whether the answers are the same, but for wording: one holds the other, or nearly."""
        if not self.answers and not other.answers:
            return True
        if self.values and self.values == other.values:
            return True
        return any(
            a <= b or b <= a or 2 * len(a & b) >= len(a | b)
            for a in self.answers
            for b in other.answers
        )

    def told(self) -> str:
        """Its id, place and words, to be named beside another one."""
        span = self.entry.file.span((*self.entry.path, *self.at))
        return f"`{self.entry.question.id}` ({span.path}:{span.line}), “{_cut(plain(self.shown))}”"


def cards(entries: Iterable[Entry]) -> Iterator[CardText]:
    """What questions ask, in order."""
    for entry in entries:
        question = entry.question
        prompt = question.asks
        at: KeyPath = ("prompt",)
        match question:
            case Cloze():
                yield from _deletions(entry, question)
                continue
            case TrueFalse():
                yield _card(entry, at, prompt, prompt, (str(question.answer),), recalled=True)
            case ShortAnswer():
                answers = (question.answer, *question.accept)
                yield _card(entry, at, prompt, prompt, answers, recalled=True)
            case Basic() | Numeric():
                answers = tuple(text for _, text in question.answers())
                yield _card(entry, at, prompt, prompt, answers, recalled=True)
            case MultipleChoice():
                texts = [entry.text for entry in (*question.key, *question.distractors)]
                options = frozenset(" ".join(tokens(text)) for text in texts)
                key = "; ".join(option.text for option in question.key)
                yield _card(entry, at, prompt, prompt, (key,), options)
            case WhoSaidIt():
                quote = question.passages[0].quote
                at = at if question.prompt else ("passages", 0, "quote")
                asked = f"{question.prompt or ''} {quote}"
                yield _card(entry, at, asked, question.prompt or quote, (question.key,))
            case Compare():
                shown = " ".join(passage.quote for passage in question.passages)
                asked = f"{prompt} {shown}" if question.differs else prompt
                yield _card(entry, at, asked, prompt, (question.differs or question.says or "",))
            case Ordering():
                yield _card(entry, at, " ".join((prompt, *question.items)), prompt)
            case Matching():
                sides = [side for pair in question.pairs for side in (pair.left, pair.right)]
                yield _card(entry, at, " ".join((prompt, *sides)), prompt)
            case _:
                yield _card(entry, at, prompt, prompt)


def all_cards(course: Course) -> list[CardText]:
    """What the questions of a course ask, in order; to be had by `course.memoize`."""
    return list(cards(course.entries))


def pairs(
    found: Sequence[CardText],
    threshold: Fraction,
    judge: Callable[[CardText, CardText], bool],
    sharing: Callable[[CardText], WordSet] = lambda card: ANY,
) -> Iterator[tuple[CardText, CardText]]:
    """Each question that a judge takes to be like an earlier one, with the first such that is met.

    Only cards are judged whose words resemble one another, and which share one of `sharing`.
    """
    join = Join((card.words for card in found), threshold)
    added: list[CardText] = []
    judged: defaultdict[tuple[object, ...], list[CardText]] = defaultdict(list)
    told: set[tuple[str, int]] = set()
    for card in found:
        place = card.entry.file.path, card.entry.index
        placed = join.place(card.words, sharing(card))
        if place not in told:
            near = (added[n] for n in join.earlier(placed))
            if other := next((other for other in near if judge(card, other)), None):
                told.add(place)
                yield card, other
        alike = judged[card.gist]  # of two that are equal, the first stands for both
        if not any(card.marks == one.marks and card.numbers == one.numbers for one in alike):
            alike.append(card)
            added.append(card)
            join.add(placed)


def _deletions(entry: Entry, cloze: Cloze) -> Iterator[CardText]:
    """A cloze asks for the deletions of each number while the others are filled."""
    for number in Fill(cloze.parts).numbers:
        asked, shown, answers = "", "", []
        for part in cloze.parts:
            if isinstance(part, Blank) and part.number == number:
                asked, shown = asked + " ", shown + "[…]"
                answers.append(part.answer)
            else:
                words = part.answer if isinstance(part, Blank) else part
                asked, shown = asked + words, shown + words
        yield _card(entry, ("text",), asked, shown, ("; ".join(answers),), recalled=True)


def _card(
    entry: Entry,
    at: KeyPath,
    asked: str,
    shown: str,
    answers: tuple[str, ...] = (),
    options: WordSet | None = None,
    recalled: bool = False,
) -> CardText:
    english = is_english(entry)
    wanted = frozenset(_words(answer, english) for answer in answers)
    values = NONE.union(*map(_values, answers))
    words = _words(asked, english)
    return CardText(entry, at, asked, shown, words, wanted, values, options, recalled)


def _words(text: str, english: bool) -> WordSet:
    """The words of a text that say something; one that stands there twice is two."""
    words: Sequence[str] = tokens(text) or [text.strip()]  # an answer can be a sign, such as +
    if english:
        words = [stem(word) for word in words if word not in LIGHT_WORDS] or words
    found = set(words)
    if len(found) == len(words):
        return frozenset(found)
    counted: Counter[str] = Counter()
    for word in words:
        counted[word] += 1
        found.add(word if counted[word] == 1 else f"{word} {counted[word]}")
    return frozenset(found)


def _values(text: str) -> WordSet:
    """The values of the numbers of a text."""
    shown = plain(text)
    return frozenset(claim.value for claim in numbers(shown)) if may_have_number(shown) else NONE


def _marks(text: str) -> WordSet:
    """The words of a text with a figure, or a capital inside of a sentence."""
    found: set[str] = set()
    for sentence in sentences(text):
        for n, word in enumerate(words_of(sentence)):
            if (n and word[0].isupper()) or (not word.isalpha() and any(c.isdigit() for c in word)):
                found.add(word.casefold().removesuffix("'s"))
    return frozenset(found)


def _cut(text: str) -> str:
    """A text on one line, cut behind a word where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= 120 else text[:120].rsplit(" ", 1)[0].rstrip(",;:") + " …"
