"""Packages: ZIP files whose bytes depend only on their contents."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can have, for every file in it."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def packed(files: Mapping[str, str]) -> bytes:
    """Return a ZIP file of texts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            info = zipfile.ZipInfo(name, _LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, text.encode())
    return out.getvalue()


_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml(text: str) -> str:
    """Escape a text for XML 1.0; characters that it cannot have become U+FFFD."""
    return escape(_NOT_XML.sub("\ufffd", text), quote=False)


def attribute(value: str) -> str:
    return xml(value).replace('"', "&quot;").replace("\n", "&#10;")


def element(name: str, attributes: Mapping[str, str], *children: str) -> str:
    """Return an element; its children are XML already."""
    marks = "".join(f' {key}="{attribute(value)}"' for key, value in attributes.items())
    inner = "".join(children)
    return f"<{name}{marks}>{inner}</{name}>" if inner else f"<{name}{marks}/>"


def xhtml(html: str, keeps: frozenset[str]) -> str:
    """Return HTML as XML, with those of its attributes that the format knows.

    `lang` becomes `xml:lang`, and words in a blockquote a paragraph.
    """
    writer = _XhtmlWriter(keeps)
    writer.feed(html)
    writer.close()
    return "".join(writer.parts)


_VOID = frozenset(["br", "img", "hr"])
_MATHML = "http://www.w3.org/1998/Math/MathML"


class _XhtmlWriter(HTMLParser):
    def __init__(self, keeps: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.keeps = keeps
        self.parts: list[str] = []
        self.in_math = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_math = self.in_math or tag == "math"
        kept = {
            "xml:lang" if name == "lang" else name: value or ""
            for name, value in attrs
            if self.in_math or name in self.keeps
        }
        if tag == "math":
            kept["xmlns"] = _MATHML
        marks = "".join(f' {name}="{attribute(value)}"' for name, value in kept.items())
        self.parts.append(f"<{tag}{marks}{'/' if tag in _VOID else ''}>")
        if tag == "blockquote":
            self.parts.append("<p>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self.parts.append("</p>")
        if tag == "math":
            self.in_math = False
        if tag not in _VOID:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(xml(data))
