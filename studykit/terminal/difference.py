"""The difference between a quote and a text, in colours or with marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..source.near import Difference


class MarkedWords(NamedTuple):
    """Words of both, of the quote alone, or of the source alone."""

    words: str
    of: str  # "both", "quote" or "source"


def marked(diff: Iterable[Difference], coloured: bool) -> Iterator[MarkedWords]:
    """Yield the words of a difference; if they are not `coloured`, as [-quote-] and {+source+}."""
    for operation, quote, source in diff:
        if operation == "equal":
            yield MarkedWords(source, "both")
            continue
        if quote:
            yield MarkedWords(quote if coloured else f"[-{quote}-]", "quote")
        if source:
            yield MarkedWords(source if coloured else f"{{+{source}+}}", "source")
