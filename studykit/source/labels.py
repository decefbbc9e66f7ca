"""Labels: the names before a colon that begin the turns of speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import chain

from ..format import listed, plural
from ..regex import regex
from .course import Source
from .fault import Fault
from .fold import INVISIBLE

_LINE_ENDS = r"\n\r\v\f\x85\u2028\u2029"
_NEW_LINE = regex(rf"[{_LINE_ENDS}]")
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
_ROLES = (
    "anchor|audience|caller|correspondent|crowd|editor|everyone|guest|host|interviewee|interviewer|journalist|man"
    "|member|moderator|narrator|operator|panellist|panelist|participant|presenter|questioner|reporter|speaker"
    "|student|teacher|translator|unidentified|unknown|voice|woman"
)
_ROLE = rf"(?:[\w’'-]+[ \u00a0]){{0,2}}(?i:{_ROLES})(?:[ \u00a0][\w’'-]+){{0,4}}"
"""A person without a name: "Audience member", "A voice from the back"."""

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
        rf"|[\[(“\"]?(?P<name>{_NAME}|{_ROLE}|[a-zß-öø-ÿ]{{3,20}})[\])”\"]?{_AFTER_LABEL}(?P<colon>{_COLON}))"
    )


class Labels:
    """The labels of a source's speakers, as they are written in its text."""

    def __init__(self, source: Source) -> None:
        self.found: set[str] = set()
        self._unknown: dict[str, int] = {}
        self._unclear: dict[str, int] = {}
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
        # a name in capitals that is not always in capitals
        capitals = "|".join(
            re.escape(spelling)
            for spelling, label in self._label_of.items()
            if len(label) > 2 and spelling == label.upper() != label
        )
        return re.compile(
            rf"{_LINE_START}{_BEFORE_LABEL}[\[(<\"'“‘«~`]{{0,2}}"
            rf"(?P<timed>)(?P<name>(?:{longer or '(?!)'})(?!\w)"
            rf"(?:\W{{0,3}}{_TIME}|{_SPACE}[–—-]+(?=\s)|[^:：.!?{_LINE_ENDS}]{{0,25}}(?={_COLON})"
            rf"|{_SPACE}[\])>|](?=\s)|[*_]{{2}}(?=\s)|\.(?=\s)|\t|[ \u00a0]{{2,}}(?=\S))"
            rf"|(?:{capitals or '(?!)'})(?=[ \u00a0]\S))"
            rf"(?P<colon>{_COLON})?"
        )

    def begins(self, text: str) -> bool:
        """Whether a heading or paragraph begins with the label of a speaker."""
        return bool(self._label_of and self._beginning.match(text))

    def unlisted(self, line: str) -> bool:
        """Whether a heading or line of its own has the form of a name, which is counted."""
        name = line.strip().rstrip(":：")
        is_name = re.fullmatch(_NAME, name) and name[-1].isalnum()
        return bool(is_name) and self._count(self._unknown, name)

    def without_colon(self, words: str) -> bool:
        """Whether words that are set off are the name of a speaker, which is counted."""
        return words.strip() in self._label_of and self._count(self._unclear, words.strip())

    def _count(self, counts: dict[str, int], name: str) -> bool:
        """Count a possible label, unless the source says that it is none."""
        if name.casefold() in self._no_names:
            return False
        counts[name] = counts.get(name, 0) + 1
        return True

    def split(self, text: str) -> list[tuple[int, int, str | None]]:
        """Return where labels begin and end in a paragraph; the third value is None if unknown."""
        if not self._label_of:
            return []
        if ":" not in text and "：" not in text and not self._line.search(text):
            return []
        labels: list[tuple[int, int, str | None]] = []
        lines = set()  # those that begin with a known label
        names = set()  # where these begin
        for match in _at_line_starts(self._beginning, text):
            label = self._label_of[match["name"]]
            self.found.add(label)
            labels.append((match.start(), match.end(), label))
            lines.add(match.start())
            names.add(match.start("name"))
        for match in chain(
            _at_line_starts(_like_a_label(), text), _at_line_starts(self._unsure, text)
        ):
            name = (match["name"] or match["timed"]).strip("*_ \t\u00a0")
            counts = self._unknown if match["timed"] or match["colon"] else self._unclear
            if match.start() not in lines and self._count(counts, name):
                lines.add(match.start())
                names.add(match.start("name"))
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
        if self._unclear:
            yield self._without_colon()
        for name, count in self._inside.items():
            message = f"“{name}:” is in the middle of {plural(count, 'paragraph')}"
            help = "if a turn begins there, start a new line in the text"
            yield Fault("unknown-label", message, ("speakers", self._label_of[name]), help)

    def _not_listed(self) -> Fault:
        message = _begin(self._unknown, ":") + ", which `speakers` does not list"
        help = "add each label to `speakers`, or to `not_speakers` if nobody speaks there"
        return Fault("unknown-label", message, ("speakers",), help)

    def _without_colon(self) -> Fault:
        message = _begin(self._unclear, "") + ", without a colon"
        help = "if a turn begins there, write a colon after the name; else add it to `not_speakers`"
        return Fault("unknown-label", message, ("speakers",), help)


def _at_line_starts(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begins with `_LINE_START`."""
    if _NEW_LINE.search(text):
        yield from pattern.finditer(text)
    elif match := pattern.match(text):  # most paragraphs are one line
        yield match


def _begin(counts: dict[str, int], end: str) -> str:
    """Say how many paragraphs begin with some names: "2 paragraphs of interviews begin with “Eve:”"."""
    names = [f"“{name if re.search(f'{_TIME}$', name) else name + end}”" for name in counts]
    if len(names) > 5:
        names[5:] = [f"{len(names) - 5:,} more"]
    count = sum(counts.values())
    begin = "begins" if count == 1 else "begin"
    return f"{plural(count, 'paragraph')} of interviews {begin} with {listed(names)}"
