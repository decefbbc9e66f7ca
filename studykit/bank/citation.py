"""How evidence is cited: by whom, where, in whose words, and at which address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from ..source.course import CourseFile
from ..source.text import Place
from .model import Evidence

WHOLE = 8  # words of a quote up to which a link holds all of it


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote with all that stands beside it: "Part 1, A2", the speaker, the credit, a link."""

    quote: str
    place: str
    speaker: str | None
    title: str
    credit: str | None
    link: str | None
    lang: str


def cite(evidence: Evidence, course: CourseFile) -> Citation:
    """The citation of a piece of evidence; raises KeyError for a source that is not there."""
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
    """Return the address of a page at a quote; a fragment that it already has stays."""
    directive = text_fragment(quote)
    return url + (directive.removeprefix("#") if "#" in url else directive)


def place_name(place: Place, course: CourseFile, source: str) -> str:
    """A place in words: "Part 1, A2", "Part 5, A6, paragraph 2", "Introduction, paragraph 3"."""
    found = course.source(source)
    region = found.region(place.section) if found else None
    name = region.name if region else place.section
    if place.turn:
        name += f", {place.turn}"
    if place.paragraph and (place.paragraph > 1 or not place.turn):
        name += f", paragraph {place.paragraph}"
    return name


def text_fragment(words: str) -> str:
    """`#:~:text=…` for a quote (WICG Scroll to Text Fragment): the whole, or its first and last words."""
    parts = words.split()
    if len(parts) <= WHOLE:
        return "#:~:text=" + _encoded(parts)
    return f"#:~:text={_encoded(parts[:4])},{_encoded(parts[-4:])}"


def _encoded(parts: list[str]) -> str:
    # the hyphen is syntax in a text fragment, and quote() leaves it as it is
    return quote(" ".join(parts), safe="").replace("-", "%2D")
