"""A document as the data that the typst template prints."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any, assert_never
from unicodedata import east_asian_width

from .....bank.media import Media
from .....bank.prose import (
    CodeBlock,
    Formula,
    Grid,
    Inline,
    Link,
    Listing,
    Math,
    Paragraph,
    Picture,
    Prose,
    ProseSpan,
    Sound,
)
from .....diagnostics import wide
from .....format import labelled, with_unit
from .....locale import _, speaking, spoken
from .....mathematics import typst
from .....mathematics.in_text import shown_in_line
from .....mathematics.mistake import BadFormula
from .....pictures import PictureFile
from ...areas import (
    GAP,
    AnswerArea,
    AnswerBlank,
    AnswerLines,
    Blanks,
    Bubbles,
    Gap,
    LabelBlanks,
    LetteredChoice,
    NoAnswerArea,
    Options,
    OrderArea,
    PairsArea,
    reason_label,
)
from ...model import (
    MARKS,
    CutCards,
    Document,
    Fields,
    Glossary,
    HandoutBlock,
    Heading,
    Item,
    Legend,
    Note,
    NumberedLine,
    Parallel,
    Part,
    PassageBlock,
    PrintSettings,
    Table,
    TextBlock,
    Together,
    WebAddress,
    Writing,
    form_name,
)
from ...pictures import printed_width
from ...prose import is_empty, words
from ..characters import breakable, is_right_to_left, isolate
from ..qr import qr_code

PAPERS = {"a4": "a4", "letter": "us-letter"}

SYMBOLS = {
    "name": "New Computer Modern Math",
    "covers": r"[\u{2000}-\u{2bff}\u{1d400}-\u{1d7ff}]",
}
"""The last font, for symbols only: it also has letters of scripts that it cannot set correctly."""

HAN_FONTS = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "Noto Sans CJK SC")
"""Fonts of the system for Chinese, in the order to try them."""

PAGE_LINES = 28
"""Lines of text that surely fit a page; typst measures longer questions."""

HALF_PAGE_LINES = 20
"""Lines of a question and its notes that surely fit half a page."""

PAGE_CHARACTERS = 800
"""Characters of running text, or of a table's cell, that surely fit a page."""

LINE_EMS, SIDE_LINE_EMS = 27, 17
"""Ems that surely fit a line of a passage, alone and side by side; typst measures wider ones."""

Data = dict[str, Any]


def as_data(
    document: Document,
    settings: PrintSettings,
    families: Sequence[str],
    printable: Callable[[str], str],
) -> Data:
    """Encode a document for the template, with `printable` applied to every text."""
    encoder = TypstEncoder(printable, settings.media)
    return {
        "title": encoder.text(document.title),
        "subtitle": encoder.text(document.subtitle),
        "work": encoder.text(document.work),
        "sources": encoder.text(document.sources),
        "lang": _language(document.lang) or _language("en"),
        "audience": document.audience,
        "paper": PAPERS[settings.paper],
        "margin": document.margin,
        "fonts": list(families),
        "han": [family for family in families if family in HAN_FONTS],
        "symbols": SYMBOLS,
        "words": encoder.template_words(),
        "credits": [encoder.text(credit) for credit in document.credits],
        "parts": [
            encoder.part(part, document, credited=n == 0 or bool(part.letter and not part.title))
            for n, part in enumerate(document.parts)
        ],
    }


def _language(lang: str) -> Data | None:
    """A language tag as typst takes it: a code and a region."""
    code, *subtags = re.split(r"[-_]", lang)
    if not re.fullmatch(r"[a-zA-Z]{2,3}", code):
        return None
    regions = [subtag.upper() for subtag in subtags if re.fullmatch(r"[a-zA-Z]{2}", subtag)]
    script_regions = {"Hans": "CN", "Hant": "TW"}
    regions += [script_regions[subtag] for subtag in subtags[:1] if subtag in script_regions]
    return {"code": code.lower(), "region": regions[0] if regions else None}


