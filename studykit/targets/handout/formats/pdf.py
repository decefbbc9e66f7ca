"""Handouts as PDF, by typst: tagged (PDF/UA-1), for A4 and Letter, fit for black and white.

The document goes to the template `handout.typ` as JSON: nothing of it is ever read as markup.
Only typst's own fonts and those of `font_paths` are used, never the system's, so that a command
gives the same bytes on every machine.  Whether a glyph is there, typst itself says: PDF/UA-1
forbids what cannot be shown, and its error names every such text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never
from unicodedata import category, east_asian_width, name

from ....bank.prose import Inline, Paragraph, Prose
from ....diagnostics import StudykitError, wide
from ....format import plural
from ..model import (
    GAP,
    AnswerArea,
    AnswerBlank,
    AnswerLines,
    Blanks,
    Document,
    Fields,
    Gap,
    Glossary,
    HandoutBlock,
    Heading,
    Item,
    Legend,
    LetteredChoice,
    NoAnswerArea,
    Note,
    NumberedLine,
    Options,
    OrderArea,
    PairsArea,
    Parallel,
    Part,
    PassageBlock,
    PrintSettings,
    Rendered,
    Table,
    TextBlock,
    Writing,
    texts,
    words,
)
from .signs import breakable, clean, rtl

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).with_name("handout.typ")

CREATED = 946_684_800
"""When every PDF says that it was made, in Unix seconds: the same command gives the same bytes."""

PAPERS = {"a4": "a4", "letter": "us-letter"}

FONTS = ("Libertinus Serif",)
"""The fonts of typst's own that come before the reader's …"""
LAST_FONT = "DejaVu Sans Mono"
"""… and the one that comes after."""
SYMBOLS = {
    "name": "New Computer Modern Math",
    "covers": r"[\u{2000}-\u{2bff}\u{1d400}-\u{1d7ff}]",
}
"""The last, for signs alone: it also has letters of scripts that it cannot set."""

MISSING = "□"
"""What stands for a character that no font has."""


def render(document: Document, settings: PrintSettings) -> Rendered:
    """A document as PDF/UA-1.

    A character that no font has is printed as □ and warned of.  Raises StudykitError where typst is
    not installed, or where a folder of fonts is not there.
    """
    fonts, families = _fonts(settings.font_paths)
    warnings = [f"no font is in {path}" for path in settings.font_paths if not _families((path,))]
    missing: set[str] = set()

    def shown(text: str) -> str:
        return _shown(text, missing)

    while True:
        data = as_data(document, settings, families, shown)
        content, errors = compiled(json.dumps(data, ensure_ascii=False), fonts)
        found = _unshown(errors, fonts, families) - missing
        if content is not None or not found:
            break
        missing |= found
    if content is None:  # typst knows scripts that it cannot tag: better a plain paper than none
        content, _ = compiled(json.dumps(data, ensure_ascii=False), fonts, accessible=False)
        assert content is not None
        warnings.append(f"this PDF is not accessible as PDF/UA-1 asks: {errors[0]}")
    return Rendered(content, (*warnings, *_warnings(document, missing)))


# Typst.


def compiled(
    data: str, fonts: typst.Fonts, template: bytes | None = None, *, accessible: bool = True
) -> tuple[bytes | None, list[str]]:
    """The PDF of some data, or None and what PDF/UA-1 does not allow in it.

    Other errors are the template's, and raised.
    """
    import typst

    compiler = typst.Compiler(
        TEMPLATE.read_bytes() if template is None else template,
        root=TEMPLATE.parent,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"document": data},
    )
    try:
        content = compiler.compile(
            format="pdf", pdf_standards="ua-1" if accessible else [], timestamp=CREATED
        )
    except typst.TypstError as error:
        errors = re.findall(r"^error: (.+)", error.diagnostic, re.M)
        if not errors or not all(one.startswith("PDF/UA-1 error") for one in errors):
            raise
        return None, errors
    assert isinstance(content, bytes)
    return content, []


@cache
def _fonts(paths: tuple[Path, ...]) -> tuple[typst.Fonts, tuple[str, ...]]:
    """Typst's own fonts with those of some folders, and the order in which to look for a glyph."""
    try:
        import typst
    except ImportError as error:
        raise StudykitError("printing PDF needs typst: `pip install 'studykit[print]'`") from error
    for path in paths:
        if not path.is_dir():
            raise StudykitError(f"no folder of fonts: {path}")
    fonts = typst.Fonts(include_system_fonts=False, font_paths=list(map(str, paths)))
    ours = [*FONTS, LAST_FONT]
    given = [family for family in _families(paths) if family not in ours]
    return fonts, (*FONTS, *given, LAST_FONT)


