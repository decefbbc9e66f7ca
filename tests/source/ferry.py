"""Two texts, and what is found in them: an interview about a ferry, and the sample interview."""

from __future__ import annotations

from studykit.source.locate import Location, Query, QuoteLocator
from studykit.source.text import Place, Text

from .documents import INTERVIEW, lighthouse, locator, text_of

FERRY = """\
The Last Ferry
Ann: Why did the ferry stop?
Bob: The harbour froze. We had no ice-breaker, and nobody lent us one.
It was a cold year, and the harbour stayed white until May.
Ann: Did the harbour freeze again?
Bob: Never. Since then the harbour has stayed open in every cold year.
What the readers say
Gull: The harbour froze twice. I was there.
"""
BROKEN = "We ran the experi-\nments at a well-\nknown harbour in 2024-\n25 and slept."
"""A text with words that are broken at the ends of lines."""


def ferry() -> Text:
    return text_of(
        FERRY,
        id="ferry",
        speakers={"Ann": "ann", "Bob": "bob"},
        regions=[
            {"id": "title", "kind": "title", "opens": "The Last Ferry"},
            INTERVIEW,
            {"id": "comments", "kind": "comments", "heading": "What the readers say"},
        ],
    )


LOCATOR = locator(ferry=ferry(), news="The ferry stopped in 1987. Nobody was hurt, said the town.")
LIGHT = QuoteLocator({"lighthouse": lighthouse()})


def locate(quote: str, source: str | None = "ferry", **claims: str | None) -> Location:
    return LOCATOR.locate(Query(quote, source, **claims))


def in_text(raw: str, quote: str, **claims: str | None) -> Location:
    """Locate a quote in a transcript."""
    return locator(doc=raw).locate(Query(quote, "doc", **claims))


def spans(location: Location) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in location.matches]


def places(location: Location) -> list[Place]:
    return [match.place for match in location.matches]
