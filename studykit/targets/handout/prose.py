"""Building and reading the prose of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...bank.prose import Inline, Listing, Paragraph, Prose


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


def replaced(prose: Prose, old: str, new: str) -> Prose:
    """Prose with every `old` in its texts replaced by `new`."""

    def in_block(block: Paragraph | Listing) -> Paragraph | Listing:
        if isinstance(block, Listing):
            return replace(block, items=tuple(replaced(item, old, new) for item in block.items))
        spans = (replace(span, text=span.text.replace(old, new)) for span in block.spans)
        return Paragraph(tuple(spans))

    return tuple(map(in_block, prose))


def is_empty(block: Paragraph | Listing) -> bool:
    """Whether a block is a paragraph without text."""
    return isinstance(block, Paragraph) and not any(span.text for span in block.spans)


def words(prose: Prose) -> Iterator[str]:
    """The text of each paragraph."""
    for block in prose:
        if isinstance(block, Paragraph):
            yield "".join(span.text for span in block.spans)
        else:
            for item in block.items:
                yield from words(item)
