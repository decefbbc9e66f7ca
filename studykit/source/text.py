"""A source's text: what a reader sees of it, whose words they are, and which can be cited."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..format import letters
from .course import REGION_KINDS, CourseFile, Region, Source
from .fold import BREAK, Mapped, fold, folded, literal

if TYPE_CHECKING:
    from .formats.block import Block

GAP = "\x00"
"""Between stretches: no quote holds it, so no quote is found across two of them."""


class Place(NamedTuple):
    """Where something stands: section, turn ("A2"), speaker (a person's id), paragraph from 1."""

    section: str
    turn: str | None = None
    speaker: str | None = None
    paragraph: int | None = None


def turn_order(turn: str | None) -> tuple[int, bool, int, str]:
    """A sort key for names of turns in the order of a text: Q1, A1, A1b, …, A1aa, Q2, …, turn 10."""
    name = re.fullmatch(r"(\D*)(\d+)(\D*)", turn or "")
    if name is None:
        return (0, False, 0, "")
    kind, number, letter = name.groups()
    return (int(number), kind == "A", len(letter), letter)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words within which a quote may run: a turn, or what is between two headings of a region.

    `start` and `end` are offsets into `Text.shown`; `paragraphs` those of its paragraphs;
    `outside` says why it cannot be cited.
    """

    region: Region
    start: int
    end: int
    turn: str | None
    speaker: str | None
    first: int
    paragraphs: tuple[int, ...]
    outside: str | None = None

    def place(self, offset: int) -> Place:
        paragraph = self.first + bisect_right(self.paragraphs, offset) - 1
        return Place(self.region.id, self.turn, self.speaker, paragraph)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong between a text and its description: a code, and a key of the source."""

    code: str
    message: str
    path: tuple[str | int, ...]
    help: str | None = None


class Text:
    """One source's words, in three spellings: as in the file, as seen, and folded."""

    def __init__(self, source: Source, raw: str, shown: Mapped, stretches: list[Segment]) -> None:
        self.source = source
        self.raw = raw
        self.shown = shown
        self.stretches = stretches
        self._starts = [stretch.start for stretch in stretches]

    @cached_property
    def literal(self) -> Mapped:
        return literal(self._seen)

    @cached_property
    def folded(self) -> Mapped:
        return fold(self._seen)

    @cached_property
    def broken(self) -> bool:
        """Whether words are broken at line ends, so that their halves are no words."""
        return BREAK in self.folded.text

    @cached_property
    def _seen(self) -> Mapped:
        # a map of its own, so that places come out in `shown` and not in the raw text
        return Mapped([(self.shown.text, 0, len(self.shown.text))])

    def stretch_at(self, offset: int) -> Segment:
        """The stretch that an offset into `shown` falls into."""
        return self.stretches[max(0, bisect_right(self._starts, offset) - 1)]

    @property
    def turns(self) -> list[tuple[str, str]]:
        """Section and name of every turn, in order: ("part-1", "Q1"), ("part-1", "A1"), …"""
        return list(dict.fromkeys((s.region.id, s.turn) for s in self.stretches if s.turn))

    @property
    def citable_words(self) -> int:
        return sum(
            len(self.shown.text[s.start : s.end].split()) for s in self.stretches if not s.outside
        )


def read_text(raw: str, source: Source, course: CourseFile) -> tuple[Text, list[Fault]]:
    """Read a text as its source describes it; the faults say where the two do not agree."""
    from .formats import FORMATS, format_of  # a quiz on pinned passages reads no text

    blocks = FORMATS[source.format or format_of(source.file)].read(raw)
    faults: list[Fault] = []
    regions = _regions(blocks, source, faults)
    builder = _Builder(source, course)
    for block, region, heading in regions:
        builder.add(block, region, heading)
    builder.close()
    used = builder.labels
    for label in source.speakers:
        if label not in used:
            message = f"no paragraph of the text begins with “{label}:”"
            faults.append(Fault("label-not-found", message, ("speakers", label)))
    return Text(source, raw, Mapped(builder.runs), builder.stretches), faults


OUTSIDE = Region(id="outside", title="Outside", kind="front-matter", opens="-")


def _regions(
    blocks: list[Block], source: Source, faults: list[Fault]
) -> Iterator[tuple[Block, Region, bool]]:
    """Every block with its region, and whether it is a heading."""
    texts = _Folded(blocks)
    marked = any(block.heading for block in blocks)
    headings = {folded(heading) for heading in source.headings}
    opened: list[tuple[int, int, Region]] = []  # first block, block after the last, region
    declared = source.regions
    cursor = 0
    for n, region in enumerate(declared):
        words = region.heading or region.opens
        if words is None:  # which the course file is told
            continue
        start = _opening(texts, blocks, region, cursor, marked)
        if start is None:
            key = "heading" if region.heading else "opens"
            earlier = _opening(texts, blocks, region, 0, marked) if cursor else None
            if earlier is not None:
                help = "they come before the region above: list the regions as they stand"
            elif region.heading and any(texts[j] == folded(words) for j in range(len(blocks))):
                help = "the text has them, but not as a heading: write `opens` for `heading`"
            else:
                help = None
            message = f"the text has no {'heading' if region.heading else 'paragraph that begins'} “{words}”"
            faults.append(Fault("marker-not-found", message, ("regions", n, key), help))
            continue
        opened.append((start, len(blocks), region))
        cursor = start + 1
    for i, (start, _, region) in enumerate(opened):
        following = opened[i + 1][0] if i + 1 < len(opened) else len(blocks)
        end = following
        if region.closes:
            closing = folded(region.closes)
            ends = [j for j in range(start, len(blocks)) if texts[j].endswith(closing)]
            path = ("regions", declared.index(region), "closes")
            if not ends:
                message = f"no paragraph of the region ends with “{region.closes}”"
                faults.append(Fault("marker-not-found", message, path))
            elif ends[0] >= following:
                message = (
                    f"the region `{region.id}` closes after `{opened[i + 1][2].id}` has opened"
                )
                faults.append(Fault("overlapping-regions", message, path))
            else:
                end = ends[0] + 1
        opened[i] = (start, end, region)
    if not declared:
        opened = [(0, len(blocks), source.sections[0])]
    of_block = [OUTSIDE] * len(blocks)
    titles = set()
    for start, end, region in opened:
        of_block[start:end] = [region] * (end - start)
        if region.heading:
            titles.add(start)
    for n, block in enumerate(blocks):
        heads = block.heading or n in titles or (bool(headings) and texts[n] in headings)
        yield block, of_block[n], heads


class _Folded:
    """Blocks as they are compared: most are never asked for."""

    def __init__(self, blocks: list[Block]) -> None:
        self._blocks = blocks
        self._texts: dict[int, str] = {}

    def __getitem__(self, n: int) -> str:
        if n not in self._texts:
            self._texts[n] = folded(self._blocks[n].text)
        return self._texts[n]


def _opening(
    texts: _Folded, blocks: list[Block], region: Region, first: int, marked: bool
) -> int | None:
    if region.heading:
        heading = folded(region.heading)
        for n in range(first, len(blocks)):
            if (blocks[n].heading or not marked) and texts[n] == heading:
                return n
    elif region.opens:
        opening = folded(region.opens)
        for n in range(first, len(blocks)):
            if texts[n].startswith(opening):
                return n
    return None


class _Builder:
    """Puts blocks into stretches: turns where speakers are labelled, else what stands together."""

    def __init__(self, source: Source, course: CourseFile) -> None:
        self.runs: list[tuple[str, int, int]] = []
        self.stretches: list[Segment] = []
        self.labels: set[str] = set()
        self._length = 0
        self._source = source
        self._labels = sorted(source.speakers, key=len, reverse=True)
        self._asks = {p.id for p in course.people if p.role == "interviewer"}
        self._end = 0  # of the last stretch
        self._paragraphs: list[int] = []  # of the last stretch
        self._region: Region | None = None
        self._turn: str | None = None
        self._speaker: str | None = None
        self._paragraph = 0
        self._exchange = self._answers = self._count = 0

    def add(self, block: Block, region: Region, heading: bool) -> None:
        if region is not self._region:
            self._region, self._turn, self._speaker, self._paragraph = region, None, None, 0
            self._exchange = self._answers = self._count = 0
        if heading:
            self._append(block.runs, "a heading", alone=True)
            return
        outside = None if region.citable else REGION_KINDS[region.kind]
        runs = block.runs
        if region.kind == "interview" and (label := self._label(block.text)):
            name, length = label
            self.labels.add(name)
            head, runs = _split(runs, length)
            self._speaker = self._source.speakers[name]
            self._turn = self._next_turn(self._speaker)
            self._paragraph = 0
            self._append(head, "a speaker's label", alone=True)
            if not runs:
                return
            self._paragraph += 1
            self._append(runs, outside, alone=True)
            return
        self._paragraph += 1
        self._append(runs, outside, alone=False)

    def _label(self, text: str) -> tuple[str, int] | None:
        """The label that a paragraph begins with, and how many characters it takes."""
        for label in self._labels:
            if text.startswith(label):
                rest = text[len(label) :]
                colon = len(rest) - len(rest.lstrip())
                if rest[colon : colon + 1] in (":", "："):
                    after = rest[colon + 1 :]
                    return label, len(text) - len(after.lstrip())
        return None

    def _next_turn(self, speaker: str) -> str:
        if not self._asks:
            self._count += 1
            return f"turn {self._count}"
        if speaker in self._asks:
            self._exchange += 1
            self._answers = 0
            return f"Q{self._exchange}"
        self._answers += 1
        return f"A{self._exchange}{letters(self._answers - 1) if self._answers > 1 else ''}"

    def close(self) -> None:
        """Give the last stretch all of its paragraphs: one by one, it would take their square."""
        if len(self._paragraphs) > 1:
            paragraphs = tuple(self._paragraphs)
            self.stretches[-1] = replace(self.stretches[-1], end=self._end, paragraphs=paragraphs)

    def _append(self, runs: list[tuple[str, int, int]], outside: str | None, alone: bool) -> None:
        region = self._region
        assert region is not None
        last = self.stretches[-1] if self.stretches else None
        joins = (
            not alone
            and last is not None
            and last.region is region
            and last.turn == self._turn
            and last.outside == outside
        )
        if self.stretches:
            end = self.runs[-1][2]
            self.runs.append(("\n" if joins else GAP, end, runs[0][1]))
            self._length += 1
        start = self._length
        self.runs.extend(runs)
        self._length += sum(len(run[0]) for run in runs)
        if joins:
            self._end = self._length
            self._paragraphs.append(start)
            return
        self.close()
        self._end, self._paragraphs = self._length, [start]
        self.stretches.append(
            Segment(
                region=region,
                start=start,
                end=self._length,
                turn=self._turn,
                speaker=self._speaker,
                first=max(1, self._paragraph),
                paragraphs=(start,),
                outside=outside,
            )
        )


def _split(
    runs: list[tuple[str, int, int]], length: int
) -> tuple[list[tuple[str, int, int]], list[tuple[str, int, int]]]:
    """Cut runs after a number of characters."""
    head: list[tuple[str, int, int]] = []
    for n, (text, start, end) in enumerate(runs):
        if len(text) > length:
            cut = start + length if end - start == len(text) else end
            if length:
                head.append((text[:length], start, cut))
            return head, [(text[length:], cut, end), *runs[n + 1 :]]
        head.append((text, start, end))
        length -= len(text)
    return head, []
