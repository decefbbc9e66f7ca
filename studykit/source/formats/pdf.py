"""PDF, read with pypdfium2 (the extra `pdf`): paragraphs, headings and notes as Markdown.

PDFium returns the lines in the order in which they were written, which is that of their columns.  This
module leaves out running heads and page numbers, keeps hyphens at line ends as such, moves footnotes
behind the text, and joins lines to paragraphs.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import groupby
from typing import Any
from unicodedata import normalize

from ..marks import page_mark
from .converted import Converted, NotConvertible, escaped, escaped_start, notes_of
from .spoken import label_of
from .writer import with_notes

NAME = "pdf"
VERSION = 1

MAX_PAGES = 20_000
_SMALL = 0.93  # of the size of the body: notes
_LARGE = 1.12  # headings
_EDGE = 0.13  # of the height of a page: where running heads are
_BREAKS = re.compile("\r\n|[\ufffe\u0002]|[\r\n]")


def recognises(raw: bytes) -> bool:
    """Whether a file has the signature of PDF near its beginning."""
    return b"%PDF-" in raw[:1024]


def convert(raw: bytes) -> Converted:
    """Return a PDF as Markdown.  Raises NotConvertible if it has no text or cannot be read."""
    try:
        import pypdfium2
    except ImportError as error:
        raise NotConvertible(
            f"is a PDF, which needs pypdfium2: `pip install 'studykit[pdf]'` ({error})"
        ) from error
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise NotConvertible("is locked with a password" if locked else "is damaged") from error
    try:
        with document:
            pages = _read_pages(document)
    except pypdfium2.PdfiumError as error:
        raise NotConvertible(f"is damaged: {str(error).rstrip('.').lower()}") from error
    text, counts = _Layout(pages).markdown()
    return Converted(text, notes_of(counts), f"pypdfium2 {version('pypdfium2')}")


# Reading


@dataclass(slots=True)
class _PdfLine:
    """A line of a page: its words with raised figures as `\\x0e1\\x0f`, and where it is, in points."""

    words: str
    left: float
    right: float
    baseline: float
    size: float
    breaks: bool = False  # the last word goes on in the next line
    edge: bool = False  # marked as not belonging to the text


@dataclass(slots=True)
class _PdfPage:
    number: int
    label: str
    height: float
    lines: list[_PdfLine]
    has_picture: bool = False


_RAISED, _LEVEL = "\x0e", "\x0f"
"""Around raised figures, until it is known which are marks of notes."""


def _read_pages(document: Any) -> list[_PdfPage]:
    import pypdfium2.raw as pdfium

    if len(document) > MAX_PAGES:
        raise NotConvertible(f"has {len(document):,} pages, more than {MAX_PAGES:,}")
    tagged = bool(pdfium.FPDFCatalog_IsTagged(document.raw))
    pages = []
    for n in range(len(document)):
        page = document[n]
        text_page = page.get_textpage()
        lines = _joined_fragments(list(_PageReader(text_page, tagged).lines()))
        picture = not lines and any(
            item.type == pdfium.FPDF_PAGEOBJ_IMAGE for item in page.get_objects(max_depth=2)
        )
        label = document.get_page_label(n)
        pages.append(_PdfPage(n + 1, label, page.get_height(), lines, picture))
        text_page.close()
        page.close()
    letters = sum(len(line.words) for page in pages for line in page.lines)
    pictures = sum(page.has_picture for page in pages)
    if letters < 8 * len(pages) and pictures:
        count = f"{pictures:,} page{'s' if pictures > 1 else ''}"
        raise NotConvertible(
            f"is a scan: pictures of {count} without text; run OCR over it (such as ocrmypdf), then"
            " add the result"
        )
    if not letters:
        raise NotConvertible("has no text")
    return pages


class _PageReader:
    """Reads the lines of a page.  Every call into PDFium costs, so that few characters are asked about."""

    def __init__(self, text_page: Any, tagged: bool) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._page = text_page.raw
        self._tagged = tagged
        self._text: str = text_page.get_text_range()
        self._one_to_one = len(self._text) == text_page.count_chars()
        self._box = [ctypes.c_double() for _ in range(4)]
        self._origin = [ctypes.c_double() for _ in range(2)]

    def lines(self) -> Iterator[_PdfLine]:
        start = 0
        for match in (*_BREAKS.finditer(self._text), None):
            end = match.start() if match else len(self._text)
            if self._text[start:end].strip():
                line = self._line(start, end)
                line.breaks = match is not None and match[0] in "\ufffe\u0002"
                yield line
            start = match.end() if match else end

    def _line(self, start: int, end: int) -> _PdfLine:
        words = self._text[start:end]
        first = start + len(words) - len(words.lstrip())
        last = start + len(words.rstrip()) - 1
        # the size and the base line of a letter, as figures may be raised
        middle = next(
            (n for n in range((first + last) // 2, last) if self._text[n].isalpha()), first
        )
        at = self._index(middle)
        size = float(self._pdfium.FPDFText_GetFontSize(self._page, at)) or 1.0
        self._pdfium.FPDFText_GetCharOrigin(self._page, at, *self._origin)
        baseline = self._origin[1].value
        left = self._char_box(first)[0]
        right = self._char_box(last)[1]
        size = self._scaled(size, middle)
        line = _PdfLine(self._marked(start, end, baseline, size), left, right, baseline, size)
        if self._tagged:
            line.edge = self._is_artifact(self._index(first))
        return line

    def _scaled(self, size: float, at: int) -> float:
        """Return the size of a font as it is shown: the matrix of a text may scale it."""
        if size > 2:
            return size
        _, _, bottom, top = self._char_box(at)
        return max(1.0, (top - bottom) * 1.5)

    def _index(self, at: int) -> int:
        """Return PDFium's index of a character of the text."""
        if self._one_to_one:
            return at
        return max(0, int(self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, at)))

    def _char_box(self, at: int) -> tuple[float, float, float, float]:
        """Return left, right, bottom and top of a character."""
        self._pdfium.FPDFText_GetCharBox(self._page, self._index(at), *self._box)
        left, right, bottom, top = (value.value for value in self._box)
        return left, right, bottom, top

    def _marked(self, start: int, end: int, baseline: float, size: float) -> str:
        """Return the words of a line with marks around raised figures."""
        words = self._text[start:end]
        parts = []
        done = 0
        for match in _FIGURES.finditer(words):
            raised = [
                self._char_box(start + n)[2] > baseline + 0.18 * size
                for n in range(match.start(), match.end())
            ]
            parts.append(words[done : match.start()])
            at = match.start()
            for is_raised, run in groupby(raised):
                run_end = at + len(list(run))
                figures = words[at:run_end]
                parts.append(f"{_RAISED}{figures}{_LEVEL}" if is_raised else figures)
                at = run_end
            done = match.end()
        parts.append(words[done:])
        return _accented("".join(parts).replace("\u00ad", "-").strip())

    def _is_artifact(self, at: int) -> bool:
        """Whether a character is marked as a running head or the like."""
        pdfium = self._pdfium
        item = pdfium.FPDFText_GetTextObject(self._page, at)
        for n in range(max(0, pdfium.FPDFPageObj_CountMarks(item))):
            mark = pdfium.FPDFPageObj_GetMark(item, n)
            length = ctypes.c_ulong()
            name = (pdfium.FPDF_WCHAR * 32)()
            pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
            if bytes(name)[: max(0, length.value - 2)].decode("utf-16-le", "replace") == "Artifact":
                return True
        return False


