"""Citations of evidence: the quote, its place, speaker and credit, and a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from ..locale import N_, _, spoken
from ..source.course import CourseFile, Source
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
        place=_place_in(source, evidence.place),
        speaker=course.name(evidence.place.speaker),
        title=source.title,
        credit=source.credit,
        link=passage_link(source.url, evidence.quote, evidence.place) if source.url else None,
        lang=source.language,
    )


class _Medium(Enum):
    """What an address leads to, which decides how a passage is pointed at."""

    PAGE = "page"
    PDF = "PDF"
    RECORDING = "recording"
    YOUTUBE = "YouTube"


@lru_cache(maxsize=1 << 10)  # a course has few sources, and many passages from each
def _medium(url: str) -> _Medium:
    parts = urlsplit(url)
    suffix = parts.path.rpartition(".")[2].lower()
    if suffix == "pdf":
        return _Medium.PDF
    if (parts.hostname or "").removeprefix("www.") in _YOUTUBE:
        return _Medium.YOUTUBE
    return _Medium.RECORDING if suffix in _RECORDINGS else _Medium.PAGE


def passage_link(url: str, quote: str, place: Place | None = None) -> str:
    """Return an address that leads to a passage.

    For a PDF that is a page, for a recording a time; for other pages a text fragment, which is
    appended to a fragment the address already has.
    """
    medium = _medium(url)
    if medium is _Medium.PAGE:
        directive = text_fragment(quote)
        return url + (directive.removeprefix("#") if "#" in url else directive)
    if medium is _Medium.PDF:
        page = place.pdf_page if place else None
        return url if page is None or "#" in url else f"{url}#page={page}"
    time = place.time if place else None
    if time is None:
        return url
    if medium is _Medium.RECORDING:
        return url if "#" in url else f"{url}#t={time}"
    parts = urlsplit(url)
    query = [(key, value) for key, value in parse_qsl(parts.query) if key not in ("t", "start")]
    return urlunsplit(parts._replace(query=urlencode([*query, ("t", f"{time}s")]), fragment=""))


def place_name(place: Place, course: CourseFile, source: str) -> str:
    """Name a place: "Part 1, A2", "Introduction, paragraph 3", "Part 5, A6, 12:31", "Text, p. 12".

    A page or a time replaces the number of the paragraph.
    """
    return _place_in(course.source(source), place)


def _place_in(source: Source | None, place: Place) -> str:
    region = source.region(place.section) if source else None
    return _named(region.name if region else place.section, place, spoken())


@lru_cache(maxsize=1 << 12)  # several questions cite one turn, and every target names its place
def _named(section: str, place: Place, _language: str) -> str:
    name = section
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


@lru_cache(maxsize=1 << 14)  # several questions cite one passage
def text_fragment(words: str) -> str:
    """Return `#:~:text=…` with a quote, or its first and last words (WICG Scroll to Text Fragment)."""
    parts = words.split()
    if len(parts) <= WHOLE:
        return "#:~:text=" + _encoded(parts)
    return f"#:~:text={_encoded(parts[:4])},{_encoded(parts[-4:])}"


_UNSAFE = re.compile("[^0-9A-Za-z_.~ ]+")


def _encoded(words: list[str]) -> str:
    text = " ".join(words)
    if _UNSAFE.search(text):
        # the hyphen is syntax in a text fragment, and quote() does not encode it
        text = _UNSAFE.sub(lambda found: quote(found[0], safe="").replace("-", "%2D"), text)
    return text.replace(" ", "%20")
