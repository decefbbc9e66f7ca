"""Every text of a document with its location, to check that a format prints it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from ...bank.prose import Prose
from .areas import (
    GAP,
    AnswerArea,
    AnswerBlank,
    AnswerLines,
    Blanks,
    Bubbles,
    LabelBlanks,
    NoAnswerArea,
    Options,
    OrderArea,
    PairsArea,
)
from .model import (
    CutCards,
    Document,
    Fields,
    Glossary,
    HandoutBlock,
    Heading,
    Item,
    Legend,
    Note,
    Parallel,
    PassageBlock,
    Table,
    TextBlock,
    Together,
    WebAddress,
    Writing,
    flat,
)
from .prose import words

LocatedText = tuple[str, str]
"""The location of a text ("question 3", "form A, line 7"), and the text."""


def texts(document: Document) -> Iterator[LocatedText]:
    """The texts of a document in reading order, without its numbers and letters."""
    yield "the title", document.title
    yield "the title", document.subtitle
    yield "the running head", document.work
    yield "the running head", document.sources
    for part in document.parts:
        form = f"form {part.letter}, " if part.letter else ""
        if part.title:
            yield f"{form}the title", part.title
        for block in flat(part.blocks):
            for location, text in _of_block(block):
                yield form + location, text
    for credit in document.credits:
        yield "the credits", credit


def _of_block(block: HandoutBlock) -> Iterator[LocatedText]:
    match block:
        case Heading(text):
            yield f"the heading “{text}”", text
        case TextBlock(prose):
            yield from _of_prose("the text", prose)
        case Note():
            yield from _of_note(f"the note “{block.label}”", block)
        case PassageBlock():
            yield from _of_passage(block)
        case Parallel(_, left, right):
            yield from _of_passage(left)
            yield from _of_passage(right)
        case Legend():
            pass
        case Item():
            yield from _of_item(block)
        case Writing(_, label):
            if label:
                yield "the answer lines", label
        case Fields(blanks):
            for blank in blanks:
                yield "the fields", blank.label
                if blank.after:
                    yield "the fields", blank.after
        case Table():
            yield from _of_table(block)
        case Glossary(terms):
            for term in terms:
                yield "the glossary", term.term
                yield from _of_prose(f"the glossary, “{term.term}”", term.prose)
        case WebAddress():
            yield "an address", block.text
            yield "an address", block.short
        case Bubbles(rows):
            yield from (("the answer sheet", row.label) for row in rows)
        case CutCards(cards):
            for n, card in enumerate(cards, 1):
                yield from _of_prose(f"card {n}", card.front)
                for choice in card.choices:
                    yield from _of_prose(f"card {n}", choice.prose)
                yield from _of_prose(f"card {n}", card.back)
        case Together(blocks):
            for one in blocks:
                yield from _of_block(one)
        case _:
            assert_never(block)


def _of_prose(location: str, prose: Prose) -> Iterator[LocatedText]:
    for text in words(prose):
        yield location, text


def _of_note(location: str, note: Note) -> Iterator[LocatedText]:
    yield location, note.label
    yield from _of_prose(location, note.prose)


def _of_passage(passage: PassageBlock) -> Iterator[LocatedText]:
    for line in passage.lines:
        yield f"line {line.number}", line.shown
    first, last = passage.line_range
    lines = f"line {first}" if first == last else f"lines {first}–{last}"
    yield f"the source of {lines}", passage.attribution


def _of_item(item: Item) -> Iterator[LocatedText]:
    location = f"question {item.number}"
    yield from _of_prose(location, item.prompt)
    for passage in item.passages:
        for place, text in _of_passage(passage):
            yield f"{location}, {place}", text
    for text in _of_answer_area(item.answer_area):
        yield location, text
    if item.level:
        yield location, item.level_name
    if item.id:
        yield location, item.id
    for note in item.notes:
        yield from _of_note(location, note)


def _of_answer_area(area: AnswerArea) -> Iterator[str]:
    match area:
        case Options(choices) | OrderArea(choices):
            for choice in choices:
                yield from words(choice.prose)
        case Blanks(prose, gaps):
            for text in words(prose):
                yield from filter(None, text.split(GAP))
            yield from (gap.hint for gap in gaps if gap.hint)
        case AnswerBlank(_, unit):
            if unit:
                yield unit
        case PairsArea(lefts, choices):
            for left in lefts:
                yield from words(left)
            for choice in choices:
                yield from words(choice.prose)
        case AnswerLines() | LabelBlanks() | NoAnswerArea():
            pass
        case _:
            assert_never(area)


def _of_table(table: Table) -> Iterator[LocatedText]:
    location = f"the table “{table.caption}”"
    yield location, table.caption
    for heading in table.header:
        yield location, heading
    for row in table.rows:
        for cell in row:
            yield from _of_prose(location, cell)
