"""Labels: the names before a colon that begin the turns of speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..format import listed, plural
from .course import Source
from .fault import Fault
from .fold import INVISIBLE

_LINE_ENDS = r"\n\r\v\f\x85\u2028\u2029"
_LINE_START = rf"(?:^|(?<=[{_LINE_ENDS}]))"
_SPACE = rf"(?:[^\S{_LINE_ENDS}]|[{INVISIBLE}])*"
_TIME = r"[\[(<]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])>]?"
_BEFORE_LABEL = rf"{_SPACE}(?:{_TIME}{_SPACE}[–—-]?{_SPACE})?[*_]{{0,3}}"
_AFTER_LABEL = r"[*_]{0,3}(?:\s*[(\[（][^()\[\]（）\n]{1,60}[)\]）])?[*_]{0,3}"
_COLON = rf"[ \t\u00a0{INVISIBLE}]*[:：][*_]{{0,3}}(?!//)[ \t\u00a0]*"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ\u3040-\U0010ffff]"
_NAME = (
    rf"(?:{_CAPITAL}[\w.’'-]{{0,19}}(?:[ \u00a0](?:{_CAPITAL}[\w.’'-]{{0,19}}|\d{{1,3}})){{0,3}}"
    r"|[\u4e00-\u9fff]{1,4}(?=\s*[：(（]|:))"
)
_LIKE_A_LABEL = re.compile(rf"{_LINE_START}{_BEFORE_LABEL}(?P<name>{_NAME}){_AFTER_LABEL}{_COLON}")
_NO_NAMES = frozenset(
    "and also but conclusion example finally first note now or second so still summary third well"
    " no yes".split()
)
"""Words that begin a sentence with a colon more often than they name a speaker."""


class Labels:
    """The labels of a source's speakers, as they are written in its text."""

    def __init__(self, source: Source) -> None:
        self.found: set[str] = set()
        self._unknown: dict[str, int] = {}
        self._inside: dict[str, int] = {}
        self._no_names = {*map(str.casefold, source.not_speakers), *_NO_NAMES}
        self._label_of: dict[str, str] = {}
        for label in source.speakers:
            for spelling in (label.upper(), label.title(), label):
                self._label_of[spelling] = label
        longest_first = sorted(self._label_of, key=len, reverse=True)
        any_label = "|".join(map(re.escape, longest_first))
        label = rf"(?P<name>{any_label}){_AFTER_LABEL}{_COLON}"
        self._beginning = re.compile(rf"{_LINE_START}{_BEFORE_LABEL}{label}")
        self._middle = re.compile(rf"(?<!\w){label}")

    def split(self, text: str) -> list[tuple[int, int, str | None]]:
        """Return where labels begin and end in a paragraph; the third value is None if unknown."""
        if not self._label_of or (":" not in text and "：" not in text):
            return []
        labels: list[tuple[int, int, str | None]] = []
        lines = set()  # those that begin with a known label
        names = set()  # where these begin
        for match in self._beginning.finditer(text):
            label = self._label_of[match["name"]]
            self.found.add(label)
            labels.append((match.start(), match.end(), label))
            lines.add(match.start())
            names.add(match.start("name"))
        for match in _LIKE_A_LABEL.finditer(text):
            name = match["name"]
            if match.start() not in lines and name.casefold() not in self._no_names:
                self._unknown[name] = self._unknown.get(name, 0) + 1
                labels.append((match.start(), match.end(), None))
        inside = {
            match["name"]: None
            for match in self._middle.finditer(text)
            if match.start() not in names
        }
        for name in inside:
            self._inside[name] = self._inside.get(name, 0) + 1
        return sorted(labels, key=lambda label: label[0])

    def faults(self) -> Iterator[Fault]:
        """Yield what may be labels but begins no turn of a speaker."""
        if self._unknown:
            yield self._not_listed()
        for name, count in self._inside.items():
            message = f"“{name}:” is in the middle of {plural(count, 'paragraph')}"
            help = "if a turn begins there, start a new line in the text"
            yield Fault("unknown-label", message, ("speakers", self._label_of[name]), help)

    def _not_listed(self) -> Fault:
        names = [f"“{name}:”" for name in self._unknown]
        if len(names) > 5:
            names[5:] = [f"{len(names) - 5:,} more"]
        count = sum(self._unknown.values())
        message = (
            f"{plural(count, 'paragraph')} of interviews {'begins' if count == 1 else 'begin'}"
        )
        message += f" with {listed(names)}, which `speakers` does not list"
        help = "add each label to `speakers`, or to `not_speakers` if nobody speaks there"
        return Fault("unknown-label", message, ("speakers",), help)
