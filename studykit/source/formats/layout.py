"""The layout of printed pages: lines arranged to paragraphs, headings and notes.

Running heads and page numbers are left out, footnotes go to the end, and lines that belong together are
joined, also over columns and pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...regex import regex
from ..marks import page_mark
from .converted import escaped, escaped_start
from .spoken import label_of, without_direction
from .writer import with_notes

SMALL = 0.93  # of the size of the body: notes
_LARGE = 1.12  # headings
_EDGE = 0.13  # of the height of a page: where running heads are


@dataclass(slots=True)
class PdfLine:
    """A line of a page: its words with raised figures as `\\x0e1\\x0f`, and where it is, in points."""

    words: str
    left: float
    right: float
    baseline: float
    size: float
    breaks: bool = False  # the last word goes on in the next line
    edge: bool = False  # marked as not belonging to the text
    opens: bool = False  # begins a paragraph, whatever is before it


@dataclass(slots=True)
class PdfPage:
    number: int
    label: str
    height: float
    lines: list[PdfLine]
    has_picture: bool = False


RAISED, LEVEL = "\x0e", "\x0f"
"""Around raised figures, until it is known which are marks of notes."""


@dataclass(slots=True)
class _PdfParagraph:
    """Lines, and before some of them the marks of pages; a heading has a size."""

    lines: list[str] = field(default_factory=list)
    heading: float = 0


class PageLayout:
    """Arranges lines to paragraphs."""

    def __init__(self, pages: list[PdfPage]) -> None:
        self._pages = pages
        sizes: Counter[float] = Counter()
        for page in pages:
            for line in page.lines:
                sizes[round(line.size, 1)] += len(line.words)
        self._body = sizes.most_common(1)[0][0]
        self._edges: list[str] = []
        self._notes: list[tuple[int, list[str]]] = []
        self._numbers: set[str] = set()
        self._lines = [_bare(line.words) for page in pages for line in page.lines]
        self._compounds = {
            pair for line in self._lines if "-" in line for pair in _COMPOUND.findall(line)
        }

    def markdown(self) -> tuple[str, dict[str, int | list[str]]]:
        """Return the text, and what to say of it."""
        labels = self._take_edges()
        notes = [self._take_notes(page) for page in self._pages]
        self._move_floats()
        labelled = self._labels_of_speakers()
        blocks: list[str] = []
        paragraph: _PdfParagraph | None = None
        before: PdfLine | None = None
        levels = self._levels()
        for page, label in zip(self._pages, labels, strict=True):
            mark = page_mark(label, page.number)
            columns = _columns(page.lines, self._body)
            for line, (left, right) in zip(page.lines, columns, strict=True):
                opens = (
                    paragraph is None
                    or before is None
                    or self._opens(before, line, left, labelled, self._column)
                )
                if opens:
                    if paragraph is not None:
                        blocks.append(self._written(paragraph, levels))
                    paragraph = _PdfParagraph(heading=line.size if self._is_heading(line) else 0)
                    if mark:
                        blocks.append(mark)
                        mark = ""
                assert paragraph is not None
                words = self._inline(line)
                if mark:
                    paragraph.lines[-1] += mark if before and before.breaks else f" {mark}"
                    mark = ""
                if before and paragraph.lines and self._is_compound(before, line):
                    first, _, words = words.partition(" ")
                    paragraph.lines[-1] += first
                if words:
                    paragraph.lines.append(words)
                before, self._column = line, (left, right)
            if mark:
                blocks.append(mark) if paragraph is None else paragraph.lines.append(mark)
        if paragraph is not None:
            blocks.append(self._written(paragraph, levels))
        text = with_notes(_tidied(blocks), self._note_rows(notes, labels))
        return text, {
            "pages": len(self._pages),
            "blank-pages": sum(page.has_picture for page in self._pages),
            "edges": self._edges,
            "footnotes": sum(map(len, notes)),
        }

    # Edges of pages

    def _take_edges(self) -> list[str]:
        """Take running heads and page numbers out, and return the printed numbers of the pages.

        They are what is tagged as such; or lines at the edges of pages that are at the same height of
        two pages, figures aside, or page numbers: they count the pages, or are set apart.
        """
        edges = [(page, line) for page in self._pages for line in self._at_edges(page)]
        places = Counter((_pattern(line.words), round(line.baseline / 4)) for _, line in edges)
        offsets = Counter(
            int(match[1]) - page.number
            for page, line in edges
            if (match := _PAGE_NUMBER.fullmatch(line.words)) and match[1]
        )
        numbers: dict[int, list[int]] = {}
        shown: dict[str, str] = {}  # the first line of each pattern
        for page, line in edges:
            pattern, place = _pattern(line.words), round(line.baseline / 4)
            count = sum(places[pattern, place + n] for n in (-1, 0, 1))
            taken = line.edge or (count > 1 and any(map(str.isalpha, pattern)))
            if not taken and (match := _PAGE_NUMBER.fullmatch(line.words)):
                counts = bool(match[1]) and offsets[int(match[1]) - page.number] > 1
                taken = counts or self._is_apart(line, page)
            if taken:
                page.lines.remove(line)
                words = _bare(line.words)
                self._edges.append(shown.setdefault(pattern, words))
                found = re.findall(r"^\D{0,3}(\d{1,4})\b|\b(\d{1,4})\D{0,3}$", words)
                numbers.setdefault(page.number, []).extend(int(a or b) for a, b in found)
        return self._printed_numbers(numbers)

    def _at_edges(self, page: PdfPage) -> list[PdfLine]:
        """Return the lines of a page that may be running heads."""
        if tagged := [line for line in page.lines if line.edge]:
            return tagged
        by_height = sorted(page.lines, key=lambda line: -line.baseline)
        near = [line for line in by_height[:2] if line.baseline > page.height * (1 - _EDGE)]
        lowest = by_height[max(2, len(by_height) - 2) :]
        near += [line for line in lowest if line.baseline < page.height * _EDGE]
        return [
            line
            for line in near
            if not line.words.startswith(RAISED) and line.size < self._body * _LARGE
        ]

    def _is_apart(self, line: PdfLine, page: PdfPage) -> bool:
        """Whether no other line is close to a line."""
        return all(
            other is line or abs(other.baseline - line.baseline) > 2 * self._body
            for other in page.lines
        )

    def _printed_numbers(self, numbers: dict[int, list[int]]) -> list[str]:
        """Return the labels of pages: of the PDF, else the numbers in their heads, else counted."""
        offsets = Counter(found - page for page, all in numbers.items() for found in all)
        offset, support = offsets.most_common(1)[0] if offsets else (0, 0)
        if support < 2 or support * 2 < len(self._pages):
            offset = 0
        labels = []
        for page in self._pages:
            printed = page.number + offset
            labels.append(page.label or str(printed if printed > 0 else page.number))
        return labels

    # Notes

    def _take_notes(self, page: PdfPage) -> list[tuple[str, list[PdfLine]]]:
        """Take the footnotes out of a page: small lines from one that begins with a raised mark."""
        notes: list[tuple[str, list[PdfLine]]] = []
        kept: list[PdfLine] = []
        in_note = False
        for n, line in enumerate(page.lines):
            small = line.size < self._body * SMALL
            mark = _NOTE_MARK.match(line.words) if small else None
            below = n == 0 or not kept or line.baseline < kept[-1].baseline or in_note
            if mark and below:
                notes.append((mark[1], []))
                line.words = line.words[mark.end() :]
                in_note = True
            elif in_note and not (small and not self._is_above(page.lines[n - 1], line)):
                in_note = False
            if in_note:
                notes[-1][1].append(line)
            else:
                kept.append(line)
        page.lines = kept
        self._numbers |= {number for number, _ in notes}
        return notes

    def _is_above(self, before: PdfLine, line: PdfLine) -> bool:
        return line.baseline > before.baseline + before.size

    def _note_rows(
        self, notes: list[list[tuple[str, list[PdfLine]]]], labels: list[str]
    ) -> Iterator[tuple[int, list[str], str]]:
        for page, label, of_page in zip(self._pages, labels, notes, strict=True):
            for n, (number, lines) in enumerate(of_page):
                words = escaped_start("\n".join(self._joined(lines)))
                blocks = [f"【{number}】 {words}" if number.isdigit() else words]
                yield 0, blocks, "" if n else page_mark(label, page.number)

    # Tables and figures

    def _move_floats(self) -> None:
        """Move a table or a figure at the top of a column behind the paragraph that it interrupts.

        It does if the lines before and after it are parts of one sentence, as far as they show.
        """
        before: PdfLine | None = None
        for page in self._pages:
            columns = _columns(page.lines, self._body)
            start = 0
            while start < len(page.lines):
                end = start + 1
                while end < len(page.lines) and not _jumps(page.lines, end):
                    end += 1
                column = page.lines[start:end]
                moved = self._without_float(before, column, columns[start][0])
                page.lines[start:end] = moved
                before = moved[-1]
                start = end

    def _without_float(
        self, before: PdfLine | None, column: list[PdfLine], left: float
    ) -> list[PdfLine]:
        captions = [n for n, line in enumerate(column[:25]) if _CAPTION.match(_bare(line.words))]
        if before is None or not captions or _SENTENCE_END.search(_bare(before.words)):
            return column
        after = captions[0] + 1
        rest = column[after:]
        if not rest or not _bare(rest[0].words)[:1].islower():
            return column
        if column[after - 1].baseline - rest[0].baseline < 1.8 * rest[0].size:
            return column  # perhaps the caption has a second line
        for n, line in enumerate(rest[1:], 1):
            begins = line.left > left + 0.6 * line.size or self._is_heading(line)
            if begins and _SENTENCE_END.search(_bare(rest[n - 1].words)):
                column[0].opens = line.opens = True
                return [*rest[:n], *column[:after], *rest[n:]]
        return column

    # Paragraphs

    _column = (0.0, 0.0)  # of the last line

    def _opens(
        self,
        before: PdfLine,
        line: PdfLine,
        left: float,
        labelled: set[str],
        column: tuple[float, float],
    ) -> bool:
        """Whether a line begins a paragraph."""
        if self._is_heading(before) or self._is_heading(line):
            return not (
                self._is_heading(before)
                and self._is_heading(line)
                and abs(before.size - line.size) < 0.5
                and 0 < before.baseline - line.baseline < line.size * 2
            )
        if line.opens:
            return True
        if before.breaks:
            return False
        found = label_of(_bare(line.words))
        if found and without_direction(found[0]) in labelled:
            return True
        if not _SENTENCE_END.search(_bare(before.words)):
            # a table or a list has short lines, and a sentence goes on with a small letter
            return bool(
                _is_short(before, column) and not _bare(line.words)[:1].islower()
                and before.baseline - line.baseline > before.size * 2.2
            )  # fmt: skip
        indented = line.left > left + 0.6 * line.size
        resized = abs(before.size - line.size) > 0.06 * self._body
        gap = before.baseline - line.baseline
        return indented or resized or _is_short(before, column) or gap > before.size * 1.9

    def _is_heading(self, line: PdfLine) -> bool:
        large = line.size > self._body * _LARGE
        return large and sum(map(str.isalpha, line.words)) > 2

    def _labels_of_speakers(self) -> set[str]:
        """Return the names before colons that begin at least two lines."""
        counts = Counter(
            without_direction(found[0])
            for page in self._pages
            for line in page.lines
            if (found := label_of(_bare(line.words)))
        )
        return {name for name, count in counts.items() if count > 1}

    def _levels(self) -> dict[float, int]:
        """Return the levels of headings by size: the largest is 1."""
        sizes = {
            round(line.size, 1)
            for page in self._pages
            for line in page.lines
            if self._is_heading(line)
        }
        return {size: min(n, 6) for n, size in enumerate(sorted(sizes, reverse=True), 1)}

    # Words broken at the ends of lines

    def _is_compound(self, before: PdfLine, line: PdfLine) -> bool:
        """Whether the hyphen at the end of a line belongs to the word.

        It does if the text has the compound also within a line, and never without the hyphen.
        """
        if not before.breaks:
            return False
        first, second = _LAST_LETTERS.search(before.words), _FIRST_LETTERS.match(line.words)
        if first is None or second is None:
            return False
        if (first[0], second[0]) not in self._compounds:
            return False
        whole = re.compile(rf"\b{first[0]}{second[0]}\b")
        return not any(map(whole.search, self._lines))

    def _joined(self, lines: list[PdfLine]) -> list[str]:
        """Return lines as Markdown; a line that goes on a compound begins after it."""
        joined: list[str] = []
        for n, line in enumerate(lines):
            words = self._inline(line)
            if n and self._is_compound(lines[n - 1], line):
                first, _, words = words.partition(" ")
                joined[-1] += first
            joined += [words] if words else []
        return joined

    # Text

    def _inline(self, line: PdfLine) -> str:
        """Return a line as Markdown, with marks of notes where there are such notes."""
        words = line.words
        if RAISED in words or LEVEL in words:
            words = escaped(words.replace(RAISED, _SAFE[RAISED]).replace(LEVEL, _SAFE[LEVEL]))
            words = _RAISED_FIGURES.sub(self._raised, words)
            words = words.replace(_SAFE[RAISED], "").replace(_SAFE[LEVEL], "")
        else:
            words = escaped(words)
        return f"{words}-" if line.breaks else words

    def _raised(self, match: re.Match[str]) -> str:
        figures = match[1]
        before = match.string[match.start() - 1 : match.start()]
        if figures in self._numbers and not before.isdigit():
            return f"【{figures}】" if figures.isdigit() else ""
        return f"<sup>{figures}</sup>"

    def _written(self, paragraph: _PdfParagraph, levels: dict[float, int]) -> str:
        if paragraph.heading:
            level = levels.get(round(paragraph.heading, 1), 6)
            marks = [line for line in paragraph.lines if line.startswith("<!--")]
            title = " ".join(line for line in paragraph.lines if not line.startswith("<!--"))
            title = re.sub(r"(\w)- (?=[a-z])", r"\1", title)
            return "\n\n".join([f"{'#' * level} {title}", *marks])
        marks_last: list[str] = []
        while paragraph.lines and paragraph.lines[-1].startswith("<!--"):
            marks_last.insert(0, paragraph.lines.pop())
        text = "\n".join(escaped_start(line) for line in paragraph.lines)
        return "\n\n".join([text, *marks_last])


_SAFE = {RAISED: "\ue000", LEVEL: "\ue001"}
_RAISED_FIGURES = regex("\ue000([^\ue001]*)\ue001")
_NOTE_MARK = regex(rf"{RAISED}(\d{{1,3}}|[*†‡§]){LEVEL}[.)]?\s*")
_PAGE_NUMBER = regex(
    r"[\s\[(|·•–—-]*(?:(?:page|p\.|seite|s\.)\s*)?"
    r"(?:(\d{1,4})|(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))"
    r"(?:\s*(?:/|of|von|de)\s*\d{1,4})?[\s\])|·•–—-]*",
    re.IGNORECASE,
)
_CAPTION = regex(
    r"(?:table|tab\.|figure|fig\.|tabelle|abb\.|abbildung|tableau|tabla|figura|图|表|図)\s*\d+",
    re.IGNORECASE,
)
_COMPOUND = regex(r"(?<![^\W\d_])([^\W\d_]+)-(?=([^\W\d_]+))")
_LAST_LETTERS, _FIRST_LETTERS = regex(r"[^\W\d_]+$"), regex(r"[^\W\d_]+")
_SENTENCE_END = regex(r"[.!?…:。！？][\"'”’»）)\]】\d]*$")


def _bare(words: str) -> str:
    return words.replace(RAISED, "").replace(LEVEL, "")


def _pattern(words: str) -> str:
    """Return the words of a running head, without its number."""
    return re.sub(r"\d+", "#", _bare(words))


def _is_short(line: PdfLine, column: tuple[float, float]) -> bool:
    return line.right < column[1] - 0.12 * (column[1] - column[0])


def _jumps(lines: list[PdfLine], n: int) -> bool:
    """Whether a line is above the one before it, and so in another column."""
    return lines[n].baseline > lines[n - 1].baseline + lines[n].size * 0.5


def _columns(lines: list[PdfLine], body: float) -> list[tuple[float, float]]:
    """Return left and right of the column of each line: of the lines from one jump up to the next."""
    columns: list[tuple[float, float]] = []
    start = 0
    for n in range(1, len(lines) + 1):
        if n == len(lines) or _jumps(lines, n):
            run = lines[start:n]
            of_body = [line for line in run if abs(line.size - body) < 0.06 * body] or run
            bounds = min(line.left for line in of_body), max(line.right for line in of_body)
            columns += [bounds] * len(run)
            start = n
    return columns


def _tidied(blocks: list[str]) -> list[str]:
    return [block for block in blocks if block.strip()]
