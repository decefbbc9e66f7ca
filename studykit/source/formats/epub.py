"""Books (.epub, 2 and 3): the chapters in the order of the spine as Markdown.

Page breaks become marks with the printed number.  References to notes become marks of notes.
"""

from __future__ import annotations

import posixpath
import re
from itertools import chain
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from ...regex import regex
from ..marks import NO_PAGE, page_mark
from .archive import Archive
from .converted import Converted, NotConvertible, notes_of
from .writer import MarkdownWriter, with_notes

NAME = "epub"
VERSION = 2

_OPF = "{http://www.idpf.org/2007/opf}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_CONTAINER = "META-INF/container.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption"
    " figure footer form header hgroup hr li main nav ol p pre section summary table tbody td tfoot"
    " th thead tr ul".split()
)
_NOTES = frozenset(["footnotes", "endnotes", "rearnotes"])
_BACK = regex(r"[\s\ufe0e\ufe0f]*[↩↵⏎↑⤴][\s\ufe0e\ufe0f]*")
_UNREAD = frozenset("head script style template noscript audio video iframe object rt rp".split())


def recognises(raw: bytes) -> bool:
    """Whether a file is a zip archive with the signature of EPUB."""
    return raw.startswith(b"PK\x03\x04") and (
        raw[30:58] == b"mimetypeapplication/epub+zip" or _CONTAINER.encode() in raw
    )


def convert(raw: bytes) -> Converted:
    """Return a book as Markdown.  Raises NotConvertible if it cannot be read."""
    archive = Archive(raw)
    if "META-INF/encryption.xml" in archive.names and _is_locked(archive):
        raise NotConvertible("is locked by DRM; studykit cannot read it")
    book = _Book()
    missing = []
    title, names = _package(archive)
    for name in names:
        try:
            page = archive.xml(name)
        except KeyError:
            missing.append(name)
            continue
        book.add(page)
    text = with_notes(book.prose.paragraphs, book.notes)
    if not book.has_words:
        raise NotConvertible("has no text")
    counts: dict[str, int | list[str]] = {
        "pages": book.pages,
        "footnotes": book.note_count,
        "missing": missing,
        "pictures": book.pictures,
        "hidden": book.hidden,
    }
    return Converted(text, notes_of(counts), title=title)


def _is_locked(archive: Archive) -> bool:
    """Whether more than fonts is encrypted."""
    root = archive.xml("META-INF/encryption.xml")
    for element in root.iter():
        if element.tag.endswith("}CipherReference"):
            name = element.get("URI", "")
            if name.lower().endswith((".xhtml", ".html", ".htm", ".xml")):
                return True
    return False


def _package(archive: Archive) -> tuple[str, list[str]]:
    """Return the title and the names of the chapters, in order; the table of contents is none."""
    try:
        container = archive.xml(_CONTAINER)
        root = next(e for e in container.iter() if e.tag.endswith("rootfile"))
        package_name = unquote(root.get("full-path", ""))
        package = archive.xml(package_name)
    except (KeyError, StopIteration):
        raise NotConvertible("is damaged: it does not say where its chapters are") from None
    folder = posixpath.dirname(package_name)
    files: dict[str, str] = {}
    for item in package.iter(f"{_OPF}item"):
        if item.get("media-type") in _PAGES and "nav" not in item.get("properties", "").split():
            href = unquote(urlsplit(item.get("href", "")).path)
            files[item.get("id", "")] = posixpath.normpath(posixpath.join(folder, href))
    refs = [ref.get("idref", "") for ref in package.iter(f"{_OPF}itemref")]
    names = [files[ref] for ref in dict.fromkeys(refs) if ref in files]
    if not names:
        raise NotConvertible("is damaged: it has no chapters")
    title = next((title.text or "" for title in package.iter(_TITLE)), "")
    return " ".join(title.split()), names


