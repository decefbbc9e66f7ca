"""Writing the blocks of a handout into a Word document."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, assert_never

from docx.document import Document as Word
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER, WD_UNDERLINE
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from .....bank.media import Media
from .....bank.prose import Listing
from .....format import labelled, with_unit
from .....locale import _, speaking, spoken
from .....source.claims import ClaimKind
from ...areas import (
    AnswerArea,
    AnswerBlank,
    AnswerLines,
    Blanks,
    Bubbles,
    LabelBlanks,
    LetteredChoice,
    NoAnswerArea,
    Options,
    OrderArea,
    PairsArea,
    reason_label,
)
from ...model import (
    MARKS,
    CutCards,
    Fields,
    Glossary,
    HandoutBlock,
    Heading,
    Item,
    Legend,
    Note,
    Parallel,
    PassageBlock,
    Table,
    TextBlock,
    Together,
    WebAddress,
    Writing,
)
from ...prose import is_empty, words
from ..characters import is_right_to_left
from ..qr import qr_code
from .styles import INDENT
from .text import ParagraphWriter
from .xml import (
    add_formula,
    float_right,
    keep_rows_whole,
    remove_borders,
    set_border,
    set_right_to_left,
)

FACTS_WIDTH = 22.0
"""Millimetres of the column of points."""

MAX_KEPT_ROWS = 12
"""Rows of a table that are kept on one page."""

HALF_PAGE_LINES = 24
"""Lines that surely fit half a page."""

BUBBLE_PITCH = 8.0
"""Millimetres from one row of an answer sheet to the next."""

MAX_KEPT_CHARACTERS = 2500
"""Characters that surely fit a page: longer questions may be split."""


def _lines(paragraph: Paragraph) -> int:
    """The lines that a paragraph takes, about."""
    return sum(1 + len(line) // 75 for line in paragraph.text.split("\n"))


class BlockWriter(ParagraphWriter):
    """Writes blocks at the end of a document whose text is `width` millimetres wide."""

    def __init__(self, word: Word, lang: str, width: float, media: Media) -> None:
        super().__init__(word, lang, media)
        self.width = width

    def block(self, block: HandoutBlock) -> None:
        match block:
            case Heading(text, level):
                self.paragraph(f"Heading {level}", text)
            case TextBlock(prose, tone):
                last = self.prose(prose, "Notice" if tone == "notice" else "Normal")
                if tone == "notice" and last is not None:
                    set_border(last)
            case Note():
                self.note(block, "Normal")
            case PassageBlock():
                self.passage(block)
            case Parallel():
                self.parallel(block)
            case Legend(kinds):
                self.legend(kinds)
            case Item():
                self.item(block)
            case Writing(count, label):
                if label:
                    self.paragraph("Normal", label, keep=True)
                self.ruled(count)
            case Fields():
                self.fields(block)
            case Table():
                self.table(block)
            case Glossary(terms):
                for term in terms:
                    paragraph = self.paragraph("Normal")
                    self.run(paragraph, f"{term.term}  ", bold=True)
                    self.prose(term.prose, first=paragraph)
            case WebAddress():
                self.paragraph("Normal", labelled(block.text, block.short), keep=True)
                picture = io.BytesIO(qr_code(block.url, "png"))
                self.paragraph("Normal").add_run().add_picture(picture, width=Mm(24))
            case Bubbles():
                self.bubbles(block)
            case CutCards():
                self.table(block.table)
            case Together(blocks):
                for one in blocks:
                    self.block(one)
            case _:
                assert_never(block)

    def note(self, note: Note, style: str) -> None:
        paragraph = self.paragraph(style)
        self.run(paragraph, self.label(note.label), bold=True)
        self.prose(note.prose, style, first=paragraph)
        if note.prose and isinstance(note.prose[0], Listing):
            paragraph.paragraph_format.keep_with_next = True

    # Passages.

    def passage(self, passage: PassageBlock) -> None:
        self.lines(passage)
        with self.direction(is_right_to_left(line.text for line in passage.lines)):
            self.run(self.paragraph("Source"), passage.attribution)

    def lines(self, passage: PassageBlock, style: str = "Passage") -> None:
        """Write numbered lines: a Word paragraph for each of the text's, with line breaks."""
        with self.language(passage.lang):
            paragraph = None
            for line in passage.lines:
                if paragraph is None or line.starts_paragraph:
                    paragraph = self.paragraph(style, keep=True)
                else:
                    paragraph.add_run().add_break()
                number = line.shown_number
                self.run(paragraph, number, small=True).add_tab()
                for run in line.runs:
                    if run.latex:
                        add_formula(paragraph, run.latex)
                    else:
                        self.marked(paragraph, run.text, run.mark)
            if paragraph is not None and is_right_to_left(line.text for line in passage.lines):
                set_right_to_left(paragraph)

    def marked(self, paragraph: Paragraph, text: str, mark: ClaimKind | None) -> None:
        run = self.run(paragraph, text)
        match mark:
            case None:
                pass
            case ClaimKind.NUMBER:
                run.bold = True
            case ClaimKind.NAME:
                run.underline = True
            case ClaimKind.NEGATION:
                run.underline = WD_UNDERLINE.DOUBLE
            case ClaimKind.MODAL:
                run.italic = True
                run.underline = WD_UNDERLINE.DOTTED
            case _:
                assert_never(mark)

    def legend(self, kinds: Sequence[ClaimKind]) -> None:
        paragraph = self.paragraph("Normal", labelled(_("Marks")))
        for n, kind in enumerate(kinds):
            if n:
                self.run(paragraph, ", ")
            self.marked(paragraph, _(MARKS[kind]), kind)
        self.run(paragraph, ".")

    def parallel(self, parallel: Parallel) -> None:
        """Write two passages side by side."""
        sides = (parallel.left, parallel.right)
        above = self.word.element.body[-2]  # the last element is the section
        if above.tag == qn("w:p") and not (above.style or "").startswith("Heading"):
            self.paragraph("Table Text", keep=True)
        table = self._table([1, 1], [side.source for side in sides], 1)
        for cell, passage in zip(table.rows[1].cells, sides, strict=True):
            with self.inside(cell):
                self.lines(passage, "Passage Beside")
                source = self.paragraph("Table Text", keep=True)
                self.run(source, passage.attribution, small=True)
        self.paragraph("Table Text", keep=True)

    # Questions.

    def item(self, item: Item) -> None:
        """Write a question, kept on one page with its notes up to half a page.

        The notes of a longer one may continue on the next page, between two of them but not before the
        last: LibreOffice ignores longer chains of paragraphs.
        """
        start = len(self.word.element.body)
        rtl = is_right_to_left(words(item.prompt))
        with self.language(item.lang), self.direction(rtl):
            facts = " · ".join(filter(None, (item.facts, item.id or "")))
            if item.has_only_points and not rtl:
                self.in_margin(_unbroken(facts))
                self.prompt(item)
                self.leave_margin(start + 1)
            else:
                self.prompt(item)
                if facts:
                    beside = self.paragraph("List Continue", keep=True)
                    self.run(beside, _unbroken(facts), small=True)
            after = [len(self.word.element.body)]
            for passage in item.passages:
                self.passage(passage)
                after.append(len(self.word.element.body))
            if not _cloze_is_prompt(item):
                with speaking(item.lang, spoken()):
                    self.answer_area(item.answer_area)
            end = len(self.word.element.body)
            starts = []
            for note in item.notes:
                starts.append(len(self.word.element.body))
                self.note(note, "List Continue")
        last = len(self.word.element.body)
        if sum(map(_lines, self.paragraphs(start, last))) <= HALF_PAGE_LINES:
            self.keep_together(start, last)
            return
        if len(starts) > 1:
            self.keep_together(starts[-2], last)
        if len(item.passages) > 1 and isinstance(item.answer_area, NoAnswerArea | AnswerLines):
            # it may go on on the next page after each passage
            self.keep_together(start, after[1])
            start = after[-2]
        self.keep_together(start, end + 1 if item.notes else end)

    def prompt(self, item: Item) -> None:
        first = self.paragraph("List")
        self.run(first, f"{item.number}.", bold=True).add_tab()
        if (more := len(str(item.number)) - 2) > 0:
            first.paragraph_format.first_line_indent = Mm(-INDENT - 3 * more)
        if _cloze_is_prompt(item):
            assert isinstance(item.answer_area, Blanks)
            self.blanks(item.answer_area, first=first)
        else:
            prompt = tuple(block for block in item.prompt if not is_empty(block))
            self.prose(prompt, "List Continue", first=first)

    def in_margin(self, facts: str) -> None:
        """Write facts at the right of the first line of the next paragraph.

        LibreOffice does not always keep the paragraphs after them together.
        """
        paragraph = self.paragraph("Normal", keep=True)
        self.run(paragraph, facts, small=True)
        float_right(paragraph, FACTS_WIDTH)

    def leave_margin(self, start: int) -> None:
        """End the lines of the paragraphs from body[start] on before such facts."""
        for element in self.word.element.body[start - 1 : -1]:
            if element.tag == qn("w:p"):
                Paragraph(element, self.word._body).paragraph_format.right_indent = Mm(FACTS_WIDTH)

    def keep_together(self, start: int, end: int) -> None:
        """Keep the paragraphs of body[start:end] on one page, unless they are too long."""
        elements = self.word.element.body[start - 1 : end - 1]  # the last element is the section
        paragraphs = self.paragraphs(start, end)
        if sum(len(paragraph.text) for paragraph in paragraphs) < MAX_KEPT_CHARACTERS:
            for paragraph in paragraphs:
                if paragraph._p is not elements[-1]:  # a table may follow the last paragraph
                    paragraph.paragraph_format.keep_with_next = True

    def paragraphs(self, start: int, end: int) -> list[Paragraph]:
        elements = self.word.element.body[start - 1 : end - 1]
        return [Paragraph(e, self.word._body) for e in elements if e.tag == qn("w:p")]

    def answer_area(self, area: AnswerArea) -> None:
        match area:
            case Options(choices, several, reason):
                if several:
                    task = self.paragraph("List Continue")
                    self.run(task, _("Choose all that apply."), italic=True)
                self.choices(choices)
                if reason:
                    self.ruled(2, INDENT, "______".join(reason_label()) + " ")
            case Blanks():
                self.blanks(area)
            case AnswerBlank(columns, unit):
                blank = with_unit("_" * max(columns, 20), unit)
                self.paragraph("List Continue", self.label(_("Answer")) + blank)
            case AnswerLines(count):
                self.ruled(count, INDENT)
            case OrderArea(choices):
                self.choices(choices)
                blanks = ", ".join(["_____"] * len(choices))
                self.paragraph("List Continue", self.label(_("Order")) + blanks)
            case PairsArea():
                self.pairs(area)
            case LabelBlanks(count, columns):
                for n in range(1, count + 1):
                    named = self.paragraph("List 2")
                    if count > 1:
                        self.run(named, f"{n}.", bold=True).add_tab()
                    self.run(named, "_" * max(columns, 20))
            case NoAnswerArea():
                pass
            case _:
                assert_never(area)

    def choices(self, choices: Iterable[LetteredChoice]) -> None:
        for choice in choices:
            paragraph = self.paragraph("List 2")
            self.run(paragraph, choice.letter, bold=True).add_tab()
            self.prose(choice.prose, "List 2", first=paragraph)

    def pairs(self, area: PairsArea) -> None:
        """Write what to match beside the choices, in a table without lines."""
        table = self._columns(2)
        with self.inside(table.rows[0].cells[0]):
            for n, left in enumerate(area.lefts, 1):
                paragraph = self.paragraph("List 2", keep=True)
                indent = Mm(3 * INDENT)
                paragraph.paragraph_format.left_indent = indent
                paragraph.paragraph_format.first_line_indent = Mm(-2 * INDENT)
                paragraph.paragraph_format.tab_stops.add_tab_stop(indent)
                self.run(paragraph, "_____\u00a0\u00a0")
                self.run(paragraph, f"{n}.", bold=True).add_tab()
                self.prose(left, "List 2", first=paragraph)
        with self.inside(table.rows[0].cells[1]):
            self.choices(area.choices)

    def bubbles(self, bubbles: Bubbles) -> None:
        for columns in bubbles.pages():
            table = self._columns(bubbles.column_count)
            right = Mm(self.width / bubbles.column_count - 5)
            for rows, cell in zip(columns, table.rows[0].cells, strict=False):
                with self.inside(cell):
                    for row in rows:
                        paragraph = self.paragraph("Normal")
                        format = paragraph.paragraph_format
                        format.line_spacing = Mm(BUBBLE_PITCH)
                        format.space_before = format.space_after = Mm(0)
                        format.tab_stops.add_tab_stop(Mm(2.1 * INDENT))
                        self.run(paragraph, row.label, bold=True).add_tab()
                        if row.letters:
                            self.run(paragraph, "  ".join(f"○{letter}" for letter in row.letters))
                        else:
                            format.tab_stops.add_tab_stop(
                                right, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES
                            )
                            paragraph.add_run().add_tab()
                    format.space_after = Mm(3)

    def _columns(self, count: int) -> Any:
        """Add a table of one row without lines."""
        table: Any = self.word.add_table(1, count)
        table.autofit = False
        keep_rows_whole(table, header=False)
        remove_borders(table)
        for cell in table.rows[0].cells:
            cell.width = Mm(self.width / count)
        return table

    def ruled(self, count: int, indent: float = 0, label: str = "") -> None:
        """Write lines to write on, the first after a label."""
        for n in range(count):
            paragraph = self.paragraph("Answer Line", "" if n else label, keep=n < count - 1)
            paragraph.paragraph_format.left_indent = Mm(indent)
            paragraph.add_run().add_tab()

    def fields(self, fields: Fields) -> None:
        """Write blanks side by side, the first twice as wide as the others."""
        paragraph = self.paragraph("Fields")
        unit = self.width / (len(fields.blanks) + 1)
        right = 0.0
        for n, field in enumerate(fields.blanks):
            right += unit if n else 2 * unit
            reserved = 3 + 2.5 * len(field.after)  # millimetres for the gap and the text after
            paragraph.paragraph_format.tab_stops.add_tab_stop(
                Mm(right - reserved), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES
            )
            if n:
                self.run(paragraph, "   ")
            self.run(paragraph, f"{field.label} ").add_tab()
            if field.after:
                self.run(paragraph, f" {field.after}")

    # Tables.

    def table(self, table: Table) -> None:
        self.paragraph("Caption", table.caption)
        paper = table.on_paper()
        grid = self._table(paper.widths, paper.header, len(paper.rows))
        for row, texts in zip(grid.rows[1:], paper.rows, strict=True):
            for n, (cell, prose) in enumerate(zip(row.cells, texts, strict=True)):
                with self.inside(cell):
                    self.prose(prose, "Table Text")
                if table.is_row_header(n):
                    for paragraph in cell.paragraphs:
                        for run in paragraph.runs:
                            run.bold = True
            if len(paper.rows) <= MAX_KEPT_ROWS and row._tr is not grid.rows[-1]._tr:
                for paragraph in row.cells[0].paragraphs:
                    paragraph.paragraph_format.keep_with_next = True
        self.paragraph("Table Text")

    def _table(self, widths: Sequence[int], header: Sequence[str], rows: int) -> Any:
        """Add a table with a header row and empty rows."""
        table: Any = self.word.add_table(rows + 1, len(header), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(self.width * width / sum(widths))
            for cell in column.cells:
                cell.width = column.width
        keep_rows_whole(table)
        for cell, text in zip(table.rows[0].cells, header, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.style = "Table Text"
            self.run(paragraph, text, bold=True)
            paragraph.paragraph_format.keep_with_next = True
        return table


def _unbroken(facts: str) -> str:
    """Facts whose ranges and numbers stay on one line: "lines 4–9"."""
    return re.sub(r"(?<=\d)–(?=\d)", "–\u2060", re.sub(r" (?=\d)", "\u00a0", facts))


def _cloze_is_prompt(item: Item) -> bool:
    """Whether a text with blanks has no prompt and takes its place."""
    return isinstance(item.answer_area, Blanks) and all(map(is_empty, item.prompt))
