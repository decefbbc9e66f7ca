"""Page sizes, margins and styles of a Word document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ...model import PaperSize
from .xml import language_attribute, set_size, word_language

PAPERS: dict[PaperSize, tuple[float, float]] = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
"""Width and height in millimetres."""

LEFT, RIGHT, TOP, BOTTOM = 25.0, 20.0, 25.0, 20.0
"""Margins in millimetres."""

INDENT = 8.0
"""Millimetres by which text after a number or a letter is indented."""

FONT = "Cambria"
BLACK, GREY = RGBColor(0, 0, 0), RGBColor(0x55, 0x55, 0x55)


def text_width(paper: PaperSize) -> float:
    """The width of a page without its margins, in millimetres."""
    return PAPERS[paper][0] - LEFT - RIGHT


class _Style(NamedTuple):
    """Font size and spacing in points, indents in millimetres; `hanging` is the first line's."""

    name: str
    size: float
    before: float = 0
    after: float = 4
    left: float = 0
    hanging: float = 0
    bold: bool | None = None
    italic: bool | None = None
    color: RGBColor = BLACK


HEADINGS = (
    _Style("Title", 18, after=6, bold=True),
    _Style("Subtitle", 11, after=10, italic=False, color=GREY),
    _Style("Heading 1", 14, before=14, after=6, bold=True),
    _Style("Heading 2", 12, before=10, after=4, bold=True),
    _Style("Heading 3", 11, before=8, after=4, bold=True),
)
STYLES = (
    _Style("Normal", 11),
    *HEADINGS,
    _Style("Caption", 11, before=8, after=4, bold=True),
    _Style("List", 11, before=8, after=3, left=INDENT, hanging=INDENT),
    _Style("List Continue", 11, after=3, left=INDENT),
    _Style("List 2", 11, after=2, left=2 * INDENT, hanging=INDENT),
    _Style("List Bullet", 11, after=2, left=INDENT, hanging=INDENT / 2),
    _Style("List Bullet 2", 11, after=2, left=2 * INDENT, hanging=INDENT / 2),
    # lines after a line break start at the indent: with their number, and the words after a tab
    _Style("Passage", 10.5, before=4, after=1, left=2 * INDENT),
    _Style("Passage Beside", 9.5, before=2, after=2),
    _Style("Source", 8.5, after=6, left=3 * INDENT, color=GREY),
    _Style("Fields", 11, after=8),
    _Style("Notice", 11, before=4, after=8),
    _Style("Table Text", 9.5, before=1, after=2),
    _Style("Code", 9.5, before=0, after=0, left=INDENT),
    _Style("Answer Line", 11, before=8, after=0),
    _Style("Credits", 8, before=2, after=2, color=GREY),
    _Style("Header", 9, after=0, color=GREY),
    _Style("Footer", 9, before=6, after=0, color=GREY),
)


def define_styles(word: Word, paper: PaperSize, langs: Sequence[str]) -> None:
    """Set the styles of a document, and its languages, the most important first.

    The first that is written in Chinese characters, kana or Hangul is that of every such word: without
    one, LibreOffice chooses glyphs and punctuation of another country.
    """
    for style in STYLES:
        _define(word, style)
    _set_fonts(word)
    _set_tabs(word, text_width(paper))
    styles: Any = word.styles
    for element in styles.element.iter(qn("w:lang")):
        for lang in reversed(langs):
            attribute = language_attribute(lang)
            if lang == langs[0] or attribute == "w:eastAsia":
                element.set(qn(attribute), word_language(lang))
    styles["Code"].font.name = "Courier New"
    styles["Title"].element.pPr.remove_all("w:pBdr")
    for name in ("Title", "Subtitle"):  # python-docx's template spaces their letters
        styles[name].element.rPr.remove_all("w:spacing", "w:kern")
    styles["Caption"].paragraph_format.keep_with_next = True
    for name in ("List", "List 2", "Passage", "Passage Beside"):
        styles[name].paragraph_format.keep_together = True


def _define(word: Word, style: _Style) -> None:
    styles: Any = word.styles
    if style.name not in styles:
        styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    font = styles[style.name].font
    set_size(font, style.size)
    font.color.rgb = style.color
    if style.bold is not None:
        font.bold = font.cs_bold = style.bold
    if style.italic is not None:
        font.italic = font.cs_italic = style.italic
    format = styles[style.name].paragraph_format
    format.space_before, format.space_after = Pt(style.before), Pt(style.after)
    format.left_indent, format.first_line_indent = Mm(style.left), Mm(-style.hanging)
    format.line_spacing = 1.08


def _set_fonts(word: Word) -> None:
    """Use one font instead of the theme's."""
    styles: Any = word.styles
    styles["Normal"].font.name = FONT
    fonts = styles["Normal"].element.rPr.rFonts
    for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(script), None)
    fonts.set(qn("w:hAnsi"), FONT)
    for heading in HEADINGS:
        fonts = styles[heading.name].element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        fonts.set(qn("w:ascii"), FONT)
        fonts.set(qn("w:hAnsi"), FONT)


def _set_tabs(word: Word, width: float) -> None:
    """Tab stops after numbers and letters, and at the right margin."""
    styles: Any = word.styles
    stops = {"List": 1, "List 2": 2, "Passage": 3, "Passage Beside": 1}
    for name, indents in stops.items():
        styles[name].paragraph_format.tab_stops.add_tab_stop(Mm(indents * INDENT))
    right, lines = WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES
    for name in ("List", "List Continue"):
        styles[name].paragraph_format.tab_stops.add_tab_stop(Mm(width), right)
    styles["Answer Line"].paragraph_format.tab_stops.add_tab_stop(Mm(width), right, lines)
    for name in ("Header", "Footer"):
        properties = styles[name].element.pPr
        default_stops = properties.find(qn("w:tabs"))
        if default_stops is not None:
            properties.remove(default_stops)
        styles[name].paragraph_format.tab_stops.add_tab_stop(Mm(width), right)
