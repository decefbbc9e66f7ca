"""What looks wrong in a text: faults of conversion and of description, with their lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from .course import CourseFile, Source
from .text import LABEL, Text, read_text


class Symptom(NamedTuple):
    """Something that looks wrong: what, what to do, and the lines, each with an excerpt."""

    what: str
    help: str
    lines: tuple[tuple[int, str], ...] = ()


_Found = Callable[[Iterable[int]], tuple[tuple[int, str], ...]]
"""Returns the lines at some offsets."""


class _Check(NamedTuple):
    pattern: re.Pattern[str]
    what: str
    help: str


_CHECKS = [
    _Check(
        re.compile(
            r"(?<=[^\W\d_][^\W\d_])(?:[.,;:!?]?[”’\"')]{0,2})(?<=\W)\d{1,3}(?=\s+[^\W\d_]|[ \t]*$)"
            r"|(?<=[a-zß-öø-ÿ]{3})\d{1,3}(?=\s+[^\W\d_]|[.,;:]?[ \t]*$)",
            re.MULTILINE,
        ),
        "a number is stuck to a word",
        "if it is a note mark, write it as 【1】",
    ),
    _Check(
        re.compile(r"[a-zß-öø-ÿ]{2}- [a-zß-öø-ÿ]{2}"),
        "a line contains a hyphen followed by a space",
        "if they divide a word, remove both",
    ),
    _Check(
        re.compile(r"Ã[\u0080-\u00bf]|â€[\u0080-\u2122]|Â[\u00a0-\u00bf]"),
        "letters are garbled, perhaps because a file was read in the wrong encoding",
        "save the original as UTF-8, and add it again",
    ),
    _Check(
        re.compile("\ufffd"),
        "a character was lost in a conversion (U+FFFD)",
        "replace it with the right one",
    ),
    _Check(
        re.compile(r"\d{1,2}:\d{2}:\d{2}[.,]\d{3} --> "),
        "these are captions that were not converted",
        "add the file again with `studykit source add`, which converts it",
    ),
]  # fmt: skip
"""Patterns, looked for in the raw text."""


def examine(raw: str, source: Source, course: CourseFile) -> Iterator[Symptom]:
    """Yield what looks wrong in a text."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", raw))]

    def found(offsets: Iterable[int]) -> tuple[tuple[int, str], ...]:
        return tuple(_line(raw, starts, offset) for offset in offsets)

    text, faults = read_text(raw, source, course)
    if not text.citable_words:
        yield Symptom(
            "nothing in the text can be cited", "look at `regions`, and at the file itself"
        )
    for fault in faults:
        if fault.code != "unknown-label":
            yield Symptom(fault.message, fault.help or "correct the source in the course file")
    yield from _unknown_labels(text, found)
    for check in _CHECKS:
        if lines := found(match.start() for match in check.pattern.finditer(raw)):
            yield Symptom(check.what, check.help, lines)
    yield from _repeated(raw, found)
    yield from _times_that_go_back(raw, found)
    for why, words in text.left_out.items():
        yield Symptom(
            f"{words:,} words cannot be cited: {why}", "if they should be, change the text"
        )


def _line(raw: str, starts: list[int], offset: int) -> tuple[int, str]:
    """Return the number of the line at an offset, and the words around it."""
    number = bisect_right(starts, offset)
    line_end = starts[number] if number < len(starts) else len(raw)
    before = raw[max(starts[number - 1], offset - 20) : offset]
    after = raw[offset : min(line_end, offset + 50)]
    return number, " ".join((before + after).split())


def _unknown_labels(text: Text, found: _Found) -> Iterator[Symptom]:
    offsets = [
        text.shown.start(segment.start)
        for segment in text.segments
        if segment.outside == LABEL and segment.speaker is None
    ]
    if lines := found(offsets):
        help = "add the names to `speakers`, or to `not_speakers` if nobody speaks there"
        yield Symptom("a paragraph begins with a name that is not known", help, lines)


def _repeated(raw: str, found: _Found) -> Iterator[Symptom]:
    """Yield lines that come three times or more, such as running heads."""
    at: dict[str, list[int]] = {}
    for match in re.finditer(r"^[ \t]*(\S.*?)[ \t]*$", raw, re.MULTILINE):
        words = re.sub(r"\d+", "#", match[1])
        if len(words.split()) > 1 and not words.startswith(("<!--", "**", "|", "#")):
            at.setdefault(words, []).append(match.start(1))
    for offsets in at.values():
        if len(offsets) > 2:
            help = "if it is a running head, remove it"
            yield Symptom(f"a line is repeated {len(offsets):,} times", help, found(offsets))


def _times_that_go_back(raw: str, found: _Found) -> Iterator[Symptom]:
    from .marks import MARK, seconds_of

    last, offsets = 0, []
    for match in MARK.finditer(raw):
        if match["page"] is None:
            seconds = seconds_of(match)
            if seconds < last:
                offsets.append(match.start())
            last = seconds
    if offsets:
        yield Symptom("a time is before the one above it", "correct the times", found(offsets))
