"""Writing a handout into a Word document: properties, sections, headers and footers."""

from __future__ import annotations

import re
from datetime import datetime

from docx.document import Document as Word
from docx.enum.section import WD_SECTION
from docx.section import Section
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from .....locale import _
from ...model import Document, PaperSize, Part, PrintSettings, form_name
from ..characters import clean
from .blocks import BlockWriter
from .styles import BOTTOM, LEFT, PAPERS, RIGHT, TOP, define_styles, text_width
from .xml import add_field, restart_page_numbers

CREATED = datetime(2000, 1, 1)
"""The date of every document: the same command gives the same bytes."""


def write(document: Document, word: Word, settings: PrintSettings) -> None:
    """Write a handout into an empty Word document."""
    paper = settings.paper
    define_styles(word, paper, document.lang)
    _set_properties(word, document)
    writer = BlockWriter(word, document.lang, text_width(paper), settings.media)
    for n, part in enumerate(document.parts):
        section = _add_section(word, part, n)
        _set_page(section, paper)
        for header in (section.header, section.first_page_header):
            _write_header(writer, header.paragraphs[0], document, part)
        if n == 0 or (part.letter and not part.title):  # each form is handed out on its own
            _write_credits(writer, section, document)
        else:
            _write_footer(writer, section.first_page_footer.paragraphs[0], document)
        _write_footer(writer, section.footer.paragraphs[0], document)
        if n == 0 or part.is_sheet:
            writer.paragraph("Title", part.heading(document.title))
            if document.subtitle and not part.title:
                writer.paragraph("Subtitle", document.subtitle)
        for block in part.blocks:
            writer.block(block)


def _set_properties(word: Word, document: Document) -> None:
    core = word.core_properties
    core.title = clean(document.title)[:255]
    core.author = core.last_modified_by = "studykit"
    core.language = document.lang
    core.comments = core.subject = core.keywords = ""
    core.created = core.modified = CREATED
    core.revision = 1
    package = word.part.package
    for name, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # that of python-docx's template
            del package.rels[name]


def _add_section(word: Word, part: Part, n: int) -> Section:
    """The n-th section; a form starts on a sheet of its own, even if both sides are printed."""
    if n == 0:
        return word.sections[0]
    section: Section = word.add_section(
        WD_SECTION.ODD_PAGE if part.is_sheet else WD_SECTION.NEW_PAGE
    )
    return section


def _set_page(section: Section, paper: PaperSize) -> None:
    section.page_width, section.page_height = map(Mm, PAPERS[paper])
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance = section.footer_distance = Mm(11)
    section.different_first_page_header_footer = True
    for edge in (
        section.header,
        section.footer,
        section.first_page_header,
        section.first_page_footer,
    ):
        edge.is_linked_to_previous = False
    restart_page_numbers(section)


def _write_credits(writer: BlockWriter, section: Section, document: Document) -> None:
    """Write the credits at the foot of the first page: at the end they might take a page of their own."""
    footer = section.first_page_footer
    for credit in document.credits:
        paragraph = footer.paragraphs[-1].insert_paragraph_before(style="Credits")
        writer.run(paragraph, credit)
    _write_footer(writer, footer.paragraphs[-1], document)


def _write_header(writer: BlockWriter, header: Paragraph, document: Document, part: Part) -> None:
    writer.run(header, document.work, italic=True)
    if document.sources:
        writer.run(header, f" · {document.sources}")
    if part.letter:
        writer.run(header, "").add_tab()
        writer.run(header, form_name(part.letter), bold=True)


def _write_footer(writer: BlockWriter, footer: Paragraph, document: Document) -> None:
    writer.run(footer, document.title)
    if document.audience == "teacher":
        audience = _("for the teacher")
        writer.run(footer, f" · {audience}", bold=True)
    writer.run(footer, "").add_tab()
    # only Word knows SECTIONPAGES, which several parts would need
    one = len(document.parts) == 1
    text = _("Page {page} of {pages}") if one else _("Page {page}")
    fields = {"page": "PAGE", "pages": "NUMPAGES"}
    for n, part in enumerate(re.split(r"\{(pages?)\}", text)):
        if n % 2:
            add_field(footer, fields[part])
        elif part:
            writer.run(footer, part)
