"""Extracts: the whole turns, or paragraphs, that questions quote."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from ...bank.model import Evidence, Exercise
from ...format import listed
from ...source.course import Source
from ...source.fold import SPACELESS
from ...source.note_marks import note_marks, without_note_marks
from ...source.text import Place, Segment, Text
from .lines import Numbering
from .model import LineRange, PassageBlock
from .passages import attributed, in_third_language, lines_of
from .request import HandoutRequest

WORDS_PER_MINUTE, CHARACTERS_PER_MINUTE = 130, 200
"""Reading speed, and that in scripts without spaces between words, such as Chinese."""


def no_text(sources: Sequence[Source]) -> str:
    """The remark that only quotes of sources are printed, and how to get their texts."""
    names = listed([source.name for source in sources])
    ids = [source.id for source in sources if source.fetch]
    files = listed([f"`{source.file}`" for source in sources])
    text, is_, it = ("texts", "are", "them") if len(sources) > 1 else ("text", "is", "it")
    fetch = f"run `studykit source fetch {' '.join(ids)}`, or " if len(ids) == len(sources) else ""
    return (
        f"the {text} of {names} {is_} not available, so only quotes are printed; to print the"
        f" passages whole, {fetch}save {it} as {files} and name the folder with `--texts`"
    )


TextSpan = tuple[int, int]
"""A start and an end (exclusive) in the text as shown."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A whole turn, or paragraphs of a text without turns.

    `pieces` are its spans, more than one if a heading interrupts it.  `words` has no marks of notes;
    `left_out` is where they were.
    """

    source: str
    place: Place
    words: str
    pieces: tuple[TextSpan, ...]
    left_out: tuple[TextSpan, ...] = ()

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.words, self.source, self.place)

    def range_of(self, span: TextSpan) -> TextSpan | None:
        """The range of a span in `words`; None if it starts elsewhere."""
        at = 0
        for start, end in self.pieces:
            if start <= span[0] < end:
                return self._shown(at + span[0] - start), self._shown(at + span[1] - start)
            at += end - start + 1
        return None

    def _shown(self, at: int) -> int:
        """The offset in `words` of an offset in the text."""
        return at - sum(min(end, at) - start for start, end in self.left_out if start < at)


class Extracts:
    """Finds extracts in the texts that are available; none if only quotes are to be printed."""

    def __init__(self, request: HandoutRequest) -> None:
        self._course = request.course
        self._entries = request.entries
        self._texts = request.course.texts if request.full_text else {}
        self._spans: dict[tuple[str, int], TextSpan | None] = {}

    def readable(self, exercise: Exercise) -> list[int]:
        """The quotes of a question that are not in a third language, those of its main source first."""
        cited = [e.source for e in exercise.evidence if e.source in self._texts]
        if not cited:
            return []
        main = max(cited, key=cited.count)
        sources = {source.id: source for source in self._course.info.sources}
        quotes = [
            (evidence.source != main, n)
            for n, evidence in enumerate(exercise.evidence)
            if not in_third_language(sources[evidence.source], exercise, sources[main])
        ]
        return [n for _is_other, n in sorted(quotes)]

    def span(self, exercise: Exercise, n: int) -> TextSpan | None:
        """The span of the n-th quote of a question; None if its text is not available."""
        key = exercise.id, n
        if key not in self._spans:
            self._spans[key] = self._find(exercise, n)
        return self._spans[key]

    def _find(self, exercise: Exercise, n: int) -> TextSpan | None:
        entry = self._entries[exercise.id]
        query = entry.query(entry.question.passages[n], self._course.info)
        if query.source not in self._texts:
            return None
        matches = self._course.finder.locate(query).matches
        return matches[0].shown if matches else None

    def around(self, exercise: Exercise, n: int) -> Extract | None:
        """The turn, or the paragraph, with the n-th quote of a question."""
        span = self.span(exercise, n)
        if span is None:
            return None
        text = self._texts[exercise.evidence[n].source]
        segment = text.segment_at(span[0])
        if segment.turn is None:
            return _paragraphs(text, segment, span)
        same = [
            s
            for s in text.segments
            if (s.region.id, s.turn, s.outside) == (segment.region.id, segment.turn, None)
        ]
        return _joined(text, same)

    def quotes(self, exercise: Exercise, extract: Extract) -> bool:
        """Whether a question quotes an extract."""
        return any(
            evidence.source == extract.source
            and (span := self.span(exercise, n)) is not None
            and extract.range_of(span) is not None
            for n, evidence in enumerate(exercise.evidence)
        )

    def sections(
        self, source: str, sections: Sequence[str], exercises: Iterable[Exercise] = ()
    ) -> list[Extract]:
        """All turns of some sections in order, or their text between headings.

        Text without turns is cut after each paragraph with the end of a question's quote.
        """
        text = self._texts.get(source)
        if text is None:
            return []
        groups: dict[object, list[Segment]] = {}
        for segment in text.segments:
            if segment.region.id in sections and not segment.outside:
                key = (segment.region.id, segment.turn) if segment.turn else segment.start
                groups.setdefault(key, []).append(segment)
        spans = [
            span
            for exercise in exercises
            for n, evidence in enumerate(exercise.evidence)
            if evidence.source == source and (span := self.span(exercise, n))
        ]
        return [
            extract
            for first, *rest in groups.values()
            for extract in (
                [_joined(text, [first, *rest])] if first.turn else _cut(text, first, spans)
            )
        ]


def _joined(text: Text, segments: Sequence[Segment]) -> Extract:
    pieces = tuple((segment.start, segment.end) for segment in segments)
    place = segments[0].place(segments[0].start)._replace(paragraph=None)
    return _extract(text, place, pieces)


def _paragraphs(text: Text, segment: Segment, span: TextSpan) -> Extract:
    """The paragraphs of a segment that a span touches."""
    bounds = [*segment.paragraphs, segment.end]
    first = max(0, bisect_right(segment.paragraphs, span[0]) - 1)
    last = max(first, bisect_right(segment.paragraphs, span[1] - 1) - 1)
    start, end = bounds[first], bounds[last + 1]
    end = start + len(text.shown.text[start:end].rstrip())
    return _extract(text, segment.place(start), ((start, end),))


def _cut(text: Text, segment: Segment, spans: Sequence[TextSpan]) -> Iterator[Extract]:
    """The paragraphs of a segment, cut after those in which a span ends, but not in another span."""
    start, *others = segment.paragraphs
    before = start
    for bound in (*others, segment.end):
        ends = any(before < end <= bound for _, end in spans)
        if bound == segment.end or (ends and not any(a < bound < b for a, b in spans)):
            end = start + len(text.shown.text[start:bound].rstrip())
            yield _extract(text, segment.place(start)._replace(paragraph=None), ((start, end),))
            start = bound
        before = bound


def _extract(text: Text, place: Place, pieces: tuple[TextSpan, ...]) -> Extract:
    words = "\n".join(text.shown.text[start:end] for start, end in pieces)
    shown = without_note_marks(words)
    return Extract(text.source.id, place, shown, pieces, tuple(note_marks(words)))


def reading_minutes(extracts: Iterable[Extract], times: int = 1) -> int:
    """Return the minutes that it takes to read some extracts, once or several times."""
    text = " ".join(one.words for one in extracts)
    words, characters = _SPACELESS.subn(" ", text)
    minutes = len(words.split()) / WORDS_PER_MINUTE + characters / CHARACTERS_PER_MINUTE
    return ceil(times * minutes)


_SPACELESS = re.compile(f"[{SPACELESS}]")


class PrintedExtracts:
    """The extracts of a handout, with lines numbered in the order in which they are added."""

    def __init__(self, request: HandoutRequest, extracts: Extracts) -> None:
        self._course_file = request.course_file
        self._extracts = extracts
        self._blocks: dict[Extract, PassageBlock] = {}
        self.numbering = Numbering()

    def add(self, extract: Extract) -> PassageBlock | None:
        """Print an extract; None if it is printed already."""
        if extract in self._blocks:
            return None
        lines = self.numbering.take(extract.words)
        block = attributed(lines, extract.evidence, self._course_file)
        self.record(extract, block)
        return block

    def record(self, extract: Extract, block: PassageBlock) -> None:
        """Note where an extract is printed."""
        self._blocks[extract] = block

    @property
    def sources(self) -> frozenset[str]:
        """The sources of which more than quotes is printed."""
        return frozenset(extract.source for extract in self._blocks)

    def ranges(self, exercise: Exercise) -> dict[int, LineRange]:
        """The lines of each quote of a question that an extract contains, by its index."""
        return dict(self._ranges(exercise))

    def _ranges(self, exercise: Exercise) -> Iterator[tuple[int, LineRange]]:
        for n, evidence in enumerate(exercise.evidence):
            span = self._extracts.span(exercise, n)
            if span is None:
                continue
            for extract, block in self._blocks.items():
                found = extract.range_of(span) if extract.source == evidence.source else None
                if found:
                    yield n, lines_of(extract.words, block.lines, *found)
                    break
