"""Handouts as Word documents, to edit before printing.

They use Word's own styles (Title, Heading, List, Table Grid, Caption) and a few for passages and
answer lines, so that changing a style changes the whole document.
"""

from __future__ import annotations

import io
import zipfile

from .....diagnostics import missing_package
from ...model import Document, PrintSettings, Rendered


def render(document: Document, settings: PrintSettings) -> Rendered:
    """Print a document as DOCX.  Raises StudykitError if python-docx is not installed."""
    try:
        import docx
    except ImportError as error:
        raise missing_package("DOCX", "python-docx", "print", error) from error
    from .writer import write

    word = docx.Document()
    write(document, word, settings)
    stream = io.BytesIO()
    word.save(stream)
    return Rendered(_reproducible(stream.getvalue()))


def _reproducible(content: bytes) -> bytes:
    """The same archive with its files in a fixed order and with a fixed date."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return stream.getvalue()
