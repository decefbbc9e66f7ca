"""Documents as PDF, without fonts of the system."""

from __future__ import annotations

from pathlib import Path

from studykit.targets.handout.areas import LetteredChoice, Options
from studykit.targets.handout.formats import pdf
from studykit.targets.handout.model import (
    Document,
    HandoutBlock,
    Item,
    PaperSize,
    Part,
    PrintSettings,
    TextBlock,
)
from studykit.targets.handout.prose import as_prose


def printed(document: Document, paper: PaperSize = "a4") -> bytes:
    """A document as PDF, without warnings."""
    rendered = pdf.render(document, settings(paper))
    assert (rendered.warnings, rendered.missing_glyphs) == ((), ())
    return rendered.content


def paper(*blocks: HandoutBlock | str) -> Document:
    """A document with some blocks or texts."""
    shown = tuple(
        TextBlock(as_prose(block)) if isinstance(block, str) else block for block in blocks
    )
    return Document("seminar", "student", "A title", "", "A work", "Its words", (Part(shown),))


def settings(size: PaperSize = "a4", *fonts: Path) -> PrintSettings:
    """Without fonts of the system, which differ between machines."""
    return PrintSettings(size, fonts, system_fonts=False)


def question(number: int) -> Item:
    options = tuple(LetteredChoice(c, as_prose(f"Option {c} of {number}")) for c in "ABCD")
    return Item(number, as_prose(f"Which question is number {number}?"), Options(options), points=1)
