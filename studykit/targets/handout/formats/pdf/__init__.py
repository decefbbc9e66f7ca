"""Handouts as PDF by typst: tagged (PDF/UA-1), for A4 and Letter, readable in black and white.

The document goes to the template `handout.typ` as JSON, so nothing in it is read as markup.  Typst's
own fonts and those of `font_paths` come first; fonts of the system are used only for characters that
those do not have, so that most handouts are the same bytes on every machine.  Typst itself reports missing glyphs: PDF/UA-1 forbids them, and its error names every text
that it cannot show.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unicodedata import category, name

from .....bank.media import Media
from .....format import plural
from .....pictures import PictureFile
from ...model import Document, PrintSettings, Rendered
from ...texts import texts
from ..characters import clean
from .data import as_data
from .typesetting import (
    add_arabic_font,
    add_system_fonts,
    can_decode,
    compile_data,
    ends,
    families_in,
    find_fonts,
    missing_among,
    missing_characters,
)

if TYPE_CHECKING:
    import typst

MISSING = "□"
"""Printed in place of a character that no font has."""

NEARLY_EMPTY = 0.6
"""A last page that is filled up to less than this share of its height is saved if possible."""

TIGHTNESS = (1, 2)
"""Ways to set a document with less space: between lines and blocks, then with smaller letters and edges."""

MAX_WARNINGS = 8
"""The most missing characters with a warning each; the others share one."""


_ARABIC = re.compile("[\u0620-\u06ff]")


def render(document: Document, settings: PrintSettings) -> Rendered:
    """Print a document as PDF/UA-1.

    A character that no font has is printed as □, with a warning.  Raises StudykitError if typst is
    not installed, or a font folder does not exist.
    """
    with _folder_of(settings.media) as root:
        try:
            return _render(document, settings, root)
        except RuntimeError:  # of typst: perhaps the pixels of a picture are damaged
            damaged = {
                name
                for name, shown in settings.media.items()
                if isinstance(shown.file, PictureFile) and not can_decode(shown.file.name, root)
            }
            if not damaged:
                raise
        usable = {name: shown for name, shown in settings.media.items() if name not in damaged}
        page = _render(document, replace(settings, media=usable), root)
        warnings = [f"{name} is damaged, and given in words" for name in sorted(damaged)]
        return replace(page, warnings=(*warnings, *page.warnings))


@contextmanager
def _folder_of(media: Media) -> Iterator[Path]:
    """Write pictures to a folder from which typst can read them."""
    with TemporaryDirectory() as folder:
        for shown in media.values():
            if isinstance(shown.file, PictureFile):
                (Path(folder) / shown.file.name).write_bytes(shown.file.content)
        yield Path(folder)


def _render(document: Document, settings: PrintSettings, root: Path) -> Rendered:
    fonts, families = find_fonts(settings.font_paths)
    warnings = [f"no fonts in {path}" for path in settings.font_paths if not families_in((path,))]
    if settings.system_fonts and any(_ARABIC.search(text) for _, text in texts(document)):
        fonts, families = add_arabic_font(settings.font_paths, families)
    missing: set[str] = set()
    with_system_fonts = False

    def printable(text: str) -> str:
        return clean("".join(_substitute(c) if c in missing else c for c in text))

    while True:
        data = json.dumps(as_data(document, settings, families, printable), ensure_ascii=False)
        content, errors = compile_data(data, fonts, root=root)
        newly_missing = missing_characters(errors, fonts, families) - missing
        if content is not None or not newly_missing:
            break
        if settings.system_fonts and not with_system_fonts:
            with_system_fonts = True
            fonts, families = add_system_fonts(newly_missing, settings.font_paths, families)
            newly_missing = missing_among(newly_missing, fonts, families)
        missing |= newly_missing
    if content is not None and (tighter := _tighter(data, fonts, root)):
        content, _ = compile_data(tighter, fonts, root=root)
    if content is None:  # typst knows scripts that it cannot tag: print them without tags
        content, _ = compile_data(data, fonts, root=root, accessible=False)
        assert content is not None
        warnings.append(f"this PDF does not meet the accessibility standard PDF/UA-1: {errors[0]}")
    return Rendered(content, tuple(warnings), tuple(_missing_glyphs(document, missing)))


def _tighter(data: str, fonts: typst.Fonts, root: Path) -> str | None:
    """The same data, set with less space, if that saves a nearly empty last page."""
    before = ends(data, fonts, root)
    if any(page > 1 and share < NEARLY_EMPTY for page, share in before):
        for tightness in TIGHTNESS:
            tight = json.dumps(json.loads(data) | {"tightness": tightness}, ensure_ascii=False)
            if _pages(ends(tight, fonts, root)) < _pages(before):
                return tight
    return None


def _pages(ends: Iterable[tuple[int, float]]) -> int:
    return sum(page for page, _ in ends)


def _substitute(c: str) -> str:
    return "" if category(c) in ("Mn", "Me", "Cf") else MISSING


def _missing_glyphs(document: Document, missing: set[str]) -> Iterator[str]:
    locations: dict[str, list[str]] = {}
    for location, text in texts(document):
        for c in text:
            if c in missing and category(c) != "Cf":
                found = locations.setdefault(c, [])
                if location not in found:
                    found.append(location)
    characters = list(locations)
    for c in characters[:MAX_WARNINGS]:
        first, *others = locations[c]
        more = f" and {plural(len(others), 'other place')}" if others else ""
        yield f"no font has {_description(c)} in {first}{more}"
    others = characters[MAX_WARNINGS:]
    if others:
        examples = ", ".join(f"{_description(c)} in {locations[c][0]}" for c in others[:3])
        more = ", …" if len(others) > 3 else ""
        count = plural(len(others), "other character")
        yield f"no font has {count}: {examples}{more}"


def _description(c: str) -> str:
    """A character by code point, glyph and name: "U+6881 梁 (CJK UNIFIED IDEOGRAPH-6881)"."""
    is_visible = c.isprintable() and not category(c).startswith("M")
    glyph = f" {c}" if is_visible else ""
    return f"U+{ord(c):04X}{glyph} ({name(c, 'unnamed')})"
