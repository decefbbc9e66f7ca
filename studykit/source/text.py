"""A source's text: what a reader sees of it, who says it, and what can be cited."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..format import letters
from ..regex import regex
from .course import ASKING, REGION_KINDS, CourseFile, Region, Source
from .fault import Fault
from .fold import BREAK, Mapped, MappedRun, fold, folded, literal
from .labels import Labels
from .marks import NOWHERE, PageTimeMarks, Position
from .words import count_words

if TYPE_CHECKING:
    from .formats.block import Block

GAP = "\x00"
"""Separates segments.  No quote contains it, so that no quote is found across two segments."""


class Place(NamedTuple):
    """A place in a source: section, turn ("A2"), speaker (a person's id), paragraph from 1.

    `page` is "12" or "12–13", `pdf_page` the number of the first page in a PDF, `time` in seconds.
    """

    section: str
    turn: str | None = None
    speaker: str | None = None
    paragraph: int | None = None
    page: str | None = None
    pdf_page: int | None = None
    time: int | None = None

    def as_data(self) -> dict[str, str | int | None]:
        """Return the place for JSON; pages and times only if the text has their marks."""
        marked = {"page": self.page, "pdf_page": self.pdf_page, "time": self.time}
        where = {
            "section": self.section, "turn": self.turn, "speaker": self.speaker,
            "paragraph": self.paragraph,
        }  # fmt: skip
        return where | {name: value for name, value in marked.items() if value is not None}


def turn_order(turn: str | None) -> tuple[int, bool, int, str]:
    """Return a sort key for turns in the order of a text: Q1, A1, A1b, …, A1aa, Q2, …, turn 10."""
    name = re.fullmatch(r"(\D*)(\d+)(\D*)", turn or "")
    if name is None:
        return (0, False, 0, "")
    kind, number, letter = name.groups()
    return (int(number), kind == "A", len(letter), letter)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a text that a quote can be taken from: a turn, or a region up to the next heading.

    `start`, `end` and `paragraphs` (where each paragraph begins) are offsets into `Text.shown`;
    `first` is the number of the first paragraph in its turn or region; `outside` says why the
    segment cannot be cited.
    """

    region: Region
    start: int
    end: int
    turn: str | None
    speaker: str | None
    first: int
    paragraphs: tuple[int, ...]
    outside: str | None = None

    def place(self, offset: int, position: Position = NOWHERE) -> Place:
        paragraph = self.first + bisect_right(self.paragraphs, offset) - 1
        return Place(self.region.id, self.turn, self.speaker, paragraph, *position)


class Text:
    """The words of a source: as in the file, as shown to a reader, and folded."""

    def __init__(self, source: Source, raw: str, shown: Mapped, segments: list[Segment]) -> None:
        self.source = source
        self.raw = raw
        self.shown = shown
        self.segments = segments
        self._starts = [segment.start for segment in segments]

    @cached_property
    def literal(self) -> Mapped:
        """The text in Unicode form C with single spaces; maps to offsets into `shown`."""
        return literal(self._shown)

    @cached_property
    def folded(self) -> Mapped:
        """The folded text; maps to offsets into `shown`."""
        return fold(self._shown, markup=False)

    @cached_property
    def broken(self) -> bool:
        """Whether the text has words broken at the end of a line."""
        return BREAK in self.folded.text

    @cached_property
    def _shown(self) -> Mapped:
        # a map of its own, so that offsets are those of `shown` and not of the raw text
        return Mapped([(self.shown.text, 0, len(self.shown.text))])

    @cached_property
    def _marks(self) -> PageTimeMarks:
        from .formats import format_of

        is_markdown = (self.source.format or format_of(self.source.file)) == "markdown"
        return PageTimeMarks(self.raw if is_markdown else "")

    def place(self, segment: Segment, start: int, end: int) -> Place:
        """Return the place of a range of a segment, with its pages and its time."""
        return segment.place(start, self._marks.at(self.shown.start(start), self.shown.end(end)))

    def segment_at(self, offset: int) -> Segment:
        """Return the segment that contains an offset into `shown`."""
        return self.segments[max(0, bisect_right(self._starts, offset) - 1)]

    @property
    def turns(self) -> list[tuple[str, str]]:
        """Section and name of every turn, in order: ("part-1", "Q1"), ("part-1", "A1"), …"""
        return list(dict.fromkeys((s.region.id, s.turn) for s in self.segments if s.turn))

    @property
    def citable_words(self) -> int:
        return sum(
            count_words(self.shown.text[s.start : s.end]) for s in self.segments if not s.outside
        )

    @property
    def left_out(self) -> dict[str, int]:
        """How many words the reader left out of the regions, by why they cannot be cited."""
        words: dict[str, int] = {}
        for segment in self.segments:
            if segment.outside and segment.outside not in _IN_REGIONS:
                count = count_words(self.shown.text[segment.start : segment.end])
                words[segment.outside] = words.get(segment.outside, 0) + count
        return words


_HEADING, LABEL = "a heading", "a speaker's label"
_IN_REGIONS = {_HEADING, LABEL, *REGION_KINDS.values()}


def read_text(
    raw: str, source: Source, course: CourseFile, blocks: list[Block] | None = None
) -> tuple[Text, list[Fault]]:
    """Read a text, and find where it does not match its description; `blocks` if it was read before."""
    from .formats import FORMATS, format_of  # a quiz on pinned passages reads no text

    if blocks is None:
        blocks = FORMATS[source.format or format_of(source.file)].read(raw)
    faults: list[Fault] = []
    builder = _Builder(source, course, raw)
    for block, region, is_heading in _with_regions(_Blocks(blocks), source, faults):
        builder.add(block, region, is_heading)
    builder.close_segment()
    for label in source.speakers:
        if label not in builder.labels.found:
            message = f"no paragraph of the text begins with “{label}:”"
            faults.append(Fault("label-not-found", message, ("speakers", label)))
    faults += builder.labels.faults()
    return Text(source, raw, Mapped(builder.runs), builder.segments), faults


# Regions

OUTSIDE = Region(id="outside", title="Outside", kind="front-matter", opens="-")


class _Blocks:
    """The blocks of a text; each is folded when it is first compared, as most never are."""

    def __init__(self, blocks: list[Block]) -> None:
        self.all = blocks
        self.have_headings = any(block.heading for block in blocks)
        self._folded: dict[int, str] = {}

    def folded(self, n: int) -> str:
        if n not in self._folded:
            self._folded[n] = folded(self.all[n].text)
        return self._folded[n]

    def opening(self, region: Region, first: int) -> int | None:
        """Return the first block from `first` on that a region begins with."""
        words = folded(region.heading or region.opens or "")
        for n in range(first, len(self.all)):
            if self.all[n].outside:
                continue
            if not region.heading:
                if self.folded(n).startswith(words):
                    return n
            elif (self.all[n].heading or not self.have_headings) and self.folded(n) == words:
                return n
        return None

    def ending(self, words: str, first: int) -> int | None:
        """Return the first block from `first` on that ends with some words."""
        words = folded(words)
        for n in range(first, len(self.all)):
            if not self.all[n].outside and self.folded(n).endswith(words):
                return n
        return None

    def contain(self, paragraph: str) -> bool:
        paragraph = folded(paragraph)
        return any(self.folded(n) == paragraph for n in range(len(self.all)))


def _with_regions(
    blocks: _Blocks, source: Source, faults: list[Fault]
) -> Iterator[tuple[Block, Region, bool]]:
    """Yield every block with its region, and whether it is a heading."""
    opened = _opened(blocks, source, faults)
    region_of = [OUTSIDE] * len(blocks.all)
    titles = set()
    for i, (region, start) in enumerate(opened):
        following = opened[i + 1] if i + 1 < len(opened) else None
        end = _end(blocks, source, region, start, following, faults)
        region_of[start:end] = [region] * (end - start)
        if region.heading:
            titles.add(start)
    headings = {folded(heading) for heading in source.headings}
    for n, block in enumerate(blocks.all):
        is_heading = block.heading or n in titles
        if headings and not is_heading:
            is_heading = blocks.folded(n) in headings
        yield block, region_of[n], is_heading


def _opened(blocks: _Blocks, source: Source, faults: list[Fault]) -> list[tuple[Region, int]]:
    """Return the regions that are found, each with its first block."""
    if not source.regions:
        return [(source.sections[0], 0)]
    opened: list[tuple[Region, int]] = []
    cursor = 0
    for n, region in enumerate(source.regions):
        if not (region.heading or region.opens):  # reported with the course file
            continue
        start = blocks.opening(region, cursor)
        if start is None:
            faults.append(_marker_not_found(blocks, region, n, cursor))
        else:
            opened.append((region, start))
            cursor = start + 1
    return opened


def _marker_not_found(blocks: _Blocks, region: Region, n: int, cursor: int) -> Fault:
    if region.heading:
        key, message = "heading", f"the text has no heading “{region.heading}”"
    else:
        key, message = "opens", f"the text has no paragraph that begins with “{region.opens}”"
    help = None
    if cursor and blocks.opening(region, 0) is not None:
        help = "it is before the previous region: list the regions in the order of the text"
    elif region.heading and blocks.contain(region.heading):
        help = "the text has it, but not as a heading: use `opens` instead of `heading`"
    return Fault("marker-not-found", message, ("regions", n, key), help)


def _end(
    blocks: _Blocks,
    source: Source,
    region: Region,
    start: int,
    following: tuple[Region, int] | None,
    faults: list[Fault],
) -> int:
    """Return the block after the last one of a region."""
    end = following[1] if following else len(blocks.all)
    if not region.closes:
        return end
    path = ("regions", source.regions.index(region), "closes")
    last = blocks.ending(region.closes, start)
    if last is None:
        message = f"no paragraph of the region ends with “{region.closes}”"
        faults.append(Fault("marker-not-found", message, path))
        return end
    if following and last >= end:
        message = f"region `{region.id}` ends after the start of region `{following[0].id}`"
        faults.append(Fault("overlapping-regions", message, path))
        return end
    return last + 1


# Segments


@dataclass(slots=True)
class _OpenSegment:
    """A segment that may get more paragraphs."""

    region: Region
    turn: str | None
    speaker: str | None
    first: int
    outside: str | None
    paragraphs: list[int]


_EMPHASIS = regex(r"(?:\*{1,3}|_{1,3}|<(?:b|em|i|strong)\b[^<>]*>)$", re.IGNORECASE)


class _Builder:
    """Joins blocks to segments: the paragraphs of a turn, or of a region up to a heading."""

    def __init__(self, source: Source, course: CourseFile, raw: str) -> None:
        self.runs: list[MappedRun] = []
        self.segments: list[Segment] = []
        self.labels = Labels(source)
        self._source = source
        self._raw = raw
        self._interviewers = {p.id for p in course.people if p.role in ASKING}
        self._length = 0
        self._open: _OpenSegment | None = None
        self._held: list[Block] = []  # what cannot be cited inside the open segment
        self._region = OUTSIDE
        self._turn: str | None = None
        self._label_in = ""  # what began the turn: a "heading", a "line" of its own, or neither
        self._speaker: str | None = None
        self._paragraph = self._exchange = self._answers = self._turns = 0

    def add(self, block: Block, region: Region, is_heading: bool) -> None:
        if block.outside:
            self._held.append(block)
            return
        if region is not self._region:
            self.close_segment()
            self._region, self._turn, self._label_in = region, None, ""
            self._speaker = self._author(region)
            self._paragraph = self._exchange = self._answers = self._turns = 0
        has_turns = region.kind == "interview"
        if is_heading and not (has_turns and self.labels.begins(block.text)):
            if (
                self._label_in == "heading"
            ):  # here headings are labels: nobody listed speaks under this one
                self.labels.unlisted(block.text)
                self._begin_turn(None)
            self._append(block.runs, _HEADING, joins=False)
            return
        outside = None if region.citable else REGION_KINDS[region.kind]
        labels = self._labels(block) if has_turns else []
        if not labels:
            self._add_paragraph(block.runs, outside)
            return
        before, *parts = _split(block.runs, [at for label in labels for at in label[:2]])
        self._add_paragraph(_trimmed(before), outside)
        for (_, _, name), label, words in zip(labels, parts[::2], parts[1::2], strict=True):
            self._begin_turn(name)
            self._append(label, LABEL, joins=False)
            self._add_paragraph(_trimmed(words), outside)
        line = "" if self._paragraph else "line"
        self._label_in = "heading" if is_heading else line

    def _labels(self, block: Block) -> list[tuple[int, int, str | None]]:
        """Return the labels of a paragraph, as `Labels.split` does."""
        labels = self.labels.split(block.text)
        if labels:
            return labels
        (name, start, _), *rest = block.runs
        alone = not rest and self._label_in == "line" and self._paragraph > 0
        emphasised = rest and _EMPHASIS.search(self._raw, max(0, start - 100), start)
        if alone and self.labels.unlisted(name):
            return [(0, len(name), None)]
        if emphasised and self.labels.without_colon(name):
            return [(0, len(name), None)]
        return []

    def _author(self, region: Region) -> str | None:
        """Return who speaks where no label says so."""
        has_turns = region.kind == "interview" and self._source.speakers
        by_author = region.citable and region.kind != "note" and not has_turns
        return self._source.speaker if by_author else None

    def _add_paragraph(self, runs: list[MappedRun], outside: str | None) -> None:
        if runs:
            self._paragraph += 1
            self._append(runs, outside, joins=True)

    def _begin_turn(self, label: str | None) -> None:
        """Begin the turn of a label; of nobody if the label is unknown."""
        self._speaker = self._source.speakers[label] if label else None
        self._turn = self._next_turn(self._speaker) if self._speaker else None
        self._paragraph = 0

    def _next_turn(self, speaker: str) -> str:
        if not self._interviewers:
            self._turns += 1
            return f"turn {self._turns}"
        if speaker in self._interviewers:
            self._exchange += 1
            self._answers = 0
            return f"Q{self._exchange}"
        self._answers += 1
        letter = letters(self._answers - 1) if self._answers > 1 else ""
        return f"A{self._exchange}{letter}"

    def _append(self, runs: list[MappedRun], outside: str | None, joins: bool) -> None:
        """Append a paragraph, to the open segment if `joins` and if the two belong together."""
        segment = self._open
        if not (
            joins
            and segment
            and segment.region is self._region
            and segment.turn == self._turn
            and segment.speaker == self._speaker
            and segment.outside == outside
        ):
            self.close_segment()
            first = max(1, self._paragraph)
            segment = _OpenSegment(self._region, self._turn, self._speaker, first, outside, [])
        if self.runs:
            end = self.runs[-1][2]
            start = max(end, runs[0][1])
            self.runs.append(("\n" if segment.paragraphs else GAP, end, start))
            self._length += 1
        segment.paragraphs.append(self._length)
        self.runs.extend(runs)
        self._length += sum(len(run[0]) for run in runs)
        self._open = segment

    def close_segment(self) -> None:
        if self._open is not None:
            segment = self._open
            self.segments.append(
                Segment(
                    region=segment.region,
                    start=segment.paragraphs[0],
                    end=self._length,
                    turn=segment.turn,
                    speaker=segment.speaker,
                    first=segment.first,
                    paragraphs=tuple(segment.paragraphs),
                    outside=segment.outside,
                )
            )
            self._open = None
        held, self._held = self._held, []
        for block in held:
            self._append(block.runs, block.outside, joins=False)
            self.close_segment()


def _split(runs: list[MappedRun], offsets: list[int]) -> list[list[MappedRun]]:
    """Split runs at some offsets into their text, in ascending order."""
    parts: list[list[MappedRun]] = [[]]
    at = 0
    for text, start, end in runs:
        one_to_one = end - start == len(text)
        done = 0
        while len(parts) <= len(offsets) and offsets[len(parts) - 1] < at + len(text):
            cut = max(offsets[len(parts) - 1] - at, done)
            if cut > done:
                parts[-1].append((text[done:cut], start, start + cut - done if one_to_one else end))
                start = start + cut - done if one_to_one else end
            parts.append([])
            done = cut
        parts[-1].append((text[done:], start, end))
        at += len(text)
    return parts + [[] for _ in range(len(offsets) + 1 - len(parts))]


def _trimmed(runs: list[MappedRun]) -> list[MappedRun]:
    """Return runs without the white space at both ends."""
    text = "".join(run[0] for run in runs)
    leading = len(text) - len(text.lstrip())
    return _split(runs, [leading, max(leading, len(text.rstrip()))])[1]
