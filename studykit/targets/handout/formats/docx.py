"""Handouts as Word documents, to edit before they are printed.

Styles are Word's own (Title, Heading, List, Table Grid, Caption) and a few for passages and answer
lines, so that one change of a style changes the whole document.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, assert_never

from ....bank.prose import Inline, Prose
from ....bank.prose import Paragraph as Said
from ....diagnostics import StudykitError
from ....source.claims import Kind
from ..model import (
    GAP,
    AnswerArea,
    AnswerBlank,
    AnswerLines,
    Blanks,
    Document,
    Fields,
    Gap,
    Glossary,
    HandoutBlock,
    Heading,
    Item,
    Legend,
    LetteredChoice,
    NoAnswerArea,
    Note,
    Options,
    OrderArea,
    PairsArea,
    Parallel,
    Part,
    PassageBlock,
    PrintSettings,
    Rendered,
    Table,
    TextBlock,
    Writing,
)
from .signs import clean, rtl

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.section import Section
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

CREATED = datetime(2000, 1, 1)
"""When every document says that it was made: the same command gives the same bytes."""

PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
LEFT, RIGHT, TOP, BOTTOM = 25.0, 20.0, 25.0, 20.0
"""Margins in millimetres."""

HANG = 8.0
"""How far what belongs to a number or a letter is indented, in millimetres."""

PAGE = 2500
"""Characters that a page holds for sure: questions with more are not kept on one."""


def render(document: Document, settings: PrintSettings) -> Rendered:
    """A document as DOCX.  Raises StudykitError where python-docx is not installed."""
    try:
        import docx
    except ImportError as error:
        raise StudykitError(
            "writing DOCX needs python-docx: `pip install 'studykit[print]'`"
        ) from error
    word = docx.Document()
    writer = _Writer(word, document, PAPERS[settings.paper])
    writer.write()
    stream = io.BytesIO()
    word.save(stream)
    return Rendered(_dated(stream.getvalue()))


def _dated(content: bytes) -> bytes:
    """The same files in one order and of one date."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name[0] != "[", name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return stream.getvalue()


class _Writer:
    """Writes a document, block by block."""

    def __init__(self, word: Word, document: Document, paper: tuple[float, float]) -> None:
        from docx.shared import Mm

        self.word = word
        self.document = document
        self.paper = paper
        self.width = paper[0] - LEFT - RIGHT
        self.mm = Mm
        self.lang = document.lang
        self.into: Word | _Cell = word

    def write(self) -> None:
        self._styles()
        self._properties()
        parts = self.document.parts
        for n, part in enumerate(parts):
            self._section(part, n)
            self._part(part, n)
            if part.letter is not None or n == len(parts) - 1:
                for credit in self.document.credits:
                    self.paragraph("Credits", credit)

    # What holds for the whole document.

    def _properties(self) -> None:
        core = self.word.core_properties
        core.title = clean(self.document.title)[:255]
        core.author = core.last_modified_by = "studykit"
        core.language = self.document.lang
        core.comments = core.subject = core.keywords = ""
        core.created = core.modified = CREATED
        core.revision = 1
        package = self.word.part.package
        for name, relation in list(package.rels.items()):
            if relation.reltype.endswith("/thumbnail"):  # of the template that python-docx has
                del package.rels[name]

    def _styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        styles: Any = self.word.styles
        mm = self.mm
        black, grey = RGBColor(0, 0, 0), RGBColor(0x55, 0x55, 0x55)

        def style(
            name: str,
            size: float,
            before: float = 0,
            after: float = 4,
            left: float = 0,
            first: float = 0,
            **font: Any,
        ) -> Any:
            if name not in styles:
                styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
            found = styles[name]
            found.font.size = Pt(size)
            found.font.color.rgb = font.pop("color", black)
            for key, value in font.items():
                setattr(found.font, key, value)
            shape = found.paragraph_format
            shape.space_before, shape.space_after = Pt(before), Pt(after)
            shape.left_indent, shape.first_line_indent = mm(left), mm(first)
            shape.line_spacing = 1.08
            return found

        normal = style("Normal", 11)
        normal.font.name = "Cambria"
        fonts = normal.element.rPr.rFonts
        for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(script), None)
        fonts.set(qn("w:hAnsi"), "Cambria")
        for found in styles.element.iter(qn("w:lang")):
            found.set(qn("w:val"), self.document.lang)
        style("Title", 18, after=6, bold=True)
        styles["Title"].element.pPr.remove_all("w:pBdr")
        style("Subtitle", 11, after=10, italic=False, color=grey)
        style("Heading 1", 14, before=14, after=6, bold=True)
        style("Heading 2", 12, before=10, after=4, bold=True)
        style("Heading 3", 11, before=8, after=4, bold=True)
        for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3"):
            fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            fonts.attrib.clear()
            fonts.set(qn("w:ascii"), "Cambria")
            fonts.set(qn("w:hAnsi"), "Cambria")
        style("Caption", 11, before=8, after=4, bold=True).paragraph_format.keep_with_next = True
        item = style("List", 11, before=8, after=3, left=HANG, first=-HANG)
        style("List Continue", 11, after=3, left=HANG)
        choice = style("List 2", 11, after=2, left=2 * HANG, first=-HANG)
        style("List Bullet 2", 11, after=2, left=2 * HANG, first=-HANG / 2)
        style("List Bullet", 11, after=2, left=HANG, first=-HANG / 2)
        # a line break goes back to the indent: there stand the numbers, the words behind a tab
        passage = style("Passage", 10.5, before=4, after=1, left=2 * HANG)
        style("Source", 8.5, after=6, left=3 * HANG, color=grey)
        style("Notice", 11, before=4, after=8)
        style("Table Text", 9.5, before=1, after=2)
        line = style("Answer Line", 11, before=8, after=0, left=0)
        style("Credits", 8, before=2, after=2, color=grey)
        for found in (item, choice, passage):
            found.paragraph_format.keep_together = True
        for found, stop in ((item, HANG), (choice, 2 * HANG), (passage, 3 * HANG)):
            found.paragraph_format.tab_stops.add_tab_stop(mm(stop))
        right = WD_TAB_ALIGNMENT.RIGHT
        for name in ("List", "List Continue"):
            styles[name].paragraph_format.tab_stops.add_tab_stop(mm(self.width), right)
        line.paragraph_format.tab_stops.add_tab_stop(mm(self.width), right, WD_TAB_LEADER.LINES)
        for name in ("Header", "Footer"):
            found = style(name, 9, after=0, color=grey)
            stops = found.element.pPr.find(qn("w:tabs"))
            if stops is not None:
                found.element.pPr.remove(stops)
            found.paragraph_format.tab_stops.add_tab_stop(mm(self.width), right)

    def _section(self, part: Part, n: int) -> None:
        """A section with its own head and foot, whose pages count from 1."""
        from docx.enum.section import WD_SECTION
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        # a form begins on a sheet of its own, also where both sides are printed on
        start = WD_SECTION.ODD_PAGE if part.letter else WD_SECTION.NEW_PAGE
        section: Section = self.word.add_section(start) if n else self.word.sections[0]
        section.page_width, section.page_height = map(self.mm, self.paper)
        section.left_margin, section.right_margin = self.mm(LEFT), self.mm(RIGHT)
        section.top_margin, section.bottom_margin = self.mm(TOP), self.mm(BOTTOM)
        section.header_distance = section.footer_distance = self.mm(11)
        numbers = section._sectPr.find(qn("w:pgNumType"))
        if numbers is None:
            numbers = OxmlElement("w:pgNumType")
            columns = section._sectPr.find(qn("w:cols"))
            columns.addprevious(numbers)  # the schema wants this order
        numbers.set(qn("w:start"), "1")
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        head = section.header.paragraphs[0]
        doc = self.document
        self._run(head, doc.work, italic=True)
        if doc.rendering:
            self._run(head, f" · {doc.rendering}")
        if part.letter:
            self._run(head, "\t").add_tab()
            self._run(head, f"Form {part.letter}", bold=True)
        foot = section.footer.paragraphs[0]
        self._run(foot, doc.title)
        if doc.audience == "teacher":
            self._run(foot, " · for the teacher", bold=True)
        self._run(foot, "").add_tab()
        self._run(foot, "Page ")
        self._field(foot, "PAGE")
        if len(doc.parts) == 1:  # SECTIONPAGES, for several, is Word's alone
            self._run(foot, " of ")
            self._field(foot, "NUMPAGES")

    def _part(self, part: Part, n: int) -> None:
        if part.letter:
            self.paragraph("Title", f"{self.document.title}, form {part.letter}")
        elif n == 0:
            self.paragraph("Title", self.document.title)
        if self.document.subtitle and (part.letter or n == 0):
            self.paragraph("Subtitle", self.document.subtitle)
        for block in part.blocks:
            self.block(block)

    # Paragraphs and runs.

    def paragraph(self, style: str, text: str = "", *, keep: bool = False) -> Paragraph:
        """A paragraph of plain words; `keep` keeps it on the page of the next."""
        found: Paragraph = self.into.add_paragraph(style=style)
        if text:
            self._run(found, text)
        if keep:
            found.paragraph_format.keep_with_next = True
        if rtl([text]):
            self._turn(found)
        return found

    def _run(
        self,
        paragraph: Paragraph,
        text: str,
        *,
        bold: bool | None = None,
        italic: bool | None = None,
        font: str | None = None,
        small: bool = False,
    ) -> Run:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Pt

        run = paragraph.add_run()
        for n, line in enumerate(clean(text).split("\n")):
            if n:
                run.add_break()
            run.add_text(line)
        run.bold, run.italic = bold, italic
        if font:
            run.font.name = font
        if small:
            run.font.size = Pt(9)
        if rtl([text]):
            run.font.rtl = True
        if self.lang != self.document.lang:
            lang = OxmlElement("w:lang")
            lang.set(qn("w:val"), self.lang)
            run._r.get_or_add_rPr().append(lang)
        return run

    def _turn(self, paragraph: Paragraph) -> None:
        """Lets a paragraph run from right to left."""
        from docx.oxml import OxmlElement

        shape = paragraph._p.get_or_add_pPr()
        if shape.find("{*}bidi") is None:
            shape.insert_element_before(
                OxmlElement("w:bidi"),
                *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing"),
                *("w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection"),
                *("w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle"),
                *("w:rPr", "w:sectPr", "w:pPrChange"),
            )

    def _field(self, paragraph: Paragraph, code: str) -> None:
        """A field that Word fills in: a page's number."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "1"
        run.append(text)
        field.append(run)
        paragraph._p.append(field)

    def _spans(
        self, paragraph: Paragraph, spans: Iterable[Inline], gaps: Iterator[_Blank] | None = None
    ) -> None:
        spans = list(spans)
        for span in spans:
            for n, text in enumerate(span.text.split(GAP) if gaps is not None else [span.text]):
                if n and gaps is not None and (gap := next(gaps, None)):
                    self._run(paragraph, gap.blank)
                    if gap.hint:
                        self._run(paragraph, f" ({gap.hint})", italic=True)
                if text:
                    self._run(
                        paragraph,
                        text,
                        bold=span.strong or None,
                        italic=span.em or None,
                        font="Courier New" if span.code else None,
                    )
        if rtl(span.text for span in spans):
            self._turn(paragraph)

    def prose(
        self,
        prose: Prose,
        style: str = "Normal",
        *,
        first: Paragraph | None = None,
        keep: bool = False,
        gaps: Iterator[_Blank] | None = None,
    ) -> Paragraph | None:
        """Blocks of prose, the first of them in `first` if that is there; the last paragraph."""
        last = first
        for n, block in enumerate(prose):
            if isinstance(block, Said):
                if n or last is None:
                    last = self.paragraph(style)
                self._spans(last, block.spans, gaps)
                last.paragraph_format.keep_with_next = keep or None
                continue
            deep = style in ("List Continue", "List 2")
            for number, one in enumerate(block.items, block.start):
                if block.ordered:
                    last = self.paragraph("List 2" if deep else "List")
                    self._run(last, f"{number}.").add_tab()
                else:
                    last = self.paragraph("List Bullet 2" if deep else "List Bullet")
                last.paragraph_format.space_before = 0
                last.paragraph_format.keep_with_next = keep or None
                last = self.prose(one, "List 2", first=last, keep=keep, gaps=gaps)
        return last

    # Blocks.

    def block(self, block: HandoutBlock) -> None:
        match block:
            case Heading(text, level):
                self.paragraph(f"Heading {level}", text)
            case TextBlock(prose, tone):
                last = self.prose(prose, "Notice" if tone == "notice" else "Normal")
                if tone == "notice" and last is not None:
                    self._boxed(last)
            case Note():
                self.note(block, "Normal")
            case PassageBlock():
                self.passage(block)
            case Parallel(name, left, right):
                self.paragraph("Caption", name)
                self.side_by_side(left, right)
            case Legend(kinds):
                self.legend(kinds)
            case Item():
                self.item(block)
            case Writing(count, label):
                if label:
                    self.paragraph("Normal", label, keep=True)
                self.ruled(count)
            case Fields(labels):
                self.fields(labels)
            case Table():
                self.table(block)
            case Glossary(terms):
                for term in terms:
                    paragraph = self.paragraph("Normal")
                    self._run(paragraph, f"{term.term}  ", bold=True)
                    self.prose(term.prose, first=paragraph)
            case _:
                assert_never(block)

    def _boxed(self, paragraph: Paragraph) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        box = OxmlElement("w:pBdr")
        for side in ("top", "left", "bottom", "right"):
            line = OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", "auto")):
                line.set(qn(f"w:{name}"), value)
            box.append(line)
        paragraph._p.get_or_add_pPr().insert_element_before(
            box, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:spacing", "w:ind", "w:jc"
        )

    def note(self, note: Note, style: str) -> None:
        paragraph = self.paragraph(style)
        self._run(paragraph, f"{note.label}: ", bold=True)
        self.prose(note.prose, style, first=paragraph)
        if note.prose and not isinstance(note.prose[0], Said):
            paragraph.paragraph_format.keep_with_next = True

    def passage(self, passage: PassageBlock, *, keep: bool = False) -> None:
        self.lines(passage)
        source = self.paragraph("Source", keep=keep)
        self._run(source, passage.attribution)

    def lines(self, passage: PassageBlock) -> None:
        """A paragraph for each that opens; every fifth line behind its number."""
        lang, self.lang = self.lang, passage.lang
        paragraph = None
        for line in passage.lines:
            if paragraph is None or line.opens:
                paragraph = self.paragraph("Passage", keep=True)
                if self.into is not self.word:
                    paragraph.paragraph_format.left_indent = 0
                    paragraph.paragraph_format.tab_stops.add_tab_stop(self.mm(HANG))
            else:
                paragraph.add_run().add_break()
            self._run(paragraph, str(line.number) if line.shows else "", small=True).add_tab()
            for run in line.runs:
                self._marked(paragraph, run.text, run.mark)
        if paragraph is not None and rtl(line.text for line in passage.lines):
            self._turn(paragraph)
        self.lang = lang

    def _marked(self, paragraph: Paragraph, text: str, mark: Kind | None) -> None:
        from docx.enum.text import WD_UNDERLINE

        run = self._run(paragraph, text)
        match mark:
            case None:
                pass
            case Kind.NUMBER:
                run.bold = True
            case Kind.NAME:
                run.underline = True
            case Kind.NEGATION:
                run.underline = WD_UNDERLINE.DOUBLE
            case Kind.MODAL:
                run.italic = True
                run.underline = WD_UNDERLINE.DOTTED
            case _:
                assert_never(mark)

    def legend(self, kinds: tuple[Kind, ...]) -> None:
        paragraph = self.paragraph("Normal", "What differs is marked: ")
        for n, kind in enumerate(kinds):
            self._run(paragraph, ", " if n else "")
            self._marked(paragraph, str(kind), kind)
        self._run(paragraph, ".")

    def side_by_side(self, left: PassageBlock, right: PassageBlock) -> None:
        grid = self._grid([1, 1], [left.source, right.source], 1)
        for cell, passage in zip(grid.rows[1].cells, (left, right), strict=True):
            with _Inside(self, cell):
                self.lines(passage)
                self._run(self.paragraph("Normal"), passage.attribution, small=True)

    def item(self, item: Item) -> None:
        """A question: all of it stays on one page, with the beginning of the notes on it.

        The notes may go on over the page: LibreOffice gives up on longer chains.
        """
        lang, self.lang = self.lang, item.lang
        start = len(self.word.element.body)
        prompt = self.paragraph("List")
        self._run(prompt, f"{item.number}.", bold=True).add_tab()
        blanks = item.ask if isinstance(item.ask, Blanks) else None
        asked = tuple(block for block in item.prompt if not _empty(block))
        if asked or blanks is None:
            last = self.prose(asked, "List Continue", first=prompt)
        else:
            last = self.prose(
                blanks.prose, "List Continue", first=prompt, gaps=_blanks(blanks.gaps)
            )
        facts = " · ".join(filter(None, (item.facts, item.id or "")))
        if facts and last is not None:
            self._run(last, "").add_tab()
            self._run(last, facts, small=True)
        for passage in item.shown:
            self.passage(passage)
        if blanks is None or asked:
            self.ask(item.ask)
        last_kept = len(self.word.element.body) + bool(item.notes)
        for note in item.notes:
            self.note(note, "List Continue")
        self.lang = lang
        self._together(start, last_kept)

    def _together(self, start: int, end: int) -> None:
        """Keeps some paragraphs of the body together on a page."""
        from docx.oxml.ns import qn
        from docx.text.paragraph import Paragraph

        body = [e for e in self.word.element.body[start - 1 : end - 1] if e.tag == qn("w:p")]
        paragraphs = [Paragraph(element, self.word._body) for element in body]
        if sum(len(paragraph.text) for paragraph in paragraphs) < PAGE:
            for paragraph in paragraphs[:-1]:
                paragraph.paragraph_format.keep_with_next = True

    def ask(self, ask: AnswerArea) -> None:
        match ask:
            case Options(choices, several):
                if several:
                    paragraph = self.paragraph("List Continue")
                    self._run(paragraph, "Choose all that are right.", italic=True)
                self.choices(choices)
            case Blanks(prose, gaps):
                self.prose(prose, "List Continue", gaps=_blanks(gaps))
            case AnswerBlank(columns, unit):
                joint = "" if unit == "%" else " "
                blank = "_" * max(columns, 20)
                self.paragraph("List Continue", f"Answer: {blank}{joint}{unit or ''}".rstrip())
            case AnswerLines(count):
                self.ruled(count, HANG)
            case OrderArea(choices):
                self.choices(choices)
                blanks = ", ".join(["_____"] * len(choices))
                self.paragraph("List Continue", f"Order: {blanks}")
            case PairsArea(lefts, choices):
                for n, left in enumerate(lefts, 1):
                    paragraph = self.paragraph("List 2")
                    self._run(paragraph, f"{n}.").add_tab()
                    last = self.prose(left, "List 2", first=paragraph) or paragraph
                    self._run(last, "  _____")
                self.choices(choices)
            case NoAnswerArea():
                pass
            case _:
                assert_never(ask)

    def choices(self, choices: Iterable[LetteredChoice]) -> None:
        for choice in choices:
            paragraph = self.paragraph("List 2")
            self._run(paragraph, choice.letter, bold=True).add_tab()
            self.prose(choice.prose, "List 2", first=paragraph)

    def ruled(self, count: int, left: float = 0) -> None:
        for n in range(count):
            paragraph = self.paragraph("Answer Line", keep=n < count - 1)
            paragraph.paragraph_format.left_indent = self.mm(left)
            paragraph.add_run().add_tab()

    def fields(self, labels: tuple[str, ...]) -> None:
        from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER

        paragraph = self.paragraph("Normal")
        at = 0.0
        for n, label in enumerate(labels):
            at += self.width * (2 if n == 0 else 1) / (len(labels) + 1)
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(self.mm(at - 3), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
            self._run(paragraph, ("   " if n else "") + f"{label} ").add_tab()

    def table(self, table: Table) -> None:
        self.paragraph("Caption", table.caption)
        grid = self._grid(table.widths, table.heads, len(table.rows))
        for row, cells in zip(grid.rows[1:], table.rows, strict=True):
            for n, (cell, prose) in enumerate(zip(row.cells, cells, strict=True)):
                with _Inside(self, cell):
                    self.prose(prose, "Table Text")
                if n == 0 and table.row_heads:
                    for run in (run for p in cell.paragraphs for run in p.runs):
                        run.bold = True
        self.paragraph("Table Text")

    def _grid(self, widths: Iterable[int], heads: Iterable[str], rows: int) -> Any:
        """A table with a row of heads that is repeated on each page, and rows to fill."""
        from docx.oxml import OxmlElement

        widths, heads = list(widths), list(heads)
        grid: Any = self.word.add_table(rows + 1, len(heads), style="Table Grid")
        grid.autofit = False
        for n, width in enumerate(widths):
            share = self.mm(self.width * width / sum(widths))
            grid.columns[n].width = share
            for cell in grid.columns[n].cells:
                cell.width = share
        for row in grid.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, head in zip(grid.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].style = "Table Text"
            self._run(cell.paragraphs[0], head, bold=True)
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        return grid


class _Inside:
    """Writes into a cell of a table, without the empty paragraph that each begins with."""

    def __init__(self, writer: _Writer, cell: _Cell) -> None:
        self.writer = writer
        self.cell = cell

    def __enter__(self) -> None:
        self.before, self.writer.into = self.writer.into, self.cell

    def __exit__(self, *exit: object) -> None:
        self.writer.into = self.before
        first, *rest = self.cell.paragraphs
        if rest and not first.runs:
            first._p.getparent().remove(first._p)
        elif not rest:
            first.style = "Table Text"


class _Blank(NamedTuple):
    blank: str
    hint: str | None


def _blanks(gaps: tuple[Gap, ...]) -> Iterator[_Blank]:
    """Blanks as they are written, with their numbers where there are several."""
    for gap in gaps:
        number = f"({gap.number}) " if len(gaps) > 1 else ""
        yield _Blank(number + "_" * gap.columns, gap.hint)


def _empty(block: object) -> bool:
    return isinstance(block, Said) and not any(span.text for span in block.spans)
