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


MOST = 2_000  # characters on each side in which the ends of a sentence are looked for


def whole_sentences(found: TextRange) -> TextRange:
    """Return the whole sentences of a range of a text, within its segment; itself if they are too long."""
    segment, shown = found.segment, found.document.shown.text
    low = max(segment.start, found.shown[0] - MOST)
    high = min(segment.end, found.shown[1] + MOST)
    ends = [at - 1 for at in segment.paragraphs[1:] if low < at - 1 < high]
    lines = []  # with line ends only between paragraphs
    for start, end in pairwise([low, *ends, high]):
        lines.append(shown[start : start + 1] + shown[start + 1 : end].replace("\n", " "))
    text = "".join(lines)
    index = WordIndex(text, [(0, len(text))])
    first, last = index.within(found.shown[0] - low, min(found.shown[1], segment.end) - low)
    if first >= last:
        return found
    sentences = index.sentences
    while first and sentences[first - 1] == sentences[first]:
        first -= 1
    while last < len(sentences) and sentences[last] == sentences[last - 1]:
        last += 1
    if (first == 0 and low > segment.start) or (last == len(sentences) and high < segment.end):
        return found
    return TextRange(
        found.document, segment, (low + index.starts[first], low + index.ends[last - 1])
    )


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