_FIGURES = re.compile(r"[0-9*†‡§]+")


def _accented(words: str) -> str:
    """Put accents that old TeX prints before letters on them: `Zo¨e`.  ´ may be an apostrophe."""
    if not any(accent in words for accent in _ACCENTS):
        return words
    return re.sub(
        f"([{''.join(_ACCENTS)}])([AEIOUYaeiouyNnCc])",
        lambda m: normalize("NFC", m[2] + _ACCENTS[m[1]]),
        words,
    )


_ACCENTS = {"¨": "\u0308", "˜": "\u0303", "ˆ": "\u0302", "ˇ": "\u030c"}


def _joined_fragments(lines: list[_PdfLine]) -> list[_PdfLine]:
    """Join the pieces of a line that a raised mark or a wide space divides."""
    joined: list[_PdfLine] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before and not before.breaks and before.edge == line.edge:
            size = max(before.size, line.size)
            offset = before.baseline - line.baseline
            gap = line.left - before.right
            figures = before.words.strip(_RAISED + _LEVEL)
            is_mark = figures.isdigit() and before.size < line.size * _SMALL and offset > 0
            if abs(offset) < (0.6 if is_mark else 0.2) * size and -size < gap < 3 * size:
                if is_mark and _RAISED not in before.words:
                    before.words = f"{_RAISED}{figures}{_LEVEL}"
                space = "" if is_mark else " "
                joined[-1] = _PdfLine(
                    f"{before.words}{space}{line.words}", before.left, line.right,
                    line.baseline if is_mark else before.baseline, size, line.breaks, line.edge,
                )  # fmt: skip
                continue
        joined.append(line)
    return joined


# Layout


@dataclass(slots=True)
class _PdfParagraph:
    """Lines, and before some of them the marks of pages; a heading has a size."""

    lines: list[str] = field(default_factory=list)
    heading: float = 0