class TypstEncoder:
    """Encodes the pieces of a document."""

    def __init__(self, printable: Callable[[str], str], media: Media) -> None:
        self.printable = printable
        self.media = media
        self.rtl = False

    def text(self, text: str) -> str:
        return breakable(self.printable(text.replace("\n", " ")))

    def label(self, text: str) -> str:
        """Our own words in a question, which may run in the other direction."""
        if not self.rtl:
            return self.text(text)
        bare = text.rstrip()
        return isolate(self.text(bare)) + text[len(bare) :]

    def optional(self, text: str | None) -> str | None:
        return self.text(text) if text else None

    def template_words(self) -> Data:
        """The words of the template; those around a page number are cut at its numbers."""
        page = self.text(_("Page {page} of {pages}"))
        return {
            "blank": self.text(_("blank")),
            "numbered-blank": self.text(_("blank {number}")),
            "marks": self.text(labelled(_("Marks"))),
            "code": self.text(_("QR code of the address")),
            "teacher": self.text(_("for the teacher")),
            "page": re.split(r"\{(pages?)\}", page),
        }

    def part(self, part: Part, document: Document, credited: bool) -> Data:
        return {
            "letter": part.letter,
            "form": self.text(form_name(part.letter)) if part.letter else None,
            "heading": self.text(part.heading(document.title)),
            "is-sheet": part.is_sheet,
            "is-titled": part.title is not None,
            "credited": credited,
            "blocks": self.blocks(part.blocks),
        }

    def blocks(self, all: Iterable[HandoutBlock]) -> list[Data]:
        blocks: list[Data] = []
        for are_items, group in groupby(all, lambda block: isinstance(block, Item)):
            if are_items:
                items = [self.item(block) for block in group if isinstance(block, Item)]
                blocks.append({"kind": "items", "items": items})
            else:
                blocks += [self.block(block) for block in group]
        for block, following in pairwise(blocks):
            _fit_to_following(block, following)
        return blocks

    def block(self, block: HandoutBlock) -> Data:
        match block:
            case Heading(text, level):
                return {"kind": "heading", "text": self.text(text), "level": level}
            case TextBlock(prose, tone):
                return {
                    "kind": "text",
                    "prose": self.prose(prose),
                    "tone": tone,
                    "short": _length(prose) < PAGE_CHARACTERS,
                    "sticky": False,
                }
            case Note():
                return {"kind": "note", **self.note(block)}
            case PassageBlock():
                return {
                    "kind": "passage",
                    "sticky": False,
                    "is-question": block.is_question,
                    **self.passage(block, LINE_EMS),
                }
            case Parallel(_, left, right):
                return {
                    "kind": "parallel",
                    "sticky": False,
                    "left": self.passage(left, SIDE_LINE_EMS),
                    "right": self.passage(right, SIDE_LINE_EMS),
                }
            case Legend(kinds):
                marks = [{"kind": str(kind), "name": self.text(_(MARKS[kind]))} for kind in kinds]
                return {"kind": "legend", "marks": marks}
            case Item():
                return {"kind": "items", "items": [self.item(block)]}
            case Writing(count, label):
                return {"kind": "writing", "count": count, "label": self.optional(label)}
            case Fields(blanks):
                labels = [
                    {"label": self.text(blank.label), "after": self.text(blank.after)}
                    for blank in blanks
                ]
                return {"kind": "fields", "blanks": labels}
            case Table():
                return {"kind": "table", **self.table(block)}
            case Glossary(terms):
                encoded = [
                    {"term": self.text(term.term), "prose": self.prose(term.prose)}
                    for term in terms
                ]
                return {"kind": "glossary", "terms": encoded}
            case WebAddress():
                return {
                    "kind": "address",
                    "text": self.text(labelled(block.text).rstrip()),
                    "url": block.url,
                    "short": self.text(block.short),
                    "code": qr_code(block.url, "svg").decode(),
                }
            case Bubbles():
                pages = [
                    [
                        [{"label": r.label, "letters": list(r.letters)} for r in column]
                        for column in page
                    ]
                    for page in block.pages()
                ]
                return {"kind": "bubbles", "pages": pages, "columns": block.column_count}
            case CutCards(cards):
                encoded_cards = [
                    {
                        "front": self.prose(card.front),
                        "back": self.prose(card.back),
                        "place": self.text(card.place),
                        "choices": self.choices(card.choices),
                    }
                    for card in cards
                ]
                return {"kind": "cards", "cards": encoded_cards}
            case Together(blocks):
                return {"kind": "together", "blocks": self.blocks(blocks)}
            case _:
                assert_never(block)

    def prose(self, prose: Prose, gaps: Iterator[Gap] | None = None) -> list[Data]:
        data: list[Data] = []
        for block in prose:
            match block:
                case Paragraph(spans):
                    if not is_empty(block):
                        rtl = is_right_to_left(span.text for span in spans)
                        data.append({"runs": list(self.runs(spans, gaps)), "rtl": rtl})
                case Listing(items, ordered, start):
                    encoded = [self.prose(item, gaps) for item in items]
                    data.append({"items": encoded, "ordered": ordered, "start": start})
                case Formula(latex):
                    data.append({"formula": self.formula(latex, display=True)})
                case CodeBlock(text, language):
                    data.append({"code": self.printable(text), "language": language or None})
                case Grid(header, rows, alignment):
                    cells = [
                        list(self.runs(cell.spans, gaps)) for row in (header, *rows) for cell in row
                    ]
                    data.append({"cells": cells, "alignment": list(alignment)})
                case Picture():
                    data.append(self.picture(block))
                case Sound():
                    data.append(self.in_words(block))
                case _:
                    assert_never(block)
        return data

    def runs(self, spans: Iterable[ProseSpan], gaps: Iterator[Gap] | None) -> Iterator[Any]:
        """A run is a text and its style, a gap, a formula or a link."""
        for span in spans:
            match span:
                case Inline():
                    yield from self.words(span, gaps)
                case Math(latex):
                    yield self.formula(latex)
                case Link(inner, url):
                    yield {"url": url, "runs": list(self.runs(inner, gaps))}
                case _:
                    assert_never(span)

    def words(self, span: Inline, gaps: Iterator[Gap] | None) -> Iterator[Any]:
        style = [
            name
            for name, applies in (("em", span.em), ("strong", span.strong), ("code", span.code))
            if applies
        ]
        texts = [span.text] if gaps is None else span.text.split(GAP)
        for n, text in enumerate(texts):
            if n and gaps is not None:
                gap = next(gaps)
                hint = self.optional(gap.hint)
                yield {"number": gap.number, "columns": gap.columns, "hint": hint}
            if text:
                yield breakable(self.printable(text)), style

    def picture(self, picture: Picture) -> Data:
        shown = self.media.get(picture.file)
        if shown is None or not isinstance(shown.file, PictureFile):
            return self.in_words(picture)
        return {
            "picture": shown.file.name,
            "alt": self.text(picture.alt),
            "width": printed_width(shown.file),
            "credit": self.optional(shown.credit),
        }

    def in_words(self, block: Picture | Sound) -> Data:
        return {"runs": [(self.text(block.text), [])], "rtl": False}

    def formula(self, latex: str, display: bool = False) -> Data:
        """A formula as typst's mathematics, and its `alt`; one that cannot be read is code."""
        try:
            math = typst.render(latex, display)
        except BadFormula:
            math = f"#raw({json.dumps(latex, ensure_ascii=False)})"
        return {"math": math, "alt": self.text(shown_in_line(latex, display))}

    def note(self, note: Note) -> Data:
        label = labelled(note.label)
        return {
            "label": self.label(label.rstrip()),
            "spaced": label != label.rstrip(),
            "prose": self.prose(note.prose),
        }

    def passage(self, passage: PassageBlock, ems: float) -> Data:
        """Return a passage whose lines are at most this many ems wide."""
        link = passage.link or ""
        is_printable = re.match(r"https?://\S+$", link) and len(link) < 2000
        return {
            "lines": [self.line(line, ems) for line in passage.lines],
            "attribution": self.text(passage.attribution),
            "source": self.text(passage.source),
            "link": link if is_printable else None,
            "lang": _language(passage.lang),
            "rtl": is_right_to_left(line.text for line in passage.lines),
        }

    def line(self, line: NumberedLine, ems: float) -> Data:
        return {
            "number": line.shown_number,
            "starts-paragraph": line.starts_paragraph,
            "wide": _ems(line.shown) > ems,
            "runs": [
                (
                    self.formula(run.latex)
                    if run.latex
                    else self.printable(run.text.replace("\n", " ")),
                    run.mark and str(run.mark),
                )
                for run in line.runs
            ],
        }

    def item(self, item: Item) -> Data:
        rtl = is_right_to_left(words(item.prompt))
        before, self.rtl = self.rtl, rtl
        with speaking(item.lang, spoken()):
            area = self.answer_area(item.answer_area)
        facts = " · ".join(filter(None, (item.facts, item.id or "")))
        data = {
            "number": item.number,
            "rtl": rtl,
            "small": _height(item) + _notes_height(item) < HALF_PAGE_LINES,
            "short": _height(item) < PAGE_LINES,
            "prompt": self.prose(item.prompt),
            "answer-area": area,
            "passages": [self.passage(passage, LINE_EMS) for passage in item.passages],
            "facts": "" if item.has_only_points else self.label(facts),
            "points": self.label(facts) if item.has_only_points else "",
            "lang": _language(item.lang),
            "notes": [self.note(note) for note in item.notes],
        }
        self.rtl = before
        return data

    def answer_area(self, area: AnswerArea) -> Data:
        match area:
            case Options(choices, several, reason):
                return {
                    "kind": "options",
                    "choices": self.choices(choices),
                    "task": self.text(_("Choose all that apply.")) if several else None,
                    "reason": [self.text(part) for part in reason_label()] if reason else None,
                }
            case Blanks(prose, gaps):
                text = self.prose(prose, iter(gaps))
                return {"kind": "blanks", "prose": text, "numbered": area.numbered}
            case AnswerBlank(columns, unit):
                return {
                    "kind": "blank",
                    "label": self.label(labelled(_("Answer"))),
                    "columns": columns,
                    "unit": self.text(with_unit("", unit)),
                }
            case AnswerLines(count):
                return {"kind": "ruled", "count": count}
            case OrderArea(choices):
                label = self.label(labelled(_("Order")))
                return {"kind": "order", "label": label, "choices": self.choices(choices)}
            case PairsArea(lefts, choices):
                encoded = [self.prose(left) for left in lefts]
                return {"kind": "pairs", "lefts": encoded, "choices": self.choices(choices)}
            case LabelBlanks(count, columns):
                return {"kind": "labels", "count": count, "columns": columns}
            case NoAnswerArea():
                return {"kind": "none"}
            case _:
                assert_never(area)

    def choices(self, choices: Iterable[LetteredChoice]) -> list[Data]:
        return [{"letter": one.letter, "prose": self.prose(one.prose)} for one in choices]

    def table(self, table: Table) -> Data:
        paper = table.on_paper()
        return {
            "caption": self.text(paper.caption),
            "header": [self.text(heading) for heading in paper.header],
            "rows": [
                {
                    "cells": [self.prose(cell) for cell in row],
                    "short": max(map(_length, row), default=0) < PAGE_CHARACTERS,
                }
                for row in paper.rows
            ],
            "widths": list(paper.widths),
            "row-headers": [table.is_row_header(n) for n in range(len(paper.widths))],
        }


