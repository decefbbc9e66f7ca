"""Formats: one file each, with `render(document, settings) -> Rendered`."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from ..model import Document, PrintSettings, Rendered


class HandoutFormat(NamedTuple):
    """Where a format's `render` is, and which kinds of handout it has: all, if it names none."""

    module: str
    suffix: str
    kinds: tuple[str, ...] = ()

    def has(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds


FORMATS: dict[str, HandoutFormat] = {
    "pdf": HandoutFormat("pdf", ".pdf"),
    "docx": HandoutFormat("docx", ".docx", ("seminar", "exam", "key")),
    "html": HandoutFormat("html", ".html"),
    "md": HandoutFormat("md", ".md"),
}
"""By the name that --format takes.  Each is loaded when it is asked for: pdf and docx are heavy."""


def render(format: str, document: Document, settings: PrintSettings) -> Rendered:
    """A document in a format; raises KeyError for one that is not there."""
    module = import_module(f".{FORMATS[format].module}", __package__)
    rendered: Rendered = module.render(document, settings)
    return rendered