class _Layout:
    """Arranges lines to paragraphs."""

    def __init__(self, pages: list[_PdfPage]) -> None:
        self._pages = pages
        sizes: Counter[float] = Counter()
        for page in pages:
            for line in page.lines:
                sizes[round(line.size, 1)] += len(line.words)
        self._body = sizes.most_common(1)[0][0]
        self._edges: list[str] = []
        self._notes: list[tuple[int, list[str]]] = []
        self._numbers: set[str] = set()

    def markdown(self) -> tuple[str, dict[str, int | list[str]]]:
        """Return the text, and what to say of it."""
        labels = self._take_edges()
        notes = [self._take_notes(page) for page in self._pages]
        labelled = self._labels_of_speakers()
        blocks: list[str] = []
        paragraph: _PdfParagraph | None = None
        before: _PdfLine | None = None
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

    def _at_edges(self, page: _PdfPage) -> list[_PdfLine]:
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
            if not line.words.startswith(_RAISED) and line.size < self._body * _LARGE
        ]

    def _is_apart(self, line: _PdfLine, page: _PdfPage) -> bool:
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

    def _take_notes(self, page: _PdfPage) -> list[tuple[str, list[_PdfLine]]]:
        """Take the footnotes out of a page: small lines from one that begins with a raised mark."""
        notes: list[tuple[str, list[_PdfLine]]] = []
        kept: list[_PdfLine] = []
        in_note = False
        for n, line in enumerate(page.lines):
            small = line.size < self._body * _SMALL
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

    def _is_above(self, before: _PdfLine, line: _PdfLine) -> bool:
        return line.baseline > before.baseline + before.size

    def _note_rows(
        self, notes: list[list[tuple[str, list[_PdfLine]]]], labels: list[str]
    ) -> Iterator[tuple[int, list[str]]]:
        for page, label, of_page in zip(self._pages, labels, notes, strict=True):
            for n, (number, lines) in enumerate(of_page):
                words = escaped_start("\n".join(self._inline(line) for line in lines))
                blocks = [f"【{number}】 {words}" if number.isdigit() else words]
                if n == 0:
                    blocks.insert(0, page_mark(label, page.number))
                yield 0, blocks

    # Paragraphs

    _column = (0.0, 0.0)  # of the last line

    def _opens(
        self,
        before: _PdfLine,
        line: _PdfLine,
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
        if before.breaks:
            return False
        found = label_of(_bare(line.words))
        if found and found[0] in labelled:
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

    def _is_heading(self, line: _PdfLine) -> bool:
        letters = sum(map(str.isalpha, line.words))
        return line.size > self._body * _LARGE and letters > 2

    def _labels_of_speakers(self) -> set[str]:
        """Return the names before colons that begin at least two lines."""
        counts = Counter(
            found[0]
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

    # Text

    def _inline(self, line: _PdfLine) -> str:
        """Return a line as Markdown, with marks of notes where there are such notes."""
        words = escaped(re.sub(f"{_RAISED}|{_LEVEL}", lambda m: _SAFE[m[0]], line.words))
        words = _RAISED_FIGURES.sub(self._raised, words)
        words = words.replace(_SAFE[_RAISED], "").replace(_SAFE[_LEVEL], "")
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


_SAFE = {_RAISED: "\ue000", _LEVEL: "\ue001"}
_RAISED_FIGURES = re.compile("\ue000([^\ue001]*)\ue001")
_NOTE_MARK = re.compile(rf"{_RAISED}(\d{{1,3}}|[*†‡§]){_LEVEL}[.)]?\s*")
_PAGE_NUMBER = re.compile(
    r"[\s\[(|·•–—-]*(?:(?:page|p\.|seite|s\.)\s*)?"
    r"(?:(\d{1,4})|(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))"
    r"(?:\s*(?:/|of|von|de)\s*\d{1,4})?[\s\])|·•–—-]*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…:。！？][\"'”’»）)\]】\d]*$")


def _bare(words: str) -> str:
    return words.replace(_RAISED, "").replace(_LEVEL, "")


def _pattern(words: str) -> str:
    """Return the words of a running head, without its number."""
    return re.sub(r"\d+", "#", _bare(words))


def _is_short(line: _PdfLine, column: tuple[float, float]) -> bool:
    return line.right < column[1] - 0.12 * (column[1] - column[0])


def _columns(lines: list[_PdfLine], body: float) -> list[tuple[float, float]]:
    """Return left and right of the column of each line: of the lines from one jump up to the next."""
    columns: list[tuple[float, float]] = []
    start = 0
    for n in range(1, len(lines) + 1):
        if n == len(lines) or lines[n].baseline > lines[n - 1].baseline + lines[n].size * 0.5:
            run = lines[start:n]
            of_body = [line for line in run if abs(line.size - body) < 0.06 * body] or run
            bounds = min(line.left for line in of_body), max(line.right for line in of_body)
            columns += [bounds] * len(run)
            start = n
    return columns


def _tidied(blocks: list[str]) -> list[str]:
    return [block for block in blocks if block.strip()]
