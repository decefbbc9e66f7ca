"""What is shown of a text beside a quote that is not in it, so that it can be pasted into a bank."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from .fold import as_typed, folded
from .locate import TextRange
from .near import longest_part
from .text import Text
from .words import WordIndex


def typed(found: TextRange, quote: str = "") -> str:
    """Return words of a text as one would type them; `quote` is what they were found for."""
    start, end = found.shown
    return as_typed(found.document.shown.text[start:end], quote)


def whole_sentences(found: TextRange) -> TextRange:
    """Return the whole sentences of a range of a text, within its segment."""
    segment, shown = found.segment, found.document.shown.text
    ends = [start - 1 for start in segment.paragraphs[1:]]
    lines = [shown[: segment.start]]  # with line ends only between paragraphs
    for start, end in pairwise([segment.start, *ends, segment.end]):
        lines.append(shown[start : start + 1] + shown[start + 1 : end].replace("\n", " "))
    index = WordIndex("".join(lines), [(segment.start, segment.end)])
    first, last = index.within(found.shown[0], min(found.shown[1], segment.end))
    if first >= last:
        return found
    sentences = index.sentences
    while first and sentences[first - 1] == sentences[first]:
        first -= 1
    while last < len(sentences) and sentences[last] == sentences[last - 1]:
        last += 1
    return TextRange(found.document, segment, (index.starts[first], index.ends[last - 1]))


def longest_part_in(texts: Iterable[Text], quote: str) -> TextRange | None:
    """Return the longest part of a quote that one of some texts contains, or None."""
    best: TextRange | None = None
    for text in texts:
        part = longest_part(text.folded.text, folded(quote))
        if part is None:
            continue
        shown = text.folded.start(part.start), text.folded.end(part.end)
        if best is None or shown[1] - shown[0] > best.shown[1] - best.shown[0]:
            best = TextRange(text, text.segment_at(shown[0]), shown)
    return best
