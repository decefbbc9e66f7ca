"""Reading a text in passages: whole sentences up to a number of words, with their places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..bank.citation import place_name
from ..bank.load import Course
from ..diagnostics import StudykitError, require_known, unknown
from ..source.fold import as_typed
from ..source.locate import Query
from ..source.text import LABEL, Segment, Text
from ..source.words import WordIndex, count_words

BEFORE = 60
"""Words of a long paragraph that are shown before a quote."""

LONGEST = 40
"""Characters of a word, about; of a long paragraph only so much is looked at."""


def text_of(course: Course, source: str | None) -> Text:
    """Return the text of a source, which need not be named if there is only one.

    Raises StudykitError if it is unknown, or not on this machine.
    """
    ids = [found.id for found in course.info.sources]
    if source is None and len(course.texts) == 1:
        return next(iter(course.texts.values()))
    if source is None:
        raise StudykitError(f"name a `source`: the sources are {', '.join(ids)}")
    require_known("source", source, ids)
    if source not in course.texts:
        raise StudykitError(f"the text of {source} is not on this machine, or cannot be used")
    return course.texts[source]


def start_of_quote(course: Course, source: str | None, quote: str) -> tuple[Text, int]:
    """Return where to begin to read for a quote, or for the passage most like it.

    Raises StudykitError if there is neither.
    """
    location = course.finder.locate(Query(quote, source))
    found = location.matches[0] if location.matches else location.nearest
    if found is None:
        where = f"in {source}" if source else "in the texts here"
        raise StudykitError(f"neither the quote nor anything like it is {where}")
    text, at = found.document, found.shown[0]
    paragraph = max(start for start in found.segment.paragraphs if start <= at)
    before = WordIndex(text.shown.text, [(max(paragraph, at - BEFORE * LONGEST), at)])
    first = max(0, len(before.starts) - BEFORE)
    return text, before.starts[first] if first else paragraph


def start_of(text: Text, section: str | None, turn: str | None) -> int:
    """Return where a section or a turn begins; raises StudykitError if nothing has that name."""
    if section is None and turn is None:
        return 0
    sections = [region.id for region in text.source.sections]
    require_known("section", section, sections)
    within = [s for s in text.segments if section in (None, s.region.id)]
    turns = [segment.turn for segment in within if segment.turn]
    if turn is not None and turn not in turns:
        if not turns:
            raise StudykitError(f"there are no turns in {section or text.source.id}")
        raise StudykitError(unknown("turn", turn, turns[:40]))
    begins = [segment.start for segment in within if turn in (None, segment.turn)]
    if not begins:
        raise StudykitError(f"the section {section} is empty")
    return begins[0]


def passages_from(course: Course, text: Text, start: int, words: int) -> dict[str, Any]:
    """Return the text from an offset on, up to a number of words; `next` is where to go on."""
    passages: list[dict[str, Any]] = []
    previous: Segment | None = None
    left = words
    go_on: int | None = None
    for segment, begin, end in _paragraphs(text, start):
        stop = _stop(text, begin, end, left, must=not passages)
        if stop > begin:
            left -= count_words(text.shown.text[begin:stop])
            if segment is not previous:
                passages.append(_described(course, text, segment, begin, stop))
                previous = segment
            words_here = as_typed(text.shown.text[begin:stop])
            before = passages[-1].get("text")
            passages[-1]["text"] = f"{before}\n\n{words_here}" if before else words_here
        if stop < end:
            go_on = stop
            break
    return {"source": text.source.id, "passages": passages, "next": go_on}


def _paragraphs(text: Text, start: int) -> Iterator[tuple[Segment, int, int]]:
    """Yield the paragraphs from an offset on, the first perhaps without its beginning."""
    for segment in text.segments:
        if segment.end <= start or segment.outside == LABEL:
            continue
        for begin, end in pairwise((*segment.paragraphs, segment.end)):
            if end > start:
                yield segment, max(begin, start), end


def _stop(text: Text, begin: int, end: int, words: int, must: bool) -> int:
    """Return where to stop in a paragraph: at its end, after a whole sentence, or at its beginning.

    If there `must` be words, a sentence that is too long is cut.
    """
    if words <= 0:
        return begin
    index = WordIndex(text.shown.text, [(begin, min(end, begin + (words + 1) * LONGEST))])
    if len(index.starts) <= words and begin + (words + 1) * LONGEST >= end:
        return end
    last = min(words, len(index.starts))
    while last and last < len(index.starts) and index.sentences[last - 1] == index.sentences[last]:
        last -= 1
    if last == 0 and must:
        last = min(words, len(index.starts))
    if last == 0:
        return begin
    return index.starts[last] if last < len(index.starts) else index.ends[last - 1]


def _described(
    course: Course, text: Text, segment: Segment, begin: int, end: int
) -> dict[str, Any]:
    place = text.place(segment, begin, end)
    made: dict[str, Any] = {"place": place_name(place, course.info, text.source.id)}
    made["section"] = segment.region.id
    if segment.turn:
        made["turn"] = segment.turn
    if speaker := course.info.name(segment.speaker):
        made["speaker"] = speaker
    if segment.outside:
        made["cannot_be_cited"] = segment.outside
    return made
