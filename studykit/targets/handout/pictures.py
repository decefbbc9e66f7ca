"""Pictures on paper: their size, and drawings as pixels for programs that show no SVG."""

from __future__ import annotations

from functools import lru_cache

from ...pictures import PictureFile, read
from ..numbered import printed_scale

DOTS = 200
"""Dots to the inch of a drawing that is printed as pixels."""


def printed_width(picture: PictureFile) -> float:
    """Return the width in points: 96 pixels to the inch, or less to fit the page."""
    return round(picture.width * printed_scale(picture), 1)


@lru_cache(maxsize=8)
def as_pixels(drawing: PictureFile) -> PictureFile:
    """Return an SVG drawing as PNG."""
    import typst

    width = printed_width(drawing)
    height = width * drawing.height / drawing.width
    page = f"#set page(width: {width}pt, height: {height:.2f}pt, margin: 0pt)\n"
    source = f'{page}#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    inputs = {"svg": drawing.content.decode()}
    compiler = typst.Compiler(source.encode(), sys_inputs=inputs, ignore_system_fonts=True)
    pixels = compiler.compile(format="png", ppi=DOTS)
    assert isinstance(pixels, bytes)
    return read(pixels)
