"""Building and reading the prose of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from ...bank.prose import (
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
    ProseBlock,
    Sound,
)


def as_prose(text: str) -> Prose:
    """A plain text as prose, printed as it is."""
    return (Paragraph((Inline(text),)),)


def list_of(items: Iterable[Prose], ordered: bool = False) -> Prose:
    """Several texts as one list."""
    return (Listing(tuple(items), ordered),)


def prefixed(prefix: str, prose: Prose) -> Prose:
    """Plain words followed by a text, on the same line if it starts with a paragraph."""
    first, rest = prose[:1], prose[1:]
    if first and isinstance(first[0], Paragraph):
        return (Paragraph((Inline(prefix), *first[0].spans)), *rest)
    return (*as_prose(prefix.rstrip()), *prose)


def on_one_line(left: Prose, separator: str, right: Prose) -> Prose:
    """Two texts on one line if both are one paragraph, else one below the other."""
    match left, right:
        case (Paragraph(before),), (Paragraph(after),):
            return (Paragraph((*before, Inline(separator), *after)),)
    return (*left, *as_prose(separator.strip()), *right)


def replaced(prose: Prose, old: str, replacements: Iterator[str]) -> Prose:
    """Prose with each `old` in its words replaced by the next of the replacements."""

    def in_text(text: str) -> str:
        before, *rest = text.split(old)
        return before + "".join(next(replacements) + after for after in rest)

    def in_block(block: ProseBlock) -> ProseBlock:
        match block:
            case Listing():
                items = tuple(replaced(item, old, replacements) for item in block.items)
                return replace(block, items=items)
            case Paragraph(spans):
                return Paragraph(tuple(map(in_span, spans)))
            case Grid():
                header, *rows = [tuple(map(in_cell, row)) for row in (block.header, *block.rows)]
                return replace(block, header=header, rows=tuple(rows))
            case CodeBlock():
                return replace(block, text=in_text(block.text))
            case Picture():
                return replace(block, alt=in_text(block.alt))
            case Sound():
                return replace(block, transcript=in_text(block.transcript))
            case Formula():
                return block
            case _:
                assert_never(block)

    def in_cell(cell: Paragraph) -> Paragraph:
        return Paragraph(tuple(map(in_span, cell.spans)))

    def in_span(span: Inline | Math | Link) -> Inline | Math | Link:
        match span:
            case Inline(text):
                return replace(span, text=in_text(text))
            case Link(inner, url):
                parts = (part if isinstance(part, Math) else in_span(part) for part in inner)
                return Link(tuple(p for p in parts if not isinstance(p, Link)), url)
            case Math():
                return span

    return tuple(map(in_block, prose))


def is_empty(block: ProseBlock) -> bool:
    """Whether a block is a paragraph without text."""
    return isinstance(block, Paragraph) and not block.text


def words(prose: Prose) -> Iterator[str]:
    """The text of each paragraph, formula, line of code and cell."""
    for block in prose:
        match block:
            case Paragraph() | Formula() | Picture() | Sound():
                yield block.text
            case Listing():
                for item in block.items:
                    yield from words(item)
            case Grid():
                for row in (block.header, *block.rows):
                    for cell in row:
                        yield from words((cell,))
            case CodeBlock(text):
                yield from text.split("\n")
            case _:
                assert_never(block)
