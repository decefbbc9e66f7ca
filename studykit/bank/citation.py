"""Citations of evidence: the quote, its place, speaker and credit, and a link."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from ..locale import N_, _, spoken
from ..source.course import CourseFile
from ..source.marks import time_text
from ..source.text import Place
from .model import Evidence

_YOUTUBE = frozenset(["youtube.com", "m.youtube.com", "music.youtube.com", "youtu.be"])
_RECORDINGS = frozenset("aac flac m4a m4b m4v mov mp3 mp4 oga ogg ogv opus wav webm".split())
"""The suffixes of sound and video, to which `#t=` applies (W3C Media Fragments)."""

WHOLE = 8  # words of a quote that a link has in full


class Citation(NamedTuple):
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
        link=passage_link(source.url, evidence.quote, evidence.place) if source.url else None,
        lang=source.language,
    )


def passage_link(url: str, quote: str, place: Place | None = None) -> str:
    """Return an address that leads to a passage.

    For a PDF that is a page, for a recording a time; for other pages a text fragment, which is
    appended to a fragment the address already has.
    """
    parts = urlsplit(url)
    suffix = parts.path.rpartition(".")[2].lower()
    if suffix == "pdf":
        page = place.pdf_page if place else None
        return url if page is None or parts.fragment else f"{url}#page={page}"
    may_be = "youtu" in parts.netloc.lower()  # the name of the host takes longer to find
    is_youtube = may_be and (parts.hostname or "").removeprefix("www.") in _YOUTUBE
    if is_youtube or suffix in _RECORDINGS:
        time = place.time if place else None
        if time is None or (parts.fragment and not is_youtube):
            return url
        if not is_youtube:
            return f"{url}#t={time}"
        query = [(key, value) for key, value in parse_qsl(parts.query) if key not in ("t", "start")]
        return urlunsplit(parts._replace(query=urlencode([*query, ("t", f"{time}s")]), fragment=""))
    directive = text_fragment(quote)
    return url + (directive.removeprefix("#") if "#" in url else directive)


def place_name(place: Place, course: CourseFile, source: str) -> str:
    """Name a place: "Part 1, A2", "Introduction, paragraph 3", "Part 5, A6, 12:31", "Text, p. 12".

    A page or a time replaces the number of the paragraph.
    """
    found = course.source(source)
    region = found.region(place.section) if found else None
    return _named(place, region.name if region else place.section, spoken())


@lru_cache(maxsize=1 << 12)  # a dozen passages may be in one place
def _named(place: Place, name: str, _language: str) -> str:
    for part in _parts(place):
        # For translators: a place and a more exact one, "Part 1, A2"
        name = _("{place}, {part}", place=name, part=part)
    return name


def _parts(place: Place) -> Iterator[str]:
    if place.turn:
        yield turn_name(place.turn)
    if place.page is not None:
        several = "–" in place.page
        yield _("pp. {pages}", pages=place.page) if several else _("p. {page}", page=place.page)
    if place.time is not None:
        yield time_text(place.time)
    marked = place.page is not None or place.time is not None
    if place.paragraph and not marked and (place.paragraph > 1 or not place.turn):
        yield _("paragraph {number}", number=place.paragraph)


_TURNS = {
    # For translators: the number of a question in an interview
    "Q": N_("Q{number}"),
    # For translators: the number of an answer in an interview
    "A": N_("A{number}"),
    "turn ": N_("turn {number}"),
}


def turn_name(turn: str) -> str:
    """Return the name of a turn in the language that is spoken: "Q1", "A2b", "turn 3"."""
    for kind, message in _TURNS.items():
        if turn.startswith(kind):
            return _(message, number=turn.removeprefix(kind))
    return turn


def text_fragment(words: str) -> str:
    """Return `#:~:text=…` with a quote, or its first and last words (WICG Scroll to Text Fragment)."""
    parts = words.split()
    if len(parts) <= WHOLE:
        return "#:~:text=" + _encoded(parts)
    return f"#:~:text={_encoded(parts[:4])},{_encoded(parts[-4:])}"


def _encoded(parts: list[str]) -> str:
    # the hyphen is syntax in a text fragment, and quote() does not encode it; it is slow for plain words
    encoded = [p if p.isascii() and p.isalnum() else quote(p, safe="") for p in parts]
    return "%20".join(encoded).replace("-", "%2D")
