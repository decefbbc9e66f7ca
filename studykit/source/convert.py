"""Conversion of documents to Markdown: which converter a file needs, found by its content."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from .formats import captions, docx, epub, pdf, service
from .formats.converted import Converted, NotConvertible

__all__ = ["CONVERTERS", "Converter", "Made", "NotConvertible", "converted"]


class Converter(Protocol):
    """A module of `formats`.  `VERSION` increases when its rules change."""

    NAME: str
    VERSION: int

    def recognises(self, raw: bytes) -> bool: ...

    def convert(self, raw: bytes) -> Converted: ...


CONVERTERS: dict[str, Converter] = {
    "pdf": pdf,
    "docx": docx,
    "epub": epub,
    "captions": captions,
    "transcript": service,
}
"""The converters by name, in the order in which they are asked."""

_MARKDOWN = (".md", ".markdown", ".html", ".htm")


class Made(NamedTuple):
    """A converted text, and the name and version of its converter, such as "docx 1"."""

    converted: Converted
    converter: str


def converted(raw: bytes, file_name: str, plain: bool = False) -> Made | None:
    """Return a document as Markdown, or None if it is a text that is read as it is.

    `plain` says that plain text stays so, even if it has times.
    Raises NotConvertible for documents that cannot be read.
    """
    for name, converter in CONVERTERS.items():
        if name == "transcript" and (plain or file_name.lower().endswith(_MARKDOWN)):
            continue
        if converter.recognises(raw):
            made = converter.convert(raw)
            library = f" ({made.library})" if made.library else ""
            return Made(made, f"{name} {converter.VERSION}{library}")
    for signature, why in _OTHERS.items():
        if raw.startswith(signature):
            raise NotConvertible(why)
    return None


_SAVE_AS = "save it as .docx, .epub, .pdf or plain text"
_OTHERS = {
    b"\xd0\xcf\x11\xe0": f"is an old Office document: {_SAVE_AS}",
    b"{\\rtf": f"is in Rich Text Format: {_SAVE_AS}",
    b"PK\x03\x04": f"is a zip archive, but not a .docx or .epub: {_SAVE_AS}",
    b"PK\x05\x06": "is an empty zip archive",
}
