"""Cards that ask nearly the same: their texts, and how they are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

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
from ..diagnostics import Finding, KeyPath
from ..source.claims import numbers
from ..source.fold import words_of
from .similarity import ANY_KEY, SimilarSets, WordSet
from .wording import LIGHT_WORDS, Tokens, is_english, sentences, stem, tokens

EXCERPT = 120  # characters


@dataclass(eq=False)
class CardText:
    """The texts of one card: what it asks, and the answers that count as right.

    A cloze has a card for each number, the other blanks filled; any other question has one card.
    """

    entry: Entry
    path: KeyPath
    """The path of `text` in the question."""
    text: str
    """The text that a learner reads first; it identifies the card in messages."""
    more: str = ""
    """The rest of what is asked: quotes, or items to order or match."""
    answers: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    """The options of a multiple-choice question."""
    recalled: bool = False
    """Whether the answer is recalled, or is true or false, and not chosen from options."""

    @property
    def asked(self) -> str:
        return f"{self.text} {self.more}" if self.more else self.text

    @cached_property
    def words(self) -> WordSet:
        """The words of what is asked; in English their stems, without light words."""
        return _word_set(self.asked, is_english(self.entry))

    @cached_property
    def answer_words(self) -> frozenset[WordSet]:
        """The words of each answer."""
        english = is_english(self.entry)
        return frozenset(_word_set(answer, english) for answer in self.answers)

    @cached_property
    def answer_numbers(self) -> WordSet:
        """The values of the numbers in the answers."""
        return frozenset(value for answer in self.answers for value in _numbers(answer))

    @cached_property
    def option_words(self) -> frozenset[Tokens]:
        """The words of each option."""
        return frozenset(tokens(option) for option in self.options)

    @cached_property
    def numbers(self) -> WordSet:
        """The values of the numbers in what is asked."""
        return _numbers(self.asked)

    @cached_property
    def names(self) -> WordSet:
        """The words of what is asked that look like names; see `_names`."""
        return _names(self.asked)

    @property
    def keys(self) -> WordSet:
        """Keys of which cards with the same numbers and the same answer share at least one."""
        words = {word for answer in self.answer_words for word in answer}
        words |= {f"={number}" for number in self.answer_numbers}
        asked_numbers = " ".join(sorted(self.numbers))
        return frozenset(f"{word} {asked_numbers}" for word in words or ANY_KEY)

    def has_answer_of(self, other: CardText) -> bool:
        """Return whether two cards have the same answer, apart from wording.

        One answer contains the other, they share half of their words, or their numbers are equal.
        """
        if not self.answers and not other.answers:
            return True
        if self.answer_numbers and self.answer_numbers == other.answer_numbers:
            return True
        return any(
            a <= b or b <= a or 2 * len(a & b) >= len(a | b)
            for a in self.answer_words
            for b in other.answer_words
        )

    def reference(self) -> str:
        """Return the card's id, place and text, to refer to it in a message."""
        span = self.entry.file.span((*self.entry.path, *self.path))
        return f"`{self.entry.question.id}` ({span.path}:{span.line}), “{_excerpt(self.text)}”"

    def finding(self, message: str, help: str) -> Finding:
        return Finding(message, self.entry.file, (*self.entry.path, *self.path), help)


def all_cards(course: Course) -> list[CardText]:
    """Return the cards of a course in order."""
    return course.memoize(_all_cards)


def _all_cards(course: Course) -> list[CardText]:
    return list(cards(course.entries))


def cards(entries: Iterable[Entry]) -> Iterator[CardText]:
    """Yield the cards of questions in order."""
    for entry in entries:
        if isinstance(entry.question, Cloze):
            yield from _cloze_cards(entry, entry.question)
        else:
            yield _card(entry)


def _cloze_cards(entry: Entry, cloze: Cloze) -> Iterator[CardText]:
    fill = Fill(cloze.parts)
    for number in fill.numbers:
        blanks = [part for part in cloze.parts if isinstance(part, Blank)]
        answer = "; ".join(blank.answer for blank in blanks if blank.number == number)
        text = fill.gapped(number)
        yield CardText(entry, ("text",), text, answers=(answer,), recalled=True)


