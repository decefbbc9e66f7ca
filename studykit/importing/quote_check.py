"""The check of one quote that someone else wrote, with what is claimed about it.

The quote is located as in a check.  What people and language models put around a quote, such as who
says it, is removed if the quote is then found; the result says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NamedTuple

from ..analysis.bm25 import SentenceIndex
from ..bank.citation import place_name
from ..bank.explain import QuoteExplainer
from ..bank.load import Course
from ..format import listed
from ..source.course import ASKING, Person
from ..source.excerpt import longest_part_in, typed, whole_sentences
from ..source.locate import EDITED, Location, Nearest, Query, TextRange, Verdict
from ..source.near import Difference
from .quotes import QuoteReading, readings

NEAREST = 3
"""The sentences that are shown for a card without a quote that was found."""


class Status(StrEnum):
    """The result for a quote."""

    FOUND = "found"
    """To the letter, or differing only in typography; all claims about it are right."""
    DIFFERS = "differs"
    """Its words are in a text, but something about it is wrong."""
    NEAR = "near"
    """A passage is like it."""
    NOT_FOUND = "not-found"


class FoundAt(NamedTuple):
    """Words of a text: the id of its source, the name of the place, and who says them."""

    text: str
    source: str
    place: str
    speaker: str | None
    where: Mapping[str, str | int | None]
    """The place as data: section, turn, paragraph, page, time."""

    def as_data(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "source": self.source,
            "place": self.place,
            "speaker": self.speaker,
            **{key: value for key, value in self.where.items() if key != "speaker"},
        }


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """The result for one quote of a card.

    `message` and `help` say what is wrong and what to do; they are empty if nothing is.
    `found` are the places of a quote whose words are in a text.
    """

    quote: str
    status: Status
    verdict: Verdict
    message: str = ""
    help: str = ""
    write: str = ""
    """The quote as it is in the text, if something does not belong to it."""
    found: tuple[FoundAt, ...] = ()
    nearest: FoundAt | None = None
    """The whole sentences nearest to a quote, or what contains the longest part of it."""
    score: float | None = None
    """How like the nearest passage is, of 100; None for a longest part."""
    diff: tuple[Difference, ...] = ()
    """The steps from the quote to the nearest passage."""
    changes_meaning: str | None = None
    """A word that brackets or elisions hide or add, and that changes the meaning."""
    words: str = ""
    """The quote without what does not belong to it."""
    claims: Mapping[str, str] = field(default_factory=dict)
    """What the card claims about it, and the texts can confirm: `source`, `speaker`, `section` …"""

    def as_data(self) -> dict[str, Any]:
        return {
            "quote": self.quote,
            "status": str(self.status),
            "verdict": str(self.verdict),
            "message": self.message or None,
            "help": self.help or None,
            "write": self.write or None,
            "found": [place.as_data() for place in self.found],
            "nearest": self.nearest.as_data() if self.nearest else None,
            "score": None if self.score is None else round(self.score, 1),
            "diff": [list(step) for step in self.diff],
        }


class QuoteVerifier:
    """Looks up quotes in the texts of a course that are on this machine."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._sentences: SentenceIndex | None = None

    def nearest(self, question: str, answer: str, count: int = NEAREST) -> Iterator[FoundAt]:
        """Yield the sentences that share most with a question and its answer, the best first."""
        if self._sentences is None:
            self._sentences = SentenceIndex(self.course.texts)
        for sentence in self._sentences.best(question, answer, count):
            yield self._found(sentence.words)

    def verify(self, passage: Mapping[str, Any]) -> QuoteCheck:
        """Look up a quote with what its card claims about it, in every reading of it.

        The first reading that is found counts, else the one that comes closest.
        """
        attempts: list[_Attempt] = []
        for reading in readings(str(passage["quote"])):
            query, stranger = self._query(passage, reading)
            location = self.course.finder.locate(query)
            attempts.append(_Attempt(reading, query, location, stranger))
            if location.verdict.passes:
                break
        # of readings that are equally far, the last one has no quotation marks around it
        best = min(reversed(attempts), key=lambda attempt: attempt.order)
        return self._result(str(passage["quote"]), best)

    # Claims

    def _query(self, passage: Mapping[str, Any], reading: QuoteReading) -> tuple[Query, str | None]:
        """Return the query for a reading of a quote, and the name of a speaker nobody has.

        What names nothing in the course, such as the address of a page, is not a claim.
        """
        info = self.course.info
        source = self._source(passage.get("source"))
        sources = [info.source(source)] if source else list(info.sources)
        sections = {region.id for s in sources if s for region in s.sections}
        section = passage.get("section")
        named = passage.get("speaker") or reading.speaker
        person = self._person(named) if named else None
        has_voices = any(source.voices for source in info.sources)
        is_claimed = bool(passage.get("speaker")) or (named and _is_name(named))
        stranger = named if named and person is None and has_voices and is_claimed else None
        if source is None and len(self.course.texts) == 1:
            (source,) = self.course.texts
        query = Query(
            reading.words,
            source,
            person.id if person else None,
            section if section in sections else None,
            passage.get("prefix"),
            passage.get("suffix"),
        )
        return query, stranger

    def _source(self, name: Any) -> str | None:
        if not isinstance(name, str):
            return None
        wanted = name.casefold()
        for source in self.course.info.sources:
            names = (
                source.id,
                source.title,
                source.name,
                source.file,
                source.file.rpartition(".")[0],
            )
            if wanted in (known.casefold() for known in names):
                return source.id
        return None

    def _person(self, name: str) -> Person | None:
        """Return the person that a name means: also by a part of it, or by who asks."""
        name = re.split(r"[,(;]", name)[0].strip().strip("*_:")
        info = self.course.info
        if found := info.person(name):
            return found
        words = set(name.casefold().split())
        alike = [
            person
            for person in info.people
            if any(
                words <= set(known.casefold().split()) or set(known.casefold().split()) <= words
                for known in person.names
            )
        ]
        if not alike and words & _ASKING:
            alike = [person for person in info.people if person.role in ASKING]
        return alike[0] if len(alike) == 1 and words else None

    # Results

    def _result(self, quote: str, attempt: _Attempt) -> QuoteCheck:
        reading, query, location, stranger = attempt
        check = QuoteCheck(
            quote,
            Status.DIFFERS,
            location.verdict,
            found=tuple(map(self._found, location.matches)),
            words=" ".join(reading.words.split()),
            claims={
                key: value for key, value in query._asdict().items() if key != "quote" and value
            },
        )
        if location.verdict is Verdict.ABSENT:
            return self._absent(check, query)
        if not location.verdict.passes:
            explainer = QuoteExplainer(self.course, query, self.course.file, ())
            finding = explainer.failure(location)
            if location.nearest:
                return self._near(
                    check, location.nearest, finding.message, location.changes_meaning
                )
            return replace(check, message=finding.message, help=finding.help or "")
        if stranger:
            speaker = check.found[0].speaker
            said = f"these words are by {speaker}" if speaker else "these words have no speaker"
            message = f"nobody in the texts is called “{stranger}”; {said}"
            return replace(check, verdict=Verdict.MISATTRIBUTED, message=message)
        if reading.removed:
            pieces = [f"“{words}”" for words in dict.fromkeys(reading.removed)]
            message = (
                f"{listed(pieces)} {'is' if len(pieces) == 1 else 'are'} not part of the quote"
            )
            return replace(check, message=message, write=check.words)
        return replace(check, status=Status.FOUND)

    def _near(
        self, check: QuoteCheck, nearest: Nearest, message: str, changes_meaning: str | None
    ) -> QuoteCheck:
        sentences = self._found(whole_sentences(nearest), check.words)
        return replace(
            check, status=Status.NEAR, message=message, nearest=sentences, score=nearest.score,
            diff=nearest.diff, changes_meaning=changes_meaning,
        )  # fmt: skip

    def _absent(self, check: QuoteCheck, query: Query) -> QuoteCheck:
        asked = [text for id, text in self.course.texts.items() if query.source in (None, id)]
        texts = asked or list(self.course.texts.values())
        part = longest_part_in(texts, query.quote)
        where = query.source if asked and query.source else "any of the texts"
        if len(self.course.texts) == 1:
            where = "the text"
        return replace(
            check,
            status=Status.NOT_FOUND,
            message=f"the quote is not in {where}, and no passage is similar",
            nearest=self._found(part, check.words) if part else None,
        )

    def _found(self, found: TextRange, quote: str = "") -> FoundAt:
        info = self.course.info
        name = place_name(found.place, info, found.source)
        words = typed(found, quote)
        speaker = info.name(found.place.speaker)
        return FoundAt(words, found.source, name, speaker, found.place.as_data())


class _Attempt(NamedTuple):
    """What was found for a reading of a quote, and the name of a speaker that nobody has."""

    reading: QuoteReading
    query: Query
    location: Location
    stranger: str | None

    @property
    def order(self) -> tuple[float, bool]:
        """The sort key: nothing is removed from a quote that is not found anyway."""
        return _distance(self.location), bool(self.reading.removed)


def _distance(location: Location) -> float:
    """Return how far a location is from one that passes."""
    if location.verdict.passes:
        return 0
    if location.verdict in EDITED:
        return 1
    if location.matches:
        return 2
    return 4 - location.nearest.score / 100 if location.nearest else 5


_ASKING = frozenset("interviewer host reporter moderator questioner".split())


def _is_name(words: str) -> bool:
    """Whether some words may be the name of a person."""
    names = words.split()
    return len(names) < 5 and all(
        name[:1].isupper() and name.strip(".").isalpha() for name in names
    )
