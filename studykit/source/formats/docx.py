"""Word documents (.docx): paragraphs, headings, tables and notes as Markdown.

Tracked insertions are part of the text and deletions are not, as when all changes are accepted.
Comments, headers, footers and hidden text are left out.  Notes go to the end of the text; so do tables
and text boxes of an interview, as nobody says what is in them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ...regex import regex
from ..marks import NO_PAGE, page_mark
from .archive import Archive
from .converted import Converted, NotConvertible, notes_of
from .spoken import label_of, without_direction
from .writer import MarkdownWriter, with_notes

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


class _WordDocument:
    def __init__(self, archive: Archive, name: str) -> None:
        self._archive = archive
        self._name = name
        self._headings = self._read_styles()
        self._prose = MarkdownWriter()
        self._counts: dict[str, int] = {}
        self._notes: list[
            tuple[str, str, str]
        ] = []  # "footnotes" or "endnotes", id, mark of the page
        self._fields: list[bool] = []  # of each open field, whether its result has begun
        self._boxes: list[Element] = []
        self._page = 1
        self._has_pages = False
        self._speakers: set[str] = set()
        self._is_apart = False  # inside of a table or a box that nobody says
        self._apart: list[str] = []  # the paragraphs of tables and boxes that nobody says

    def convert(self) -> Converted:
        root = self._part(self._name)
        body = root.find(f"{_W}body")
        if body is None:
            raise NotConvertible(f"is damaged: {self._name} has no body")
        self._has_pages = any(True for _ in body.iter(f"{_W}lastRenderedPageBreak"))
        if self._has_pages:
            self._prose.mark(page_mark("1"))
        self._speakers = _speakers(body)
        self._blocks(body)
        if self._apart:
            self._prose.paragraphs += [f"## {APART_HEADING}", *self._apart]
        notes = list(self._read_notes())
        text = with_notes(self._prose.paragraphs, notes)
        if not text.strip():
            raise NotConvertible("has no text")
        changes = {
            "pages": self._page if self._page > 1 else 0,
            "footnotes": len(notes),
            "apart": self._counts.get("apart", 0),
            "insertions": self._counts.get("insertions", 0),
            "deletions": self._counts.get("deletions", 0),
            "comments": self._count_comments(),
            "hidden": self._counts.get("hidden", 0),
            "pictures": self._counts.get("pictures", 0),
        }
        return Converted(text, notes_of({**changes}))

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
            outline = style.find(f"{_W}pPr/{_W}outlineLvl")
            if match:
                levels[id] = min(6, int(match[1] or 0) + 1)
            elif outline is not None and (outline.get(f"{_W}val") or "9") in "012345":
                levels[id] = int(outline.get(f"{_W}val", "0")) + 2
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
            outline = properties.find(f"{_W}outlineLvl")
            if not level and outline is not None and (outline.get(f"{_W}val") or "9") in "012345":
                level = int(outline.get(f"{_W}val", "0")) + 2
            # a deleted mark of a paragraph joins it to the next one
            merged = properties.find(f"{_W}rPr/{_W}del") is not None
        boxes, self._boxes = self._boxes, []
        self._inline(element)
        if not merged:
            self._prose.end_paragraph(level)
        for box in self._boxes:
            self._table_or_box(box)
        self._boxes = boxes

    def _table_or_box(self, element: Element) -> None:
        """Write a table or a text box, apart from what is said if it has no words of a speaker."""
        apart = bool(self._speakers) and not self._is_apart
        apart = apart and self._speakers.isdisjoint(map(_label, element.iter(f"{_W}p")))
        if apart:
            mark = page_mark(str(self._page)) if self._has_pages else ""
            self._prose, body = MarkdownWriter(), self._prose
            self._is_apart = True
        if element.tag == f"{_W}tbl":
            for row in element.iter(f"{_W}tr"):
                for cell in row.findall(f"{_W}tc"):
                    self._blocks(cell)
        else:
            self._blocks(element)
        if apart:
            self._is_apart = False
            paragraphs, self._prose = self._prose.paragraphs, body
            if paragraphs:
                self._count("apart")
                self._apart += [mark, *paragraphs] if mark else paragraphs

    def _inline(self, parent: Element) -> None:
        for element in parent:
            match element.tag.removeprefix(_W):
                case "r":
                    self._run(element)
                case "ins" | "moveTo":
                    if "".join(element.itertext()).strip() and element.tag == f"{_W}ins":
                        self._count("insertions")
                    self._inline(element)
                case "del" | "moveFrom":
                    if element.tag == f"{_W}del" and any(
                        (deleted.text or "").strip() for deleted in element.iter(f"{_W}delText")
                    ):
                        self._count("deletions")
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
                        self._prose.text("".join(element.itertext()))

    def _run(self, run: Element) -> None:
        properties = run.find(f"{_W}rPr")
        script = ""
        if properties is not None:
            if _is_on(properties, "vanish") or _is_on(properties, "webHidden"):
                self._count("hidden")
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
                self._prose.mark(page_mark(str(self._page)))
            case _ if self._fields and not all(self._fields):
                pass  # the code of a field
            case "t":
                self._prose.text(element.text or "", script)
            case "tab":
                self._prose.text(" ")
            case "br" | "cr":
                if element.get(f"{_W}type") not in ("page", "column"):
                    self._prose.line_break()
            case "noBreakHyphen":
                self._prose.text("\u2011")
            case "softHyphen":
                self._prose.text("\u00ad")
            case "footnoteReference" | "endnoteReference":
                kind = "footnotes" if element.tag == f"{_W}footnoteReference" else "endnotes"
                page = page_mark(str(self._page)) if kind == "footnotes" else NO_PAGE
                self._notes.append((kind, element.get(f"{_W}id", ""), page))
                self._prose.note(len(self._notes))
            case "drawing" | "pict" | "object":
                boxes = list(_boxes(element))
                self._boxes += boxes
                if not boxes:
                    self._count("pictures")
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
            self._prose, body = MarkdownWriter(), self._prose
            if found is not None:
                self._blocks(found)
            paragraphs, self._prose = self._prose.paragraphs, body
            if paragraphs:
                yield number, paragraphs, mark if self._has_pages else ""

    def _count(self, what: str) -> None:
        self._counts[what] = self._counts.get(what, 0) + 1

    def _count_comments(self) -> int:
        comments = self._optional("word/comments.xml")
        return 0 if comments is None else len(comments.findall(f"{_W}comment"))


APART_HEADING = "Tables and boxes"


def _label(paragraph: Element) -> str | None:
    """Return the name before a colon that begins a paragraph."""
    words = "".join(piece.text or "" for piece in paragraph.iter(f"{_W}t"))
    found = label_of(words)
    return without_direction(found[0]) if found else None


def _speakers(body: Element) -> set[str]:
    """Return the names that begin at least two paragraphs, if they begin four or more."""
    names = Counter(filter(None, map(_label, body.iter(f"{_W}p"))))
    often = {name: count for name, count in names.items() if count > 1}
    return set(often) if sum(often.values()) > 3 else set()


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