def _card(entry: Entry) -> CardText:
    question = entry.question
    prompt = question.asks
    path: KeyPath = ("prompt",)
    match question:
        case TrueFalse():
            answers: tuple[str, ...] = (str(question.answer),)
            return CardText(entry, path, prompt, answers=answers, recalled=True)
        case ShortAnswer():
            answers = (question.answer, *question.accept)
            return CardText(entry, path, prompt, answers=answers, recalled=True)
        case Basic() | Numeric():
            answers = tuple(text for _, text in question.answers())
            return CardText(entry, path, prompt, answers=answers, recalled=True)
        case MultipleChoice():
            key = "; ".join(option.text for option in question.key)
            options = tuple(option.text for option in (*question.key, *question.distractors))
            return CardText(entry, path, prompt, answers=(key,), options=options)
        case WhoSaidIt():
            quote = question.passages[0].quote
            if question.prompt:
                return CardText(entry, path, prompt, quote, answers=(question.key,))
            return CardText(entry, ("passages", 0, "quote"), quote, answers=(question.key,))
        case Compare():
            quotes = ""  # with `says`, the quotes are the answer
            if question.differs:
                quotes = " ".join(passage.quote for passage in question.passages)
            answers = (question.differs or question.says or "",)
            return CardText(entry, path, prompt, quotes, answers=answers)
        case Ordering():
            return CardText(entry, path, prompt, " ".join(question.items))
        case Matching():
            sides = [side for pair in question.pairs for side in (pair.left, pair.right)]
            return CardText(entry, path, prompt, " ".join(sides))
        case _:
            return CardText(entry, path, prompt)


def similar_pairs(
    cards: Sequence[CardText],
    threshold: Fraction,
    judge: Callable[[CardText, CardText], bool],
    keys: Callable[[CardText], WordSet] = lambda card: ANY_KEY,
) -> Iterator[tuple[CardText, CardText]]:
    """Yield cards with an earlier card that is similar, in the opinion of `judge` too.

    Cards are similar if the Jaccard index of their words reaches the threshold.  `judge` is called
    with similar cards that share one of their `keys`.  Each question is yielded at most once.
    """
    sets = SimilarSets([card.words for card in cards], threshold, [keys(card) for card in cards])
    reported: set[Entry] = set()
    for n, card in enumerate(cards):
        if card.entry in reported:
            continue
        similar = (cards[m] for m in sets.before(n))
        other = next((other for other in similar if judge(card, other)), None)
        if other:
            reported.add(card.entry)
            yield card, other


def _word_set(text: str, english: bool) -> WordSet:
    """Return the words of a text; the second "very" of "very, very" is the word "very 2"."""
    words: Sequence[str] = tokens(text) or [text.strip()]  # an answer can be a sign, such as +
    if english:
        words = [stem(word) for word in words if word not in LIGHT_WORDS] or words
    different = frozenset(words)
    if len(different) == len(words):
        return different
    counts = Counter(words).items()
    return different | {f"{word} {n}" for word, count in counts for n in range(2, count + 1)}


def _numbers(text: str) -> WordSet:
    values = [claim.value for claim in numbers(plain(text))]
    if values and tokens(text)[0].startswith("minus"):
        values[0] = "-" + values[0].removeprefix("-")
    return frozenset(values)


def _names(text: str) -> WordSet:
    """Return the words with a digit, and those with a capital that do not start a sentence."""
    found = set()
    for sentence in sentences(text):
        for n, word in enumerate(words_of(sentence)):
            has_digit = any(character.isdigit() for character in word)
            if has_digit or (n > 0 and word[0].isupper()):
                found.add(word.casefold().removesuffix("'s"))
    return frozenset(found)


def _excerpt(text: str) -> str:
    """Return a text on one line, cut after a word if it is long."""
    text = " ".join(plain(text).split())
    if len(text) <= EXCERPT:
        return text
    return text[:EXCERPT].rsplit(" ", 1)[0].rstrip(",;:") + " …"