@cache
def _families(paths: tuple[Path, ...]) -> tuple[str, ...]:
    import typst

    if not paths:
        return ()
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(map(str, paths))
    )
    return tuple(sorted(set(fonts.families())))


# Glyphs.

_UNSHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


PROBE = b"""#set document(title: "probe")
#let (fonts, symbols, texts) = json(bytes(sys.inputs.document))
#set text(font: (..fonts, (name: symbols.name, covers: regex(symbols.covers))), fallback: false)
#for one in texts { par(one) }
"""


def _unshown(errors: Iterable[str], fonts: typst.Fonts, families: Sequence[str]) -> set[str]:
    """The characters that no font has, of the texts that typst names.

    A letter without a glyph for its mark is named too: each is tried alone, to blame the right one.
    ASCII is always there.
    """
    named = sorted({c for text in _named_texts(errors) for c in text if not c.isascii()})
    if not named:
        return set()
    singly = [f"x{c}" if category(c)[0] == "M" else c for c in named]
    data = json.dumps([list(families), SYMBOLS, singly], ensure_ascii=False)
    alone = {c for text in _named_texts(compiled(data, fonts, PROBE)[1]) for c in text}
    return alone.intersection(named) or set(named)


def _named_texts(errors: Iterable[str]) -> set[str]:
    """The texts that cannot be displayed, as errors name them: quoted as Rust does."""
    return {
        _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else _ESCAPED.get(m[2], m[2]), match[1])
        for match in map(_UNSHOWN.search, errors)
        if match
    }


SINGLY = 8
"""So many missing characters are each warned of by a sentence of their own."""


def _warnings(document: Document, missing: set[str]) -> Iterator[str]:
    places: dict[str, list[str]] = {}
    for where, text in texts(document):
        for c in text:
            if c in missing and category(c) != "Cf" and where not in places.setdefault(c, []):
                places[c].append(where)
    helps = "`--font-path DIR` helps, with a folder of fonts that have it"
    listed = list(places.items())
    for c, found in listed[:SINGLY]:
        more = f" and {plural(len(found) - 1, 'other place')}" if found[1:] else ""
        yield f"no font has {_named(c)}, {found[0]}{more}; {helps}"
    if rest := listed[SINGLY:]:
        named = ", ".join(f"{_named(c)} ({found[0]})" for c, found in rest[:3])
        more = " …" if rest[3:] else ""
        count = plural(len(rest), "other character")
        yield f"no font has {count}: {named}{more}; {helps.removesuffix('it')}them"


def _named(c: str) -> str:
    sign = f" {c}" if c.isprintable() and not category(c).startswith("M") else ""
    return f"U+{ord(c):04X}{sign} ({name(c, 'without a name')})"


def _shown(text: str, missing: set[str]) -> str:
    """A text with □ for what no font has."""
    if missing:
        text = "".join(_instead(c) if c in missing else c for c in text)
    return clean(text)


def _instead(c: str) -> str:
    return "" if category(c) in ("Mn", "Me", "Cf") else MISSING


def _ems(text: str) -> float:
    """About how wide a text is, in ems."""
    return sum(
        1.0 if east_asian_width(c) in "WF" or c in "mwMW—…@%" else 0.72 if c.isupper() else 0.48
        for c in text
    )


# The document as data.

PAGE = 28
"""Lines of text that a page holds for sure; longer questions are measured."""

SHORT = 800
"""Characters that a page holds for sure, in running text and in a cell of a table."""

TextEncoder = Callable[[str], str]
Data = dict[str, Any]

MARGIN, SIDE = 27, 17
"""Ems that fit a line of a passage for sure, alone and side by side; wider ones are measured."""


