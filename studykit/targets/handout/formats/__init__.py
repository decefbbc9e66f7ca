"""Formats: one module each, with `render(document, settings) -> Rendered`."""

from __future__ import annotations

from importlib import import_module

from ....locale import speaking
from ..kinds import KINDS
from ..model import Document, PrintSettings, Rendered

FORMATS: dict[str, tuple[str, ...]] = {
    "pdf": KINDS,
    "docx": tuple(kind for kind in KINDS if kind != "cards"),
    "html": KINDS,
    "md": KINDS,
}
"""The kinds of handout that each format prints; its name is that of its module and its suffix.

A module is loaded on use: PDF and DOCX need large libraries.
"""


def render(format: str, document: Document, settings: PrintSettings) -> Rendered:
    """Print a document in a format.  Raises KeyError for an unknown one."""
    if format not in FORMATS:
        raise KeyError(format)
    module = import_module(f".{format}", __package__)
    with speaking(document.lang):
        rendered: Rendered = module.render(document, settings)
    return rendered
