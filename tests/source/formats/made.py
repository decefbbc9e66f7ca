"""Documents made for tests, and what is read of them after conversion."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from studykit.source.course import CourseFile
from studykit.source.locate import Query, QuoteLocator
from studykit.source.text import read_text


def zipped(files: dict[str, str]) -> bytes:
    """Return a zip archive."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, **parts: str) -> bytes:
    """Return a Word document with the XML of its body and of other parts: styles, footnotes …"""
    files = {"word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>"}
    for name, content in parts.items():
        files[f"word/{name}.xml"] = f"<w:{name} {_W}>{content}</w:{name}>"
    return zipped(files)


def p(*runs: str, style: str = "") -> str:
    """Return a paragraph of Word."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Return a run of Word."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def epub(*chapters: str, spine: str = "", missing: int = 0) -> bytes:
    """Return a book with the XHTML of the bodies of its chapters; one of them may be missing."""
    ids = range(1, len(chapters) + 1)
    items = "".join(
        f'<item id="c{n}" href="text/c%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in ids
    )
    spine = spine or "".join(f'<itemref idref="c{n}"/>' for n in ids)
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        f"{items}</manifest><spine>{spine}</spine></package>",
    }
    for n, body in enumerate(chapters, 1):
        if n == missing:
            continue
        files[f"OEBPS/text/c {n}.xhtml"] = (
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
            f"<head><title>A title</title></head><body>{body}</body></html>"
        )
    return zipped(files)


def shown(markdown: str) -> str:
    """Return what a reader sees of a Markdown text, a paragraph a line."""
    source = {"id": "s", "kind": "book", "title": "S", "file": "s.md"}
    course = CourseFile.model_validate({"id": "c", "title": "C", "sources": [source]})
    text, _ = read_text(markdown, course.sources[0], course)
    return text.shown.text.replace("\0", "\n")


def verdict(markdown: str, quote: str) -> str:
    """Return the verdict on a quote of a Markdown text."""
    source = {"id": "s", "kind": "book", "title": "S", "file": "s.md"}
    course = CourseFile.model_validate({"id": "c", "title": "C", "sources": [source]})
    text, _ = read_text(markdown, course.sources[0], course)
    return str(QuoteLocator({"s": text}).locate(Query(quote)).verdict)


def odt(body: str, styles: str = "", **parts: str) -> bytes:
    """Return a text of LibreOffice with the XML of its body, of its styles, and other files."""
    names = {
        name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for name in ("office", "text", "table", "style", "drawing")
    }
    declared = " ".join(f'xmlns:{name}="{uri}"' for name, uri in names.items())
    content = (
        f"<office:document-content {declared}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **parts}
    )
