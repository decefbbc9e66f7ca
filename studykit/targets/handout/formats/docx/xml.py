"""WordprocessingML elements that python-docx has no API for."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Twips
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from .....mathematics import BadFormula, omml


def set_right_to_left(paragraph: Paragraph) -> None:
    properties = paragraph._p.get_or_add_pPr()
    if properties.find(qn("w:bidi")) is None:
        properties.insert_element_before(
            OxmlElement("w:bidi"),
            *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing"),
            *("w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection"),
            *("w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle"),
            *("w:rPr", "w:sectPr", "w:pPrChange"),
        )


def set_border(paragraph: Paragraph) -> None:
    """Draw a box around a paragraph."""
    border = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        border.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:spacing", "w:ind", "w:jc"
    )


def float_right(paragraph: Paragraph, width: float) -> None:
    """Take a paragraph out of the text, to the right margin beside the next; `width` in millimetres."""
    frame = OxmlElement("w:framePr")
    values = {"w": str(round(Mm(width) / Twips(1))), "hSpace": "0", "wrap": "around"}
    values |= {"vAnchor": "text", "hAnchor": "margin", "xAlign": "right", "y": "120"}
    for name, value in values.items():
        frame.set(qn(f"w:{name}"), value)
    paragraph._p.get_or_add_pPr().insert_element_before(
        frame,
        "w:widowControl",
        "w:numPr",
        "w:pBdr",
        "w:shd",
        "w:tabs",
        "w:bidi",
        "w:spacing",
        "w:ind",
    )
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def add_formula(paragraph: Paragraph, latex: str, display: bool = False) -> None:
    """Add a formula at the end of a paragraph; one that cannot be read is shown in LaTeX."""
    try:
        paragraph._p.append(parse_xml(omml.render(latex, display)))
    except BadFormula:
        paragraph.add_run(latex).font.name = "Courier New"


def set_language(run: Run, lang: str) -> None:
    element = OxmlElement("w:lang")
    element.set(qn(language_attribute(lang)), word_language(lang))
    run._r.get_or_add_rPr().append(element)


def word_language(lang: str) -> str:
    """A language tag as Word knows it, which names the script of Chinese by a region."""
    regions = {"zh-hans": "zh-CN", "zh-hant": "zh-TW"}
    return regions.get("-".join(lang.replace("_", "-").lower().split("-")[:2]), lang)


def language_attribute(lang: str) -> str:
    """The attribute of `w:lang` that Word reads for the script of a language."""
    code = lang.replace("_", "-").split("-")[0].lower()
    if code in ("zh", "cmn", "yue", "ja", "ko"):
        return "w:eastAsia"
    return "w:bidi" if code in ("ar", "he", "fa", "ur", "yi", "ps", "sd", "ug") else "w:val"


def remove_borders(table: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "none")
        borders.append(line)
    table._tbl.tblPr.append(borders)


def add_field(paragraph: Paragraph, code: str) -> None:
    """Add a field that Word fills in, such as the number of the page.

    Word fills in the page of a bookmark only when it prints: until then there is an ellipsis.
    """
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "…" if code.startswith("PAGEREF ") else "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Add a bookmark at the end of a paragraph; names and numbers are unique in a document."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)


def last_paragraph(word: Word) -> Paragraph:
    """The last paragraph of the body, be it in a table; there must be one."""
    body: Any = word.element.body
    return Paragraph(list(body.iter(qn("w:p")))[-1], body)


def set_compatibility(word: Word) -> None:
    """Set pages as Word does since 2013, with tables as wide as the text, not as Word 2010 did."""
    settings: Any = word.settings.element
    (mode,) = (
        setting
        for setting in settings.iter(qn("w:compatSetting"))
        if setting.get(qn("w:name")) == "compatibilityMode"
    )
    mode.set(qn("w:val"), "15")


def restart_page_numbers(section: Section) -> None:
    numbers = section._sectPr.find(qn("w:pgNumType"))
    if numbers is None:
        numbers = OxmlElement("w:pgNumType")
        section._sectPr.find(qn("w:cols")).addprevious(numbers)  # the schema's order
    numbers.set(qn("w:start"), "1")


def fit_to_words(table: Any, indent: Length | None) -> None:
    """Make the columns of a table about as wide as their words, and indent it."""
    table.autofit = True
    for column in table.columns:
        longest = max(len(cell.text) for cell in column.cells)
        column.width = Mm(min(60, 6 + 1.9 * longest))
        for cell in column.cells:
            cell.width = column.width
    left = OxmlElement("w:tblInd")
    left.set(qn("w:type"), "dxa")
    left.set(qn("w:w"), str(round((indent or 0) / Twips(1))))
    table._tbl.tblPr.insert_element_before(left, "w:tblLayout", "w:tblLook")


def keep_rows_whole(table: Any, header: bool = True) -> None:
    """Do not split rows, and repeat the header, the first row, on each page."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if header:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
