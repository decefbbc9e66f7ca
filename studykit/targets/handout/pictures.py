"""The size of pictures on paper."""

from __future__ import annotations

from ...pictures import PictureFile

WIDEST, HIGHEST = 440.0, 240.0
"""Points; a page has room for a picture of this size and its question."""


def printed_width(picture: PictureFile) -> float:
    """Return the width in points: 96 pixels to the inch, or less to fit the page."""
    scale = min(0.75, WIDEST / picture.width, HIGHEST / picture.height)
    return round(picture.width * scale, 1)
