"""Labels: the names before a colon that begin the turns of speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property

from ..format import listed, plural
from .course import Source
from .fault import Fault
from .fold import INVISIBLE

_LINE_ENDS = r"\n\r\v\f\x85\u2028\u2029"
_LINE_START = rf"(?:^|(?<=[{_LINE_ENDS}]))"
_SPACE = rf"(?:[^\S{_LINE_ENDS}]|[{INVISIBLE}])*"
_TIME = r"[\[(<]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])>]?"
_LIST_MARKS = rf"(?:(?:[>•·‣▪*+–—-]{{1,2}}|\d{{1,3}}[.)])(?={_SPACE}\S){_SPACE}){{0,3}}"
_BEFORE_LABEL = rf"{_SPACE}{_LIST_MARKS}(?:{_TIME}{_SPACE}[–—-]?{_SPACE})?[*_]{{0,3}}"
_AFTER_LABEL = r"[*_]{0,3}(?:\s*[(\[（][^()\[\]（）\n]{1,60}[)\]）])?[*_]{0,3}"
_COLON = rf"[ \t\u00a0{INVISIBLE}]*[:：][*_]{{0,3}}(?!//)[ \t\u00a0]*"
_CAPITAL = r"[^\W\d_\U00010000-\U0010ffffa-zß-öø-ÿ\u3040-\uffff]"
_NAME = (
    rf"(?:{_CAPITAL}[\w.’'-]{{0,19}}(?:[ \u00a0](?:{_CAPITAL}[\w.’'-]{{0,19}}|\d{{1,3}})){{0,3}}"
    r"|[\u4e00-\u9fff]{1,4}(?=\s*[：(（]|:))"
)
_LINE_END = rf"{_SPACE}(?=[{_LINE_ENDS}]|\Z)"
_NO_NAMES = frozenset(
    "and also but conclusion example finally first note now or second so still summary third well"
    " no yes".split()
)
"""Words that begin a sentence with a colon more often than they name a speaker."""


@cache  # a text without speakers does not need it
def _like_a_label() -> re.Pattern[str]:
    return re.compile(
        rf"{_LINE_START}{_BEFORE_LABEL}(?:"
        rf"(?P<timed>{_NAME},?{_SPACE}{_TIME}){_LINE_END}"
        rf"|[\[(“\"]?(?P<name>{_NAME}|[a-zß-öø-ÿ]{{3,20}})[\])”\"]?{_AFTER_LABEL}{_COLON})"
    )


class Labels:
    """The labels of a source's speakers, as they are written in its text."""

    def __init__(self, source: Source) -> None:
        self.found: set[str] = set()
        self._unknown: dict[str, int] = {}
        self._inside: dict[str, int] = {}
        self._no_names = {*map(str.casefold, source.not_speakers), *_NO_NAMES}
        self._label_of: dict[str, str] = {}
        for label in source.speakers:
            for spelling in (label.upper(), label.lower(), label.title(), label):
                self._label_of[spelling] = label

    @cached_property
    def _longest_first(self) -> list[str]:
        return sorted(self._label_of, key=len, reverse=True)

    @cached_property
    def _any(self) -> str:
        return "|".join(map(re.escape, self._longest_first))

    @cached_property
    def _line(self) -> re.Pattern[str]:
        """What a line begins with that may begin with a label."""
        return re.compile(rf"{_LINE_START}{_BEFORE_LABEL}\W{{0,3}}(?:{self._any})(?!\w)")

    @cached_property
    def _beginning(self) -> re.Pattern[str]:
        """A label at the beginning of a line."""
        return re.compile(
            rf"{_LINE_START}{_BEFORE_LABEL}(?P<name>{self._any}){_AFTER_LABEL}"
            rf"(?:{_COLON}|(?:,?{_SPACE}{_TIME})?[*_]{{0,3}}{_LINE_END})"
        )

    @cached_property
    def _middle(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?P<name>{self._any}){_AFTER_LABEL}{_COLON}")

    @cached_property
    def _unsure(self) -> re.Pattern[str]:
        """The name of a speaker at the beginning of a line, but perhaps in a sentence."""
        longer = "|".join(re.escape(label) for label in self._longest_first if len(label) > 2)
        return re.compile(
            rf"{_LINE_START}{_BEFORE_LABEL}[\[(\"'“‘«~`]{{0,2}}"
            rf"(?P<timed>)(?P<name>(?:{longer or '(?!)'})(?!\w)"
            rf"(?:\W{{0,3}}{_TIME}|{_SPACE}[–—-]+(?=\s)|[^:：.!?{_LINE_ENDS}]{{0,25}}(?={_COLON})))"
            rf"(?:{_COLON})?"
        )

    def begins(self, text: str) -> bool:
        """Whether a heading or paragraph begins with the label of a speaker."""
        return bool(self._label_of and self._beginning.match(text))

    def unlisted_heading(self, text: str) -> None:
        """Count a heading as an unknown label if it has the form of a name."""
        name = text.strip().rstrip(":：")
        if re.fullmatch(_NAME, name) and name.casefold() not in self._no_names:
            self._unknown[name] = self._unknown.get(name, 0) + 1

    def split(self, text: str) -> list[tuple[int, int, str | None]]:
        """Return where labels begin and end in a paragraph; the third value is None if unknown."""
        if not self._label_of:
            return []
        if ":" not in text and "：" not in text and not self._line.search(text):
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
        for match in (*_like_a_label().finditer(text), *self._unsure.finditer(text)):
            name = match["name"] or match["timed"]
            if match.start() not in lines and name.casefold() not in self._no_names:
                lines.add(match.start())
                names.add(match.start("name"))
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

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names before colons that the source does not list."""
        return tuple(self._unknown)

    def faults(self) -> Iterator[Fault]:
        """Yield what may be labels but begins no turn of a speaker."""
        if self._unknown:
            yield self._not_listed()
        for name, count in self._inside.items():
            message = f"“{name}:” is in the middle of {plural(count, 'paragraph')}"
            help = "if a turn begins there, start a new line in the text"
            yield Fault("unknown-label", message, ("speakers", self._label_of[name]), help)

    def _not_listed(self) -> Fault:
        names = [f"“{_as_label(name)}”" for name in self._unknown]
        if len(names) > 5:
            names[5:] = [f"{len(names) - 5:,} more"]
        count = sum(self._unknown.values())
        message = (
            f"{plural(count, 'paragraph')} of interviews {'begins' if count == 1 else 'begin'}"
        )
        message += f" with {listed(names)}, which `speakers` does not list"
        help = "add each label to `speakers`, or to `not_speakers` if nobody speaks there"
        return Fault("unknown-label", message, ("speakers",), help)


def _as_label(name: str) -> str:
    """Return a name as it begins a paragraph: with a colon, unless a dash or a time follows it."""
    return name if re.search(rf"(?:[–—-]|{_TIME})$", name) else f"{name}:"
