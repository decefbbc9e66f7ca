"""Captions: WebVTT and SubRip (SRT), joined to the turns of speakers.

Read are the cues of WebVTT (https://www.w3.org/TR/webvtt1/): names in `<v>`, before a colon, or in
cues of Zoom and Teams.  Notes, styles and regions of the file are not speech.  Captions that roll
repeat the line before; each line is taken once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import pairwise

from ...regex import regex
from .converted import Converted, NotConvertible, decoded, notes_of
from .spoken import UNKNOWN, Spoken, as_markdown, label_of, with_labels

NAME = "captions"
VERSION = 2

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = regex(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t].*)?")
_MAGIC = regex(r"WEBVTT(?:\s|$)")
_HEADER = regex(r"WEBVTT[ \t]+(?:[–—-][ \t]*)?(?!\w+:)(\S[^\n]*)")
_TAGS = regex(r"</?[A-Za-z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")
_VOICE = regex(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]*)>", re.IGNORECASE)
_DASH = regex(r"\s*[-–—‐]\s*(?=\S)")
_CLEAR_DASH = regex(r"\s*[-–—‐](?:\s+(?=\S)|(?=[^\W\d_]))")
"""A dash that is not a minus sign."""
_CHEVRONS = regex(r"\s*(?:>>|&gt;&gt;)(?:>|&gt;)*\s*")


@dataclass(slots=True)
class _Cue:
    start: float
    end: float
    lines: list[str] = field(default_factory=list)


def recognises(raw: bytes) -> bool:
    """Whether a file has the signature of WebVTT, or the times of SRT near its beginning."""
    head = raw[:4000].decode(
        "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "ignore"
    )
    head = head.removeprefix("\ufeff").lstrip()
    if _MAGIC.match(head):
        return True
    lines = [line for line in head.splitlines() if line.strip()]
    return any(_TIMING.fullmatch(line) for line in lines[:2])


def convert(raw: bytes) -> Converted:
    """Return captions as Markdown.  Raises NotConvertible if there are no words in them."""
    cues = [cue for cue in _cues(decoded(raw)) if any(line.strip() for line in cue.lines)]
    if not cues:
        raise NotConvertible("has no captions with words")
    repeated = _unroll(cues)
    dashed = sum(_opens_speech(line) for cue in cues for line in cue.lines) > 1
    pieces = with_labels(piece for cue in cues for piece in _pieces(cue, dashed))
    unnamed = sum(piece.changes and piece.speaker in (None, UNKNOWN) for piece in pieces)
    notes = notes_of({"repeated": repeated, "unnamed": unnamed})
    title = _HEADER.match(decoded(raw).lstrip("\ufeff \n"))
    return Converted(as_markdown(pieces), notes, title=title[1].strip() if title else "")


def _cues(text: str) -> Iterator[_Cue]:
    """Yield the cues; blocks without times are comments, styles or regions in WebVTT, or in SRT
    the lines of a cue after an empty one."""
    text = text.lstrip("\ufeff")
    is_vtt = _MAGIC.match(text.lstrip()) is not None
    cue: _Cue | None = None
    for block in re.split(r"\n{2,}", text.strip("\n")):
        lines = block.split("\n")
        times = [n for n, line in enumerate(lines) if _TIMING.fullmatch(line)]
        if not times:
            if cue is not None and not is_vtt:
                cue.lines += lines
            continue
        for n, at in enumerate(times):
            if cue is not None:
                yield cue
            match = _TIMING.fullmatch(lines[at])
            assert match is not None  # found above
            cue = _Cue(_seconds(match.groups()[:4]), _seconds(match.groups()[4:]))
            last = times[n + 1] if n + 1 < len(times) else len(lines)
            cue.lines = lines[at + 1 : last]
            if last < len(lines) and cue.lines and cue.lines[-1].strip().isdigit():
                cue.lines.pop()  # the number of the next cue
    if cue is not None:
        yield cue


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _unroll(cues: list[_Cue]) -> int:
    """Drop the lines that rolling captions repeat, and return how many there were.

    People do say things twice, so that only captions of which most cues repeat a line roll.
    """
    shown = [[_plain(line) for line in cue.lines if _plain(line)] for cue in cues]
    overlaps = [_overlap(before, after) for before, after in pairwise(shown)]
    if len(cues) < 4 or sum(map(bool, overlaps)) * 2 < len(overlaps):
        return 0
    for cue, overlap in zip(cues[1:], overlaps, strict=True):
        cue.lines = [line for line in cue.lines if _plain(line)][overlap:]
    return sum(overlaps)


def _overlap(before: list[str], after: list[str]) -> int:
    """Return how many lines at the end of one cue are the first lines of the next."""
    sizes = range(min(len(before), len(after)), 0, -1)
    return next((size for size in sizes if before[-size:] == after[:size]), 0)


def _plain(words: str) -> str:
    return " ".join(unescape(_TAGS.sub("", words)).split())


def _opens_speech(line: str) -> bool:
    """Whether a line begins with a dash and not in the middle of a sentence, even if alone in its cue."""
    match = _CLEAR_DASH.match(line)
    return match is not None and not line[match.end()].islower()


def _pieces(cue: _Cue, dashed: bool) -> Iterator[Spoken]:
    """Yield what is said in a cue: by each of its voices, and after each dash or `>>`.

    `dashed` says that dashes mark speakers in these captions, one dash in a cue too.
    """
    voices = _VOICE.split("\n".join(cue.lines))
    speakers: list[str | None] = [None, *(_plain(name) or None for name in voices[1::2])]
    for speaker, words in zip(speakers, voices[::2], strict=True):
        lines = words.split("\n")
        dashes = sum(_DASH.match(line) is not None for line in lines) > 1
        piece: Spoken | None = None
        for line in lines:
            opens = False
            is_dash = dashes or (dashed and _opens_speech(line))
            if match := _CHEVRONS.match(line) or (is_dash and _DASH.match(line)) or None:
                line, opens = line[match.end() :], True
            line = _plain(line)
            if not line:
                continue
            if piece is not None and (opens or (not speaker and label_of(line))):
                yield piece
                piece = None
            if piece is None:
                piece = Spoken(line, speaker, cue.start, cue.end, opens, changes=opens)
            else:
                piece = replace(piece, words=f"{piece.words}\n{line}")
        if piece is not None:
            yield piece
