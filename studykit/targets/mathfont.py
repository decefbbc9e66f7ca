"""A mathematical font for pages: only the glyphs that a page uses, in its style sheet.

Chromium draws brackets, roots and sums in their size only with such a font, and many computers have none.
STIX Two Math (SIL Open Font License) comes with ziamath, which the extra `math` installs.
"""

from __future__ import annotations

import io
import re
from base64 import b64encode
from functools import lru_cache
from html import unescape
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import with_extra

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

NAME = "studykit formulas"

NOT_INSTALLED = (
    "formulas are shown in the reader’s own mathematical font, if there is one; to embed a font,"
    f" {with_extra('math')}"
)

_MATH = re.compile(r"<math[ >].*?</math>", re.DOTALL)
_ANNOTATION = re.compile(r"<annotation.*?</annotation>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")

_ITALIC = {
    **{chr(ord("A") + n): chr(0x1D434 + n) for n in range(26)},
    **{chr(ord("a") + n): chr(0x1D44E + n) for n in range(26)},
    **{chr(ord("Α") + n): chr(0x1D6E2 + n) for n in range(25)},
    **{chr(ord("α") + n): chr(0x1D6FC + n) for n in range(25)},
    "h": "ℎ", "∂": "𝜕", "ϵ": "𝜖", "ϑ": "𝜗", "ϰ": "𝜘", "ϕ": "𝜙", "ϱ": "𝜚", "ϖ": "𝜛",
}  # fmt: skip
"""The letters that browsers show for those of a variable."""

_ALWAYS = "√()[]{}|‖→←¯‾_′ˆ˜˙ \u00a0"


def font_face(html: str) -> tuple[str, str | None]:
    """Return the style of a page's formulas, and a warning if there is no font for them."""
    formulas = [_ANNOTATION.sub("", formula) for formula in _MATH.findall(html)]
    if not formulas:
        return "", None
    file = _font_file()
    if file is None:
        return "", NOT_INSTALLED
    characters = set(unescape(_TAG.sub("", "".join(formulas)))) | set(_ALWAYS)
    characters |= {_ITALIC[c] for c in characters if c in _ITALIC}
    data = b64encode(_subset(file, "".join(sorted(characters)))).decode()
    return (
        f'@font-face {{ font-family: "{NAME}"; src: url("data:font/woff2;base64,{data}") format("woff2"); }}\n'
        f'math {{ font-family: "{NAME}", math; }}\n'
    ), None


def _font_file() -> Path | None:
    """Return the font, without importing the package that carries it, or None if a part is missing."""
    spec = find_spec("ziamath")
    if spec is None or spec.origin is None or not (find_spec("fontTools") and find_spec("brotli")):
        return None
    file = Path(spec.origin).parent / "fonts" / "STIXTwoMath-Regular.ttf"
    return file if file.exists() else None


def _connect_parts(font: TTFont) -> None:
    """Let the parts of long arrows overlap as much as the font demands, else Chromium does not stretch them."""
    variants = font["MATH"].table.MathVariants
    for construction in variants.HorizGlyphConstruction or ():
        parts = construction.GlyphAssembly.PartRecords if construction.GlyphAssembly else ()
        for left, right in pairwise(parts):
            for part, side in ((left, "EndConnectorLength"), (right, "StartConnectorLength")):
                setattr(part, side, max(getattr(part, side), variants.MinConnectorOverlap))


@lru_cache(maxsize=4)
def _subset(file: Path, characters: str) -> bytes:
    """Return a font with the glyphs of some characters, and their larger forms, as WOFF2."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(layout_features=["ssty", "dtls", "flac"], hinting=False, name_IDs=[0, 13])
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    stream = io.BytesIO()
    with TTFont(io.BytesIO(file.read_bytes()), recalcTimestamp=False, lazy=True) as font:
        subsetter.subset(font)
        _connect_parts(font)
        font.flavor = "woff2"
        font.save(stream)
    return stream.getvalue()
