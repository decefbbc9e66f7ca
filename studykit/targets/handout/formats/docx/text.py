"""Writing paragraphs, runs and prose into a Word document."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, assert_never

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from .....bank.media import Media
from .....bank.prose import (
    CodeBlock,
    Formula,
    Grid,
    Link,
    Listing,
    Math,
    Picture,
    Prose,
    ProseSpan,
    Sound,
)
from .....bank.prose import Paragraph as ProseParagraph
from .....format import labelled
from .....pictures import PictureFile
from ...areas import GAP, Blanks, Gap
from ...pictures import as_pixels, printed_width
from ..characters import clean, is_right_to_left, isolate, unbroken
from .xml import (
    add_formula,
    fit_to_words,
    keep_rows_whole,
    set_language,
    set_right_to_left,
    set_size,
)

WORD_SHOWS = ("png", "jpeg", "gif", "svg")
"""The kinds of pictures that python-docx can add; drawings as pixels."""

CELL_INDENT = 4.0
"""Millimetres by which a list in a cell is indented."""

SMALL = 9
"""Points of small text."""


class ParagraphWriter:
    """Writes text at the end of a document, or of a cell of a table."""

    def __init__(self, word: Word, lang: str, media: Media) -> None:
        self.word = word
        self.media = media
        self.default_lang = self.lang = lang
        self.target: Word | _Cell = word
        self.rtl = False
        self._style_ids: dict[str, str | None] = {}

    @contextmanager
    def language(self, lang: str) -> Iterator[None]:
        before, self.lang = self.lang, lang
        yield
        self.lang = before

    @contextmanager
    def direction(self, rtl: bool) -> Iterator[None]:
        before, self.rtl = self.rtl, rtl
        yield
        self.rtl = before

    def label(self, label: str) -> str:
        """One of our own words before a text, which may run in the other direction."""
        words = labelled(label)
        bare = words.rstrip()
        return (isolate(bare) if self.rtl else bare) + words[len(bare) :]

    @contextmanager
    def inside(self, cell: _Cell) -> Iterator[None]:
        """Write into a cell, without the empty paragraph that it comes with."""
        before, self.target = self.target, cell
        yield
        self.target = before
        first, *rest = cell.paragraphs
        if not rest:
            first.style = "Table Text"
        elif not first.runs:
            first._p.getparent().remove(first._p)

    def paragraph(self, style: str, text: str = "", *, keep: bool = False) -> Paragraph:
        """Add a paragraph of plain words; `keep` keeps it on the page of the next."""
        paragraph: Paragraph = self.target.add_paragraph()
        if style not in self._style_ids:  # to look it up takes python-docx half of the time
            style_type = WD_STYLE_TYPE.PARAGRAPH
            self._style_ids[style] = paragraph.part.get_style_id(style, style_type)
        paragraph._p.style = self._style_ids[style]
        if text:
            self.run(paragraph, text)
        if keep:
            paragraph.paragraph_format.keep_with_next = True
        if self.rtl or is_right_to_left([text]):
            set_right_to_left(paragraph)
        return paragraph

    def run(
        self,
        paragraph: Paragraph,
        text: str,
        *,
        bold: bool | None = None,
        italic: bool | None = None,
        font: str | None = None,
        small: bool = False,
    ) -> Run:
        """Add words in one style to a paragraph."""
        run = paragraph.add_run()
        for n, line in enumerate(unbroken(clean(text), self.lang).split("\n")):
            if n:
                run.add_break()
            run.add_text(line)
        run.bold, run.italic = bold, italic
        run.font.cs_bold, run.font.cs_italic = bold, italic
        if font:
            run.font.name = font
        if small:
            set_size(run.font, SMALL)
        if is_right_to_left([text]):
            run.font.rtl = True
        if self.lang != self.default_lang:
            set_language(run, self.lang)
        return run

    def prose(
        self,
        prose: Prose,
        style: str = "Normal",
        *,
        first: Paragraph | None = None,
        gaps: Iterator[Gap] | None = None,
        number_gaps: bool = False,
    ) -> Paragraph | None:
        """Add prose, starting in the paragraph `first` if there is one; return the last paragraph.

        Each `GAP` character becomes the next of `gaps`, which are numbered with `number_gaps`.
        """
        last = first
        for n, block in enumerate(prose):
            match block:
                case Listing():
                    last = self._list(block, style, gaps, number_gaps) or last
                case CodeBlock(text):
                    for line in text.split("\n"):
                        last = self.paragraph("Code", line)
                case Grid():
                    self._grid(block, style)
                    last = self.paragraph(style)
                case Formula(latex):
                    last = last if last is not None and not n else self.paragraph(style)
                    add_formula(last, latex, display=True)
                case Picture():
                    last = last if last is not None and not n else self.paragraph(style)
                    last = self._picture(last, block)
                case Sound():
                    last = last if last is not None and not n else self.paragraph(style)
                    self.run(last, block.text)
                case ProseParagraph(spans):
                    if n or last is None:
                        last = self.paragraph(style)
                    for span in spans:
                        self._span(last, span, gaps, number_gaps)
                    if is_right_to_left(span.text for span in spans):
                        set_right_to_left(last)
                case _:
                    assert_never(block)
        return last

    def blanks(self, area: Blanks, *, first: Paragraph | None = None) -> Paragraph | None:
        """Add the text of a cloze, as `prose` does."""
        return self.prose(
            area.prose,
            "List Continue",
            first=first,
            gaps=iter(area.gaps),
            number_gaps=area.numbered,
        )

    def _list(
        self, block: Listing, style: str, gaps: Iterator[Gap] | None, number_gaps: bool
    ) -> Paragraph | None:
        level = " 2" if style in ("List Continue", "List 2") else ""
        last: Paragraph | None = None
        for number, item in enumerate(block.items, block.start):
            if block.ordered:
                last = self.paragraph(f"List{level}")
                self.run(last, f"{number}.").add_tab()
            else:
                last = self.paragraph(f"List Bullet{level}")
            last.paragraph_format.space_before = 0
            if style == "Table Text":
                last.paragraph_format.left_indent = Mm(CELL_INDENT)
                last.paragraph_format.first_line_indent = Mm(-CELL_INDENT)
                last.paragraph_format.tab_stops.add_tab_stop(Mm(CELL_INDENT))
            last = self.prose(item, "List 2", first=last, gaps=gaps, number_gaps=number_gaps)
        return last

    def _picture(self, paragraph: Paragraph, picture: Picture) -> Paragraph:
        """Add a picture and its credit; one that Word does not show is given by its words."""
        shown = self.media.get(picture.file)
        if (
            shown is None
            or not isinstance(shown.file, PictureFile)
            or shown.file.kind not in WORD_SHOWS
        ):
            self.run(paragraph, picture.text)
            return paragraph
        width = Pt(printed_width(shown.file))
        pixels = as_pixels(shown.file) if shown.file.kind == "svg" else shown.file
        inline = paragraph.add_run().add_picture(BytesIO(pixels.content), width=width)
        inline._inline.docPr.set("descr", clean(picture.alt))
        return self.paragraph("Source", shown.credit) if shown.credit else paragraph

    def _grid(self, grid: Grid, style: str) -> None:
        """Add a table with a header row, as wide as its words, at the indent of a style."""
        table = self.target.add_table(len(grid.rows) + 1, len(grid.header))
        table.style = "Table Grid"
        sides = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
        for row, cells in zip(table.rows, (grid.header, *grid.rows), strict=True):
            for cell, content, side in zip(row.cells, cells, grid.alignment, strict=True):
                with self.inside(cell):
                    written = self.prose((content,), "Table Text")
                if written is not None:
                    written.alignment = sides.get(side, WD_ALIGN_PARAGRAPH.LEFT)
                    for run in written.runs if cells is grid.header else ():
                        run.bold = True
        styles: Any = self.word.styles
        fit_to_words(table, styles[style].paragraph_format.left_indent)
        keep_rows_whole(table)

    def _span(
        self, paragraph: Paragraph, span: ProseSpan, gaps: Iterator[Gap] | None, number_gaps: bool
    ) -> None:
        if isinstance(span, Math):
            add_formula(paragraph, span.latex)
            return
        if isinstance(span, Link):
            for inner in span.spans:
                self._span(paragraph, inner, gaps, number_gaps)
            self.run(paragraph, f" ({span.url})", small=True)
            return
        texts = [span.text] if gaps is None else span.text.split(GAP)
        for n, text in enumerate(texts):
            if n and gaps is not None:
                self._gap(paragraph, next(gaps), number_gaps)
            if text:
                self.run(
                    paragraph,
                    text,
                    bold=span.strong or None,
                    italic=span.em or None,
                    font="Courier New" if span.code else None,
                )

    def _gap(self, paragraph: Paragraph, gap: Gap, numbered: bool) -> None:
        number = f"({gap.number})\u00a0" if numbered else ""
        self.run(paragraph, number + "_" * gap.columns)
        if gap.hint:
            self.run(paragraph, f" ({gap.hint})", italic=True)
