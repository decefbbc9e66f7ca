"""PDF, read with pypdfium2 (the extra `pdf`): paragraphs, headings and notes as Markdown.

PDFium returns the lines in the order in which they were written, which is that of their columns.  This
module reads them, and keeps hyphens at line ends as such; `layout` arranges them.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any
from unicodedata import normalize

from ...diagnostics import with_extra
from ...regex import regex
from .converted import Converted, NotConvertible, notes_of
from .layout import LEVEL, RAISED, SMALL, PageLayout, PdfLine, PdfPage

NAME = "pdf"
VERSION = 2

MAX_PAGES = 20_000
_BREAKS = regex("\r\n|[\ufffe\u0002]|[\r\n]")


def recognises(raw: bytes) -> bool:
    """Whether a file has the signature of PDF near its beginning."""
    return b"%PDF-" in raw[:1024]


def convert(raw: bytes) -> Converted:
    """Return a PDF as Markdown.  Raises NotConvertible if it has no text or cannot be read."""
    try:
        import pypdfium2
    except ImportError as error:
        raise NotConvertible(
            f"is a PDF, which needs pypdfium2: {with_extra('pdf')}; {error}"
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
    text, counts = PageLayout(pages).markdown()
    return Converted(text, notes_of(counts), f"pypdfium2 {pypdfium2.PYPDFIUM_INFO.tag}")


# Reading


def _read_pages(document: Any) -> list[PdfPage]:
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
        pages.append(PdfPage(n + 1, label, page.get_height(), lines, picture))
        text_page.close()
        page.close()
    letters = sum(len(line.words) for page in pages for line in page.lines)
    pictures = sum(page.has_picture for page in pages)
    if letters < 8 * len(pages) and pictures:
        count = f"{pictures:,} page{'s' if pictures > 1 else ''}"
        raise NotConvertible(
            f"is a scan: {count} with a picture and no text; run OCR on it (for example with"
            " ocrmypdf), then add the result"
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

    def lines(self) -> Iterator[PdfLine]:
        start = 0
        for match in (*_BREAKS.finditer(self._text), None):
            end = match.start() if match else len(self._text)
            if self._text[start:end].strip():
                line = self._line(start, end)
                line.breaks = match is not None and match[0] in "\ufffe\u0002"
                yield line
            start = match.end() if match else end

    def _line(self, start: int, end: int) -> PdfLine:
        words = self._text[start:end]
        first = start + len(words) - len(words.lstrip())
        last = start + len(words.rstrip()) - 1
        # the size and the base line of a letter, as figures may be raised
        letter = _LETTER.search(self._text, (first + last) // 2, last)
        middle = letter.start() if letter else first
        at = self._index(middle)
        size = float(self._pdfium.FPDFText_GetFontSize(self._page, at)) or 1.0
        self._pdfium.FPDFText_GetCharOrigin(self._page, at, *self._origin)
        baseline = self._origin[1].value
        left = self._char_box(first)[0]
        right = self._char_box(last)[1]
        size = self._scaled(size, middle)
        line = PdfLine(self._marked(start, end, baseline, size), left, right, baseline, size)
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
        left, right, bottom, top = self._box
        return left.value, right.value, bottom.value, top.value

    def _marked(self, start: int, end: int, baseline: float, size: float) -> str:
        """Return the words of a line with marks around raised figures."""
        words = self._text[start:end]
        parts: list[str] = []
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
                parts.append(f"{RAISED}{figures}{LEVEL}" if is_raised else figures)
                at = run_end
            done = match.end()
        if parts:
            words = f"{''.join(parts)}{words[done:]}"
        words = words.strip()
        return words if words.isascii() else _accented(words.replace("\u00ad", "-"))

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


_FIGURES = regex(r"[0-9*†‡§]+")
_LETTER = regex(r"[^\W\d_]")


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


def _joined_fragments(lines: list[PdfLine]) -> list[PdfLine]:
    """Join the pieces of a line that a raised mark or a wide space divides."""
    joined: list[PdfLine] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before and not before.breaks and before.edge == line.edge:
            size = max(before.size, line.size)
            offset = before.baseline - line.baseline
            gap = line.left - before.right
            figures = before.words.strip(RAISED + LEVEL)
            is_mark = figures.isdigit() and before.size < line.size * SMALL and offset > 0
            if abs(offset) < (0.6 if is_mark else 0.2) * size and -size < gap < 3 * size:
                if is_mark and RAISED not in before.words:
                    before.words = f"{RAISED}{figures}{LEVEL}"
                space = "" if is_mark else " "
                joined[-1] = PdfLine(
                    f"{before.words}{space}{line.words}", before.left, line.right,
                    line.baseline if is_mark else before.baseline, size, line.breaks, line.edge,
                )  # fmt: skip
                continue
        joined.append(line)
    return joined
