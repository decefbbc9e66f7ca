"""Citations of evidence: the quote, its place, speaker and credit, and a link."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from ..source.course import CourseFile
from ..source.text import Place
from .model import Evidence

WHOLE = 8  # words of a quote that a link has in full


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote with its place ("Part 1, A2"), speaker, credit and link."""

    quote: str
    place: str
    speaker: str | None
    title: str
    credit: str | None
    link: str | None
    lang: str


def cite(evidence: Evidence, course: CourseFile) -> Citation:
    """Return the citation of a piece of evidence; raises KeyError for an unknown source."""
    source = course.source(evidence.source)
    if source is None:
        raise KeyError(evidence.source)
    return Citation(
        quote=evidence.quote,
        place=place_name(evidence.place, course, evidence.source),
        speaker=course.name(evidence.place.speaker),
        title=source.title,
        credit=source.credit,
        link=passage_link(source.url, evidence.quote) if source.url else None,
        lang=source.language,
    )


def passage_link(url: str, quote: str) -> str:
    """Return an address with a text fragment, which is appended to a fragment it already has."""
    directive = text_fragment(quote)
    return url + (directive.removeprefix("#") if "#" in url else directive)


def place_name(place: Place, course: CourseFile, source: str) -> str:
    """Name a place: "Part 1, A2", "Part 5, A6, paragraph 2", "Introduction, paragraph 3"."""
    found = course.source(source)
    region = found.region(place.section) if found else None
    name = region.name if region else place.section
    if place.turn:
        name += f", {place.turn}"
    if place.paragraph and (place.paragraph > 1 or not place.turn):
        name += f", paragraph {place.paragraph}"
    return name


def text_fragment(words: str) -> str:
    """Return `#:~:text=…` with a quote, or its first and last words (WICG Scroll to Text Fragment)."""
    parts = words.split()
    if len(parts) <= WHOLE:
        return "#:~:text=" + _encoded(parts)
    return f"#:~:text={_encoded(parts[:4])},{_encoded(parts[-4:])}"


def _encoded(parts: list[str]) -> str:
    # the hyphen is syntax in a text fragment, and quote() does not encode it
    return quote(" ".join(parts), safe="").replace("-", "%2D")
