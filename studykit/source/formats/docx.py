"""Word documents (.docx): paragraphs, headings, tables and notes as Markdown.

Tracked insertions are part of the text and deletions are not, as when all changes are accepted.
Comments, headers, footers and hidden text are left out.  Notes go to the end of the text; so do tables
and text boxes of an interview, as nobody says what is in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ...regex import regex
from ..marks import NO_PAGE, page_mark
from .archive import Archive
from .converted import Converted, NotConvertible
from .document import DocumentWriter

NAME = "docx"
VERSION = 2

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MAIN = "word/document.xml"
_HEADING = regex(r"(?:heading|title)\s*(\d?)", re.IGNORECASE)


def recognises(raw: bytes) -> bool:
    """Whether a file is a zip archive with a document of Word."""
    return raw.startswith(b"PK\x03\x04") and (b"word/document" in raw)


def convert(raw: bytes) -> Converted:
    """Return a document as Markdown.  Raises NotConvertible if it cannot be read."""
    archive = Archive(raw)
    name = _main_part(archive)
    return _WordDocument(archive, name).convert()


def _main_part(archive: Archive) -> str:
    if _MAIN in archive.names:
        return _MAIN
    names = sorted(name for name in archive.names if re.fullmatch(r"word/document\d*\.xml", name))
    if not names:
        raise NotConvertible(f"is damaged: it has no {_MAIN}")
    return names[0]


class _NoteMark(NamedTuple):
    """A note that the text refers to; its kind is "footnotes" or "endnotes"."""

    kind: str
    id: str
    page: str


class _WordDocument:
    def __init__(self, archive: Archive, name: str) -> None:
        self._archive = archive
        self._name = name
        self._headings = self._read_styles()
        self._notes: list[_NoteMark] = []
        self._fields: list[bool] = []  # of each open field, whether its result has begun
        self._boxes: list[Element] = []
        self._page = 1
        self._has_pages = False

    def convert(self) -> Converted:
        body = self._part(self._name).find(f"{_W}body")
        if body is None:
            raise NotConvertible(f"is damaged: {self._name} has no body")
        self._writer = DocumentWriter(_paragraphs(body))
        self._has_pages = any(True for _ in body.iter(f"{_W}lastRenderedPageBreak"))
        if self._has_pages:
            self._writer.prose.mark(page_mark("1"))
        self._blocks(body)
        notes = list(self._read_notes())
        counts = self._writer.counts
        counts["pages"] = self._page if self._page > 1 else 0
        counts["comments"] = self._count_comments()
        return self._writer.converted(notes)

    def _part(self, name: str) -> Element:
        """Return a part, with the names of the transitional schema."""
        root = self._archive.xml(name)
        for element in root.iter():
            if element.tag.startswith(_STRICT):
                element.tag = _W + element.tag.removeprefix(_STRICT)
                items = element.attrib.items()
                element.attrib = {key.replace(_STRICT, _W): value for key, value in items}
        return root

    def _optional(self, name: str) -> Element | None:
        return self._part(name) if name in self._archive.names else None

    def _read_styles(self) -> dict[str, int]:
        """Return the levels of headings by style id.  Ids are translated, names are not."""
        levels: dict[str, int] = {}
        based: dict[str, str] = {}
        styles = self._optional("word/styles.xml")
        for style in () if styles is None else styles.iter(f"{_W}style"):
            id = style.get(f"{_W}styleId", "")
            match = _HEADING.fullmatch(_value(style, "name") or "")
            properties = style.find(f"{_W}pPr")
            if match:
                levels[id] = min(6, int(match[1] or 0) + 1)
            elif properties is not None and (level := _outline_level(properties)):
                levels[id] = level
            elif parent := _value(style, "basedOn"):
                based[id] = parent
        for id, parent in based.items():
            seen = {id}
            while parent in based and parent not in seen:
                seen.add(parent)
                parent = based[parent]
            if parent in levels:
                levels[id] = levels[parent]
        return levels

    def _blocks(self, parent: Element) -> None:
        """Write the paragraphs and tables of a body, a cell, a note or a text box."""
        for element in parent:
            match element.tag.removeprefix(_W):
                case "p":
                    self._paragraph(element)
                case "tbl":
                    self._table_or_box(element)
                case "sdt":
                    content = element.find(f"{_W}sdtContent")
                    if content is not None:
                        self._blocks(content)
                case "ins" | "moveTo" | "customXml" | "smartTag":
                    self._blocks(element)
                case _:
                    if element.tag == f"{_MC}AlternateContent":
                        for choice in _chosen(element):
                            self._blocks(choice)

    def _paragraph(self, element: Element) -> None:
        properties = element.find(f"{_W}pPr")
        level = 0
        merged = False
        if properties is not None:
            level = self._headings.get(_value(properties, "pStyle") or "", 0)
            level = level or _outline_level(properties)
            # a deleted mark of a paragraph joins it to the next one
            merged = properties.find(f"{_W}rPr/{_W}del") is not None
        boxes, self._boxes = self._boxes, []
        self._inline(element)
        if not merged:
            self._writer.prose.end_paragraph(level)
        for box in self._boxes:
            self._table_or_box(box)
        self._boxes = boxes

    def _table_or_box(self, element: Element) -> None:
        mark = page_mark(str(self._page)) if self._has_pages else ""
        with self._writer.table_or_box(_paragraphs(element), mark):
            if element.tag == f"{_W}tbl":
                for row in element.iter(f"{_W}tr"):
                    for cell in row.findall(f"{_W}tc"):
                        self._blocks(cell)
            else:
                self._blocks(element)

    def _inline(self, parent: Element) -> None:
        for element in parent:
            match element.tag.removeprefix(_W):
                case "r":
                    self._run(element)
                case "ins" | "moveTo":
                    if "".join(element.itertext()).strip() and element.tag == f"{_W}ins":
                        self._writer.counts["insertions"] += 1
                    self._inline(element)
                case "del" | "moveFrom":
                    if element.tag == f"{_W}del" and any(
                        (deleted.text or "").strip() for deleted in element.iter(f"{_W}delText")
                    ):
                        self._writer.counts["deletions"] += 1
                case "sdt":
                    content = element.find(f"{_W}sdtContent")
                    if content is not None:
                        self._inline(content)
                case "hyperlink" | "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo":
                    self._inline(element)
                case _:
                    if element.tag == f"{_MC}AlternateContent":
                        for choice in _chosen(element):
                            self._inline(choice)
                    elif element.tag.endswith(("}oMath", "}oMathPara")):
                        self._writer.prose.text("".join(element.itertext()))

    def _run(self, run: Element) -> None:
        properties = run.find(f"{_W}rPr")
        script = ""
        if properties is not None:
            if _is_on(properties, "vanish") or _is_on(properties, "webHidden"):
                self._writer.counts["hidden"] += 1
                return
            align = _value(properties, "vertAlign")
            script = {"superscript": "sup", "subscript": "sub"}.get(align or "", "")
        for element in run:
            self._run_content(element, script)

    def _run_content(self, element: Element, script: str) -> None:
        match element.tag.removeprefix(_W):
            case "fldChar":
                kind = element.get(f"{_W}fldCharType")
                if kind == "begin":
                    self._fields.append(False)
                elif kind == "separate" and self._fields:
                    self._fields[-1] = True
                elif kind == "end" and self._fields:
                    self._fields.pop()
            case "lastRenderedPageBreak":
                self._page += 1
                self._writer.prose.mark(page_mark(str(self._page)))
            case _ if self._fields and not all(self._fields):
                pass  # the code of a field
            case "t":
                self._writer.prose.text(element.text or "", script)
            case "tab":
                self._writer.prose.text(" ")
            case "br" | "cr":
                if element.get(f"{_W}type") not in ("page", "column"):
                    self._writer.prose.line_break()
            case "noBreakHyphen":
                self._writer.prose.text("\u2011")
            case "softHyphen":
                self._writer.prose.text("\u00ad")
            case "footnoteReference" | "endnoteReference":
                kind = "footnotes" if element.tag == f"{_W}footnoteReference" else "endnotes"
                page = page_mark(str(self._page)) if kind == "footnotes" else NO_PAGE
                self._notes.append(_NoteMark(kind, element.get(f"{_W}id", ""), page))
                self._writer.prose.note(len(self._notes))
            case "drawing" | "pict" | "object":
                boxes = list(_boxes(element))
                self._boxes += boxes
                if not boxes:
                    self._writer.counts["pictures"] += 1
            case _:
                if element.tag == f"{_MC}AlternateContent":
                    for choice in _chosen(element):
                        for inner in choice:
                            self._run_content(inner, script)

    def _read_notes(self) -> Iterator[tuple[int, list[str], str]]:
        """Yield the number, the paragraphs and the mark of the page of every note."""
        parts = {kind: self._optional(f"word/{kind}.xml") for kind in ("footnotes", "endnotes")}
        number = 0
        while number < len(self._notes):
            kind, id, mark = self._notes[number]
            number += 1
            part = parts[kind]
            notes = () if part is None else part.findall(f"{_W}{kind[:-1]}")
            found = next((note for note in notes if note.get(f"{_W}id") == id), None)
            with self._writer.elsewhere() as paragraphs:
                if found is not None:
                    self._blocks(found)
            if paragraphs:
                yield number, paragraphs, mark if self._has_pages else ""

    def _count_comments(self) -> int:
        comments = self._optional("word/comments.xml")
        return 0 if comments is None else len(comments.findall(f"{_W}comment"))


def _paragraphs(parent: Element) -> list[str]:
    """Return the words of all paragraphs."""
    paragraphs = parent.iter(f"{_W}p")
    return ["".join(piece.text or "" for piece in p.iter(f"{_W}t")) for p in paragraphs]


def _outline_level(properties: Element) -> int:
    """Return the level of a heading without a style for it, or 0."""
    level = _value(properties, "outlineLvl") or "9"
    return int(level) + 2 if level in "012345" else 0


def _value(element: Element, tag: str) -> str | None:
    found = element.find(f"{_W}{tag}")
    return None if found is None else found.get(f"{_W}val")


def _is_on(properties: Element, tag: str) -> bool:
    found = properties.find(f"{_W}{tag}")
    return found is not None and found.get(f"{_W}val", "true") not in ("0", "false", "off")


def _chosen(element: Element) -> list[Element]:
    """Return what is shown of two renderings of the same thing."""
    return element.findall(f"{_MC}Choice")[:1] or element.findall(f"{_MC}Fallback")


def _boxes(element: Element) -> Iterator[Element]:
    """Yield the contents of text boxes, outermost only."""
    for child in element:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag != f"{_MC}Fallback":
            yield from _boxes(child)
