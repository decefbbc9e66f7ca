"""QR codes of web addresses, as pictures."""

from __future__ import annotations

import io
from typing import Literal

import segno


def qr_code(url: str, kind: Literal["svg", "png"]) -> bytes:
    """A code of medium error correction, with the quiet zone that readers need."""
    stream = io.BytesIO()
    options = {"svg": {"xmldecl": False, "svgns": True, "nl": False}, "png": {}}[kind]
    segno.make(url, error="m", micro=False).save(stream, kind=kind, scale=4, border=2, **options)
    return stream.getvalue()
