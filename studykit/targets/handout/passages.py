"""Passages in a handout: their source lines, their order, the lines of a quote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from ...bank.citation import cite
from ...bank.model import Evidence, Exercise
from ...format import credited
from ...locale import _
from ...source.course import CourseFile, Source
from ...source.text import turn_order
from .lines import Numbering, break_lines
from .model import LineRange, NumberedLine, PassageBlock, names_source

T = TypeVar("T")


def passage(evidence: Evidence, course: CourseFile, numbering: Numbering) -> PassageBlock:
    """A quote in numbered lines, with speaker, place and source."""
    return attributed(numbering.take(evidence.quote), evidence, course)


def unnumbered(evidence: Evidence, course: CourseFile) -> PassageBlock:
    """A quote beside the text, in lines that have no numbers."""
    lines = (replace(line, number=0) for line in break_lines(evidence.quote))
    return attributed(tuple(lines), evidence, course)


def attributed(
    lines: tuple[NumberedLine, ...], evidence: Evidence, course: CourseFile
) -> PassageBlock:
    """Lines with the source line of a piece of evidence; credits are at the document's end."""
    citation = cite(evidence, course)
    source = course.source(evidence.source)
    return PassageBlock(
        lines,
        place=citation.place,
        source=source.name if source else citation.title,
        speaker=citation.speaker,
        link=citation.link,
        lang=citation.lang,
    )


def stimulus_passages(
    exercise: Exercise, course: CourseFile, numbering: Numbering
) -> tuple[PassageBlock, ...]:
    """The passages a question is about, without speaker and place: it may ask for them."""
    shown = (passage(evidence, course, numbering) for evidence in exercise.stimulus)
    return tuple(replace(block, speaker=None, place="", link=None) for block in shown)


def full_place(evidence: Evidence, course: CourseFile) -> str:
    """The place of a quote for the teacher: "Part 1, A2 (Liang Wenfeng), Harry Wang’s blog"."""
    citation = cite(evidence, course)
    source = course.source(evidence.source)
    name = source.name if source else citation.title
    if names_source(citation.place, name):
        named = citation.speaker
        return credited(citation.place, named) if named else citation.place
    if citation.speaker:
        return _(
            "{place} ({speaker}), {source}",
            place=citation.place,
            speaker=citation.speaker,
            source=name,
        )
    return _("{place}, {source}", place=citation.place, source=name)


def in_third_language(source: Source, exercise: Exercise, text: Source) -> bool:
    """Whether a source is in a language that is neither the question's nor that of the text to read.

    Students may not know it.
    """
    third, *known = (
        tag.casefold().partition("-")[0] for tag in (source.language, exercise.lang, text.language)
    )
    return third not in known


def text_order(evidence: Evidence, course: CourseFile) -> tuple[object, ...]:
    """A sort key for the order of the text: by section, turn, source and paragraph."""
    # translations of a work use the same names for their sections
    sections = list(dict.fromkeys(r.id for s in course.sources for r in s.sections))
    sources = [source.id for source in course.sources]
    place = evidence.place
    return (
        _index(sections, place.section),
        turn_order(place.turn),
        _index(sources, evidence.source),
        place.paragraph or 0,
    )


def _index(known: Sequence[str], name: str) -> int:
    """The position of a name; unknown names come last."""
    return known.index(name) if name in known else len(known)


def lines_of(text: str, lines: Sequence[NumberedLine], start: int, end: int) -> LineRange:
    """The lines that contain text[start:end], given the lines that the whole text is broken into."""
    at = 0
    touched = []
    for line in lines:
        begin = text.index(line.text, at)
        at = begin + len(line.text)
        if begin < end and start < at:
            touched.append(line.number)
    numbers = touched or [line.number for line in lines]
    return numbers[0], numbers[-1]


def without_contained(
    items: Sequence[T], size: Callable[[T], int], contains: Callable[[T, T], bool]
) -> list[T]:
    """Drop each item that a larger one contains; of equal items keep the first."""
    kept: list[int] = []
    for n in sorted(range(len(items)), key=lambda n: -size(items[n])):
        if not any(contains(items[other], items[n]) for other in kept):
            kept.append(n)
    return [items[n] for n in sorted(kept)]
