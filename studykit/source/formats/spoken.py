"""Speech as Markdown: pieces of captions and transcripts joined to the turns of speakers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ...regex import regex
from ..marks import time_mark
from .converted import escaped, escaped_start, glue

EVERY = 5
"""Seconds between two time marks, at least."""
PAUSE = 3.0
"""Seconds without words after which a paragraph ends."""
LONG = 700
"""Characters after which a paragraph ends with the sentence, or in three times as many without one."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A piece of speech: its words, who says it if that is known, when, whether it begins a paragraph,
    and whether another person begins to speak, even if no name says who."""

    words: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    opens: bool = False
    changes: bool = False


# Names before a colon.

_WORD = r"[^\W_](?:[\w.’'&/-]*[\w.)])?"
_NAME = rf"{_WORD}(?:[ \u00a0]{_WORD}){{0,4}}"
_DIRECTION = r" ?[(（\[][^()（）\[\]\n]{1,30}[)）\]]"
NAME = rf"(?:{_NAME}(?:{_DIRECTION})?)"
"""The name of a speaker, of up to five words, perhaps with a stage direction: `林芳（笑）`."""
_LABEL = regex(rf"\s*(?P<marks>[*_]{{0,3}})(?P<name>{NAME})(?P=marks)\s*[:：](?P=marks)(?!//)\s*")
_NO_NAMES = frozenset(
    "and but because box chapter conclusion contents email example figure finally first last note"
    " notes now or part question remember result second section so source still summary table third"
    " title warning well".split()
)  # fmt: skip


def label_of(words: str) -> tuple[str, str] | None:
    """Return the name before a colon and the words after it, if they may be a speaker's."""
    if ":" not in words and "：" not in words:  # most lines; the pattern is slow
        return None
    match = _LABEL.match(words)
    if match is None or len(match["name"]) > 50:
        return None
    name = " ".join(match["name"].split())
    first = name.split()[0].casefold().rstrip(".")
    if first in _NO_NAMES or not is_name(name) or words[match.end() :].startswith("//"):
        return None
    return name, words[match.end() :]


_SAYS = regex(r"[\u4e00-\u9fff][说說道曰]$|[\u3041-\u30ff\u4e00-\u9fff]{7}")
"""Ends of sentences before a colon, as in 他说：, and what is too long for a name."""


def without_direction(name: str) -> str:
    """Return a name without a stage direction."""
    return re.sub(f"{_DIRECTION}$", "", name)


def is_name(name: str) -> bool:
    """Whether every word may belong to a name: begins with a capital, a figure, or has no case."""
    words = without_direction(name).split()
    particles = {"de", "del", "der", "di", "du", "la", "le", "of", "ten", "van", "von", "y", "zu"}
    if not words or not re.search(r"[^\W\d_]", name) or _SAYS.search(name):
        return False
    return all(not word[0].islower() or word in particles for word in words)


UNKNOWN = "Unknown speaker"
"""Who speaks after a dash or `>>` without a name, where others have names."""
DASH = "– "
"""What is before the words of each speaker where nobody has a name, so that no quote runs over two."""


def with_labels(pieces: Iterable[Spoken]) -> list[Spoken]:
    """Take the labels off pieces whose speaker is not known.

    A name is a label if it is before at least two pieces, or if two other names are.  Other words before
    a colon begin a paragraph, so that they are not in the turn of another speaker unseen.
    """
    pieces = list(pieces)
    labels = [None if piece.speaker else label_of(piece.words) for piece in pieces]
    counts = Counter(label[0] for label in labels if label)
    often = {name for name, count in counts.items() if count > 1}
    known = set(counts) if len(often) > 1 else often
    labelled = []
    for piece, label in zip(pieces, labels, strict=True):
        if label and label[0] in known:
            piece = replace(piece, words=label[1], speaker=label[0])
        elif label:
            piece = replace(piece, opens=True)
        elif piece.changes and not piece.speaker:
            words = piece.words if known else DASH + piece.words
            piece = replace(piece, words=words, speaker=UNKNOWN if known else None)
        labelled.append(piece)
    return labelled


# Turns


def as_markdown(pieces: Iterable[Spoken]) -> str:
    """Return pieces of speech as Markdown: a paragraph for each turn, with labels in bold type.

    A piece without a speaker continues the turn before it.
    """
    return "\n\n".join(_paragraphs(pieces)) + "\n"


def _paragraphs(pieces: Iterable[Spoken]) -> Iterator[str]:
    paragraph = ""
    speaker: str | None = None
    before: Spoken | None = None
    marked: float | None = None  # the time of the last mark
    for piece in pieces:
        words = escaped(" ".join(piece.words.split()))
        if not words:
            continue
        if piece.opens and piece.speaker is None:
            speaker = None
        is_another = piece.speaker != speaker or (piece.changes and speaker == UNKNOWN)
        new_turn = piece.speaker is not None and is_another
        ends = new_turn or (before is not None and _ends_paragraph(paragraph, before, piece))
        if ends and paragraph:
            yield paragraph
            paragraph = ""
        mark = ""
        if piece.start is not None and (
            marked is None
            or (not paragraph and int(piece.start) != int(marked))
            or not 0 <= piece.start - marked < EVERY
        ):
            marked = piece.start
            mark = time_mark(int(piece.start))
        if new_turn and piece.speaker:
            speaker = piece.speaker
            paragraph = f"**{escaped(speaker)}:** {mark + ' ' if mark else ''}{words}"
        elif not paragraph:
            if mark:
                yield mark
            paragraph = escaped_start(words)
        elif mark:
            # around a mark no space is needed that the words do not have
            joint = glue(paragraph, words)
            paragraph += f"{joint}{mark}{joint}{words}"
        else:
            paragraph += glue(paragraph, words) + words
        before = piece
    if paragraph:
        yield paragraph


_SENTENCE_END = regex(r"[.!?…。！？][\"'”’»）)\]]*$")


def _ends_paragraph(paragraph: str, before: Spoken, piece: Spoken) -> bool:
    """Whether a piece of the same speaker begins a paragraph."""
    if piece.opens:
        return True
    paused = (
        piece.start is not None and before.end is not None and piece.start - before.end >= PAUSE
    )
    if _SENTENCE_END.search(paragraph[-10:]):
        return paused or len(paragraph) > LONG
    return len(paragraph) > (LONG if paused else 3 * LONG)
