"""Passages proposed for a card: those that its author names, or the sentences that fit best.

A proposal is only a suggestion.  A person reads it, and confirms or rejects it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..analysis.bm25 import RankedSentence, SentenceIndex
from ..bank.kinds.compare import Compare
from ..bank.kinds.who_said_it import WhoSaidIt
from ..bank.load import Course
from ..bank.model import Question
from ..format import in_quotation_marks
from ..source.fold import as_typed
from ..source.locate import Query, Verdict, telling_apart
from .model import ImportedCard
from .questions import asked_and_answer
from .quote_check import QuoteVerifier

COVERAGE, SCORE = 1 / 3, 0.2
"""A proposed sentence has at least this share of the answer's words, or this score."""

RELATIVE_SCORE = 0.5
"""The second and third sentences may instead have this share of the score of the first."""

PassageData = dict[str, Any]
"""The keys of a passage in a bank."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """The passages proposed for a card; without any, why, and the nearest sentences.

    `own` says that they are those, and all of those, that its author names.
    """

    passages: list[PassageData] = field(default_factory=list)
    reason: str = ""
    nearest: list[PassageData] = field(default_factory=list)
    flattened: list[str] = field(default_factory=list)
    own: bool = False


class Proposer:
    """Proposes passages from the texts of a course that are on this machine."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._index = SentenceIndex(course.texts)
        self._verifier = QuoteVerifier(course)

    def propose(self, card: ImportedCard, question: Question) -> Proposals:
        """Return up to three passages for a card, the best first."""
        own, flattened = self._own(card)
        if own:
            return Proposals(own, flattened=flattened, own=not flattened)
        if isinstance(question, WhoSaidIt | Compare):
            reason = f"a {question.type} question must come with quotes that are in the texts"
            return Proposals(reason=reason, flattened=flattened)
        asked, answer = asked_and_answer(question)
        best = self._index.best(asked, answer)
        passages: list[PassageData] = []
        for sentence in best:
            enough = sentence.coverage >= COVERAGE or sentence.score >= SCORE
            if enough or (passages and sentence.score >= RELATIVE_SCORE * best[0].score):
                passages += list(self._citable(sentence))
        if passages:
            return Proposals(passages, flattened=flattened)
        nearest = self._citable_best(asked, answer)
        reason = "no sentence in the texts shares enough words with the question and answer"
        return Proposals([], reason, nearest, flattened)

    def alternatives(self, question: Question, count: int) -> list[PassageData]:
        """Return the best sentences for a question, however little they share with it."""
        return self._citable_best(*asked_and_answer(question), count)

    def search(self, words: str, count: int) -> list[PassageData]:
        """Return the best sentences for some words."""
        return self._citable_best("", words, count)

    def _citable_best(self, asked: str, answer: str, count: int = 3) -> list[PassageData]:
        best = self._index.best(asked, answer, count)
        return [passage for sentence in best for passage in self._citable(sentence)]

    def _own(self, card: ImportedCard) -> tuple[list[PassageData], list[str]]:
        """Return the passages that a card's author names and that are in the texts."""
        found, flattened = [], []
        for claims in card.passages:
            passage = self._with_claims(claims) or self._with_claims({"quote": claims["quote"]})
            if passage is None:
                flattened.append(
                    f"the quote {in_quotation_marks(claims['quote'])}, which is not in the texts"
                )
            else:
                found.append(passage)
        return found, flattened

    def _with_claims(self, claims: Mapping[str, Any]) -> PassageData | None:
        """Return a passage that passes the check with its claims; None if it does not."""
        check = self._verifier.verify(claims)
        if not check.verdict.passes:
            return None
        kept = {key: claims[key] for key in check.claims if key in claims}
        if "speaker" in kept and self._course.info.person(kept["speaker"]) is None:
            kept["speaker"] = self._course.info.name(check.claims["speaker"])
        return self._passage(check.found[0].source, {"quote": check.words, **kept})

    def _citable(self, sentence: RankedSentence) -> Iterator[PassageData]:
        """Yield the sentence as a passage, if it passes the check."""
        words = sentence.words
        quote = as_typed(words.document.shown.text[words.shown[0] : words.shown[1]])
        claims = {"quote": quote}
        location = self._course.finder.locate(Query(quote, words.source))
        if location.verdict is Verdict.AMBIGUOUS:
            match = next((m for m in location.matches if m.shown == words.shown), None)
            distinction = telling_apart(match, location.matches) if match else None
            if distinction is None:
                return
            claims[distinction[0]] = distinction[1]
        elif not location.verdict.passes:
            return
        yield self._passage(words.source, claims)

    def _passage(self, source: str, claims: PassageData) -> PassageData:
        is_only = len(self._course.info.sources) == 1
        others = {key: value for key, value in claims.items() if key != "source"}
        return others if is_only else {"source": source, **others}
