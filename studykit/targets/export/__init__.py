"""Exports to learning platforms and programs: one module per format."""

from __future__ import annotations

from . import canvas, data, gift, kahoot, moodle, qti, quizlet, table
from .model import ExportBank, ExportFormat, ExportNotes, ExportRequest

__all__ = ["FORMATS", "ExportBank", "ExportFormat", "ExportNotes", "ExportRequest"]

FORMATS: dict[str, ExportFormat] = {
    "moodle": moodle.FORMAT,
    "gift": gift.FORMAT,
    "qti21": qti.FORMAT_21,
    "qti3": qti.FORMAT_3,
    "canvas": canvas.FORMAT,
    "quizlet": quizlet.FORMAT,
    "kahoot": kahoot.FORMAT,
    "csv": table.CSV,
    "tsv": table.TSV,
    "json": data.FORMAT,
}
