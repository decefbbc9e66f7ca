"""Mismatches between a text and its description in the course file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A mismatch between a text and its description: a code, and the path of a key of the source."""

    code: str
    message: str
    path: tuple[str | int, ...]
    help: str | None = None


ABOUT_LABELS = ("label-not-found", "unknown-label")
"""The codes of faults that leave a text usable."""
