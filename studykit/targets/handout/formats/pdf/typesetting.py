"""Compiling PDFs by typst, its fonts, and the characters that they do not have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category, name

from .....diagnostics import StudykitError, missing_package
from .data import HAN_FONTS, SYMBOLS

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).with_name("handout.typ")

CREATED = 946_684_800
"""The date of every PDF (2000-01-01, in Unix seconds): the same command gives the same bytes."""

MAIN_FONT = "Libertinus Serif"
"""One of typst's own fonts, before the user's."""
LAST_FONT = "DejaVu Sans Mono"
"""Another, after the user's."""


def compile_data(
    data: str,
    fonts: typst.Fonts,
    template: bytes | None = None,
    *,
    root: Path = TEMPLATE.parent,
    accessible: bool = True,
) -> tuple[bytes | None, list[str]]:
    """Compile data to a PDF, or return None and what PDF/UA-1 does not allow in it.

    `root` is the folder of the pictures.
    Other errors are bugs of the template and raised.
    """
    import typst

    compiler = _compiler(data, fonts, template, root)
    try:
        content = compiler.compile(
            format="pdf", pdf_standards="ua-1" if accessible else [], timestamp=CREATED
        )
    except typst.TypstError as error:
        errors = re.findall(r"^error: (.+)", error.diagnostic, re.M)
        if not errors or not all(text.startswith("PDF/UA-1 error") for text in errors):
            raise
        return None, errors
    assert isinstance(content, bytes)
    return content, []


def ends(data: str, fonts: typst.Fonts, root: Path) -> list[tuple[int, float]]:
    """The page on which each part of a document ends, and the share of it that is filled."""
    found = json.loads(_compiler(data, fonts, None, root).query("<end>", field="value"))
    return [(end["page"], end["share"]) for end in found]


def _compiler(
    data: str, fonts: typst.Fonts, template: bytes | None = None, root: Path = TEMPLATE.parent
) -> typst.Compiler:
    import typst

    return typst.Compiler(
        TEMPLATE.read_bytes() if template is None else template,
        root=root,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"document": data},
    )


def can_decode(picture: str, root: Path) -> bool:
    """Whether typst can read the pixels of a picture in a folder."""
    import typst

    try:
        typst.Compiler(f'#image("{picture}")'.encode(), root=root).compile(format="svg")
    except typst.TypstError:
        return False
    return True


# Fonts.


@cache
def find_fonts(paths: tuple[Path, ...]) -> tuple[typst.Fonts, tuple[str, ...]]:
    """Typst's own fonts and those of some folders, and their families in the order to try them."""
    try:
        import typst
    except ImportError as error:
        raise missing_package("PDF", "typst", "print", error) from error
    for path in paths:
        if not path.is_dir():
            raise StudykitError(f"font folder not found: {path}")
    fonts = typst.Fonts(include_system_fonts=False, font_paths=list(map(str, paths)))
    added = [family for family in families_in(paths) if family not in (MAIN_FONT, LAST_FONT)]
    return fonts, (MAIN_FONT, *added, LAST_FONT)


SYSTEM_FONTS = {
    "han": HAN_FONTS,
    "kana": ("Noto Serif CJK JP", "Source Han Serif", "Hiragino Mincho ProN", "Yu Mincho"),
    "hangul": ("Noto Serif CJK KR", "Source Han Serif K", "AppleMyungjo", "Batang"),
    "arabic": (
        "Noto Naskh Arabic",
        "Amiri",
        "Scheherazade New",
        "Geeza Pro",
        "Traditional Arabic",
        "Noto Sans Arabic",
        "DejaVu Sans",
    ),
}
"""System fonts to try first, by script."""


def add_system_fonts(
    missing: set[str], paths: tuple[Path, ...], families: Sequence[str]
) -> tuple[typst.Fonts, tuple[str, ...]]:
    """Add fonts of the system that have missing characters, as few as possible."""
    fonts, installed = _system_fonts(paths)
    coverable = missing - missing_among(missing, fonts, installed)
    chosen: list[str] = []
    for family in [*(f for f in _preferred(missing) if f in installed), *installed]:
        if not coverable:
            break
        rest = missing_among(coverable, fonts, [family])
        if rest != coverable:
            chosen.append(family)
            coverable = rest
    return fonts, (*families[:-1], *(f for f in chosen if f not in families), families[-1])


def add_arabic_font(
    paths: tuple[Path, ...], families: Sequence[str]
) -> tuple[typst.Fonts, tuple[str, ...]]:
    """Add a font of the system for Arabic, as the letters of `LAST_FONT` are all of one width."""
    fonts, installed = _system_fonts(paths)
    chosen = [f for f in SYSTEM_FONTS["arabic"] if f in installed and f not in families][:1]
    return fonts, (*families[:-1], *chosen, families[-1])


@cache
def _system_fonts(paths: tuple[Path, ...]) -> tuple[typst.Fonts, tuple[str, ...]]:
    import typst

    fonts = typst.Fonts(include_system_fonts=True, font_paths=list(map(str, paths)))
    return fonts, tuple(sorted(set(fonts.families())))


def _preferred(missing: set[str]) -> tuple[str, ...]:
    names = {name(c, "").split()[0] for c in missing if name(c, "")}
    scripts = ["kana"] if names & {"HIRAGANA", "KATAKANA"} else []
    scripts += ["hangul"] if "HANGUL" in names else []
    return tuple(family for script in (*scripts, "han") for family in SYSTEM_FONTS[script])


@cache
def families_in(paths: tuple[Path, ...]) -> tuple[str, ...]:
    """The font families in some folders, sorted."""
    import typst

    if not paths:
        return ()
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(map(str, paths))
    )
    return tuple(sorted(set(fonts.families())))


# Missing characters.

_NOT_DISPLAYED = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}

PROBE = b"""#set document(title: "probe")
#let (fonts, symbols, texts) = json(bytes(sys.inputs.document))
#set text(font: (..fonts, (name: symbols.name, covers: regex(symbols.covers))), fallback: false)
#for text in texts { par(text) }
"""
"""A template that prints each of some texts in a paragraph of its own."""


def missing_characters(
    errors: Iterable[str], fonts: typst.Fonts, families: Sequence[str]
) -> set[str]:
    """The characters that no font has, of the texts that typst's errors name.

    A letter is named too if its mark has no glyph, so each character is tried alone.  ASCII is
    always available.
    """
    named = {c for text in _named_texts(errors) for c in text if not c.isascii()}
    return missing_among(named, fonts, families) or named


def missing_among(characters: set[str], fonts: typst.Fonts, families: Sequence[str]) -> set[str]:
    """Those of some characters that no font has."""
    named = sorted(characters)
    if not named:
        return set()
    singly = [f"x{c}" if category(c)[0] == "M" else c for c in named]
    data = json.dumps([list(families), SYMBOLS, singly], ensure_ascii=False)
    _, probe_errors = compile_data(data, fonts, PROBE)
    missing = {c for text in _named_texts(probe_errors) for c in text}
    return missing.intersection(named)


def _named_texts(errors: Iterable[str]) -> set[str]:
    """The texts in typst's errors that it could not display, without Rust's escapes."""
    matches = filter(None, map(_NOT_DISPLAYED.search, errors))
    return {_ESCAPE.sub(_unescaped, match[1]) for match in matches}


def _unescaped(match: re.Match[str]) -> str:
    code_point, character = match.groups()
    return chr(int(code_point, 16)) if code_point else _ESCAPED.get(character, character)