def as_data(
    document: Document, settings: PrintSettings, families: Sequence[str], shown: TextEncoder
) -> Data:
    """What the template prints: JSON with every text as `shown` gives it."""
    say = _Say(shown)
    return {
        "title": say.word(document.title),
        "subtitle": say.word(document.subtitle),
        "work": say.word(document.work),
        "rendering": say.word(document.rendering),
        "lang": _language(document.lang) or _language("en"),
        "audience": document.audience,
        "paper": PAPERS[settings.paper],
        "margin": document.margin,
        "fonts": list(families),
        "symbols": SYMBOLS,
        "credits": [say.word(credit) for credit in document.credits],
        "parts": [
            say.part(part, part.letter is not None or n == 0)
            for n, part in enumerate(document.parts)
        ],
    }


def _language(lang: str) -> Data | None:
    """A language tag as typst takes it: a code and a region."""
    parts = re.split(r"[-_]", lang)
    if not re.fullmatch(r"[a-zA-Z]{2,3}", parts[0]):
        return None
    regions = [part.upper() for part in parts[1:] if re.fullmatch(r"[a-zA-Z]{2}", part)]
    region = regions[0] if regions else {"Hans": "CN", "Hant": "TW"}.get("".join(parts[1:2]))
    return {"code": parts[0].lower(), "region": region}


