"""Verification of cards that someone else wrote: every quote is looked up in the texts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ..bank.load import Course
from ..bank.prose import plain
from ..source.locate import Verdict
from .model import ContentRefused, ImportedCard, ImportedFile, RefusedCard
from .questions import as_question, asked_and_answer, question_data
from .quote_check import FoundAt, QuoteCheck, QuoteVerifier, Status
from .quotes import quotations

LEAST_QUOTATION = 5
"""The words of a quotation in a card without quotes that is looked up like one."""


@dataclass(frozen=True, slots=True)
class CardCheck:
    """The results for a card.

    `problem` says why it could not be read in full, or cannot be used, or names `content` that a card
    cannot have; `damaged` that some of it may be lost.  `nearest` are sentences for a card without a quote that was found.
    """

    place: str
    question: str
    answer: str
    quotes: tuple[QuoteCheck, ...]
    nearest: tuple[FoundAt, ...] = ()
    problem: str | None = None
    damaged: bool = False
    content: bool = False

    @property
    def passes(self) -> bool:
        """Whether it can be used, has a quote, and every one of them was found."""
        statuses = {quote.status for quote in self.quotes}
        return statuses == {Status.FOUND} and self.problem is None

    def as_data(self) -> dict[str, Any]:
        return {
            "place": self.place,
            "question": self.question,
            "answer": self.answer,
            "passes": self.passes,
            "problem": self.problem,
            "quotes": [quote.as_data() for quote in self.quotes],
            "nearest": [sentence.as_data() for sentence in self.nearest],
        }


@dataclass(frozen=True, slots=True)
class CardsReport:
    """The results for all cards of a file; `notes` are about the file or the texts as a whole."""

    cards: tuple[CardCheck, ...]
    texts: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether there are cards, and all of them pass."""
        return bool(self.cards) and all(card.passes for card in self.cards)

    @property
    def totals(self) -> dict[str, int]:
        quotes = [quote for card in self.cards for quote in card.quotes]
        of = Counter(quote.status for quote in quotes)
        return {
            "cards": len(self.cards),
            "quotes": len(quotes),
            **{str(status).replace("-", "_"): of[status] for status in Status},
            "typographic": sum(
                quote.status is Status.FOUND and quote.verdict is Verdict.TYPOGRAPHIC
                for quote in quotes
            ),
            "without_quote": sum(not card.quotes for card in self.cards),
            "damaged": sum(card.damaged for card in self.cards),
            "unusable": sum(bool(card.problem) and not card.damaged for card in self.cards),
        }

    def as_data(self) -> dict[str, Any]:
        """Return the report as plain data; docs/verify.md explains the keys."""
        return {
            "passes": self.passes,
            "totals": self.totals,
            "texts": list(self.texts),
            "notes": list(self.notes),
            "cards": [card.as_data() for card in self.cards],
        }


def verify_cards(file: ImportedFile, course: Course) -> CardsReport:
    """Look up every quote of some cards in the texts of a course."""
    verifier = QuoteVerifier(course)
    cards = tuple(_verify_card(verifier, entry) for entry in file.entries)
    missing = [source.id for source in course.info.sources if source.id not in course.texts]
    notes = [*file.notes, *(f"the text of `{id}` is not on this machine" for id in missing)]
    return CardsReport(cards, tuple(course.texts), tuple(notes))


def _verify_card(verifier: QuoteVerifier, card: ImportedCard | RefusedCard) -> CardCheck:
    problem, damaged = None, False
    if isinstance(card, RefusedCard):
        question, answer, problem, damaged = card.label, "", card.reason, card.damaged
    else:
        question, answer, problem = _question_and_answer(card)
    passages = list(card.passages)
    if not passages and isinstance(card, ImportedCard):
        texts = [card.question, card.answer, card.explanation, card.cloze]
        texts += [str(value) for value in card.keys.values() if isinstance(value, str)]
        found = dict.fromkeys(q for text in texts for q in quotations(text, LEAST_QUOTATION))
        passages = [{"quote": quote} for quote in found]
    quotes = tuple(verifier.verify(passage) for passage in passages)
    nearest: tuple[FoundAt, ...] = ()
    if all(quote.status is Status.NOT_FOUND for quote in quotes):
        nearest = tuple(verifier.nearest(question, answer))
    content = isinstance(card, RefusedCard) and card.content
    return CardCheck(card.place, question, answer, quotes, nearest, problem, damaged, content)


def _question_and_answer(card: ImportedCard) -> tuple[str, str, str | None]:
    """Return what a card asks, its answer, and why it is not a question; as plain text."""
    if not (card.answer or card.cloze or card.keys):  # a paragraph of a text
        return card.question, "", None
    data = question_data(card)
    try:
        asked, answer = asked_and_answer(as_question(data))
    except ContentRefused as error:
        return plain(card.question or card.cloze), plain(card.answer), str(error)
    return asked, answer or str(data.get("answer", "")), None
