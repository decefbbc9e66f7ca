"""Packages: ZIP files whose bytes depend only on their contents."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from html import escape

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can have, for every file in it."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP file of texts, in UTF-8, and other files by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml(text: str) -> str:
    """Escape a text for XML 1.0; characters that it cannot have become U+FFFD."""
    return escape(_valid(text), quote=False)


def _valid(text: str) -> str:
    return text if text.isprintable() else _NOT_XML.sub("\ufffd", text)


def attribute(value: str) -> str:
    return xml(value).replace('"', "&quot;").replace("\n", "&#10;")


def element(name: str, attributes: Mapping[str, str], *children: str) -> str:
    """Return an element; its children are XML already."""
    marks = "".join(f' {key}="{attribute(value)}"' for key, value in attributes.items())
    inner = "".join(children)
    return f"<{name}{marks}>{inner}</{name}>" if inner else f"<{name}{marks}/>"


def xhtml(html: str, keeps: frozenset[str], renamed: Mapping[str, str]) -> str:
    """Return our own HTML as XML, with those of its attributes that the format knows.

    `lang` becomes `xml:lang`, words in a blockquote a paragraph; some elements get other names.
    """

    def tag(found: re.Match[str]) -> str:
        math, end, name, attributes = found.groups()
        if math is not None:
            return f'<math xmlns="{_MATHML}"{_NAMESPACE.sub("", math)}</math>'
        inner = "p" if name == "blockquote" else ""
        name = renamed.get(name, name)
        if end:
            return f"</{inner}></{name}>" if inner else f"</{name}>"
        marks = "".join(
            f' {"xml:lang" if key == "lang" else key}="{value}"'
            for key, value in _ATTRIBUTE.findall(attributes)
            if key in keeps
        )
        return f"<{name}{marks}{'/' * (name in _VOID)}>" + (f"<{inner}>" if inner else "")

    return _valid(_TAG.sub(tag, html))


_TAG = re.compile("<math(.*?)</math>|<(/?)([a-z0-9]+)([^>]*)>", re.DOTALL)
_ATTRIBUTE = re.compile(' ([a-z:-]+)="([^"]*)"')
_NAMESPACE = re.compile(' xmlns="[^"]*"')
_VOID = frozenset(["br", "img", "hr"])
_MATHML = "http://www.w3.org/1998/Math/MathML"