class _Book:
    def __init__(self) -> None:
        self.prose = MarkdownWriter()
        self.notes: list[tuple[int, list[str], str]] = []
        self.note_count = self.pages = self.pictures = self.hidden = 0
        self._notes = 0
        self._level = 0
        self._among_notes = False
        self._mark = ""  # of the page
        self._has_title = False  # the chapter of notes

    @property
    def has_words(self) -> bool:
        blocks = chain(self.prose.paragraphs, *(paragraphs for _, paragraphs, _ in self.notes))
        return any(not block.startswith("<!--") for block in blocks)

    def add(self, page: Element) -> None:
        for element in page.iter():
            element.tag = element.tag.rpartition("}")[2].lower()
        body = next(page.iter("body"), page)
        self._element(body, "")
        self._end()

    def _end(self) -> None:
        self.prose.end_paragraph(self._level)

    def _children(self, element: Element, script: str) -> None:
        if element.text:
            self.prose.text(element.text, script)
        for child in element:
            self._element(child, script)
            if child.tail:
                self.prose.text(child.tail, script)

    def _element(self, element: Element, script: str) -> None:
        tag = element.tag
        types = _types(element)
        if "pagebreak" in types:
            self._page_break(element)
        elif "footnote" in types and not self._among_notes:
            self._note(element)
        elif tag in _UNREAD or _leads_back(element, types):
            pass
        elif _is_hidden(element):
            self.hidden += 1
        elif _is_note_reference(element, types, script == "sup"):
            self._notes += 1
            self.prose.note(_number(element) or self._notes)
        elif tag in ("sup", "sub"):
            self._children(element, tag)
        elif tag == "br":
            self.prose.line_break()
        elif tag in ("img", "svg", "math"):
            if tag == "math":
                self.prose.text("".join(element.itertext()))
            else:
                self.pictures += 1
        elif not types.isdisjoint(_NOTES) and not self._among_notes:
            mark, self._mark, self._among_notes = self._mark, NO_PAGE, True
            self._has_title = False
            self._note(element)
            self._mark, self._among_notes = mark, False
        elif re.fullmatch(r"h[1-6]", tag) and self._among_notes:
            self._heading_of_notes(element)
        elif re.fullmatch(r"h[1-6]", tag):
            self._end()
            level, self._level = self._level, int(tag[1])
            self._children(element, script)
            self._end()
            self._level = level
        elif tag in _BLOCKS:
            self._end()
            self._children(element, script)
            self._end()
        else:
            self._children(element, script)

    def _note(self, element: Element) -> None:
        """Read a note that is between the paragraphs of the text, or a chapter of notes."""
        self._end()
        mark = self._mark
        self.prose, body = MarkdownWriter(), self.prose
        self._children(element, "")
        self._end()
        paragraphs, self.prose = self.prose.paragraphs, body
        if paragraphs:
            self.note_count += _count_notes(element) if self._among_notes else 1
            self.notes.append((0, paragraphs, mark if self.pages else ""))

    def _heading_of_notes(self, element: Element) -> None:
        """Read a heading in a chapter of notes as a paragraph; the first is that of all notes."""
        self._end()
        paragraphs = self.prose.paragraphs
        count = len(paragraphs)
        self._children(element, "")
        self._end()
        if not self._has_title:
            paragraphs[count:] = [b for b in paragraphs[count:] if b.startswith("<!--")]
        self._has_title = True

    def _page_break(self, element: Element) -> None:
        label = element.get("title") or element.get("aria-label") or "".join(element.itertext())
        label = re.sub(r"^\s*(?:page|p\.|seite|s\.)\s*|[.\s]+$", "", label, flags=re.IGNORECASE)
        if not label:
            label = re.sub(r"\D*", "", element.get("id", ""))
        if label:
            self.pages += 1
            self._mark = page_mark(label)
            self.prose.mark(self._mark)


def _count_notes(chapter: Element) -> int:
    """Return how many notes a chapter has: items of lists, or what is marked as a note."""
    kinds = {"footnote", "endnote", "rearnote"}
    marked = sum(1 for e in chapter.iter() if kinds & _types(e))
    return marked or sum(1 for e in chapter.iter() if e.tag == "li") or 1


def _types(element: Element) -> set[str]:
    return {*element.get(_TYPE, "").split(), *element.get("role", "").removeprefix("doc-").split()}


def _is_hidden(element: Element) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return (
        element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style
    )


def _is_note_reference(element: Element, types: set[str], raised: bool) -> bool:
    """Whether an element is the mark of a note: by its type, its class, or as a raised link."""
    if element.tag != "a":
        return False
    classes = element.get("class", "").lower().replace("_", "-")
    words = "".join(element.itertext()).strip()
    if "noteref" in types or re.search(r"(?:foot|end)?note-?ref", classes):
        return True
    raised = raised or any(inner.tag == "sup" for inner in element.iter())
    return raised and bool(re.fullmatch(r"[\[(]?(?:\d{1,3}|[*†‡§])[\])]?", words))


def _leads_back(element: Element, types: set[str]) -> bool:
    """Whether an element is a link from a note back to the text."""
    words = "".join(element.itertext())
    return "backlink" in types or (element.tag == "a" and _BACK.fullmatch(words) is not None)


def _number(element: Element) -> int | None:
    digits = re.sub(r"\D", "", "".join(element.itertext()))
    return int(digits) if digits and len(digits) <= 3 else None
