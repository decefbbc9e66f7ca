"""Writing a handout into a Word document: properties, sections, headers and footers."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import zip_longest

from docx.document import Document as Word
from docx.enum.section import WD_SECTION
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from .....locale import _
from ...model import (
    Document,
    Item,
    PaperSize,
    Part,
    PassageBlock,
    PrintSettings,
    form_name,
)
from ..characters import clean
from .blocks import BlockWriter
from .styles import BOTTOM, LEFT, PAPERS, RIGHT, TOP, define_styles, text_width
from .xml import (
    add_bookmark,
    add_field,
    last_paragraph,
    restart_page_numbers,
    set_compatibility,
)

CREATED = datetime(2000, 1, 1)
"""The date of every document: the same command gives the same bytes."""

CREDITS_GAP = 9
"""Points between the last line of a full page and the credits below it."""


def write(document: Document, word: Word, settings: PrintSettings) -> None:
    """Write a handout into an empty Word document."""
    paper = settings.paper
    define_styles(word, paper, (document.lang, *document.quoted_langs))
    _set_properties(word, document)
    set_compatibility(word)
    writer = BlockWriter(word, document.lang, text_width(paper), settings.media)
    for n, part in enumerate(document.parts):
        section = word.add_section(WD_SECTION.NEW_PAGE) if n else word.sections[0]
        _set_page(section, paper)
        total = "NUMPAGES" if len(document.parts) == 1 else f"PAGEREF {_end_of(n)}"
        for header in (section.header, section.first_page_header):
            _write_header(writer, header.paragraphs[0], document, part)
        if n == 0 or (part.letter and not part.title):  # each form is handed out on its own
            _write_credits(writer, section, document)
        for footer in (section.first_page_footer, section.footer):
            _write_footer(writer, footer.paragraphs[-1], document, total)
        if n == 0 or part.is_sheet:
            writer.paragraph("Title", part.heading(document.title))
            if document.subtitle and not part.title:
                writer.paragraph("Subtitle", document.subtitle)
        for block, following in zip_longest(part.blocks, part.blocks[1:]):
            writer.block(block)
            if isinstance(block, PassageBlock) and (
                isinstance(following, Item)
                or (isinstance(following, PassageBlock) and block.is_question)
            ):
                last_paragraph(word).paragraph_format.keep_with_next = True
        add_bookmark(last_paragraph(word), _end_of(n), n)


def _end_of(part: int) -> str:
    """The bookmark on the last page of the n-th part.

    The number of this page is how many pages the part has.  Word has a field for that, SECTIONPAGES, but
    LibreOffice has none.
    """
    return f"end_of_part_{part + 1}"


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
    # page 1 is on a sheet of its own, even if both sides are printed: a section that starts on an odd
    # page would be that, too, but LibreOffice prints its first footer twice and changes its margins
    restart_page_numbers(section)


def _write_credits(writer: BlockWriter, section: Section, document: Document) -> None:
    """Write the credits at the foot of the first page: at the end they might take a page of their own."""
    footer = section.first_page_footer
    for credit in document.credits:
        paragraph = footer.paragraphs[-1].insert_paragraph_before(style="Credits")
        if len(footer.paragraphs) == 2:  # the first of them
            paragraph.paragraph_format.space_before = Pt(CREDITS_GAP)
        writer.run(paragraph, credit)


def _write_header(writer: BlockWriter, header: Paragraph, document: Document, part: Part) -> None:
    writer.run(header, document.work, italic=True)
    if document.sources:
        writer.run(header, f" · {document.sources}")
    if part.letter:
        writer.run(header, "").add_tab()
        writer.run(header, form_name(part.letter).replace(" ", "\u00a0"), bold=True)


def _write_footer(writer: BlockWriter, footer: Paragraph, document: Document, total: str) -> None:
    """Write the title and the page, of as many as the field `total` says."""
    writer.run(footer, document.title)
    if document.audience == "teacher":
        audience = _("for the teacher")
        writer.run(footer, f" · {audience}", bold=True)
    writer.run(footer, "").add_tab()
    fields = {"page": "PAGE", "pages": total}
    for n, part in enumerate(re.split(r"\{(pages?)\}", _("Page {page} of {pages}"))):
        if n % 2:
            add_field(footer, fields[part])
        elif part:
            writer.run(footer, part)
