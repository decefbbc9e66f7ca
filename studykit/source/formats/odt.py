"""OpenDocument texts (.odt), as LibreOffice writes them: paragraphs, headings, tables and notes.

What is in the text and what is left out is as in Word documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from ...regex import regex
from .archive import Archive
from .converted import Converted, NotConvertible
from .document import DocumentWriter

NAME = "odt"
VERSION = 1

_OFFICE, _TEXT, _TABLE, _STYLE, _DRAW = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for name in ("office", "text", "table", "style", "drawing")
)
_HEADING = regex(r"Title|Heading_20_(\d)")
_TYPE = b"application/vnd.oasis.opendocument.text"


def recognises(raw: bytes) -> bool:
    """Whether a file is a zip archive that begins with the type of such a document."""
    return raw.startswith(b"PK\x03\x04") and _TYPE in raw[:100]


def convert(raw: bytes) -> Converted:
    """Return a document as Markdown.  Raises NotConvertible if it cannot be read."""
    archive = Archive(raw)
    manifest = "META-INF/manifest.xml"
    if "content.xml" not in archive.names:
        raise NotConvertible("is damaged: it has no content.xml")
    if manifest in archive.names and b"encryption-data" in archive.read(manifest):
        raise NotConvertible("is locked with a password")
    content = archive.xml("content.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise NotConvertible("is damaged: content.xml has no text")
    styles = list(content.iter(f"{_STYLE}style"))
    if "styles.xml" in archive.names:
        styles += archive.xml("styles.xml").iter(f"{_STYLE}style")
    return _OpenDocument(body, styles).convert()


class _OpenDocument:
    def __init__(self, body: Element, styles: Iterable[Element]) -> None:
        self._body = body
        self._styles = {(s.get(f"{_STYLE}family"), s.get(f"{_STYLE}name")): s for s in styles}
        self._notes: list[Element] = []
        self._boxes: list[Element] = []

    def convert(self) -> Converted:
        tracked = self._body.find(f"{_TEXT}tracked-changes")
        if tracked is not None:
            self._body.remove(tracked)  # it has the deleted words
        self._writer = DocumentWriter(_paragraphs(self._body))
        if tracked is not None:
            changes = [change.tag for region in tracked for change in region]
            self._writer.counts["insertions"] = changes.count(f"{_TEXT}insertion")
            self._writer.counts["deletions"] = changes.count(f"{_TEXT}deletion")
        self._blocks(self._body)
        return self._writer.converted(list(self._read_notes()))

    def _blocks(self, parent: Element) -> None:
        """Write the paragraphs and tables of a body, a list, a cell, a note or a text box."""
        for element in parent:
            if element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                self._paragraph(element)
            elif element.tag == f"{_TABLE}table":
                with self._writer.table_or_box(_paragraphs(element)):
                    self._blocks(element)
            elif element.tag.startswith(_DRAW):
                self._drawing(element)
                self._write_boxes()
            elif self._is_hidden(element):
                self._writer.counts["hidden"] += 1
            else:  # it contains blocks, as lists and sections do
                self._blocks(element)

    def _paragraph(self, element: Element) -> None:
        self._inline(element)
        self._writer.prose.end_paragraph(self._level(element))
        self._write_boxes()

    def _level(self, paragraph: Element) -> int:
        """Return the level of a heading or of a paragraph that looks like one, or 0."""
        outline = paragraph.get(f"{_TEXT}outline-level", "")
        if outline.isdecimal():
            return int(outline) + 1
        names = (style.get(f"{_STYLE}name", "") for style in self._based_on(paragraph))
        heading = next(filter(None, map(_HEADING.fullmatch, names)), None)
        return int(heading[1] or 0) + 1 if heading else 0

    def _inline(self, parent: Element, script: str = "") -> None:
        prose = self._writer.prose
        prose.text(parent.text or "", script)
        for element in parent:
            match element.tag.removeprefix(_TEXT):
                case "s" | "tab":
                    prose.text(" ")
                case "line-break":
                    prose.line_break()
                case "note":
                    self._notes.append(element)
                    prose.note(len(self._notes))
                case "ruby-text":
                    pass
                case _ if element.tag == f"{_OFFICE}annotation":
                    self._writer.counts["comments"] += 1
                case _ if element.tag.startswith(_DRAW):
                    self._drawing(element)
                case _ if self._is_hidden(element):
                    self._writer.counts["hidden"] += 1
                case _:
                    self._inline(
                        element,
                        _script(self._property(element, f"{_STYLE}text-position")) or script,
                    )
            prose.text(element.tail or "", script)

    def _drawing(self, element: Element) -> None:
        """Keep the text boxes of a drawing until the end of its paragraph; count a picture."""
        boxes = list(_boxes(element))
        self._boxes += boxes
        if not boxes and element.find(f".//{_DRAW}image") is not None:
            self._writer.counts["pictures"] += 1

    def _write_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            with self._writer.table_or_box(_paragraphs(box)):
                self._blocks(box)

    def _read_notes(self) -> Iterator[tuple[int, list[str], str]]:
        """Yield the number and the paragraphs of every note; its page is unknown."""
        for number, note in enumerate(self._notes, 1):
            with self._writer.elsewhere() as paragraphs:
                for body in note.iter(f"{_TEXT}note-body"):
                    self._blocks(body)
            yield number, paragraphs, ""

    def _is_hidden(self, element: Element) -> bool:
        return "none" in (
            element.get(f"{_TEXT}display"),
            self._property(element, f"{_TEXT}display"),
        )

    def _property(self, element: Element, name: str) -> str:
        """Return a property of some words, from their style or one that it is based on."""
        for style in self._based_on(element):
            for properties in style.iter(f"{_STYLE}text-properties"):
                if value := properties.get(name):
                    return value
        return ""

    def _based_on(self, element: Element) -> Iterator[Element]:
        """Yield the style of a paragraph or of some words, and those that it is based on."""
        family = "paragraph" if element.tag in (f"{_TEXT}p", f"{_TEXT}h") else "text"
        name = element.get(f"{_TEXT}style-name")
        seen = set()
        while name not in seen and (style := self._styles.get((family, name))) is not None:
            yield style
            seen.add(name)
            name = style.get(f"{_STYLE}parent-style-name")


def _paragraphs(parent: Element) -> list[str]:
    """Return the words of all paragraphs."""
    return ["".join(paragraph.itertext()) for paragraph in parent.iter(f"{_TEXT}p")]


def _boxes(element: Element) -> Iterator[Element]:
    """Yield the text boxes and the shapes with words in a drawing, outermost only."""
    if element.find(f"{_TEXT}p") is not None:
        yield element
        return
    for child in element:
        yield from _boxes(child)


def _script(position: str) -> str:
    """Return whether words are raised or lowered, by a position such as "super 58%" or "-33% 58%"."""
    if position.startswith(("sub", "-")):
        return "sub"
    return "sup" if position and not position.startswith("0") else ""
