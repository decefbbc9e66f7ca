"""Exports to learning platforms and programs: one module per format."""

from __future__ import annotations

from . import gift, moodle
from .model import ExportBank, ExportFormat, ExportNotes, ExportRequest

__all__ = ["FORMATS", "ExportBank", "ExportFormat", "ExportNotes", "ExportRequest"]

FORMATS: dict[str, ExportFormat] = {
    "moodle": moodle.FORMAT,
    "gift": gift.FORMAT,
}
