"""Conversion of documents to Markdown: which converter a file needs, found by its content."""

from __future__ import annotations

from typing import Protocol

from .formats import captions, docx, epub, odt, pdf, service
from .formats.converted import Converted, Made, Named, NotConvertible, made_by

__all__ = ["CONVERTERS", "Converter", "Made", "NotConvertible", "converted"]


class Converter(Named, Protocol):
    """A module of `formats`."""

    def recognises(self, raw: bytes) -> bool: ...

    def convert(self, raw: bytes) -> Converted: ...


CONVERTERS: dict[str, Converter] = {
    "pdf": pdf,
    "docx": docx,
    "odt": odt,
    "epub": epub,
    "captions": captions,
    "transcript": service,
}
"""The converters by name, in the order in which they are asked."""

_MARKDOWN = (".md", ".markdown", ".html", ".htm")


def converted(raw: bytes, file_name: str, plain: bool = False) -> Made | None:
    """Return a document as Markdown, or None if it is a text that is read as it is.

    `plain` says that plain text stays so, even if it has times.
    Raises NotConvertible for documents that cannot be read.
    """
    for name, converter in CONVERTERS.items():
        if name == "transcript" and (plain or file_name.lower().endswith(_MARKDOWN)):
            continue
        if converter.recognises(raw):
            return made_by(converter, converter.convert(raw))
    for signature, why in _OTHERS.items():
        if raw.startswith(signature):
            raise NotConvertible(why)
    return None


_SAVE_AS = "save it as .docx, .odt, .epub, .pdf or plain text"
_OTHERS = {
    b"\xd0\xcf\x11\xe0": f"is an old Office document: {_SAVE_AS}",
    b"{\\rtf": f"is in Rich Text Format: {_SAVE_AS}",
    b"PK\x03\x04": f"is a zip archive, but not a .docx, .odt or .epub: {_SAVE_AS}",
    b"PK\x05\x06": "is an empty zip archive",
}