def _fit_to_following(block: Data, following: Data) -> None:
    """Keep a block that leads up to the next one on its page."""
    match block["kind"]:
        case "passage" if following["kind"] == "passage":
            block["sticky"] = block["is-question"]
        case "passage":  # a longer one may go on on the page of its questions
            block["sticky"] = following["kind"] == "items" and len(block["lines"]) <= 6
        case "parallel":
            block["sticky"] = following["kind"] == "items"
        case "text":
            block["sticky"] = following["kind"] in ("items", "passage", "parallel", "table")


# Estimates, to spare typst measuring what surely fits.


def _ems(text: str) -> float:
    """The approximate width of a text in ems."""
    return sum(map(_character_ems, text))


def _character_ems(c: str) -> float:
    if east_asian_width(c) in "WF" or c in "mwMW—…@%":
        return 1.0
    return 0.72 if c.isupper() else 0.48


def _height(item: Item) -> int:
    """At least as many lines as a question takes without its notes."""
    lines = 3 + _lines(item.prompt)
    lines += sum(len(passage.lines) + 4 for passage in item.passages)
    match item.answer_area:
        case Options(choices) | OrderArea(choices):
            lines += 2 + sum(1 + _lines(choice.prose) for choice in choices)
            if isinstance(item.answer_area, Options) and item.answer_area.reason:
                lines += REASON_LINES
        case Blanks(prose):
            lines += 2 * _lines(prose)
        case PairsArea(lefts, choices):
            lines += sum(1 + 2 * _lines(left) for left in lefts)
            lines += sum(1 + 2 * _lines(choice.prose) for choice in choices)
        case AnswerLines(count) | LabelBlanks(count):
            lines += 2 * count
        case AnswerBlank() | NoAnswerArea():
            lines += 2
        case _:
            assert_never(item.answer_area)
    return lines


def _notes_height(item: Item) -> int:
    return sum(1 + _lines(note.prose) for note in item.notes)


REASON_LINES = 4
"""Lines that the room for a reason surely fits into."""

BLOCK_LINES = 5
"""Lines that a formula on its own surely fits into; typst measures questions with longer ones."""

PICTURE_LINES = 20
"""Lines that the highest picture surely fits into."""


def _lines(prose: Prose) -> int:
    tall = BLOCK_LINES * sum(isinstance(block, Formula | Grid) for block in prose)
    tall += PICTURE_LINES * sum(isinstance(block, Picture) for block in prose)
    return tall + sum(1 + text.count("\n") + wide(text) // 60 for text in words(prose))


def _length(prose: Prose) -> int:
    """Characters of prose, with 40 more for each paragraph."""
    return sum(len(text) + 40 for text in words(prose))