class _Say:
    """Makes data of each piece of a document."""

    def __init__(self, shown: TextEncoder) -> None:
        self.shown = shown

    def word(self, text: str) -> str:
        return breakable(self.shown(text.replace("\n", " ")))

    def part(self, part: Part, credited: bool) -> Data:
        blocks: list[Data] = []
        for alike, found in groupby(part.blocks, lambda block: isinstance(block, Item)):
            if alike:
                items = [self.item(block) for block in found if isinstance(block, Item)]
                blocks.append({"kind": "items", "items": items})
            else:
                blocks += [self.block(block) for block in found]
        # what leads up to a passage, a table or questions is not left behind at a page's end
        for block, after in pairwise(blocks):
            if block["kind"] in ("passage", "parallel"):
                block["sticky"] = after["kind"] == "items"
            elif block["kind"] == "heading" and after["kind"] == "parallel":
                after["name"] = "" if after["name"] == block["text"] else after["name"]
            elif block["kind"] == "words":
                block["sticky"] = after["kind"] in ("items", "passage", "parallel", "table")
        return {"letter": part.letter, "credited": credited, "blocks": blocks}

    def block(self, block: HandoutBlock) -> Data:
        match block:
            case Heading(text, level):
                return {"kind": "heading", "text": self.word(text), "level": level}
            case TextBlock(prose, tone):
                return {
                    "kind": "words",
                    "prose": self.prose(prose),
                    "tone": tone,
                    "short": _length(prose) < SHORT,
                    "sticky": False,
                }
            case Note():
                return {"kind": "note", **self.note(block)}
            case PassageBlock():
                return {"kind": "passage", "sticky": False, **self.passage(block, MARGIN)}
            case Parallel(title, left, right):
                sides = {"left": self.passage(left, SIDE), "right": self.passage(right, SIDE)}
                return {"kind": "parallel", "name": self.word(title), "sticky": False, **sides}
            case Legend(kinds):
                return {"kind": "legend", "kinds": [str(kind) for kind in kinds]}
            case Item():
                return {"kind": "items", "items": [self.item(block)]}
            case Writing(count, label):
                said = self.word(label) if label else None
                return {"kind": "writing", "count": count, "label": said}
            case Fields(labels):
                return {"kind": "fields", "labels": [self.word(label) for label in labels]}
            case Table():
                return {"kind": "table", **self.table(block)}
            case Glossary(terms):
                said_terms = [
                    {"term": self.word(term.term), "prose": self.prose(term.prose)}
                    for term in terms
                ]
                return {"kind": "glossary", "terms": said_terms}
            case _:
                assert_never(block)

    def prose(self, prose: Prose, gaps: Iterator[Gap] | None = None) -> list[Data]:
        data: list[Data] = []
        for block in prose:
            if isinstance(block, Paragraph):
                if not any(span.text for span in block.spans):
                    continue
                data.append(
                    {
                        "p": [run for span in block.spans for run in self.runs(span, gaps)],
                        "rtl": rtl(span.text for span in block.spans),
                    }
                )
            else:
                items = [self.prose(item, gaps) for item in block.items]
                data.append({"items": items, "ordered": block.ordered, "start": block.start})
        return data

    def runs(self, span: Inline, gaps: Iterator[Gap] | None) -> Iterator[Any]:
        style = span.em + 2 * span.strong + 4 * span.code
        for n, text in enumerate(span.text.split(GAP) if gaps is not None else [span.text]):
            if n and gaps is not None and (gap := next(gaps, None)):
                hint = self.word(gap.hint) if gap.hint else None
                yield {"number": gap.number, "columns": gap.columns, "hint": hint}
            if text:
                yield breakable(self.shown(text)), style

    def note(self, note: Note) -> Data:
        return {"label": self.word(note.label), "prose": self.prose(note.prose)}

    def passage(self, passage: PassageBlock, ems: float) -> Data:
        link = passage.link or ""
        return {
            "lines": [self.line(line, ems) for line in passage.lines],
            "attribution": self.word(passage.attribution),
            "source": self.word(passage.source),
            "link": link if re.match(r"https?://\S+$", link) and len(link) < 2000 else None,
            "lang": _language(passage.lang),
            "rtl": rtl(line.text for line in passage.lines),
        }

    def line(self, line: NumberedLine, ems: float) -> Data:
        return {
            "number": line.number,
            "shows": line.shows,
            "opens": line.opens,
            "wide": _ems(line.text) > ems,
            "runs": [
                (self.shown(run.text.replace("\n", " ")), run.mark and str(run.mark))
                for run in line.runs
            ],
        }

    def item(self, item: Item) -> Data:
        facts = " · ".join(filter(None, (item.facts, item.id or "")))
        return {
            "number": item.number,
            "short": _height(item) < PAGE,
            "prompt": self.prose(item.prompt),
            "ask": self.ask(item.ask),
            "shown": [self.passage(passage, MARGIN) for passage in item.shown],
            "facts": self.word(facts),
            "lang": _language(item.lang),
            "notes": [self.note(note) for note in item.notes],
        }

    def ask(self, ask: AnswerArea) -> Data:
        match ask:
            case Options(choices, several):
                return {"kind": "options", "choices": self.choices(choices), "several": several}
            case Blanks(prose, gaps):
                numbered = len(gaps) > 1
                said = self.prose(prose, iter(gaps))
                return {"kind": "blanks", "prose": said, "numbered": numbered}
            case AnswerBlank(columns, unit):
                said_unit = self.word(unit) if unit else None
                return {"kind": "entry", "columns": columns, "unit": said_unit}
            case AnswerLines(count):
                return {"kind": "ruled", "count": count}
            case OrderArea(choices):
                return {"kind": "order", "choices": self.choices(choices)}
            case PairsArea(lefts, choices):
                said_lefts = [self.prose(left) for left in lefts]
                return {"kind": "pairs", "lefts": said_lefts, "choices": self.choices(choices)}
            case NoAnswerArea():
                return {"kind": "talk"}
            case _:
                assert_never(ask)

    def choices(self, choices: Iterable[LetteredChoice]) -> list[Data]:
        return [{"letter": one.letter, "prose": self.prose(one.prose)} for one in choices]

    def table(self, table: Table) -> Data:
        return {
            "caption": self.word(table.caption),
            "heads": [self.word(head) for head in table.heads],
            "rows": [
                {
                    "cells": [self.prose(cell) for cell in row],
                    "short": max((_length(cell) for cell in row), default=0) < SHORT,
                }
                for row in table.rows
            ],
            "widths": list(table.widths),
            "row-heads": table.row_heads,
        }


def _height(item: Item) -> int:
    """At most so many lines does a question take without its notes, about."""
    lines = 3 + _lines(item.prompt)
    lines += sum(len(passage.lines) + 4 for passage in item.shown)
    match item.ask:
        case Options(choices) | OrderArea(choices):
            lines += 2 + sum(1 + _lines(choice.prose) for choice in choices)
        case Blanks(prose):
            lines += 2 * _lines(prose)
        case PairsArea(lefts, choices):
            lines += sum(1 + 2 * _lines(left) for left in lefts)
            lines += sum(1 + 2 * _lines(choice.prose) for choice in choices)
        case AnswerLines(count):
            lines += 2 * count
        case AnswerBlank() | NoAnswerArea():
            lines += 2
        case _:
            assert_never(item.ask)
    return lines


def _lines(prose: Prose) -> int:
    """Lines of prose, if they were short."""
    return sum(1 + text.count("\n") + wide(text) // 60 for text in words(prose))


def _length(prose: Prose) -> int:
    """Characters of prose, a paragraph counted as a line at least."""
    return sum(len(text) + 40 for text in words(prose))
