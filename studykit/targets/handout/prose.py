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
    quotation,
)


def as_prose(text: str) -> Prose:
    """A plain text as prose, printed as it is."""
    return (Paragraph((Inline(text),)),)


def as_quotation(text: str) -> Prose:
    """Words with words of a source among them as prose."""
    return (Paragraph(quotation(text)),)


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


def replaced(prose: Prose, old: str, new: str) -> Prose:
    """Prose with every `old` in its words replaced by `new`."""

    def in_block(block: ProseBlock) -> ProseBlock:
        match block:
            case Listing():
                return replace(block, items=tuple(replaced(item, old, new) for item in block.items))
            case Paragraph(spans):
                return Paragraph(tuple(map(in_span, spans)))
            case Grid():
                rows = tuple(tuple(map(in_cell, row)) for row in block.rows)
                return replace(block, header=tuple(map(in_cell, block.header)), rows=rows)
            case CodeBlock():
                return replace(block, text=block.text.replace(old, new))
            case Picture():
                return replace(block, alt=block.alt.replace(old, new))
            case Sound():
                return replace(block, transcript=block.transcript.replace(old, new))
            case Formula():
                return block
            case _:
                assert_never(block)

    def in_cell(cell: Paragraph) -> Paragraph:
        return Paragraph(tuple(map(in_span, cell.spans)))

    def in_span(span: Inline | Math | Link) -> Inline | Math | Link:
        match span:
            case Inline(text):
                return replace(span, text=text.replace(old, new))
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
