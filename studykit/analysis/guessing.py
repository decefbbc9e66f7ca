"""Guessing: how often strategies that know nothing choose the right options.

A strategy ranks the options of a question by their wording or their place, and chooses as many as
are right.  It decides only questions in which its choice is clear, so that ties say nothing.  If it
is right more often than chance, by ten points and beyond a one-sided bound of 99 %, then learners can
answer without knowing anything.  As several strategies are tried, the 1 % is divided by their number
(Bonferroni).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import comb, exp
from typing import NamedTuple, get_args

from ..bank.arrange import in_order
from ..bank.kinds.compare import Compare
from ..bank.kinds.discussion import Discussion
from ..bank.kinds.multiple_choice import MultipleChoice
from ..bank.kinds.true_false import TrueFalse
from ..bank.kinds.who_said_it import WhoSaidIt
from ..bank.load import Course, Entry
from ..bank.model import Choose, Level, Option
from ..bank.prose import plain
from ..source.fold import folded, words_of
from .markers import absolute, hedge, negation
from .wording import content_stems, is_english

ENOUGH = 30
"""The fewest choice questions of a bank that are tested."""

MARGIN = 0.1
"""By how much a strategy must beat chance."""

RISK = 0.01
"""The probability that chance alone reaches the bound of any strategy."""

OFTEN = 20
"""A word that is in more questions than this does not connect two of them."""


@dataclass(frozen=True, eq=False)
class ChoiceItem:
    """A choice question with its options as plain text, in the order of the bank.

    `shown` has the indices of the options in the order in which they are shown, or None if they are
    shuffled.  `worded` is false if the options are the same in many questions: true and false, or the
    names of two sources.
    """

    entry: Entry
    options: tuple[str, ...]
    right: frozenset[int]
    shown: tuple[int, ...] | None
    worded: bool

    @property
    def chance(self) -> float:
        """The probability of choosing exactly the right options, if their number is known."""
        return 1 / comb(len(self.options), len(self.right))

    @cached_property
    def stems(self) -> tuple[frozenset[str], ...]:
        """The stems of the content words of each option."""
        return tuple(map(content_stems, self.options))


Scores = Sequence[float] | None
"""A score for each option; None if the strategy does not apply."""


StrategyScores = Callable[["ChoiceItem", "ShownWords"], Scores]


class Strategy(NamedTuple):
    """A strategy: it chooses the options with the highest scores, or with the lowest."""

    name: str
    scores: StrategyScores
    lowest: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """The questions that a strategy decided, those of them that it got right, and the chance of each."""

    strategy: str
    decided: tuple[Entry, ...]
    right: tuple[Entry, ...]
    chances: tuple[float, ...]

    @property
    def chance(self) -> float:
        """The number that chance would get right on average."""
        return sum(self.chances)

    @property
    def beats_chance(self) -> bool:
        excess = len(self.right) - self.chance
        if excess < MARGIN * len(self.decided) - 1e-9:  # for sums of fractions such as 1/3
            return False
        return bool(excess) and at_least(len(self.right), self.chances) < RISK / len(STRATEGIES)


def items(course: Course) -> dict[Entry, ChoiceItem]:
    """Return the choice questions of a course."""
    return course.memoize(_items)


def _items(course: Course) -> dict[Entry, ChoiceItem]:
    return {entry: item for entry in course.entries if (item := _item(entry, course))}


def guesses(course: Course, entries: Iterable[Entry]) -> list[Guess]:
    """Return the result of each strategy on some questions of a course, in the order of `STRATEGIES`."""
    outcomes = course.memoize(_outcomes)
    chosen = [entry for entry in entries if entry in outcomes]
    return [_guess(n, chosen, course) for n in range(len(STRATEGIES))]


def _guess(n: int, chosen: Sequence[Entry], course: Course) -> Guess:
    outcomes, found = course.memoize(_outcomes), items(course)
    decided = tuple(entry for entry in chosen if outcomes[entry][n] is not None)
    right = tuple(entry for entry in decided if outcomes[entry][n])
    return Guess(
        STRATEGIES[n].name, decided, right, tuple(found[entry].chance for entry in decided)
    )


def _outcomes(course: Course) -> dict[Entry, list[bool | None]]:
    """Return whether each strategy is right about each choice question; None if it is not clear."""
    texts = ShownWords(course)
    return {entry: _outcomes_of(item, texts) for entry, item in items(course).items()}


def _outcomes_of(item: ChoiceItem, texts: ShownWords) -> list[bool | None]:
    scored = {scores: scores(item, texts) for scores in _SCORES}
    picked = [_picked(scored[scores], len(item.right), lowest) for _, scores, lowest in STRATEGIES]
    return [None if options is None else options == item.right for options in picked]


def _item(entry: Entry, course: Course) -> ChoiceItem | None:
    question = entry.question
    match question:
        case MultipleChoice() | WhoSaidIt():
            choose = question.response((), course.info)
            assert isinstance(choose, Choose)
        case TrueFalse():
            choose = question.response((), course.info)
        case Compare() if question.says is not None:
            cited = {entry.source(passage, course.info) for passage in question.passages}
            sources = [source.id for source in course.info.sources if source.id in cited]
            choose = Choose(tuple(Option(id, id == question.says) for id in sources), fixed=True)
        case _:
            return None
    options = choose.options
    right = frozenset(n for n, option in enumerate(options) if option.right)
    if len(right) in (0, len(options)):
        return None  # reported as an error, or nothing to guess
    order = in_order(choose)
    shown = tuple(map(options.index, order)) if order is not None else None
    worded = isinstance(question, MultipleChoice | WhoSaidIt)
    return ChoiceItem(entry, tuple(plain(option.text) for option in options), right, shown, worded)


def _picked(scores: Scores, count: int, lowest: bool) -> frozenset[int] | None:
    """Return the options with the best scores, or None if a tie makes it unclear which they are."""
    if scores is None:
        return None
    best = sorted(range(len(scores)), key=scores.__getitem__, reverse=not lowest)
    if scores[best[count - 1]] == scores[best[count]]:
        return None
    return frozenset(best[:count])


def at_least(count: int, chances: Sequence[float]) -> float:
    """Return the probability of at least `count` successes (the Poisson binomial distribution).

    Where it is far below any bound, this is an upper bound (Hoeffding's inequality).
    """
    excess = count - sum(chances)
    if excess <= 0:
        return 1.0
    limit = exp(-2 * excess * excess / len(chances))
    if limit < 1e-9:
        return limit
    distribution = [1.0]
    for p in chances:
        distribution = [
            fewer * p + same * (1 - p)
            for fewer, same in zip([0.0, *distribution], [*distribution, 0.0], strict=True)
        ]
    return sum(distribution[count:])


# What strategies read


class ShownWords:
    """The words that each question of a course shows before and after it is answered.

    Its options count too: where distractors come from neighbouring questions, the words that no other
    question has are those of the key.
    """

    def __init__(self, course: Course) -> None:
        self._containing: defaultdict[str, list[Entry]] = defaultdict(list)
        found = items(course)
        for entry in course.entries:
            texts = _shown_texts(entry, found.get(entry))
            for root in frozenset().union(*map(content_stems, texts)):
                self._containing[root].append(entry)

    def repeated(self, roots: frozenset[str], own: Entry) -> float:
        """Return the greatest share of some stems that are all in one other question."""
        rare = [entries for root in roots if len(entries := self._containing[root]) <= OFTEN]
        shared = Counter(chain.from_iterable(rare))
        del shared[own]
        return max(shared.values(), default=0) / max(1, len(roots))


def _shown_texts(entry: Entry, item: ChoiceItem | None) -> Iterable[str]:
    """Return the prompt, the options or answers, and the explanation of a question."""
    question = entry.question
    if isinstance(question, Discussion):
        return (question.prompt,)
    options = item.options if item and item.worded else (text for _, text in question.answers())
    return (question.asks, *options, question.explanation or "")


# The strategies


def _longest(item: ChoiceItem, _: ShownWords) -> Scores:
    return [len(option) for option in item.options] if item.worded else None


def _most_specific(item: ChoiceItem, _: ShownWords) -> Scores:
    return list(map(_details, item.options)) if item.worded else None


def _details(option: str) -> int:
    """Count the names and numbers in an option; its first word has a capital anyway."""
    words = words_of(folded(option))
    return sum(word[0].isdigit() or (n > 0 and word[0].isupper()) for n, word in enumerate(words))


def _most_hedged(item: ChoiceItem, _: ShownWords) -> Scores:
    return _marked(item, hedge)


def _with_absolute(item: ChoiceItem, _: ShownWords) -> Scores:
    return _marked(item, absolute)


def _marked(item: ChoiceItem, marker: Callable[[str], str | None]) -> Scores:
    if not item.worded or not is_english(item.entry):
        return None
    return [marker(option) is not None for option in item.options]


def _repeated_elsewhere(item: ChoiceItem, texts: ShownWords) -> Scores:
    if not isinstance(item.entry.question, MultipleChoice):
        return None  # the names of speakers are in many questions
    return [texts.repeated(roots, item.entry) for roots in item.stems]


def _like_other_options(item: ChoiceItem, _: ShownWords) -> Scores:
    if not item.worded:
        return None
    return [
        sum(len(roots & others) for m, others in enumerate(item.stems) if m != n)
        for n, roots in enumerate(item.stems)
    ]


def _like_prompt(item: ChoiceItem, _: ShownWords) -> Scores:
    if not item.worded:
        return None
    prompt = content_stems(item.entry.question.asks)
    return [len(roots & prompt) for roots in item.stems]


def _negated_or_hedged(item: ChoiceItem, _: ShownWords) -> Scores:
    question = item.entry.question
    if not isinstance(question, TrueFalse) or not is_english(item.entry):
        return None
    return _true(bool(negation(question.prompt) or hedge(question.prompt)))


def _true(is_true: bool) -> Scores:
    return [is_true, not is_true]


_LEVELS: tuple[Level, ...] = get_args(Level)
_HIGHER = _LEVELS[_LEVELS.index("analyze") :]


def _higher_is_false(item: ChoiceItem, _: ShownWords) -> Scores:
    if not isinstance(item.entry.question, TrueFalse) or item.entry.level is None:
        return None
    return _true(item.entry.level not in _HIGHER)


def _first(item: ChoiceItem, _: ShownWords) -> Scores:
    if item.shown is None:
        return None
    return [-item.shown.index(n) for n in range(len(item.options))]


def _middle(item: ChoiceItem, _: ShownWords) -> Scores:
    if item.shown is None or len(item.options) < 3:
        return None
    centre = (len(item.options) - 1) / 2
    return [-abs(item.shown.index(n) - centre) for n in range(len(item.options))]


STRATEGIES = (
    Strategy("longest option", _longest),
    Strategy("shortest option", _longest, lowest=True),
    Strategy("most names and numbers", _most_specific),
    Strategy("option with a hedge", _most_hedged),
    Strategy("option without an absolute", _with_absolute, lowest=True),
    Strategy("words that another question has", _repeated_elsewhere),
    Strategy("words that no other question has", _repeated_elsewhere, lowest=True),
    Strategy("most words of the other options", _like_other_options),
    Strategy("fewest words of the other options", _like_other_options, lowest=True),
    Strategy("most words of the prompt", _like_prompt),
    Strategy("negated or hedged is true", _negated_or_hedged),
    Strategy("analyze or above is false", _higher_is_false),
    Strategy("analyze or above is true", _higher_is_false, lowest=True),
    Strategy("first of a fixed order", _first),
    Strategy("last of a fixed order", _first, lowest=True),
    Strategy("middle of a fixed order", _middle),
)

_SCORES = tuple(dict.fromkeys(strategy.scores for strategy in STRATEGIES))
